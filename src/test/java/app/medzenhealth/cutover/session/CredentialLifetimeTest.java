package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.signin.Again;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CredentialLifetimeTest {
    private static final Again HOUR = new Again.Lasts(Duration.ofHours(1), "duration_seconds of profile \"mfa\"");

    private static Check check(int left, int expected, Again again) {
        return CredentialLifetime.check(Duration.ofMinutes(left), Duration.ofMinutes(expected), again);
    }

    @Test
    void a_step_of_two_hours_may_begin_with_a_role_of_an_hour_and_says_what_happens_on_the_way() {
        var check = check(59, 122, HOUR);
        assertThat(check.passed()).isTrue();
        assertThat(check.title()).isEqualTo("You can sign in again on the way");
        assertThat(check.outcome().evidence())
                .contains("they end in 59 min", "the step takes about 123 min", "with a new code", "nothing is lost")
                .contains("Fresh ones last 60 min", "duration_seconds of profile \"mfa\"");
    }

    @Test
    void where_another_sign_in_is_enough_it_comes_first() {
        var check = check(20, 45, HOUR);
        assertThat(check.passed()).isFalse();
        assertThat(((Check.Fail) check.outcome()).remedy()).startsWith("sign in again under Credentials");
        assertThat(check(20, 45, new Again.Unmeasured()).passed()).isFalse();
    }

    @Test
    void nothing_begins_with_what_is_about_to_end() {
        var check = check(9, 122, HOUR);
        assertThat(check.passed()).isFalse();
        assertThat(check.outcome().evidence()).contains("they end in 9 min", "needs 10 min to begin with");
        assertThat(check(-1, 122, HOUR).outcome().evidence()).contains("they have ended");
        assertThat(check(10, 122, HOUR).passed()).isTrue();
    }

    @Test
    void what_cannot_be_renewed_is_refused_with_the_reason() {
        var check = check(59, 122, new Again.Never("they come from the environment"));
        assertThat(check.passed()).isFalse();
        assertThat(check.outcome().evidence()).contains("they come from the environment");
        assertThat(((Check.Fail) check.outcome()).remedy()).contains("start it with credentials that last longer");
    }

    @Test
    void to_the_second_is_not_enough() {
        assertThat(CredentialLifetime.check(Duration.ofHours(1), Duration.ofHours(1), new Again.Unmeasured())
                        .passed())
                .isFalse();
        assertThat(CredentialLifetime.check(
                                Duration.ofHours(1).plusSeconds(1), Duration.ofHours(1), new Again.Unmeasured())
                        .passed())
                .isTrue();
    }
}
