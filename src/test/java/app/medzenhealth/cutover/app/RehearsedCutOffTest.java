package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.cli.Main;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal of the command line that was killed goes on in the window and on the command line. */
class RehearsedCutOffTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();
    private static final int STEPS_BEFORE_THE_KILL = 14;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int rehearse(String... more) {
        var all = new ArrayList<>(List.of("rehearse", "--state", state().toString(), "--out", folder.toString()));
        all.addAll(List.of(more));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Optional<RehearsalApp.KeptRehearsal> left() {
        return RehearsalApp.last(SHIPPED, StateDirectory.at(state()), Optional.empty());
    }

    /** Starts it in a process of its own and kills that in the middle. */
    private void killed() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "rehearse",
                        "--state",
                        state().toString(),
                        "--out",
                        folder.toString())
                .redirectError(new File(folder.toFile(), "err.txt"))
                .start();
        try (var lines = process.inputReader()) {
            assertThat(lines.lines().limit(STEPS_BEFORE_THE_KILL).toList()).hasSize(STEPS_BEFORE_THE_KILL);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    @Test
    void a_rehearsal_killed_on_the_command_line_is_offered_by_the_window_and_gone_on_with_to_its_end()
            throws Exception {
        killed();
        var kept = left().orElseThrow();
        assertThat(kept.summary().succeeded()).hasSizeGreaterThanOrEqualTo(STEPS_BEFORE_THE_KILL - 1);
        var state = StateDirectory.at(state());
        try (var offered = new Rehearsals(SHIPPED, state, Optional.empty())) {
            assertThat(offered.asks()).isTrue();
            assertThat(offered.left()).isEqualTo(kept.session());
            var session = offered.goOn().session().view().session();
            assertThat(session).isEqualTo(kept.session());
        }

        assertThat(rehearse("--continue")).as(out + "\n" + err).isZero();

        assertThat(out.toString())
                .contains(" 0 of them without a record", ", verified", kept.session())
                .doesNotContain("STOPPED");
        assertThat(kept.summary().succeeded())
                .as("nothing that was done is done again")
                .noneMatch(s -> out.toString().contains("\n%-12s ".formatted(s)));
        assertThat(left().orElseThrow().open(SHIPPED.plan())).isFalse();
    }

    @Test
    void a_new_rehearsal_says_that_an_older_one_is_open_and_a_wrong_name_says_which_can_go_on() throws Exception {
        var state = StateDirectory.at(state());
        assertThat(rehearse("--continue")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("leave --continue out");
        String open;
        try (var desk = RehearsalApp.begin(SHIPPED, state)) {
            open = desk.workplace().session().view().session();
        }
        assertThat(rehearse("--continue", "rehearsal-of-nobody")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("name one that can: " + open);
    }
}
