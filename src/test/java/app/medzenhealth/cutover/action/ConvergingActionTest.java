package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.PlannedCall.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvergingActionTest {
    private static final PlannedCall CALL =
            new PlannedCall("eu-west-1", "rds", "DeleteDBInstance", new Resource.Named("old"), List.of("aws", "rds"));

    @TempDir
    private Path files;

    private ActionContext context;
    private final List<String> heard = new ArrayList<>();
    private final List<Stage> missing = new ArrayList<>();
    private List<Check> before = List.of();
    private List<Check> after = List.of();

    private final Progress progress = new Progress() {
        @Override
        public void at(double fraction, String text) {
            heard.add(fraction + " " + text);
        }

        @Override
        public void line(String text) {
            heard.add(text);
        }
    };

    @BeforeEach
    void a_context() {
        context = new Bench(files).context();
    }

    private Stage part(String says, Map<String, String> gives) {
        return new Stage(says, Optional.of(CALL), (_, _) -> {
            heard.add("carried out: " + says);
            return gives;
        });
    }

    private final class Made extends ConvergingAction {
        @Override
        protected String summary() {
            return "Makes it so.";
        }

        @Override
        protected Outlook outlook(ActionContext context) {
            var notes = new Outlook.Notes()
                    .fact("old", "status", "available")
                    .change("eu-west-1", "old", "existence", "present", Fact.ABSENT)
                    .change("eu-west-1", "old", "class", "t3", "t3")
                    .warn("users are connected")
                    .deletes(Deletion.of("eu-west-1", "rds/instance/old"));
            missing.forEach(notes::stage);
            return notes.done();
        }

        @Override
        protected String goingBack() {
            return "Cannot be undone.";
        }

        @Override
        protected Duration expected() {
            return Duration.ofMinutes(3);
        }

        @Override
        protected Outputs outputs(ActionContext context) {
            return new Outputs(Map.of("arn", "read at the end", "last", "yes"));
        }

        @Override
        public List<Check> preflight(ActionContext context) {
            return before;
        }

        @Override
        public List<Check> verify(ActionContext context) {
            return after;
        }

        @Override
        public Undo undo(List<Fact> before) {
            return new Undo.None("it is gone");
        }
    }

    @Test
    void the_preview_shows_the_calls_of_what_is_missing_and_no_change_of_what_is_so_already() throws Exception {
        missing.add(part("delete", Map.of()));
        missing.add(Stage.await("wait until it is gone", (_, _) -> heard.add("waited")));
        assertThat(new Made().preview(context))
                .isEqualTo(new Preview(
                        "Makes it so.",
                        List.of(new Fact("old", "status", "available")),
                        List.of(new Change("eu-west-1", "old", "existence", "present", Fact.ABSENT)),
                        List.of(CALL),
                        "Cannot be undone.",
                        Duration.ofMinutes(3),
                        List.of("users are connected"),
                        List.of(Deletion.of("eu-west-1", "rds/instance/old"))));
        assertThat(heard).isEmpty();
    }

    @Test
    void a_run_carries_out_what_is_missing_in_order_and_gives_what_each_part_found_out() throws Exception {
        missing.add(part("delete", Map.of("arn", "by the call", "snapshot", "final-1")));
        missing.add(Stage.await("wait until it is gone", (_, _) -> heard.add("waited")));
        assertThat(new Made().run(context, progress).values())
                .isEqualTo(Map.of("arn", "read at the end", "snapshot", "final-1", "last", "yes"));
        assertThat(heard)
                .containsExactly(
                        "0.0 delete", "carried out: delete", "0.5 wait until it is gone", "waited", "1.0 done");
    }

    @Test
    void a_run_that_finds_everything_as_it_is_to_be_sends_nothing_and_says_so() throws Exception {
        new Made().run(context, progress);
        assertThat(heard).containsExactly("1.0 nothing was missing");
    }

    @Test
    void nothing_is_sent_while_one_of_the_conditions_does_not_pass() {
        missing.add(part("delete", Map.of()));
        before = List.of(
                Check.pass("Backed up", "yes"),
                Check.fail("Unused", "3 sessions", "end them"),
                Check.fail("Fenced", "open", "end them"),
                Check.unknown("Alarm", "not permitted"));
        assertThatThrownBy(() -> new Made().run(context, progress))
                .hasMessage("Unused: 3 sessions; Fenced: open; Alarm: not permitted")
                .isInstanceOfSatisfying(ActionFailure.class, e -> {
                    assertThat(e.notDone()).isEqualTo("nothing was sent");
                    assertThat(e.next()).isEqualTo("end them; make it readable");
                });
        assertThat(heard).isEmpty();
    }

    @Test
    void after_a_crash_it_was_done_only_where_what_it_was_for_is_true() throws Exception {
        after = List.of(Check.pass("Gone", "it is not found any more"));
        assertThat(new Made().reconcile(context)).isInstanceOf(Verdict.Done.class);
        after = List.of(Check.fail("Gone", "it is still there", "look again"));
        assertThat(new Made().reconcile(context)).isInstanceOf(Verdict.NotDone.class);
        after = List.of(Check.unknown("Gone", "not permitted"));
        assertThat(new Made().reconcile(context)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void a_part_that_looks_first_is_not_carried_out_where_the_look_refuses() {
        missing.add(part("delete", Map.of()).after((_, _) -> {
            throw new ActionFailure("somebody writes to it", "nothing was sent", "find out who");
        }));
        assertThatThrownBy(() -> new Made().run(context, progress)).hasMessage("somebody writes to it");
        assertThat(heard).containsExactly("0.0 delete");
    }

    @Test
    void a_part_that_looks_first_gives_what_it_gave() throws Exception {
        missing.add(part("delete", Map.of("snapshot", "final-1")).after((_, _) -> heard.add("looked")));
        assertThat(new Made().run(context, progress).values()).containsEntry("snapshot", "final-1");
        assertThat(heard).containsExactly("0.0 delete", "looked", "carried out: delete", "1.0 done");
        assertThat(new Made().preview(context).calls()).containsExactly(CALL);
    }

    @Test
    void taking_away_what_a_step_made_is_gone_only_once_nothing_of_it_is_left() throws Exception {
        var removal = new Removal("eu-west-1", "table users", _ -> List.copyOf(missing));
        assertThat(removal.preview(context).facts()).containsExactly(new Fact("table users", "present", Fact.ABSENT));
        assertThat(removal.preview(context).changes()).isEmpty();
        assertThat(removal.verify(context)).allMatch(Check::passed);
        missing.add(part("delete", Map.of()));
        var preview = removal.preview(context);
        assertThat(preview.summary()).isEqualTo("Takes away table users, which this step created.");
        assertThat(preview.facts()).containsExactly(new Fact("table users", "present", "present"));
        assertThat(preview.changes())
                .containsExactly(new Change("eu-west-1", "table users", "existence", "present", Fact.ABSENT));
        assertThat(preview.calls()).containsExactly(CALL);
        assertThat(preview.goingBack()).isEqualTo("Run the step again.");
        assertThat(preview.expected()).isEqualTo(Duration.ofMinutes(1));
        assertThat(removal.verify(context)).noneMatch(Check::passed);
        assertThat(removal.undo(List.of())).isEqualTo(new Undo.None("run the step again to create table users"));
    }

    @Test
    void taking_away_asks_first_and_takes_nothing_where_the_answer_is_no() {
        missing.add(part("delete", Map.of()));
        var removal = new Removal(
                "eu-west-1",
                "table users",
                _ -> List.copyOf(missing),
                _ -> List.of(Check.fail("Nobody writes", "3 items since", "find out who")));
        assertThatThrownBy(() -> removal.run(context, progress)).hasMessage("Nobody writes: 3 items since");
        assertThat(heard).isEmpty();
    }
}
