/**
 * Databases: RDS snapshots, copies, exports, restores, replicas and promotion, parity by SQL, and DynamoDB tables.
 */
@NullMarked
package app.medzenhealth.cutover.action.database;

import org.jspecify.annotations.NullMarked;
