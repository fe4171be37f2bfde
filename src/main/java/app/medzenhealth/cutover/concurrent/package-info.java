/**
 * Threads, waits and their ends. Below every other room, and knows none of them.
 */
@NullMarked
package app.medzenhealth.cutover.concurrent;

import org.jspecify.annotations.NullMarked;
