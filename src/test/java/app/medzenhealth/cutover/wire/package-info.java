/** Everything that needs a real connection: the SDK's own clients on one side, an emulator or the embedded estate on the other. */
@NullMarked
package app.medzenhealth.cutover.wire;

import org.jspecify.annotations.NullMarked;
