/** Steps as shell scripts of aws CLI commands, for the day on which there is no console. */
@NullMarked
package app.medzenhealth.cutover.action.script;

import org.jspecify.annotations.NullMarked;
