/**
 * The migration as data: the records a plan file is read into, the reader, the JSON Schema and the check. Knows no other room.
 */
@NullMarked
package app.medzenhealth.cutover.plan;

import org.jspecify.annotations.NullMarked;
