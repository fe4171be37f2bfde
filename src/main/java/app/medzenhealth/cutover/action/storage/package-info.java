/**
 * Buckets: made, copied, emptied and deleted, each in the region it lives in.
 */
@NullMarked
package app.medzenhealth.cutover.action.storage;

import org.jspecify.annotations.NullMarked;
