package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.breakglass.Pack;
import app.medzenhealth.cutover.session.breakglass.PackFolder;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BreakGlassTest {
    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private RehearsalApp desk;

    @BeforeEach
    void open() throws InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Saved save(String name, Set<String> phases) throws InterruptedException {
        return desk.workplace().session().breakGlass(phases, folder.resolve(name), desk.lead(), Progress.SILENT);
    }

    @Test
    void the_whole_plan_is_saved_with_nothing_left_open() throws Exception {
        var saved = save("pack", Set.of());
        var pack = saved.pack();
        System.out.printf(
                "%d steps, %d commands: %d change something, %d read, %d of other programs; %d steps without an aws command%n",
                pack.steps(),
                pack.reads() + pack.changes(),
                pack.changes(),
                pack.reads(),
                pack.others(),
                pack.manual().size());
        assertThat(pack.steps()).isEqualTo(plan.steps().count());
        assertThat(saved.blanked()).isEmpty();
        // What changes something in AWS has a command that does.
        for (var file : steps(pack).toList()) {
            var step = plan.step(file.step()).orElseThrow();
            var writes = step.actions().stream()
                    // What it saves is saved by hand without the console: its script asks who did.
                    .filter(a -> !a.type().equals("definitions.save"))
                    .anyMatch(a -> StandardActions.catalogue()
                            .find(a.type())
                            .filter(t -> t.signature().writes() && a.region().isPresent())
                            .isPresent());
            assertThat(file.changes() > 0 || !writes).as(file.step()).isTrue();
            assertThat(file.text())
                    .as(file.step())
                    .doesNotContain("No command is known")
                    .doesNotContain("${1.")
                    .doesNotContain("${2.");
        }
        assertThat(Files.getPosixFilePermissions(saved.folder()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.readString(saved.folder().resolve("README.md")))
                .contains(
                        "558069890522",
                        "eu-central-1",
                        "done.log",
                        desk.workplace().session().view().session());
        valid(saved);
    }

    /** As bash reads them, and as shellcheck does where it is installed. */
    private static void valid(Saved saved) throws Exception {
        var scripts = saved.digests().keySet().stream()
                .filter(f -> f.endsWith(".sh"))
                .sorted()
                .toList();
        assertThat(run(
                        saved.folder(),
                        Stream.concat(
                                        Stream.of("bash", "-c", "for f; do bash -n \"$f\" || exit 1; done", "-"),
                                        scripts.stream())
                                .toList()))
                .isEmpty();
        var shellcheck = Path.of("/usr/bin/shellcheck");
        if (Files.isExecutable(shellcheck)) {
            assertThat(run(
                            saved.folder(),
                            Stream.concat(Stream.of(shellcheck.toString(), "-x", "-S", "warning"), scripts.stream())
                                    .toList()))
                    .isEmpty();
            System.out.println(scripts.size() + " scripts pass bash -n and shellcheck");
        } else {
            System.out.println(scripts.size() + " scripts pass bash -n; shellcheck is not installed");
        }
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() == 0 ? "" : said + " ended with " + process.exitValue();
    }

    private static Stream<Pack.StepFile> steps(Pack pack) {
        return pack.parts().stream().flatMap(p -> p.steps().stream());
    }

    @Test
    void console_and_pack_use_the_same_names_and_tokens() throws Exception {
        var script = script(save("pack", Set.of("1")), "1.3");
        var review = desk.workplace().session().review("1.3");
        var cli = review.parts().get(1).preview().calls().getFirst().cli();
        assertThat(script).contains(cli.get(cli.indexOf("--db-snapshot-identifier") + 1));
        assertThat(script(save("again", Set.of("1")), "1.3")).isEqualTo(script);
        var certificate = desk.workplace().session().review("2.1").parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .filter(c -> c.operation().equals("RequestCertificate"))
                .findFirst()
                .orElseThrow()
                .cli();
        assertThat(script(save("other", Set.of("2")), "2.1"))
                .contains(certificate.get(certificate.indexOf("--idempotency-token") + 1));
    }

    private static String script(Saved saved, String step) {
        return steps(saved.pack())
                .filter(s -> s.step().equals(step))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void saving_is_recorded_with_the_digest_of_every_file() throws Exception {
        var saved = save("pack", Set.of("6"));
        var record = desk.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .filter(r -> r.kind().equals("breakglass.saved"))
                .map(AuditRecord::data)
                .findFirst()
                .orElseThrow();
        assertThat(record.toString())
                .contains(saved.digests().get("lib.sh"), saved.digests().get("README.md"));
    }

    @Test
    void what_is_done_is_left_out_and_what_is_skipped_is_named() throws Exception {
        desk.workplace().session().skip("1.8b", desk.lead(), "not needed in this rehearsal");
        var saved = save("pack", Set.of("1"));
        assertThat(steps(saved.pack()).map(Pack.StepFile::step))
                .doesNotContain("1.8b")
                .contains("1.3");
        assertThat(saved.pack().done()).anyMatch(d -> d.startsWith("1.8b") && d.endsWith("skipped"));
    }

    @Test
    void a_folder_that_holds_something_is_not_touched() throws Exception {
        var taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> save("taken", Set.of("1")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not an empty folder");
        try (var left = Files.list(taken)) {
            assertThat(left).hasSize(1);
        }
        assertThatThrownBy(() -> save("pack", Set.of("99"))).isInstanceOf(Refusal.class);
    }

    @Test
    void a_stop_leaves_nothing() throws Exception {
        var stopping = new Progress() {
            @Override
            public void at(double fraction, String text) {
                if (text.contains("1.8d")) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void line(String text) {}
        };
        var out = Files.createDirectories(folder.resolve("out"));
        assertThatThrownBy(() ->
                        desk.workplace().session().breakGlass(Set.of(), out.resolve("pack"), desk.lead(), stopping))
                .isInstanceOf(InterruptedException.class);
        try (var left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void where_it_cannot_be_recorded_nothing_is_left() throws Exception {
        var out = Files.createDirectories(folder.resolve("out"));
        var time = new VirtualTime(MedZenEstate.START);
        var other =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("other")), time, MedZenEstate.create(time));
        var breaking = new Progress() {
            @Override
            public void at(double fraction, String text) {
                if (text.startsWith("writing ")) {
                    other.workplace().records().close();
                }
            }

            @Override
            public void line(String text) {}
        };
        assertThatThrownBy(() -> other.workplace()
                        .session()
                        .breakGlass(Set.of("6"), out.resolve("pack"), other.lead(), breaking))
                .isInstanceOf(TrailUnavailable.class);
        assertThatThrownBy(other::close).isInstanceOf(TrailUnavailable.class);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void a_stop_in_the_middle_of_a_file_is_a_stop_and_no_fault() throws Exception {
        var pack = new Pack(
                "",
                "",
                "",
                "",
                new Pack.World("", "", "", "", "", ""),
                MedZenEstate.START,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of());
        var out = Files.createDirectories(folder.resolve("out"));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new PackFolder(new Redactor()).write(pack, out.resolve("pack"), saved -> {}))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void a_secret_in_the_plan_is_in_no_file() throws Exception {
        var planted = "https://lead:planted-pass-word-1@ehr.medzenhealth.app/ehrbase";
        assertThatThrownBy(() -> desk.workplace().session().setParameter("publicUrl", planted))
                .as("typed, it is not taken at all")
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("looks like a secret");
        desk.close();
        var time = new VirtualTime(MedZenEstate.START);
        desk = RehearsalApp.open(
                PlanVariant.of(plan)
                        .parameters(plan.parameters().stream()
                                .map(p -> p.id().equals("publicUrl")
                                        ? new Plan.Parameter(
                                                p.id(),
                                                p.title(),
                                                p.kind(),
                                                p.region(),
                                                Optional.of(planted),
                                                Optional.of(planted),
                                                p.count(),
                                                p.source())
                                        : p)
                                .toList())
                        .plan(),
                StateDirectory.at(folder.resolve("planted")),
                time,
                MedZenEstate.create(time));
        var saved = save("pack", Set.of());
        try (var files = Files.walk(saved.folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllBytes(file))
                        .as(file.toString())
                        .satisfies(b -> assertThat(new String(b, StandardCharsets.ISO_8859_1))
                                .doesNotContain("planted-pass-word-1"));
            }
        }
        assertThat(saved.blanked()).isNotEmpty();
        var blanked = saved.blanked().stream().filter(f -> f.endsWith(".sh")).findFirst();
        Assumptions.assumeTrue(blanked.isPresent());
        assertThat(Files.readString(saved.folder().resolve(blanked.get())))
                .startsWith("#!/usr/bin/env bash\necho 'A possible secret");
    }

    @Test
    void a_script_stops_in_a_foreign_account_and_as_root() throws Exception {
        var saved = save("pack", Set.of("1"));
        var bin = Files.createDirectories(folder.resolve("bin"));
        for (var who : List.of(
                "123456789012 arn:aws:iam::123456789012:role/x", "558069890522 arn:aws:iam::558069890522:root")) {
            var aws = Files.writeString(
                    bin.resolve("aws"), "#!/bin/sh\necho \"$*\" >>'" + folder + "/asked'\necho '" + who + "'\n");
            assertThat(aws.toFile().setExecutable(true)).isTrue();
            Files.deleteIfExists(folder.resolve("asked"));
            var outcome = ScriptedOperator.run(
                    saved.folder().resolve("phase-1/03-step-1.3.sh"),
                    Map.of("PATH", bin + ":/usr/bin:/bin", "TMPDIR", folder.toString(), "LC_ALL", "C.UTF-8"));
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.said()).contains("STOPPED in step 1.3");
            assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(1);
        }
        assertThat(Files.readString(saved.folder().resolve("done.log"))).contains("stopped");
    }
}
