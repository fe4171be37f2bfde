package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a verification came to. */
public sealed interface TrailVerdict {

    /**
     * @param records how many there are
     * @param root first 12 hex digits of the root over all records of the trail, those that a part leaves out included
     * @param of how many that are
     * @param covered how many of them a signature covers; those after it are only chained
     * @param head first 12 hex digits of the last checkpoint's root
     * @param key who signed, as a C2SP vkey
     * @param partial what a partial export holds, in words; empty for all records
     * @param worlds what each session acted on, in words; empty where it was not asked
     * @param checked what was checked, one line each
     */
    record Verified(
            long records,
            String root,
            long of,
            long covered,
            String head,
            String key,
            Optional<String> partial,
            List<String> worlds,
            List<String> checked)
            implements TrailVerdict {}

    /** @param seq the first record concerned, or 0 where it is none */
    record Tampered(long seq, String reason) implements TrailVerdict {}

    /** Fails closed: what cannot be checked does not pass. */
    record CannotVerify(String reason) implements TrailVerdict {}

    /** The process's exit code: 0, 4 or 5. */
    default int exitCode() {
        return switch (this) {
            case Verified v -> 0;
            case Tampered t -> 4;
            case CannotVerify c -> 5;
        };
    }

    /** The eight hex digits by which a key is compared with a note of it. */
    private static String fingerprint(String vkey) {
        var parts = vkey.split("\\+", 3);
        return parts.length > 1 ? parts[1] : vkey;
    }

    /** For people: the verdict first, then what was checked or what is wrong. */
    default List<String> lines() {
        return switch (this) {
            case Verified v -> {
                var lines = new ArrayList<String>();
                lines.add("verified · " + v.records() + " records · " + new TrailHead(v.of(), v.root()).words());
                if (v.covered() < v.of()) {
                    lines.add("  signed up to " + v.covered() + ": " + new TrailHead(v.covered(), v.head()).words());
                }
                v.partial().ifPresent(text -> lines.add("PARTIAL EXPORT: " + text));
                v.worlds().forEach(world -> lines.add("  " + world));
                v.checked().forEach(line -> lines.add("  ✓ " + line));
                lines.add("  key " + fingerprint(v.key()) + " · " + v.key());
                lines.add(
                        "  Whoever holds both this file and the key can rewrite what came after the last head that someone"
                                + " else wrote down. Compare the head with theirs.");
                yield lines;
            }
            case Tampered(long seq, String reason) ->
                List.of("TAMPERED" + (seq > 0 ? " · record " + seq : "") + " · " + reason);
            case CannotVerify(String reason) -> List.of("cannot be verified · " + reason);
        };
    }
}
