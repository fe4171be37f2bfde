package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Number and hash of a newest record, kept beside the database after each append, so that a cut tail is seen even when it was
 * not yet covered by a checkpoint. The file has two lines of fixed length that are overwritten by turns: a process that is killed
 * while it writes one leaves the other.
 *
 * @param hash lower-case hex SHA-256 of the record's JCS bytes; zeros before the first
 */
record Tip(long seq, String hash) {
    /** Bytes of a line: number, hash and CRC-32 of both, with blanks between and a line feed. */
    static final int LINE_LENGTH = 20 + 1 + 64 + 1 + 8 + 1;

    private static final int NUMBER_LENGTH = 20;
    private static final int HASH_LENGTH = 64;
    private static final int CHECKED_LENGTH = NUMBER_LENGTH + 1 + HASH_LENGTH;

    static final int FILE_LENGTH = 2 * LINE_LENGTH;
    static final Tip NONE = new Tip(0, ChainCheck.FIRST_PREV);

    private static final Pattern LINE = Pattern.compile("(\\d{20}) ([0-9a-f]{64}) ([0-9a-f]{8})\n");

    /** The whole file as the first builds wrote it. */
    private static final Pattern FIRST_FORM = Pattern.compile("(\\d{20}) ([0-9a-f]{64})\n");

    @SuppressWarnings("deprecation") // cuts nothing off: a hash is ASCII
    byte[] line() {
        var line = new byte[LINE_LENGTH];
        var left = seq;
        for (var i = NUMBER_LENGTH - 1; i >= 0; i--) {
            line[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        line[NUMBER_LENGTH] = ' ';
        hash.getBytes(0, HASH_LENGTH, line, NUMBER_LENGTH + 1);
        line[CHECKED_LENGTH] = ' ';
        var check = check(line, 0);
        for (var i = LINE_LENGTH - 2; i > CHECKED_LENGTH; i--) {
            line[i] = (byte) Character.forDigit(check & 0xf, 16);
            check >>>= 4;
        }
        line[LINE_LENGTH - 1] = '\n';
        return line;
    }

    /** Where its line begins in the file. */
    int offset() {
        return (int) (seq & 1) * LINE_LENGTH;
    }

    /** A file with this tip alone. */
    byte[] file() {
        var line = line();
        var file = new byte[FILE_LENGTH];
        System.arraycopy(line, 0, file, 0, LINE_LENGTH);
        System.arraycopy(line, 0, file, LINE_LENGTH, LINE_LENGTH);
        return file;
    }

    private static int check(byte[] file, int from) {
        var crc = new CRC32();
        crc.update(file, from, CHECKED_LENGTH);
        return (int) crc.getValue();
    }

    /** One or two: a line that was being written when the process was killed does not count. */
    static List<Tip> parse(byte[] file) throws TrailFault {
        var first = FIRST_FORM.matcher(new String(file, StandardCharsets.US_ASCII));
        if (first.matches()) {
            return List.of(new Tip(number(first.group(1)), first.group(2)));
        }
        var tips = new ArrayList<Tip>();
        if (file.length == FILE_LENGTH) {
            for (var from = 0; from < FILE_LENGTH; from += LINE_LENGTH) {
                var line = LINE.matcher(new String(file, from, LINE_LENGTH, StandardCharsets.US_ASCII));
                if (line.matches() && line.group(3).equals(HexFormat.of().toHexDigits(check(file, from)))) {
                    tips.add(new Tip(number(line.group(1)), line.group(2)));
                }
            }
        }
        if (tips.isEmpty()) {
            throw TrailFault.tampered(0, "the file tip beside the database is not as it was written");
        }
        return tips;
    }

    private static long number(String digits) throws TrailFault {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw TrailFault.tampered(0, "the file tip beside the database names an impossible record");
        }
    }
}
