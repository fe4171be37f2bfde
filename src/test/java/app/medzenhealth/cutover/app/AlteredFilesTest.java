package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.cli.Main;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files by which a session's actions decide, of a whole rehearsal, each kind of them altered in the folder of a console that was cut
 * off: the session that goes on refuses it by its name and sends nothing of its step, and {@code audit verify} names it.
 * {@code -Daltered=all}: in every way, not in one that is drawn; {@code -Daltered.seed=N}.
 */
class AlteredFilesTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();
    private static final long SEED = Long.getLong("altered.seed", 20261201L);
    private static final boolean ALL = "all".equals(System.getProperty("altered"));
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}([.]\\d+)?Z");
    private static final Pattern NAMED = Pattern.compile("SessionNote\\s*\\.in\\(\\s*\\w+,\\s*\"([a-z]+)-");
    private static final Pattern MADE = Pattern.compile("SessionNote\\s*\\.in\\(");

    /** What is written for people: no action reads it again. */
    private static final Set<String> TEXTS = Set.of("config", "reports/", "residency");

    /** Of actions that no step of the shipped plan has in this form: rows are compared by a step of its own there. */
    private static final Set<String> NOT_IN_THIS_PLAN = Set.of("parity");

    private static final List<Moment> LIKELIEST = List.of(Moment.ACTED, Moment.CALLED, Moment.KEPT, Moment.STEP_ENDED);

    private static final int MOST_STEPS_OF_A_KIND = 3;
    private static final int STEPS_LATER = 4;

    @TempDir
    Path folder;

    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, List<CutOff>> cutOffs = new LinkedHashMap<>();

    /** When a console is cut off, in the order in which these come. */
    private enum Moment {
        /** The file is in its place. */
        KEPT,
        /** So is the answer to a call that it may be about. */
        CALLED,
        /** All is done, and what became of it has not been looked at. */
        ACTED,
        /** Others may go by it. */
        STEP_ENDED
    }

    /** A file that was just kept, of which the folder is to be saved as it is soon. */
    private record Waiting(String file, String step, Moment next) {
        /** As of this record; empty where what is waited for has not come yet. */
        Optional<Moment> reached(AuditRecord record) {
            return Arrays.stream(Moment.values())
                    .filter(m -> m.compareTo(next) >= 0)
                    .filter(m -> m == Moment.KEPT
                            ? !record.data().containsValue(file)
                            : record.kind().equals(kind(m)) && record.step().equals(step))
                    .findFirst();
        }

        private static String kind(Moment moment) {
            return switch (moment) {
                case KEPT -> "";
                case CALLED -> "call.outcome";
                case ACTED -> "action.end";
                case STEP_ENDED -> "step.succeeded";
            };
        }
    }

    /** The folder as it would have been found if the console had been killed after a file was kept. */
    private record CutOff(String file, String step, Moment when, Path state) {}

    private enum Alteration {
        CHANGED {
            @Override
            void to(Path file, Path elsewhere) throws IOException {
                var text = Files.readString(file);
                var at = text.length() / 2;
                Files.writeString(
                        file, text.substring(0, at) + (text.charAt(at) == '7' ? '8' : '7') + text.substring(at + 1));
            }
        },
        CUT_OFF {
            @Override
            void to(Path file, Path elsewhere) throws IOException {
                var text = Files.readString(file);
                Files.writeString(file, text.substring(0, text.length() / 2));
            }
        },
        EMPTIED {
            @Override
            void to(Path file, Path elsewhere) throws IOException {
                Files.writeString(file, "");
            }
        },
        TAKEN_AWAY {
            @Override
            void to(Path file, Path elsewhere) throws IOException {
                Files.delete(file);
            }
        },
        /** To a copy that is, for now, the same. */
        REPLACED_BY_A_LINK {
            @Override
            void to(Path file, Path elsewhere) throws IOException {
                var there = Files.move(file, elsewhere, StandardCopyOption.REPLACE_EXISTING);
                Files.createSymbolicLink(file, there);
            }
        },
        /** As a session of another night made it, and another one for what has no time in it. */
        OF_ANOTHER_SESSION {
            @Override
            void to(Path file, Path elsewhere) throws IOException {
                var text = Files.readString(file);
                var other = TIME.matcher(text)
                        .replaceAll(t -> Instant.parse(t.group())
                                .minus(Duration.ofDays(1))
                                .toString());
                Files.writeString(file, other.equals(text) ? "{\"of\":\"another\"}\n" : other);
            }
        };

        abstract void to(Path file, Path elsewhere) throws IOException;
    }

    @Test
    void every_kind_of_file_that_somebody_altered_is_refused_by_name_and_nothing_runs() throws Exception {
        System.out.println("altered files, seed " + SEED);
        rehearseAndCutOff();
        var random = new Random(SEED);
        var refused = new TreeSet<String>();
        for (var kind : cutOffs.entrySet()) {
            var drawn = Alteration.values()[random.nextInt(Alteration.values().length)];
            for (var alteration : ALL ? List.of(Alteration.values()) : List.of(drawn)) {
                if (isRefused(kind.getKey(), kind.getValue(), alteration)) {
                    refused.add(kind.getKey());
                } else {
                    assertThat(TEXTS).as("refused where it was %s", alteration).contains(kind.getKey());
                }
            }
        }
        System.out.println("refused: " + refused);
        var kinds = new TreeSet<>(notesInTheSources());
        kinds.removeAll(refused);
        assertThat(kinds)
                .as("notes of actions that no console was seen to refuse")
                .isEqualTo(NOT_IN_THIS_PLAN);
        assertThat(refused).doesNotContainAnyElementsOf(TEXTS);
    }

    private static Set<String> notesInTheSources() throws IOException {
        var kinds = new TreeSet<String>();
        try (var all = Files.walk(Path.of("src/main/java/app/medzenhealth/cutover"))) {
            for (var source : (Iterable<Path>) all.filter(f -> f.toString().endsWith(".java"))::iterator) {
                var text = Files.readString(source);
                var named = NAMED.matcher(text).results().map(m -> m.group(1)).toList();
                assertThat(MADE.matcher(text).results().count())
                        .as("notes of %s whose name begins with its kind", source)
                        .isEqualTo(named.size());
                kinds.addAll(named);
            }
        }
        return kinds;
    }

    /** At one of the moments, soon or at some time: where it is not read any more, or written anew, nobody can. */
    private boolean isRefused(String kind, List<CutOff> moments, Alteration alteration) throws Exception {
        if (TEXTS.contains(kind)) {
            var last = moments.getLast();
            return isRefused(last, alteration, view -> isPast(view, last.step()));
        }
        // What is read soon is tried first, the latest step's first.
        for (var moment : moments.reversed().stream()
                .sorted(Comparator.comparing(m -> LIKELIEST.indexOf(m.when())))
                .toList()) {
            if (isRefused(moment, alteration, view -> isPast(view, moment.step()))) {
                return true;
            }
        }
        return isRefused(moments.getLast(), alteration, _ -> false);
    }

    private boolean isRefused(CutOff cutOff, Alteration alteration, Predicate<SessionView> enough) throws Exception {
        var state = folder.resolve("altered");
        copy(cutOff.state(), state);
        try {
            var kept = RehearsalApp.last(SHIPPED, StateDirectory.at(state), Optional.empty())
                    .orElseThrow();
            var file = state.resolve("files")
                    .resolve(kept.session())
                    .resolve("made")
                    .resolve(cutOff.file());
            var words = cutOff.file() + " " + alteration + " in step " + cutOff.step() + ", " + cutOff.when();
            assertThat(verified(state)).as(words).startsWith("verified");
            alteration.to(file, folder.resolve("elsewhere"));
            assertThat(verified(state))
                    .as(words)
                    .startsWith("TAMPERED")
                    .contains("file " + cutOff.file() + " of session");
            return isRefused(words, state, kept, file, enough);
        } finally {
            delete(state);
        }
    }

    /** Whether the session that goes on refuses the file: it says so and sends nothing, until somebody puts it right. */
    private static boolean isRefused(
            String words, Path state, RehearsalApp.KeptRehearsal kept, Path file, Predicate<SessionView> enough)
            throws InterruptedException {
        try (var desk = RehearsalApp.resume(SHIPPED, StateDirectory.at(state), kept)) {
            var trail = desk.workplace().records().trail();
            var session = desk.workplace().session();
            session.waitAgain();
            var outcome = new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), s -> {}).goUntil(enough);
            var refusing = session.view().phases().stream()
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> !s.state().settled())
                    .filter(s -> names(s.state().toString(), file)
                            || names(outcome.toString(), file)
                                    && outcome.toString()
                                            .contains("step " + s.step().id() + ":"))
                    .map(s -> s.step().id())
                    .toList();
            try (var all = trail.records(1, Long.MAX_VALUE)) {
                var records = all.toList();
                for (var step : refusing) {
                    var said = records.stream()
                            .filter(r -> r.step().equals(step) && names(r.data().toString(), file))
                            .filter(r -> !r.kind().startsWith("file."))
                            .mapToLong(AuditRecord::seq)
                            .findFirst()
                            .orElse(records.getLast().seq());
                    assertThat(records)
                            .as("%s: sent of step %s after it was refused in record %d", words, step, said)
                            .noneMatch(r -> r.seq() > said
                                    && r.kind().equals("call.intent")
                                    && r.step().equals(step));
                }
            }
            return !refusing.isEmpty();
        }
    }

    private static boolean names(String text, Path file) {
        return text.contains(file.toString())
                || text.contains(file.getFileName() + " was changed")
                || text.contains(file.getFileName() + " is ");
    }

    private static boolean isPast(SessionView view, String step) {
        var steps = view.phases().stream().flatMap(p -> p.steps().stream()).toList();
        var at = steps.stream().map(s -> s.step().id()).toList().indexOf(step);
        return steps.stream()
                .skip(at)
                .limit(STEPS_LATER + 1)
                .map(StepView::state)
                .allMatch(s -> s.settled());
    }

    private static String verified(Path state) {
        var out = new StringWriter();
        Main.commandLine().setOut(new PrintWriter(out, true)).execute("audit", "verify", state.toString());
        return out.toString();
    }

    private void rehearseAndCutOff() throws Exception {
        var state = folder.resolve("state");
        try (var desk = RehearsalApp.begin(SHIPPED, StateDirectory.at(state))) {
            desk.workplace().records().trail().onAppend(r -> heard(r, state));
            var outcome = new RehearsedLead(
                            desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {})
                    .goThrough();
            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
        }
        assertThat(cutOffs).hasSizeGreaterThan(15);
    }

    private synchronized void heard(AuditRecord record, Path state) {
        for (var kept : List.copyOf(waiting)) {
            kept.reached(record).ifPresent(moment -> {
                waiting.remove(kept);
                cutOff(kept, moment, state);
                if (moment != Moment.STEP_ENDED) {
                    waiting.add(new Waiting(kept.file(), kept.step(), Moment.values()[moment.ordinal() + 1]));
                }
            });
        }
        if (record.kind().equals("file.kept")) {
            var file = String.valueOf(record.data().get("file"));
            var steps = Stream.concat(
                            waiting.stream()
                                    .filter(w -> kind(w.file()).equals(kind(file)))
                                    .map(Waiting::step),
                            cutOffs.getOrDefault(kind(file), List.of()).stream().map(CutOff::step))
                    .distinct()
                    .toList();
            if (!steps.contains(record.step()) && steps.size() < MOST_STEPS_OF_A_KIND) {
                waiting.add(new Waiting(file, record.step(), Moment.KEPT));
            }
        }
    }

    private void cutOff(Waiting kept, Moment moment, Path state) {
        var of = cutOffs.computeIfAbsent(kind(kept.file()), _ -> new ArrayList<>());
        var left = folder.resolve("left").resolve(kind(kept.file()).replace("/", "_") + "-" + of.size());
        copy(state, left);
        of.add(new CutOff(kept.file(), kept.step(), moment, left));
    }

    private static String kind(String file) {
        return file.contains("/") ? file.substring(0, file.indexOf('/') + 1) : file.split("[-.]", 2)[0];
    }

    private static void copy(Path from, Path to) {
        try (var all = Files.walk(from)) {
            for (var file : (Iterable<Path>) all::iterator) {
                var name = from.relativize(file);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to.resolve(name));
                } else if (!List.of("lock", "cutover.db-shm").contains(name.toString())) {
                    Files.copy(file, to.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path state) throws IOException {
        try (var all = Files.walk(state)) {
            for (var file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
