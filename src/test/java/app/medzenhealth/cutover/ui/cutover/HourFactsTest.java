package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HourFactsTest {
    @Test
    void bytes_behind_are_the_difference_of_two_positions_in_hexadecimal_halves() {
        assertThat(HourFacts.bytes("4/8F3A2C10", "4/8F3A2C10")).contains(BigInteger.ZERO);
        assertThat(HourFacts.bytes("4/8F3A2C10", "4/8F3A2C00")).contains(BigInteger.valueOf(16));
        assertThat(HourFacts.bytes("5/00000000", "4/FFFFFFFF")).contains(BigInteger.ONE);
        assertThat(HourFacts.bytes("FFFFFFFF/FFFFFFFF", "0/0"))
                .contains(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
    }

    @Test
    void what_is_no_position_gives_no_difference() {
        assertThat(HourFacts.bytes("", "4/8F3A2C10")).isEmpty();
        assertThat(HourFacts.bytes("4/8F3A2C10", "unknown")).isEmpty();
    }

    @Test
    void a_load_balancers_name_is_said_by_what_differs() {
        assertThat(HourFacts.shortly("medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com"))
                .isEqualTo("medzen-ehrbase-alb-554519184 · eu-west-1");
        assertThat(HourFacts.shortly("ehr.medzenhealth.app")).isEqualTo("ehr.medzenhealth.app");
    }

    @Test
    void the_last_moment_to_go_back_is_told_from_rehearsals_and_before_any_from_the_plan_which_is_said() {
        var view = HandMadeView.midCutover().view();
        var back = view.wayBackNow().orElseThrow();
        var planned = back.phase().planned();
        var closes = ChangeWindow.of(view.plan(), view.parameters())
                .times(HandMadeView.NOW)
                .orElseThrow()
                .closes();

        var byPlan = facts(view, Optional.of(List.of()));
        assertThat(byPlan.get("takes").detail()).contains("as the plan says");
        assertThat(byPlan.get(LATEST).value()).contains(InWords.clock(closes.minus(planned.most())));
        assertThat(byPlan.get(LATEST).detail()).contains("nobody has rehearsed");

        var took = planned.most().plusMinutes(7);
        var times = new RehearsedRun.Times(HandMadeView.NOW.minus(took), HandMadeView.NOW);
        var run = new RehearsedRun(
                "r1",
                back.steps().stream().collect(Collectors.toMap(s -> s.step().id(), _ -> times)));
        var rehearsed = facts(view, Optional.of(List.of(run)));
        assertThat(rehearsed.get("takes").value()).isEqualTo(InWords.exactly(took));
        assertThat(rehearsed.get("takes").detail()).isEqualTo("as it was rehearsed once");
        assertThat(rehearsed.get(LATEST).value()).contains(InWords.clock(closes.minus(took)));
        assertThat(rehearsed.get(LATEST).detail()).contains("the longest that it took");

        assertThat(facts(view, Optional.empty()).get(LATEST).tone())
                .as("nothing is claimed before rehearsals were read")
                .isEqualTo(Tone.UNKNOWN);
    }

    private static final String LATEST = "last moment to start";

    private static Map<String, HourFact> facts(SessionView view, Optional<List<RehearsedRun>> rehearsals) {
        return new HourFacts(view, view.phases().getFirst(), HandMadeView.NOW)
                .wayBack(rehearsals).stream().collect(Collectors.toMap(HourFact::name, f -> f));
    }
}
