package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardActionsTest {
    @Test
    void every_type_has_a_name_a_title_and_inputs_named_once() {
        assertThat(StandardActions.catalogue().signatures()).isNotEmpty().allSatisfy(s -> {
            assertThat(s.type()).matches("[a-z0-9]+\\.[a-z0-9-]+");
            assertThat(s.title()).isNotBlank();
            assertThat(s.inputs().stream().map(i -> i.name())).doesNotHaveDuplicates();
        });
    }

    @Test
    void an_unknown_type_is_a_failure_in_words() {
        assertThatThrownBy(() ->
                        StandardActions.catalogue().make(new ActionUse("rds.explode", Optional.empty(), Map.of())))
                .isInstanceOf(ActionFailure.class)
                .hasMessage("There is no action rds.explode");
    }

    @Test
    void two_types_of_one_name_are_refused() {
        var type = StandardActions.catalogue().find("rds.promote").orElseThrow();
        assertThatThrownBy(() -> ActionCatalogue.of(List.of(type), List.of(type)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
