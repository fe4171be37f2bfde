package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What somebody knows of a trail from elsewhere: which key signs it, and heads that were read aloud or written down. A trail that
 * was rewritten by who holds its key verifies by itself, and is found out by these alone.
 *
 * @param key a vkey (c2sp.org/signed-note), or the first digits of its fingerprint; empty: any
 */
public record ExpectedTrail(Optional<String> key, List<Head> heads) {
    public static final ExpectedTrail ANYTHING = new ExpectedTrail(Optional.empty(), List.of());

    /** As many digits of a fingerprint as nobody makes another key for: 80 bits. */
    private static final int FEWEST_OF_KEY = 20;

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]*");

    public ExpectedTrail {
        heads = List.copyOf(heads);
    }

    /**
     * @param digits the first hex digits of a root, at least {@value Checkpoint#SHORT}, lower case
     * @param of how many records it is the root of; empty: of some number of them
     */
    public record Head(String digits, OptionalLong of) {
        /**
         * Reads {@code ccc7 af4d 056c}, {@code ccc7af4d056c@418} or {@code head ccc7af4d056c after 418 records}.
         *
         * @throws IllegalArgumentException if it is none of these, with what is wrong
         */
        public static Head parse(String text) {
            var parts = text.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceFirst("^head\\s+", "")
                    .replaceFirst("\\s+after\\s+(\\d+)(\\s+records?)?$", "@$1")
                    .split("@", -1);
            var digits = parts[0].replaceAll("\\s", "");
            if (parts.length > 2 || !DIGITS.matcher(digits).matches()) {
                throw new IllegalArgumentException(
                        "“" + VisibleText.plain(text) + "” is not a head: hex digits, then @ and a number of records");
            }
            if (digits.length() < Checkpoint.SHORT || digits.length() > 2 * Sha256.LENGTH) {
                throw new IllegalArgumentException("a head has " + Checkpoint.SHORT + " to " + 2 * Sha256.LENGTH
                        + " hex digits, and “" + VisibleText.plain(text) + "” has " + digits.length());
            }
            if (parts.length == 1) {
                return new Head(digits, OptionalLong.empty());
            }
            try {
                var of = Long.parseLong(parts[1].strip());
                if (of > 0) {
                    return new Head(digits, OptionalLong.of(of));
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new IllegalArgumentException("“" + VisibleText.plain(parts[1]) + "” is not a number of records");
        }

        /** {@code ccc7af4d056c} or {@code ccc7af4d056c after 418 records}. */
        public String words() {
            return of.isPresent() ? digits + " after " + of.getAsLong() + " records" : digits;
        }
    }

    /** @param text a vkey or at least {@value #FEWEST_OF_KEY} digits of a fingerprint, blanks between them or not */
    public ExpectedTrail withKey(String text) {
        var line = text.strip();
        if (line.contains("+")) {
            return new ExpectedTrail(Optional.of(VerifierKey.parse(line).line()), heads);
        }
        var digits = line.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches() || digits.length() < FEWEST_OF_KEY) {
            throw new IllegalArgumentException("“" + VisibleText.plain(line)
                    + "” is neither a file, nor a key as in key.vkey, nor at least " + FEWEST_OF_KEY
                    + " digits of a key's fingerprint");
        }
        return new ExpectedTrail(Optional.of(digits), heads);
    }

    public ExpectedTrail withHead(Head head) {
        var more = new ArrayList<>(heads);
        more.add(head);
        return new ExpectedTrail(key, more);
    }

    /** @throws TrailFault if another key is expected */
    void check(VerifierKey signer) throws TrailFault {
        if (key.isPresent()
                && !key.get().equals(signer.line())
                && (key.get().contains("+") || !signer.fingerprint().startsWith(key.get()))) {
            throw TrailFault.tampered(
                    0,
                    "it is signed by the key " + signer.fingerprint().substring(0, FEWEST_OF_KEY)
                            + ", and another is expected");
        }
    }
}
