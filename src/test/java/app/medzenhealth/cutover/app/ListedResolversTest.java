package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedResolversTest {
    @Test
    void none_is_listed_by_default_and_what_is_listed_holds_when_the_console_starts_again(@TempDir Path folder)
            throws Exception {
        var state = StateDirectory.at(folder.resolve("state"));
        var first = new ListedResolvers(state);
        assertThat(first.addresses()).isEmpty();
        first.use("192.0.2.53, 192.0.2.54:5353");
        assertThat(first.addresses()).hasSize(2);
        assertThat(new ListedResolvers(state).current()).isEqualTo("192.0.2.53, 192.0.2.54:5353");

        assertThatThrownBy(() -> first.use("dns.example.net"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("dns.example.net");
        assertThat(new ListedResolvers(state).addresses())
                .isEqualTo(first.addresses())
                .hasSize(2);

        first.use("");
        assertThat(new ListedResolvers(state).addresses()).isEmpty();
    }
}
