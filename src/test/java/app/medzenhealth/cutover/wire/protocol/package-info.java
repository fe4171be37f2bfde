/** AWS's wire protocols from the server's side, made from the SDK's own models. */
@NullMarked
package app.medzenhealth.cutover.wire.protocol;

import org.jspecify.annotations.NullMarked;
