/**
 * CloudFormation: templates, change sets and stacks whose members really exist in the estate's other services.
 */
@NullMarked
package app.medzenhealth.cutover.rehearsal.stacks;

import org.jspecify.annotations.NullMarked;
