package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.session.FreeText;
import java.util.Base64;

/** What an enrolment needs. */
final class EnrolmentRule {
    /** Raw Ed25519 public keys (RFC 8032), and the same with the X.509 prefix of RFC 8410. */
    private static final int RAW = 32;

    private static final int X509 = 44;

    private EnrolmentRule() {}

    /** What is missing, in words; empty: nothing. */
    static String problem(String name, String key, String operator) {
        var who = name.strip();
        if (who.isEmpty()) {
            return "A name is needed.";
        }
        if (who.equalsIgnoreCase(operator.strip())) {
            return who + " sits at the console: the second person is another one.";
        }
        var tooLong = FreeText.NAME.problem(who).or(() -> FreeText.KEY.problem(key));
        if (tooLong.isPresent()) {
            return tooLong.get();
        }
        if (key.isBlank()) {
            return "Their public key is needed.";
        }
        try {
            var bytes = Base64.getDecoder().decode(key.strip()).length;
            return bytes == RAW || bytes == X509
                    ? ""
                    : "An Ed25519 public key has 32 bytes (44 with its header); this one has " + bytes + ".";
        } catch (IllegalArgumentException e) {
            return "The key is not base64.";
        }
    }
}
