package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.session.Refusal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseLoginTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PGUSER", "reader",
            "PGPASSWORD", "of the environment",
            "PGDATABASE", "ehr",
            "CUTOVER_PGTUNNEL", "medzen-ehrbase-db=127.0.0.1:15432");

    @Test
    void what_is_given_at_the_start_goes_before_the_environment() {
        var login = DatabaseLogin.of(
                new DatabaseLogin.Given(Optional.of("lead"), Optional.of("typed"), Optional.of("other=127.0.0.1:2")),
                ENVIRONMENT);
        assertThat(login.user()).isEqualTo("lead");
        assertThat(login.login().password().get()).isEqualTo("typed");
        assertThat(login.tunnels()).isEqualTo(Map.of("other", "127.0.0.1:2"));
        assertThat(login.database()).isEqualTo("ehr");

        var environments = DatabaseLogin.of(DatabaseLogin.Given.NOTHING, ENVIRONMENT);
        assertThat(environments.user()).isEqualTo("reader");
        assertThat(environments.password()).contains("of the environment");
        assertThat(environments.tunnels()).isEqualTo(Map.of("medzen-ehrbase-db", "127.0.0.1:15432"));
        assertThat(environments.sslMode()).as("nothing less without being told").isEqualTo("verify-full");
    }

    @Test
    void the_password_is_in_no_text_made_of_it() {
        var given = new DatabaseLogin.Given(Optional.of("lead"), Optional.of("s3cret"), Optional.empty());
        assertThat(given + " " + DatabaseLogin.of(given, Map.of())).doesNotContain("s3cret");
    }

    @Test
    void a_way_that_is_not_understood_stops_the_start() {
        assertThatThrownBy(() -> DatabaseLogin.of(
                        DatabaseLogin.Given.NOTHING, Map.of("CUTOVER_PGTUNNEL", "medzen-ehrbase-db:15432")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("medzen-ehrbase-db:15432");
    }
}
