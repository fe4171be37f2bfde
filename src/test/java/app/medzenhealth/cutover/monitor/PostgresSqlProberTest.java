package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresSqlProberTest {

    private final PostgresSqlProber prober = new PostgresSqlProber(
            new PostgresSqlProber.Login("reader", () -> "s3cret", "ehrbase", "disable", Duration.ofSeconds(2)));

    @Test
    void a_database_that_is_not_there_is_no_answer() throws Exception {
        assertThat(prober.probe("127.0.0.1:" + closedPort())).isInstanceOf(SqlProber.Answer.NoAnswer.class);
    }

    @Test
    void counts_that_cannot_be_read_are_unknown_and_not_zero() throws Exception {
        assertThat(prober.counts("127.0.0.1:" + closedPort())).isInstanceOf(SqlProber.Counts.Unknown.class);
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
