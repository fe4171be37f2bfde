package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyActionTest {
    private static final Outputs FOUND = new Outputs(Map.of("lsn", "0/16B3748"));

    @TempDir
    private Path files;

    private ActionContext context;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void a_context() {
        context = new Bench(files).context();
    }

    private static ReadOnlyAction looking(Set<String> waivable, Check... checks) {
        return new ReadOnlyAction() {
            @Override
            protected String summary() {
                return "Reads where the replica is.";
            }

            @Override
            protected Finding look(ActionContext context, Progress progress) {
                return new Finding(List.of(checks), FOUND);
            }

            @Override
            protected boolean mayBeWaived(Check open) {
                return waivable.contains(open.title());
            }
        };
    }

    private Progress log() {
        return new Progress() {
            @Override
            public void at(double fraction, String text) {}

            @Override
            public void line(String text) {
                lines.add(text);
            }
        };
    }

    @Test
    void what_passes_gives_its_outputs_and_says_each_check() throws Exception {
        var action = looking(Set.of(), Check.pass("Level", "0 bytes behind"), Check.pass("Streaming", "yes"));
        assertThat(action.run(context, log())).isEqualTo(FOUND);
        assertThat(lines).containsExactly("PASS Level — 0 bytes behind", "PASS Streaming — yes");
        assertThat(action.reconcile(context)).isInstanceOf(Verdict.Done.class);
    }

    @Test
    void its_preview_plans_no_call_and_nothing_is_to_be_undone() throws Exception {
        var action = looking(Set.of(), Check.pass("Level", "0 bytes behind"));
        var preview = action.preview(context);
        assertThat(preview.summary()).isEqualTo("Reads where the replica is.");
        assertThat(preview.calls()).isEmpty();
        assertThat(preview.expected()).isEqualTo(Duration.ofSeconds(10));
        assertThat(action.preflight(context)).isEmpty();
        assertThat(action.undo(List.of())).isEqualTo(new Undo.None("it only reads"));
        assertThat(new ReadOnlyAction.Finding(Check.pass("Level", "")).outputs())
                .isEqualTo(Outputs.NONE);
    }

    @Test
    void whatever_does_not_pass_fails_it_with_each_evidence_and_each_remedy_once() {
        var action = looking(
                Set.of(),
                Check.pass("Level", "0 bytes behind"),
                Check.fail("Streaming", "no", "start it"),
                Check.fail("Archived", "no", "start it"),
                Check.unknown("Alarm", "not permitted"),
                Check.notMeasured("Writes", "no value"));
        assertThatThrownBy(() -> action.run(context, log()))
                .isNotInstanceOf(ItemsOpen.class)
                .hasMessage("FAIL Streaming: no; FAIL Archived: no; UNKNOWN Alarm: not permitted;"
                        + " NOT MEASURED Writes: not measured: no value")
                .isInstanceOfSatisfying(ActionFailure.class, e -> {
                    assertThat(e.notDone()).isEqualTo("nothing was changed; this step only reads");
                    assertThat(e.next())
                            .isEqualTo("start it; make it readable, then run it again;"
                                    + " find out otherwise: no second look measures it");
                });
        assertThat(lines).hasSize(5);
    }

    @Test
    void a_person_may_decide_only_about_the_items_that_allow_it_and_what_was_found_is_kept() {
        var open = new Check[] {Check.fail("Streaming", "no", "start it"), Check.fail("Archived", "no", "archive it")};
        assertThatThrownBy(() -> looking(Set.of("Archived"), open).run(context, log()))
                .hasMessage("2 items are open: FAIL Streaming: no; FAIL Archived: no")
                .isInstanceOfSatisfying(ItemsOpen.class, e -> {
                    assertThat(e.open()).containsExactly(open);
                    assertThat(e.decidable(open[0])).isFalse();
                    assertThat(e.decidable(open[1])).isTrue();
                    assertThat(e.outputs()).isEqualTo(FOUND);
                    assertThat(e.next()).endsWith("start it; archive it");
                });
    }

    @Test
    void many_open_items_are_counted_and_the_first_three_told() {
        var open = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> Check.fail("Item " + i, "no", "mend it"))
                .toList();
        assertThat(new ItemsOpen(open, "nothing was sent", "decide"))
                .hasMessage(
                        "4 items are open: FAIL Item 1: no; FAIL Item 2: no; FAIL Item 3: no; and 1 more, listed below")
                .satisfies(e -> assertThat(open).allMatch(e::decidable))
                .satisfies(e -> assertThat(e.open()).isEqualTo(open))
                .satisfies(e -> assertThat(e.outputs()).isEqualTo(Outputs.NONE));
        assertThat(new ItemsOpen(open.subList(0, 3), "nothing was sent", "decide"))
                .hasMessage("3 items are open: FAIL Item 1: no; FAIL Item 2: no; FAIL Item 3: no");
        assertThat(new ItemsOpen(open.subList(0, 1), "nothing was sent", "decide"))
                .hasMessage("One item is open: FAIL Item 1: no");
    }
}
