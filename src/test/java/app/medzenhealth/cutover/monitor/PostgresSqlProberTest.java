package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.network.Network;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSqlProberTest {

    private final PostgresSqlProber prober = new PostgresSqlProber(
            new PostgresSqlProber.Login("reader", () -> "s3cret", "ehrbase", "disable", Duration.ofSeconds(2)),
            Network.of(Map.of("HTTPS_PROXY", "http://u:hunter2@proxy.corp:3128"), Map.of()));

    @Test
    void a_database_that_is_not_there_is_no_answer() throws Exception {
        assertThat(prober.probe("127.0.0.1:" + closedPort())).isInstanceOf(SqlProber.Answer.NoAnswer.class);
    }

    @Test
    void counts_that_cannot_be_read_are_unknown_and_not_zero() throws Exception {
        assertThat(prober.counts("127.0.0.1:" + closedPort())).isInstanceOf(SqlProber.Counts.Unknown.class);
    }

    @Test
    void behind_a_web_proxy_it_is_said_that_a_database_needs_a_way_of_its_own() {
        assertThat(prober.beside(new SQLException("refused", "08001"), "db.example.test:5432"))
                .contains("reached directly, not through the proxy at proxy.corp:3128")
                .doesNotContain("hunter2");
        assertThat(prober.beside(new SQLException("refused", "08001"), "127.0.0.1:5432"))
                .isEmpty();
        assertThat(prober.beside(new SQLException("no such user", "28P01"), "db.example.test"))
                .isEmpty();
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
