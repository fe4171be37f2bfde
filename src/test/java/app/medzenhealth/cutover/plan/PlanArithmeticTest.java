package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanArithmeticTest {
    private static Phase phase(String id, int least, int most, List<String> after, Optional<Phase.Soak> soak) {
        return new Phase(
                id,
                id,
                "",
                new Phase.Span(Duration.ofDays(least), Duration.ofDays(most)),
                after,
                soak,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "");
    }

    private static Plan.Resource resource(String type, String name, String region) {
        return new Plan.Resource("rds", type, name, name, region, Plan.Disposition.KEEP, Optional.empty(), "");
    }

    private static PlanVariant plan() {
        return PlanVariant.empty("plan", "111122223333");
    }

    @Test
    void phases_side_by_side_take_as_long_as_the_longest_and_a_soak_counts_from_the_phase_it_watches() {
        var soak = new Phase.Soak("move", Duration.ofDays(7), List.of(), "");
        var figures = PlanArithmetic.of(plan().phases(List.of(
                        phase("look", 1, 2, List.of(), Optional.empty()),
                        phase("build", 3, 5, List.of("look"), Optional.empty()),
                        phase("move", 1, 1, List.of("look"), Optional.empty()),
                        phase("tidy", 1, 2, List.of("build"), Optional.of(soak))))
                .plan());
        // look 1, move 2, soaked 9, tidy 10; the other way look 1, build 4.
        assertThat(figures.shortest()).isEqualTo(Duration.ofDays(10));
        assertThat(figures.longest()).isEqualTo(Duration.ofDays(12));
        assertThat(figures.sentences())
                .containsExactly("from the first step to the last, soak included: 10 to 12 days");
    }

    @Test
    void a_phase_waits_for_the_latest_of_what_it_comes_after() {
        var figures = PlanArithmetic.of(plan().phases(List.of(
                        phase("a", 4, 4, List.of(), Optional.empty()),
                        phase("b", 1, 1, List.of(), Optional.empty()),
                        phase("c", 1, 1, List.of("a", "b"), Optional.empty())))
                .plan());
        assertThat(figures.shortest()).isEqualTo(Duration.ofDays(5));
    }

    @Test
    void costs_add_up_by_region_and_say_what_can_be_saved_at_most() {
        var figures = PlanArithmetic.of(plan().costs(List.of(
                        new Plan.Cost("eu-west-1", "database", 300, 100, ""),
                        new Plan.Cost("eu-west-1", "logs", 50, 50, ""),
                        new Plan.Cost("af-south-1", "database", 150, 0, "")))
                .baseline(List.of(
                        resource("instance", "a", "eu-west-1"),
                        resource("instance", "b", "eu-west-1"),
                        resource("bucket", "c", "eu-west-1")))
                .plan());
        assertThat(figures.before()).isEqualTo(Map.of("eu-west-1", 350, "af-south-1", 150));
        assertThat(figures.after()).isEqualTo(Map.of("eu-west-1", 150, "af-south-1", 0));
        assertThat(figures.totalBefore()).isEqualTo(500);
        assertThat(figures.totalAfter()).isEqualTo(150);
        assertThat(figures.sentences())
                .containsExactly(
                        "500 USD a month before, 150 after: 350 USD a month less (70 %), 4200 USD a year",
                        "all of eu-west-1 costs 350 USD a month: no more can be saved there",
                        "all of af-south-1 costs 150 USD a month: no more can be saved there",
                        "from the first step to the last, soak included: 0 to 0 days",
                        "2 × instance in eu-west-1",
                        "1 × bucket in eu-west-1");
    }

    @ParameterizedTest
    @CsvSource({
        "T-7 d, true, -7, 7, 0",
        "T-0, true, 0, 0, 0",
        "T+1 d, false, 1, 0, 1",
        "T - 14 days, true, -14, 14, 0",
        "once it is decided, false, 0, 0, 0",
        "T-7 weeks, false, 0, 0, 0",
    })
    void a_message_is_due_before_or_after_the_window_by_the_plans_own_words(
            String due, boolean beforeFence, int days, int ahead, int after) {
        var notice = Notice.of(new Plan.Message("m", due, "e-mail", "", "", ""));
        assertThat(notice.beforeFence()).isEqualTo(beforeFence);
        assertThat(notice.days()).isEqualTo(days);
        assertThat(notice.daysAhead()).isEqualTo(ahead);
        assertThat(notice.daysAfter()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"No, true", "no: call it off, true", "No-go, true", "Not yet, false", "Go, false", "'', false"})
    void an_option_refuses_where_it_begins_with_the_word_no(String option, boolean refuses) {
        assertThat(Decision.refuses(option)).isEqualTo(refuses);
    }
}
