/** Names, health checks, HTTP, triggers, and the fence that keeps writes out of a database. */
@NullMarked
package app.medzenhealth.cutover.action.traffic;

import org.jspecify.annotations.NullMarked;
