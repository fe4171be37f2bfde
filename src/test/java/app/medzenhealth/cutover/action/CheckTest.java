package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.model.RdsException;

class CheckTest {
    private static final Check PASS = Check.pass("The fence stands", "no writer is left");
    private static final Check FAIL = Check.fail("The replica is level", "it lags 4 s", "wait for it");
    private static final Check UNKNOWN = Check.unknown("The alarm is quiet", "not permitted");
    private static final Check NOT_MEASURED = Check.notMeasured("Nobody writes", "no value");

    private static RuntimeException denied() {
        return RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("no")
                        .build())
                .statusCode(403)
                .build();
    }

    @Test
    void only_what_was_seen_to_hold_passes_and_what_was_not_found_out_is_no_failure() {
        assertThat(List.of(PASS, FAIL, UNKNOWN, NOT_MEASURED))
                .extracting(Check::passed)
                .containsExactly(true, false, false, false);
        assertThat(List.of(PASS, FAIL, UNKNOWN, NOT_MEASURED))
                .extracting(Check::unread)
                .containsExactly(false, false, true, true);
    }

    @Test
    void what_is_kept_of_an_open_check_tells_not_measured_from_unknown() {
        for (var open : List.of(UNKNOWN, NOT_MEASURED)) {
            assertThat(Check.unread(open.title(), open.outcome().evidence())).isEqualTo(open);
        }
    }

    @Test
    void a_reading_that_aws_refuses_is_unknown_with_its_reason() throws Exception {
        Check.Reading refused = () -> {
            throw denied();
        };
        assertThat(Check.reading("The replica is level", refused).outcome())
                .isInstanceOfSatisfying(
                        Check.Unknown.class, u -> assertThat(u.evidence()).contains("AccessDenied"));
        assertThat(Check.of("All replicas", () -> List.of(Check.reading("One", refused), PASS)))
                .extracting(Check::unread)
                .containsExactly(true, false);
        assertThat(Check.of("All replicas", () -> {
                    throw denied();
                }))
                .singleElement()
                .satisfies(c -> assertThat(c.title()).isEqualTo("All replicas"))
                .satisfies(c -> assertThat(c.unread()).isTrue());
    }

    @Test
    void only_a_check_that_passes_shows_something_of_what_goes() {
        assertThat(PASS.showingIfPassed(Showing.Matter.COPY, "rds/instance/a", "snapshot a-1")
                        .showing())
                .contains(new Showing(Showing.Matter.COPY, "rds/instance/a", "snapshot a-1"));
        for (var open : List.of(FAIL, UNKNOWN, NOT_MEASURED)) {
            assertThat(open.showingIfPassed(Showing.Matter.COPY, "rds/instance/a", "snapshot a-1"))
                    .isEqualTo(open);
        }
    }

    @Test
    void what_a_check_rests_on_and_shows_leaves_its_outcome_as_it_is() {
        var basis = new Basis("CPUUtilization", "percent", "CloudWatch", Instant.EPOCH, 2);
        var showing = new Showing(Showing.Matter.LAST_USE, "rds/instance/a", "none in 168 h");
        assertThat(FAIL.showing(showing).basedOn(basis))
                .isEqualTo(new Check(FAIL.title(), FAIL.outcome(), Optional.of(showing), Optional.of(basis)));
    }

    @Test
    void a_basis_says_how_many_values_in_which_unit_and_of_when() {
        var at = Instant.parse("2026-01-24T02:41:00Z");
        assertThat(new Basis("CPUUtilization", "percent", "CloudWatch", at, 12).words())
                .isEqualTo("CPUUtilization in percent by CloudWatch: 12 values, newest 24 Jan 2026 02:41:00 UTC");
        assertThat(new Basis("the state", "", "RDS", at, 1).words())
                .isEqualTo("the state by RDS: one value, of 24 Jan 2026 02:41:00 UTC");
    }

    @Test
    void after_a_crash_a_step_is_done_only_where_every_condition_was_seen_to_hold() {
        assertThat(Verdict.from(List.of(PASS, PASS))).isInstanceOf(Verdict.Done.class);
        assertThat(Verdict.from(List.of(PASS, FAIL))).isInstanceOf(Verdict.NotDone.class);
        assertThat(Verdict.from(List.of(PASS, FAIL, UNKNOWN))).isInstanceOf(Verdict.Undecided.class);
        assertThat(Verdict.from(List.of(NOT_MEASURED, PASS))).isInstanceOf(Verdict.Undecided.class);
        assertThat(Verdict.from(List.of(PASS, FAIL)).evidence())
                .isEqualTo("The fence stands: no writer is left; The replica is level: it lags 4 s");
    }
}
