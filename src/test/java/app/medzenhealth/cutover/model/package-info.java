/**
 * AWS's own description of its operations as a referee over the console and over the embedded estate.
 *
 * <p>The models are botocore's ({@code service-2.json} of each service), reduced to the operations that the console can send by
 * {@code src/test/resources/aws-models/reduce.py}, whose header says how; botocore's licence (Apache-2.0) and notice lie beside, and
 * the reduced copy names the version. {@code common-errors.json} holds what the models leave out, each list with its source.
 */
@NullMarked
package app.medzenhealth.cutover.model;

import org.jspecify.annotations.NullMarked;
