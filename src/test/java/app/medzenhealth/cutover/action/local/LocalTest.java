package app.medzenhealth.cutover.action.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Attestations.Attestation;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTest {

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void a_working_copy() throws Exception {
        bench = new Workbench(folder);
        Files.createDirectories(bench.workingCopy());
    }

    private Action command(Map<String, Object> more) {
        var with = new HashMap<String, Object>(
                Map.of("argv", List.of("firebase", "deploy"), "directory", ".", "timeout", "PT5M"));
        with.putAll(more);
        return bench.action("command.run", "", with);
    }

    @Test
    void a_command_gets_its_arguments_one_by_one() throws Exception {
        bench.run(command(Map.of()));

        assertThat(bench.commands)
                .singleElement()
                .satisfies(c -> assertThat(c.arguments()).containsExactly("firebase", "deploy"));
    }

    @Test
    void a_review_says_what_npx_will_fetch_unless_the_project_has_it() throws Exception {
        var npx = command(Map.of("argv", List.of("npx", "--yes", "supabase", "functions", "deploy")));

        assertThat(npx.preview(bench.context()).warnings())
                .anyMatch(w -> w.contains("npx fetches the package “supabase”") && w.contains("network"));
        Files.createDirectories(bench.workingCopy().resolve("node_modules/supabase"));
        assertThat(npx.preview(bench.context()).warnings()).noneMatch(w -> w.contains("npx fetches"));
        assertThat(command(Map.of("argv", List.of("npx", "supabase@2.1.0")))
                        .preview(bench.context())
                        .warnings())
                .as("another version than the installed one")
                .anyMatch(w -> w.contains("“supabase@2.1.0”"));
    }

    @Test
    void another_exit_code_is_a_failure() {
        bench.ended = new Ended.Exited(3, Duration.ofSeconds(1));

        assertThatThrownBy(() -> bench.run(command(Map.of())))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void a_folder_outside_of_the_working_copy_is_refused() {
        assertThatThrownBy(() -> bench.run(command(Map.of("directory", "../.."))))
                .isInstanceOf(ActionFailure.class);
        assertThat(bench.commands).isEmpty();
    }

    @Test
    void credentials_are_not_handed_over() {
        assertThatThrownBy(() -> bench.run(command(Map.of("environment", Map.of("AWS_SECRET_ACCESS_KEY", "x")))))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY");
        assertThat(bench.commands).isEmpty();
    }

    @Test
    void what_became_of_a_command_is_for_a_person_to_say() throws Exception {
        assertThat(command(Map.of()).reconcile(bench.context())).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void a_statement_opens_the_step_and_its_absence_does_not() throws Exception {
        var attest = bench.action("manual.attest", "", Map.of("text", "It works", "evidence", "note"));
        assertThatThrownBy(() -> bench.run(attest)).isInstanceOf(ActionFailure.class);
        state("");
        assertThatThrownBy(() -> bench.run(attest)).isInstanceOf(ActionFailure.class);

        state("seen with my own eyes");
        bench.carryOut(attest);
    }

    @Test
    void a_recorded_no_opens_nothing() throws Exception {
        var decide = bench.action(
                "decision.record",
                "",
                Map.of("question", "Go?", "options", List.of("Go", "No-go"), "recommended", "Go"));
        state("No-go");
        assertThatThrownBy(() -> bench.run(decide)).isInstanceOf(ActionFailure.class);

        state("Go");
        bench.carryOut(decide);
    }

    @Test
    void a_message_is_written_with_its_variables_and_sent_by_a_person() throws Exception {
        var send = bench.action("message.send", "", Map.of("message", "t-0"));
        assertThatThrownBy(() -> bench.run(send)).isInstanceOf(ActionFailure.class);
        state("sent");

        var file = bench.carryOut(send).values().get("file");

        assertThat(Path.of(file)).content().contains("Account 558069890522");
    }

    /** Whoever writes an earlier time into the note, or goes a step once more, waits the whole time. */
    @Test
    void a_wait_cannot_have_begun_before_its_step() throws Exception {
        var wait = bench.action("wait.for", "", Map.of("time", "PT24H", "why", "late lines"));
        bench.carryOut(wait);
        bench.world.time.advance(Duration.ofHours(1));
        bench.begun.put("1.1", bench.world.time.instant());
        assertThat(wait.verify(bench.context()))
                .singleElement()
                .satisfies(c -> assertThat(c.outcome()).isInstanceOf(Check.Fail.class));
        var before = bench.world.time.instant();
        bench.carryOut(wait);
        assertThat(Duration.between(before, bench.world.time.instant())).isGreaterThanOrEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_wait_is_not_begun_anew() throws Exception {
        var wait = bench.action("wait.for", "", Map.of("time", "PT24H", "why", "late lines"));
        var begun = bench.estate().now();
        bench.carryOut(wait);
        bench.carryOut(wait);

        assertThat(Duration.between(begun, bench.estate().now())).isBetween(Duration.ofHours(24), Duration.ofHours(25));
    }

    private void state(String note) {
        bench.stated.put("1.1", new Attestation("lead", bench.estate().now(), note));
    }
}
