package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.DatabaseControl.View;
import app.medzenhealth.cutover.ui.common.DatabaseControl.Wanted;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The database login as it is set in the window: the same as at the command line, and in memory only. */
class DatabaseAccessTest {
    private final Redactor redactor = new Redactor();
    private final DatabaseAccess access =
            new DatabaseAccess(DatabaseLogin.of(DatabaseLogin.Given.NOTHING, Map.of()), redactor);

    private String password() {
        return access.login().password().get();
    }

    @Test
    void what_is_set_in_the_window_is_what_the_command_line_would_have_given() {
        assertThat(access.current()).isEqualTo(new View("postgres", false, "ehrbase", "", "verify-full"));
        access.use(new Wanted(" lead ", "s3cret", "ehr", "medzen-ehrbase-db=127.0.0.1:15432, b=[::1]:2"));

        var login = access.login();
        assertThat(login.user()).isEqualTo("lead");
        assertThat(password()).isEqualTo("s3cret");
        assertThat(login.database()).isEqualTo("ehr");
        assertThat(login.sslMode()).as("nobody sets less in the window").isEqualTo("verify-full");
        assertThat(login.tunnels()).isEqualTo(Map.of("medzen-ehrbase-db", "127.0.0.1:15432", "b", "[::1]:2"));
        assertThat(access.current())
                .isEqualTo(
                        new View("lead", true, "ehr", "b=[::1]:2, medzen-ehrbase-db=127.0.0.1:15432", "verify-full"));
    }

    @Test
    void the_password_is_in_no_text_and_is_taken_out_of_whatever_is_written() {
        var wanted = new Wanted("lead", "s3cret", "ehr", "");
        access.use(wanted);
        assertThat(wanted + " " + access + " " + access.current()).doesNotContain("s3cret");
        assertThat(redactor.text("the server said s3cret")).doesNotContain("s3cret");
    }

    @Test
    void a_password_goes_with_its_user_only_and_is_gone_when_it_is_forgotten_or_nobody_is_signed_in() {
        access.use(new Wanted("lead", "s3cret", "ehr", ""));
        access.use(new Wanted("lead", "", "other", ""));
        assertThat(password()).as("left as it is").isEqualTo("s3cret");
        access.use(new Wanted("reader", "", "other", ""));
        assertThat(password()).as("of somebody else").isEmpty();

        access.use(new Wanted("reader", "an0ther", "other", ""));
        access.forgetPassword();
        assertThat(password()).isEmpty();
        access.use(new Wanted("reader", "an0ther", "other", ""));
        access.close();
        assertThat(password()).isEmpty();
        assertThat(access.current().password()).isFalse();
    }

    @Test
    void what_cannot_be_taken_is_said_in_words_and_changes_nothing() {
        access.use(new Wanted("lead", "s3cret", "ehr", ""));
        for (var wrong : new Wanted[] {
            new Wanted(" ", "x", "ehr", ""),
            new Wanted("lead", "x", "", ""),
            new Wanted("lead", "x", "ehr", "medzen:15432")
        }) {
            assertThat(access.problem(wrong)).as(wrong.toString()).isPresent();
            assertThatThrownBy(() -> access.use(wrong)).isInstanceOf(Refusal.class);
        }
        assertThat(access.problem(new Wanted("lead", "x", "ehr", "medzen:15432")))
                .hasValueSatisfying(p -> assertThat(p).contains("“medzen:15432”", "medzen-ehrbase-db=127.0.0.1:15432"));
        assertThat(password()).isEqualTo("s3cret");
    }
}
