package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.RecordHash;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a killed console left behind: read from a copy, so that the next start finds everything as it was left. */
final class Evidence {
    private static final Set<String> ENDS =
            Set.of("step.succeeded", "step.failed", "step.undone", "step.doubt", "step.waiting", "step.recovered");

    private final List<AuditRecord> records = new ArrayList<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private final List<String> ledger;
    private final TrailVerdict verdict;

    Evidence(Path state, Path copy, Path ledgerFile) throws IOException {
        Files.createDirectories(copy);
        for (var name : List.of("cutover.db", "cutover.db-wal", "tip", "head", "key.vkey", "signing-key.pem")) {
            Files.deleteIfExists(copy.resolve(name));
            if (Files.exists(state.resolve(name))) {
                Files.copy(state.resolve(name), copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.deleteIfExists(copy.resolve("cutover.db-shm"));
        verdict = new Verifier(TrailProgress.SILENT).verify(copy);
        if (verdict instanceof TrailVerdict.Verified) {
            try (var reader = TrailReader.open(copy.resolve("cutover.db"))) {
                reader.each(1, Long.MAX_VALUE, (seq, jcs, leaf) -> {
                    records.add(RecordHash.record(jcs));
                    hashes.put(seq, RecordHash.of(jcs));
                    return true;
                });
            }
        }
        ledger = Files.exists(ledgerFile) ? Files.readAllLines(ledgerFile) : List.of();
    }

    Optional<String> newest() {
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(records.getLast().at());
    }

    List<String> ledger() {
        return ledger;
    }

    void check(String where, Map<Long, String> acknowledged, boolean recovered, Tally tally) {
        if (!(verdict instanceof TrailVerdict.Verified) && !acknowledged.isEmpty()) {
            tally.lost(where + ": the trail does not verify: " + String.join(" ", verdict.lines()));
        }
        acknowledged.forEach((seq, hash) -> {
            if (!hash.equals(hashes.get(seq))) {
                tally.lost(where + ": record " + seq);
            }
        });
        doubled().forEach(line -> tally.doubled(where + ": " + line));
        unannounced().forEach(line -> tally.unannounced(where + ": " + line));
        if (recovered) {
            open().forEach(line -> tally.withoutVerdict(where + ": " + line));
        }
    }

    /** The same request once more, with nothing between that changed the same thing to something else. */
    private List<String> doubled() {
        var last = new HashMap<String, String>();
        var doubled = new ArrayList<String>();
        for (var line : ledger) {
            if (line.startsWith("repeated ")) {
                continue;
            }
            var subject = subject(line);
            if (line.equals(last.put(subject, line))) {
                doubled.add(line);
            }
        }
        return doubled;
    }

    private static String subject(String line) {
        var brace = line.indexOf('{');
        return brace < 0 ? line : line.substring(0, brace).strip();
    }

    /** Effects for which there are not as many intents before them, a local program's among them. */
    private List<String> unannounced() {
        var intents = new HashMap<String, Integer>();
        for (var r : records) {
            if (r.kind().equals("call.intent")) {
                var d = r.data();
                intents.merge(
                        d.get("service") + " " + d.get("operation") + " " + d.get("region") + " " + d.get("resource"),
                        1,
                        Integer::sum);
            } else if (r.kind().equals("command.intent")) {
                intents.merge("local run " + r.data().get("arguments"), 1, Integer::sum);
            }
        }
        var found = new ArrayList<String>();
        for (var line : ledger) {
            var subject = subject(line.replaceFirst("^repeated ", ""));
            if (intents.merge(subject, -1, Integer::sum) < 0) {
                found.add(line);
            }
        }
        return found;
    }

    /** What was open when the console was opened last, and is so still though it had recovered. */
    private List<String> open() {
        var opened = records.stream()
                .filter(r -> r.kind().equals("session.open"))
                .mapToLong(AuditRecord::seq)
                .max()
                .orElse(0);
        var calls = new HashSet<Long>();
        var steps = new HashMap<String, Long>();
        for (var r : records) {
            switch (r.kind()) {
                case "call.intent" -> calls.add(r.seq());
                case "call.outcome" -> {
                    if (!"unknown".equals(r.data().get("outcome"))) {
                        calls.remove((Long) r.data().get("intent"));
                    }
                }
                case "call.reconciled" -> calls.remove((Long) r.data().get("intent"));
                case "step.confirm" -> steps.put(r.step(), r.seq());
                default -> {
                    if (ENDS.contains(r.kind())) {
                        steps.remove(r.step());
                    }
                }
            }
        }
        var open = new ArrayList<String>();
        calls.stream().filter(seq -> seq < opened).forEach(seq -> open.add("call #" + seq));
        steps.forEach((step, seq) -> {
            if (seq < opened) {
                open.add("step " + step);
            }
        });
        return open;
    }

    long count(String kind) {
        return records.stream().filter(r -> r.kind().equals(kind)).count();
    }

    long waits() {
        return records.stream()
                .filter(r -> r.kind().equals("step.recovered")
                        && "waiting".equals(r.data().get("verdict")))
                .count();
    }
}
