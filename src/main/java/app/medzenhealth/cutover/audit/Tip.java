package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Number and hash of the newest record, kept beside the database after each append, so that a cut tail is seen even when it was
 * not yet covered by a checkpoint. One line of fixed length, overwritten in place.
 *
 * @param hash lower-case hex SHA-256 of the record's JCS bytes; zeros before the first
 */
record Tip(long seq, String hash) {
    private static final Pattern LINE = Pattern.compile("(\\d{20}) ([0-9a-f]{64})\n");
    static final Tip NONE = new Tip(0, ChainCheck.FIRST_PREV);

    byte[] bytes() {
        String number = Long.toString(seq);
        return ("0".repeat(20 - number.length()) + number + " " + hash + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static Tip parse(byte[] file) throws Fault {
        Matcher line = LINE.matcher(new String(file, StandardCharsets.US_ASCII));
        if (!line.matches()) {
            throw Fault.tampered(0, "the file tip beside the database is not as it was written");
        }
        try {
            return new Tip(Long.parseLong(line.group(1)), line.group(2));
        } catch (NumberFormatException e) {
            throw Fault.tampered(0, "the file tip beside the database names an impossible record");
        }
    }
}
