/**
 * The embedded estate's databases, buckets, tables, keys, secrets, certificates, identities and bills. Knows nothing of
 * compute and traffic: what it must know of them it is given.
 */
@NullMarked
package app.medzenhealth.cutover.rehearsal.data;

import org.jspecify.annotations.NullMarked;
