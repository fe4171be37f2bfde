package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a verification came to. */
public sealed interface TrailVerdict {

    /**
     * @param records how many there are
     * @param root lower-case hex of the root over all records of the trail, those that a part leaves out included
     * @param of how many that are
     * @param covered how many of them a signature covers; those after it are only chained
     * @param head first 12 hex digits of the last checkpoint's root
     * @param key who signed, as a C2SP vkey
     * @param partial what a partial export holds, in words; empty for all records
     * @param worlds what each session acted on, in words; empty where it was not asked
     * @param checked what was checked, one line each
     * @param unchecked what could not be checked here, one line each
     * @param unsigned files of the bundle that no signature covers: whoever had it could replace them
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
            List<String> checked,
            List<String> unchecked,
            List<String> unsigned)
            implements TrailVerdict {

        /** The same where more was looked at, a line each. */
        public Verified with(List<String> alsoChecked, List<String> alsoUnchecked) {
            return new Verified(
                    records,
                    root,
                    of,
                    covered,
                    head,
                    key,
                    partial,
                    worlds,
                    Stream.concat(checked.stream(), alsoChecked.stream()).toList(),
                    Stream.concat(unchecked.stream(), alsoUnchecked.stream()).toList(),
                    unsigned);
        }

        /** What every later export of the same trail must have: its key, and what is its head now somewhere in it. */
        public ExpectedTrail expected() {
            return ExpectedTrail.ANYTHING.withKey(key).withHead(new ExpectedTrail.Head(root, OptionalLong.of(of)));
        }
    }

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

    /** The same, saying which of two trails it is about. */
    default TrailVerdict about(String which) {
        return switch (this) {
            case Verified v -> v;
            case Tampered(long seq, String reason) -> new Tampered(seq, which + ": " + reason);
            case CannotVerify(String reason) -> new CannotVerify(which + ": " + reason);
        };
    }

    /** Twenty digits by which a key is compared with a note of it, in groups of four. */
    private static String fingerprint(String vkey) {
        return VerifierKey.parse(vkey).fingerprint().substring(0, 20).replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** For people: the verdict first, then what was checked or what is wrong. */
    default List<String> lines() {
        return switch (this) {
            case Verified v -> {
                var lines = new ArrayList<String>();
                lines.add("verified · " + v.records() + " records · "
                        + new TrailHead(v.of(), v.root().substring(0, Checkpoint.SHORT)).words());
                lines.add("  whole root " + v.root());
                if (v.covered() < v.of()) {
                    lines.add("  signed up to " + v.covered() + ": " + new TrailHead(v.covered(), v.head()).words());
                }
                v.partial().ifPresent(text -> lines.add("PARTIAL EXPORT: " + text));
                v.worlds().forEach(world -> lines.add("  " + world));
                v.checked().forEach(line -> lines.add("  ✓ " + line));
                v.unchecked().forEach(line -> lines.add("  NOT CHECKED: " + line));
                if (!v.unsigned().isEmpty()) {
                    lines.add("  NOT SIGNED: " + String.join(", ", v.unsigned())
                            + ". Whoever had this bundle could replace them: believe events.jsonl alone.");
                }
                lines.add("  key " + fingerprint(v.key()) + " · " + v.key());
                lines.add(
                        "  Whoever holds both this file and the key can rewrite what came after the last head that someone"
                                + " else wrote down: give theirs with --head, and the key with --key.");
                yield lines.stream().map(VisibleText::plain).toList();
            }
            case Tampered(long seq, String reason) ->
                List.of(VisibleText.plain("TAMPERED" + (seq > 0 ? " · record " + seq : "") + " · " + reason));
            case CannotVerify(String reason) -> List.of(VisibleText.plain("cannot be verified · " + reason));
        };
    }
}
