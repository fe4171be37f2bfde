package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static Inputs inputs(Map<String, Object> with) {
        return new Inputs("some.action", Optional.of("eu-west-1"), with);
    }

    @Test
    void values_are_read_by_their_kind() {
        var inputs = inputs(Map.of(
                "text",
                "a",
                "number",
                30,
                "flag",
                true,
                "time",
                "PT5M",
                "list",
                List.of("x", "y"),
                "map",
                Map.of("k", 1)));
        assertThat(inputs.region()).isEqualTo("eu-west-1");
        assertThat(inputs.text("text")).isEqualTo("a");
        assertThat(inputs.number("number")).isEqualTo(30);
        assertThat(inputs.flag("flag")).isTrue();
        assertThat(inputs.flag("absent")).isFalse();
        assertThat(inputs.duration("time")).isEqualTo(Duration.ofMinutes(5));
        assertThat(inputs.list("list")).containsExactly("x", "y");
        assertThat(inputs.map("map")).containsExactly(Map.entry("k", "1"));
        assertThat(inputs.optional("absent")).isEmpty();
    }

    @Test
    void outputs_of_earlier_steps_are_text_and_read_as_what_is_asked_for() {
        var inputs = inputs(Map.of("number", "30", "flag", "true", "list", "subnet-1, subnet-2"));
        assertThat(inputs.number("number")).isEqualTo(30);
        assertThat(inputs.flag("flag")).isTrue();
        assertThat(inputs.list("list")).containsExactly("subnet-1", "subnet-2");
    }

    @Test
    void what_is_missing_or_of_the_wrong_kind_is_a_failure_in_words() {
        assertThatThrownBy(() -> inputs(Map.of()).text("instance"))
                .isInstanceOf(ActionFailure.class)
                .hasMessage("some.action needs the input 'instance', which is not there or empty");
        assertThatThrownBy(() -> inputs(Map.of("n", "many")).number("n"))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("must be a number");
        assertThatThrownBy(() -> inputs(Map.of("n", 1.5)).number("n")).hasMessageContaining("a whole number");
        assertThatThrownBy(() -> inputs(Map.of("t", "5 minutes")).duration("t")).hasMessageContaining("PT5M");
        assertThatThrownBy(() -> inputs(Map.of("f", "maybe")).flag("f")).hasMessageContaining("true or false");
        assertThatThrownBy(() -> inputs(Map.of("l", Map.of())).list("l")).hasMessageContaining("a list");
        assertThatThrownBy(() -> new Inputs("some.action", Optional.empty(), Map.of()).region())
                .hasMessage("some.action needs a region");
    }
}
