package app.medzenhealth.cutover.audit;

import java.util.Arrays;
import java.util.Map;

/** How an export that may not hold all records says so inside itself. */
final class PartialMark {
    private PartialMark() {}

    /** Empty for an export of everything. */
    static String words(Selection selection, Checkpoint checkpoint) {
        return selection.everything()
                ? ""
                : "partial export: " + selection.words() + "; the trail has " + checkpoint.size() + " records";
    }

    /** The first line of a partial JSONL file: an object that is no record. */
    static byte[] line(Selection selection, Checkpoint checkpoint) {
        var line = Jcs.bytes(Map.of(
                "partial", Map.of("head", checkpoint.head(), "of", checkpoint.size(), "selection", selection.words())));
        var ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }
}
