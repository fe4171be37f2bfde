package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Outsider;
import app.medzenhealth.cutover.audit.ResignedTrail;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.cli.Main;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.RecordedTables;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.StoreProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A record of a real trail, changed by whoever holds the key: right hashes, signed, and in a form that no console writes. Every way of
 * reading it ends in words. {@code -Dmisfits=N}: how many records are changed; 2000 takes about an hour. {@code -Dmisfits.seed=N}.
 */
class AlteredRecordsTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();
    private static final long SEED = Long.getLong("misfits.seed", 20261201L);
    private static final int COUNT = Integer.getInteger("misfits", 6);
    /** Of each record, that are only folded. */
    private static final int VARIANTS = 20;

    private static final int VERIFIED = Exit.DONE;

    /** When a console is cut off: while such a step has a call under way, one that ends, and where all is done. */
    private static final List<String> CUT_IN = List.of("1.3", "3.1", "5.3");

    private static final List<Object> VALUES = List.of(
            "",
            "x",
            "0",
            "9.9",
            "NOT_THERE",
            "PT-3H",
            "PT9999999999999999H",
            "9999-12-31T23:59:59.999999Z",
            "+999999999-12-31T23:59:59Z",
            "2026-02-30T08:00:00Z",
            "\u001b[2K\rverified",
            "x".repeat(20_000),
            true,
            0L,
            -1L,
            999L,
            9_007_199_254_740_991L,
            1.5,
            List.of(),
            List.of("x"),
            List.of(List.of(1L)),
            Map.of(),
            Map.of("a", Map.of("b", List.of())));

    @TempDir
    Path folder;

    private final List<Path> bases = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();

    /** What is changed, and to what; {@code Optional.empty()}: it is taken away. */
    private record Misfit(AuditRecord record, List<Object> path, Optional<Object> value) {
        String words() {
            var shown = value.map(String::valueOf).orElse("taken away");
            return "record " + record.seq() + " " + record.kind() + " " + path + " = "
                    + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown);
        }

        Map<String, Object> of(Map<String, Object> members) {
            return castToMap(with(members, path));
        }

        AuditRecord of(AuditRecord other) {
            return ResignedTrail.changed(other, this::of);
        }

        private Object with(Object tree, List<Object> left) {
            if (left.isEmpty()) {
                return value.orElseThrow();
            }
            var here = left.getFirst();
            var rest = left.subList(1, left.size());
            var away = rest.isEmpty() && value.isEmpty();
            if (tree instanceof Map<?, ?> map) {
                var copy = new TreeMap<String, Object>(castToMap(map));
                if (away) {
                    copy.remove(here);
                } else {
                    copy.put(String.valueOf(here), with(map.get(here), rest));
                }
                return copy;
            }
            var copy = new ArrayList<Object>((List<?>) tree);
            if (away) {
                copy.remove((int) here);
            } else {
                copy.set((int) here, with(copy.get((int) here), rest));
            }
            return copy;
        }

        @SuppressWarnings("unchecked") // members of records have names
        private static Map<String, Object> castToMap(Object tree) {
            return (Map<String, Object>) tree;
        }
    }

    @Test
    void whatever_a_record_says_every_way_of_reading_it_ends_in_words() throws Exception {
        System.out.println("altered records, seed " + SEED);
        rehearseAndCutOff();
        var random = new Random(SEED);
        var records = ResignedTrail.records(bases.getLast());
        var kinds = records.stream().map(AuditRecord::kind).distinct().toList();
        wrong.addAll(RecordedTables.problems(
                SHIPPED.plan(),
                records,
                r -> IntStream.range(0, VARIANTS)
                        .mapToObj(_ -> drawn(r, kinds, random).of(r))
                        .toList()));
        assertThat(wrong).isEmpty();
        var outsider = Outsider.start();
        try {
            for (var i = 0; i < COUNT; i++) {
                var base = bases.get(random.nextInt(bases.size()));
                var state = copy(base, folder.resolve("state-" + i));
                var misfit = drawn(ResignedTrail.records(state), random);
                read(misfit, state, outsider);
                PreparedStates.forget(state);
            }
        } finally {
            if (outsider.isPresent()) {
                outsider.get().close();
            }
        }
        System.out.println(COUNT + " altered records: " + ends);
        assertThat(wrong).isEmpty();
    }

    private void read(Misfit misfit, Path state, Optional<Outsider> outsider) throws Exception {
        var records = ResignedTrail.rewrite(state, misfit.record().seq(), misfit::of);
        var made = tables(state, records);
        var verdict = command(misfit, Set.of(0, 4, 5), "audit", "verify", state.toString());
        ends.merge((made ? "verdict " : "nothing follows, verdict ") + verdict.exit(), 1, Integer::sum);
        var other = outsider.isPresent() ? outsider.get().verdict(state) : verdict.exit();
        // What is kept beside the records is left aside there.
        var files = verdict.said().contains("by which its actions decide");
        var beside = files || verdict.said().contains("follow from them: session");
        expect(misfit, verdict.exit() == other || verdict.exit() == 4 && other == 0 && beside, verdict.said() + other);
        expect(misfit, made || verdict.exit() == 4, "nothing follows from it, and it is " + verdict.said());
        for (var part :
                List.of(List.<String>of(), List.of("--kind", misfit.record().kind()))) {
            var out = folder.resolve("out.zip");
            var options =
                    new ArrayList<>(List.of("audit", "export", "--state", state.toString(), "--format", "BUNDLE"));
            options.addAll(List.of("--out", out.toString()));
            options.addAll(part);
            var exported = command(misfit, Set.of(0, 1, 3, 4, 5), options.toArray(String[]::new));
            var none = exported.said().contains("no record matches");
            expect(misfit, (exported.exit() == 0 || none) == (verdict.exit() == 0 || files), exported.said());
            if (Files.exists(out)) {
                var bundle = command(misfit, Set.of(0, 4, 5), "audit", "verify", out.toString());
                expect(misfit, outsider.isEmpty() || outsider.get().verdict(out) == bundle.exit(), bundle.said());
                expect(misfit, bundle.exit() == VERIFIED, bundle.said());
                Files.delete(out);
            }
        }
        command(misfit, Set.of(0, 1, 3, 4, 5), "status", "--state", state.toString());
        opened(misfit, state, verdict.exit() == VERIFIED);
    }

    /** Goes on with the session, as far as it goes. */
    private void opened(Misfit misfit, Path state, boolean sound) throws Exception {
        var directory = StateDirectory.at(state);
        try {
            var kept = RehearsalApp.last(SHIPPED, directory, Optional.empty());
            if (kept.isEmpty()) {
                ends.merge("no session to go on with", 1, Integer::sum);
                return;
            }
            try (var desk = RehearsalApp.resume(SHIPPED, directory, kept.get())) {
                var session = desk.workplace().session();
                session.waitAgain();
                var settled = settled(session.view().phases().stream()
                        .flatMap(p -> p.steps().stream())
                        .toList());
                new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), s -> {})
                        .goUntil(v -> settled(v.phases().stream()
                                        .flatMap(p -> p.steps().stream())
                                        .toList())
                                > settled + 2);
            }
            ends.merge("opened", 1, Integer::sum);
            expect(misfit, sound, "opened, though it does not verify");
            command(misfit, Set.of(0), "audit", "verify", state.toString());
        } catch (Refusal | StoreProblem | TrailUnavailable refused) {
            ends.merge("refused", 1, Integer::sum);
            if (sound) {
                System.out.println(misfit.words() + ": refused: " + refused.getMessage());
            }
        } catch (RuntimeException e) {
            wrong.add(misfit.words() + ": " + e + " at " + Arrays.toString(Arrays.copyOf(e.getStackTrace(), 4)));
        }
        // Nothing of it is open still.
        Store.open(directory, InstantSource.system()).close();
    }

    private static long settled(List<StepView> steps) {
        return steps.stream().filter(s -> s.state().settled()).count();
    }

    private void expect(Misfit misfit, boolean right, String said) {
        if (!right) {
            wrong.add(misfit.words() + ": " + said);
        }
    }

    private record Said(int exit, String said) {}

    private Said command(Misfit misfit, Set<Integer> exits, String... arguments) {
        var out = new StringWriter();
        var exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        var said = out.toString();
        expect(
                misfit,
                exits.contains(exit) && !said.contains("Unexpected") && !said.contains("Exception"),
                String.join(" ", arguments) + ": " + exit + " " + said);
        return new Said(exit, said);
    }

    /** The tables as the records make them, where they do. */
    private static boolean tables(Path state, List<AuditRecord> records) throws SQLException {
        var sessions = new LinkedHashMap<String, List<AuditRecord>>();
        records.forEach(r ->
                sessions.computeIfAbsent(r.session(), _ -> new ArrayList<>()).add(r));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("cutover.db"))) {
            connection.setAutoCommit(false);
            for (var table : List.of("setting", "step_state", "tick")) {
                try (var statement = connection.createStatement()) {
                    statement.execute("DELETE FROM " + table);
                }
            }
            for (var session : sessions.entrySet()) {
                for (var row : RecordedTables.of(session.getKey(), session.getValue())) {
                    try (var insert = connection.prepareStatement("INSERT INTO " + row.table() + " VALUES (?, ?, ?)")) {
                        insert.setString(1, row.session());
                        insert.setString(2, row.key());
                        insert.setString(3, row.value());
                        insert.executeUpdate();
                    }
                }
            }
            connection.commit();
            return true;
        } catch (RuntimeException nothingFollows) {
            assertThat(nothingFollows.getClass().getSimpleName()).isEqualTo("UnusableRecord");
            return false;
        }
    }

    /** Of every kind as likely. */
    private static Misfit drawn(List<AuditRecord> records, Random random) {
        var kinds = new TreeMap<String, List<AuditRecord>>();
        records.forEach(
                r -> kinds.computeIfAbsent(r.kind(), _ -> new ArrayList<>()).add(r));
        var names = List.copyOf(kinds.keySet());
        var of = kinds.get(names.get(random.nextInt(names.size())));
        return drawn(of.get(random.nextInt(of.size())), names, random);
    }

    /** Every member as likely. */
    private static Misfit drawn(AuditRecord record, List<String> kinds, Random random) {
        var paths = new ArrayList<List<Object>>();
        paths(record.data(), List.of("data"), paths);
        paths.addAll(List.of(List.of("step"), List.of("actor")));
        if (!record.kind().equals("checkpoint")) {
            paths.addAll(List.of(List.of("kind"), List.of("session")));
        }
        var path = paths.get(random.nextInt(paths.size()));
        var chosen = random.nextInt(VALUES.size() + 4);
        return new Misfit(
                record,
                path,
                path.size() == 1
                        ? Optional.of(text(String.valueOf(path.getFirst()), kinds, random))
                        : chosen < VALUES.size() ? Optional.of(VALUES.get(chosen)) : Optional.empty());
    }

    /** For a member of the record itself. */
    private static Object text(String member, List<String> kinds, Random random) {
        return switch (member) {
            case "kind" ->
                random.nextInt(4) == 0
                        ? "note.new"
                        : kinds.get(random.nextInt(kinds.size())).replace("checkpoint", "note");
            case "step" -> random.nextBoolean() ? "9.9" : "5.3";
            default -> VALUES.get(random.nextInt(11));
        };
    }

    private static void paths(Object tree, List<Object> to, List<List<Object>> found) {
        var below = new HashMap<Object, Object>();
        if (tree instanceof Map<?, ?> map) {
            below.putAll(map);
        } else if (tree instanceof List<?> list) {
            for (var i = 0; i < Math.min(3, list.size()); i++) {
                below.put(i, list.get(i));
            }
        }
        below.forEach((name, value) -> {
            var path = new ArrayList<>(to);
            path.add(name);
            found.add(List.copyOf(path));
            paths(value, path, found);
        });
    }

    private void rehearseAndCutOff() throws Exception {
        var state = folder.resolve("rehearsed");
        var left = new ArrayList<>(CUT_IN);
        try (var desk = RehearsalApp.begin(SHIPPED, StateDirectory.at(state))) {
            desk.workplace().records().trail().onAppend(r -> {
                if (r.kind().equals("call.intent") && left.remove(r.step())) {
                    bases.add(copy(state, folder.resolve("cut-off-" + r.step())));
                }
            });
            var outcome = new RehearsedLead(
                            desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {})
                    .goThrough();
            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
        }
        bases.add(state);
        assertThat(left).isEmpty();
    }

    private static Path copy(Path from, Path to) {
        try (var all = Files.walk(from)) {
            for (var file : (Iterable<Path>) all::iterator) {
                var name = from.relativize(file);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to.resolve(name));
                } else if (!List.of("lock", "cutover.db-shm").contains(name.toString())) {
                    Files.copy(file, to.resolve(name));
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
