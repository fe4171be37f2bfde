package app.medzenhealth.cutover.session;

import java.util.Optional;

/**
 * That a session is to be closed as it was read.
 *
 * @param fingerprint of the {@link Closing} that was on the screen
 * @param note what whoever closes it has to add, in their words; may be empty
 * @param response the second person's; empty while there is none
 */
public record SignOff(String fingerprint, String note, Operator by, Optional<String> response) {

    public static SignOff of(Closing closing, String note, Operator by) {
        return new SignOff(closing.fingerprint(), note, by, Optional.empty());
    }

    public SignOff signed(String with) {
        return new SignOff(fingerprint, note, by, Optional.of(with));
    }
}
