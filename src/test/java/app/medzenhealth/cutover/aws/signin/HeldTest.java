package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.signin.Held.Renewal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class HeldTest {
    private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

    private static Held held(int ends, Renewal renewal) {
        return new Held(
                AwsBasicCredentials.create("AKID", "secret"), Optional.of(NOW.plus(Duration.ofMinutes(ends))), renewal);
    }

    private static Renewal alone(int until) {
        return new Renewal.Alone(Optional.of(NOW.plus(Duration.ofMinutes(until))));
    }

    @Test
    void work_goes_on_until_a_person_is_needed() {
        assertThat(held(60, alone(480)).lasts()).contains(NOW.plus(Duration.ofHours(8)));
        assertThat(held(60, new Renewal.ByPerson()).lasts()).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(held(60, new Renewal.Alone(Optional.empty())).lasts()).isEmpty();
    }

    @Test
    void the_last_keys_of_a_role_outlive_those_that_it_was_taken_with() {
        assertThat(held(60, alone(10)).lasts()).contains(NOW.plus(Duration.ofHours(1)));
    }
}
