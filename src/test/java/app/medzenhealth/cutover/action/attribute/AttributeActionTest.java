package app.medzenhealth.cutover.action.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeActionTest {
    @TempDir
    Path folder;

    private Workbench bench;
    /** What AWS has. */
    private final Map<String, String> there = new TreeMap<>(Map.of("kept", "7", "old", "1"));

    @BeforeEach
    void bench() {
        bench = new Workbench(folder);
    }

    private final class Numbers extends AttributeAction {
        private final Map<String, String> wanted;
        private final UnaryOperator<Attribute> variant;

        Numbers(Map<String, String> wanted, UnaryOperator<Attribute> variant) {
            super("eu-central-1");
            this.wanted = new TreeMap<>(wanted);
            this.variant = variant;
        }

        @Override
        protected String summary() {
            return "Sets numbers.";
        }

        @Override
        protected List<Attribute> attributes(ActionContext context) {
            return wanted.entrySet().stream()
                    .map(w -> variant.apply(Attribute.of(
                            "shelf", w.getKey(), w.getValue(), () -> there.getOrDefault(w.getKey(), Fact.ABSENT))))
                    .toList();
        }

        @Override
        protected List<Stage> stages(List<Attribute> lacking) {
            return lacking.stream()
                    .map(a -> new Stage("Setting " + a.name(), Optional.empty(), (c, p) -> {
                        if (a.wanted().equals(Fact.ABSENT)) {
                            there.remove(a.name());
                        } else {
                            there.put(a.name(), a.wanted());
                        }
                        return Map.of();
                    }))
                    .toList();
        }
    }

    private Numbers numbers(Map<String, String> wanted) {
        return new Numbers(wanted, UnaryOperator.identity());
    }

    @Test
    void every_value_is_noted_and_only_what_differs_is_changed() throws Exception {
        var preview = bench.preview(numbers(Map.of("kept", "7", "new", "3", "old", "2")));

        assertThat(preview.facts())
                .containsExactly(
                        new Fact("shelf", "kept", "7"),
                        new Fact("shelf", "new", Fact.ABSENT),
                        new Fact("shelf", "old", "1"));
        assertThat(preview.changes())
                .containsExactly(
                        new Change("eu-central-1", "shelf", "new", Fact.ABSENT, "3"),
                        new Change("eu-central-1", "shelf", "old", "1", "2"));
    }

    @Test
    void the_way_back_brings_every_value_that_was_noted_and_takes_away_what_was_not_there() throws Exception {
        var action = numbers(Map.of("kept", "7", "new", "3", "old", "2"));
        var before = bench.preview(action).facts();

        bench.carryOut(action);
        assertThat(there).isEqualTo(Map.of("kept", "7", "new", "3", "old", "2"));
        var back = ((Undo.Inverse) action.undo(before)).action();
        assertThat(back.verify(bench.context())).noneMatch(Check::passed);
        bench.carryOut(back);

        assertThat(there).isEqualTo(Map.of("kept", "7", "old", "1"));
        assertThat(bench.preview(back).changes()).isEmpty();
    }

    @Test
    void of_what_was_not_noted_nothing_is_set_back() throws Exception {
        var action = numbers(Map.of("new", "3", "old", "2"));
        bench.carryOut(action);

        bench.carryOut(((Undo.Inverse) action.undo(List.of(new Fact("shelf", "old", "1")))).action());

        assertThat(there).containsEntry("new", "3").containsEntry("old", "1");
        assertThat(action.undo(List.of())).isInstanceOf(Undo.None.class);
    }

    @Test
    void what_cannot_be_set_as_it_is_is_no_change_and_yet_not_as_wanted() throws Exception {
        var action = new Numbers(Map.of("new", "3", "old", "2"), a -> a.settableWhere(Fact.ABSENT::equals));

        assertThat(bench.preview(action).changes())
                .extracting(Change::attribute)
                .containsExactly("new");
        bench.run(action);
        assertThat(action.verify(bench.context())).singleElement().satisfies(c -> {
            assertThat(c.passed()).isFalse();
            assertThat(c.outcome().evidence()).isEqualTo("shelf old: 1");
        });
    }

    @Test
    void what_means_the_same_is_left_and_shown_in_its_own_words() throws Exception {
        there.put("old", "2.0");
        var action = new Numbers(
                Map.of("new", "3", "old", "2"),
                a -> a.comparedBy((now, value) -> now.replace(".0", "").equals(value))
                        .shownAs(value -> value + " pieces"));

        assertThat(bench.preview(action).changes())
                .containsExactly(new Change("eu-central-1", "shelf", "new", "absent pieces", "3 pieces"));
        bench.carryOut(action);
        assertThat(there).containsEntry("old", "2.0");
    }

    @Test
    void what_is_not_there_is_named_before_anything_is_sent() throws Exception {
        var action = numbers(Map.of());

        assertThat(action.exist("shelf", List.of("old", "kept"), there::containsKey))
                .isEqualTo(Check.pass("Every shelf exists in eu-central-1", "found: old, kept"));
        assertThat(action.exist("shelf", List.of("old", "gone"), there::containsKey)
                        .outcome()
                        .evidence())
                .isEqualTo("not found: gone");
    }

    @Test
    void a_shared_reading_is_done_once_and_not_before_it_is_asked_for() {
        var readings = new AtomicInteger();
        var shared = AttributeAction.once(() -> "reading " + readings.incrementAndGet());

        assertThat(readings).hasValue(0);
        assertThat(List.of(shared.get(), shared.get()).stream().collect(Collectors.toSet()))
                .containsExactly("reading 1");
    }
}
