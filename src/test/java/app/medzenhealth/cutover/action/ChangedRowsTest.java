package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.SqlProber.Sessions;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChangedRowsTest {
    @Test
    void rows_are_counted_from_the_moment_that_was_kept() {
        assertThat(ChangedRows.since(10, OptionalLong.of(13), "main")).isEqualTo(new ChangedRows.Counted(3));
        assertThat(ChangedRows.since(10, OptionalLong.of(10), "main")).isEqualTo(new ChangedRows.Counted(0));
    }

    @Test
    void a_database_that_counts_anew_or_does_not_tell_has_not_shown_that_nothing_was_written() {
        assertThat(ChangedRows.since(10, OptionalLong.of(9), "main"))
                .isEqualTo(new ChangedRows.NotKnown("main counts anew since then: nobody can tell what was written"));
        assertThat(ChangedRows.since(10, OptionalLong.empty(), "main"))
                .isEqualTo(new ChangedRows.NotKnown("main does not tell how many rows were changed"));
    }

    @Test
    void sessions_are_counted_in_words() {
        assertThat(ConnectedClients.words(new Sessions.Counted(0))).isEqualTo("0 sessions besides the console's");
        assertThat(ConnectedClients.words(new Sessions.Counted(1))).isEqualTo("1 session besides the console's");
        assertThat(ConnectedClients.words(new Sessions.NotShown("no permission")))
                .isEqualTo("sessions not known: no permission");
    }
}
