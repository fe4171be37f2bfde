package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Client;
import app.medzenhealth.cutover.monitor.SqlProber.Connected;
import app.medzenhealth.cutover.monitor.SqlProber.Replication;
import app.medzenhealth.cutover.monitor.SqlProber.Sessions;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DataFactsTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:40:00Z");

    private static Answer primary(String position) {
        return new Answer.State(position, new Sessions.Counted(0), "15.17", OptionalLong.of(1));
    }

    private static Answer replica(String position, Replication replication) {
        return new Answer.State(true, position, new Sessions.Counted(0), "15.17", OptionalLong.empty(), replication);
    }

    private static DataFacts facts(Answer source, Answer target, Connected connected) {
        return new DataFacts(
                new DataReading(
                        NOW.minusSeconds(4),
                        new DataReading.Side("old", "eu-west-1", source),
                        new DataReading.Side("new", "eu-central-1", target),
                        connected),
                NOW);
    }

    private static HourFact behind(Answer source, Answer target) {
        return facts(source, target, new Connected.Known(List.of())).positions().getLast();
    }

    @Test
    void bytes_behind_are_the_distance_of_two_logs_of_which_the_one_is_replayed() {
        var far = behind(primary("1/00100000"), replica("0/FFFFFFFF", Replication.ACTIVE));
        assertThat(far.value()).isEqualTo("1,048,577");
        assertThat(far.tone()).isEqualTo(Tone.WARN);
        assertThat(behind(primary("1/0"), replica("1/0", Replication.ACTIVE)).tone())
                .isEqualTo(Tone.OK);
    }

    @Test
    void where_replication_is_not_active_or_one_does_not_answer_they_are_not_known_and_never_nought() {
        for (var target : List.of(
                replica("1/0", Replication.INACTIVE),
                replica("1/0", Replication.NOT_SHOWN),
                new Answer.NoAnswer("timed out"))) {
            assertThat(behind(primary("1/0"), target).tone()).as("%s", target).isEqualTo(Tone.UNKNOWN);
        }
        assertThat(behind(new Answer.NoAnswer("timed out"), replica("1/0", Replication.ACTIVE))
                        .tone())
                .isEqualTo(Tone.UNKNOWN);
        assertThat(behind(primary("1/0"), primary("1/0")).value()).isEqualTo("follows nobody");
    }

    @Test
    void who_is_connected_is_named_by_user_and_address() {
        var some = facts(
                        primary("1/0"),
                        replica("1/0", Replication.ACTIVE),
                        new Connected.Known(
                                List.of(new Client("ehrbase", "10.0.1.17", 10, 4), new Client("analyst", "", 1, 0))))
                .connected();
        assertThat(some.value()).isEqualTo("11 sessions");
        assertThat(some.detail())
                .startsWith("10 of ehrbase from 10.0.1.17 (4 idle); 1 of analyst on the server itself, asked");
        assertThat(some.tone()).isEqualTo(Tone.WARN);
        assertThat(facts(primary("1/0"), primary("1/0"), new Connected.Unknown("grant pg_monitor"))
                        .connected()
                        .tone())
                .isEqualTo(Tone.UNKNOWN);
        assertThat(facts(primary("1/0"), primary("1/0"), new Connected.Known(List.of()))
                        .connected()
                        .tone())
                .isEqualTo(Tone.OK);
    }
}
