package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Background background = new Background(waiting::add, Runnable::run);

    BackgroundTest() {
        background.onFailure(problems::add);
    }

    @Test
    void only_the_newest_result_counts_however_late_an_older_one_comes() {
        var shown = new ArrayList<String>();
        Background.Latest<String> latest = background.latest("Searching", shown::add);
        latest.submit(() -> "old");
        latest.submit(() -> "new");
        waiting.removeLast().run();
        waiting.removeLast().run();
        assertThat(shown).containsExactly("new");
    }

    @Test
    void an_error_reaches_the_shared_receiver_with_what_was_not_done() {
        background.act(
                "Skipping",
                () -> {
                    throw new Refusal("A skip needs a written reason", "say why in a sentence");
                },
                () -> problems.clear());
        waiting.remove().run();
        assertThat(problems).singleElement().satisfies(p -> {
            assertThat(p.happened()).isEqualTo("A skip needs a written reason");
            assertThat(p.notDone()).isEqualTo("Nothing was changed.");
            assertThat(p.next()).isEqualTo("say why in a sentence");
            assertThat(p.code()).matches("[0-9A-F]{4}-[0-9A-F]{4}");
        });
    }

    @Test
    void even_an_error_of_the_machine_is_not_swallowed() {
        background.act(
                "Scanning",
                () -> {
                    throw new StackOverflowError();
                },
                () -> {});
        waiting.remove().run();
        assertThat(problems).hasSize(1);
    }

    @Test
    void what_is_under_way_is_listed_until_it_ends() {
        background.act("Scanning", () -> {}, () -> {});
        assertThat(background.running()).extracting(Background.Job::title).containsExactly("Scanning");
        waiting.remove().run();
        assertThat(background.running()).isEmpty();
    }
}
