package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final Function<String, Optional<String>> VALUES = name ->
            Optional.ofNullable(Map.of("name", "users", "list", "a, b,,c ", "nothing", "none", "sign", "$1 \\ cost")
                    .get(name));

    private static Object resolved(Object value) {
        return Variables.resolve(new ActionUse("x.y", Optional.empty(), Map.of("in", value)), VALUES)
                .with()
                .get("in");
    }

    @Test
    void the_names_in_texts_lists_and_maps_are_found_in_order_and_once() {
        assertThat(Variables.in(List.of("${b} and ${a}", Map.of("k", "x${c}${b}"), 7, true)))
                .containsExactly("b", "a", "c");
        assertThat(Variables.in("$name {name} ${}")).containsExactly("");
    }

    @Test
    void what_is_known_is_replaced_and_what_is_not_stands_as_it_is() {
        assertThat(Variables.resolve("${name}-${later.arn}", VALUES)).isEqualTo("users-${later.arn}");
        assertThat(Variables.resolve("${sign}", VALUES)).isEqualTo("$1 \\ cost");
        assertThat(resolved(Map.of("a", "${name}", "b", 3))).isEqualTo(Map.of("a", "users", "b", 3));
        assertThat(resolved(5)).isEqualTo(5);
    }

    @Test
    void in_a_list_one_variable_may_stand_for_several_things_and_for_none() {
        assertThat(resolved(List.of("${list}", "x-${name}", "${nothing}", "${later.arn}")))
                .isEqualTo(List.of("a", "b", "c", "x-users", "${later.arn}"));
        assertThat(resolved(List.of("x ${list}"))).isEqualTo(List.of("x a, b,,c "));
    }

    @Test
    void what_is_told_about_something_that_does_not_exist_goes_with_it() {
        assertThat(resolved(List.of(Map.of("name", "${nothing}", "size", 3), Map.of("name", "${name}"))))
                .isEqualTo(List.of(Map.of("name", "users")));
        assertThat(resolved(List.of("x-${nothing}"))).isEqualTo(List.of());
        assertThat(resolved("${nothing}")).isEqualTo("");
        assertThat(resolved("x-${nothing}")).isEqualTo("x-none");
    }

    @Test
    void a_text_is_one_variable_only_where_nothing_stands_beside_it() {
        assertThat(Variables.whole("${name}")).contains("name");
        assertThat(Variables.whole("${name} ")).isEmpty();
        assertThat(Variables.whole("name")).isEmpty();
    }
}
