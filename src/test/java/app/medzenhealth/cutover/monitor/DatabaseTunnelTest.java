package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Sessions;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.network.OwnAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database in a private network, read through a tunnel on this machine. */
class DatabaseTunnelTest {
    private static final String FRANKFURT = "medzen-ehrbase-db.abc.eu-central-1.rds.amazonaws.com";
    private static final String IRELAND = "medzen-ehrbase-db.abc.eu-west-1.rds.amazonaws.com";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private OwnAuthority authority;
    private DatabaseStandIn frankfurt;

    @BeforeEach
    void oneDatabase() throws Exception {
        authority = new OwnAuthority(folder, FRANKFURT);
        frankfurt = new DatabaseStandIn(authority.sockets());
    }

    @AfterEach
    void stop() throws Exception {
        frankfurt.close();
    }

    private PostgresSqlProber prober(String mode, Map<String, String> tunnels) throws Exception {
        return new PostgresSqlProber(
                new PostgresSqlProber.Login("lead", () -> "s3cret", "ehrbase", mode, Duration.ofSeconds(5), tunnels),
                Network.of(Map.of("AWS_CA_BUNDLE", authority.pem().toString()), Map.of()));
    }

    private String end() {
        return "127.0.0.1:" + frankfurt.port();
    }

    @Test
    void a_database_is_read_through_its_tunnel_and_the_evidence_says_so() throws Exception {
        for (var name : new String[] {"medzen-ehrbase-db", FRANKFURT}) {
            var prober = prober("verify-full", Map.of(name, end()));
            assertThat(prober.probe(FRANKFURT + ":5432"))
                    .isEqualTo(new Answer.State("4/8F3A2C10", new Sessions.Counted(3), "15.4", OptionalLong.empty()));
            assertThat(prober.way(FRANKFURT + ":5432"))
                    .isEqualTo(" (read through " + end() + "; the certificate there is that of " + FRANKFURT + ")");
        }
        assertThat(frankfurt.users()).hasSize(2).containsOnly("lead");
    }

    @Test
    void how_many_are_connected_is_unknown_to_a_login_that_may_not_see_them() throws Exception {
        frankfurt.hideSessions();
        assertThat(prober("verify-full", Map.of(FRANKFURT, end())).probe(FRANKFURT + ":5432"))
                .isInstanceOfSatisfying(
                        Answer.State.class,
                        state -> assertThat(state.sessions())
                                .isInstanceOfSatisfying(
                                        Sessions.NotShown.class,
                                        none -> assertThat(none.reason()).contains("grant pg_monitor")));
    }

    @Test
    void a_tunnel_that_leads_to_another_database_is_found_out_before_anybody_signs_in() throws Exception {
        assertThat(prober("verify-full", Map.of(IRELAND, end())).probe(IRELAND + ":5432"))
                .isInstanceOfSatisfying(
                        Answer.NoAnswer.class,
                        none -> assertThat(none.reason()).contains(IRELAND).doesNotContain("s3cret"));
        assertThat(frankfurt.users()).isEmpty();
    }

    @Test
    void without_the_name_of_the_host_a_tunnel_proves_nothing_and_is_not_used() throws Exception {
        for (var mode : new String[] {"verify-ca", "require", "prefer", "disable"}) {
            assertThat(prober(mode, Map.of(FRANKFURT, end())).probe(FRANKFURT + ":5432"))
                    .as(mode)
                    .isInstanceOfSatisfying(
                            Answer.NoAnswer.class,
                            none -> assertThat(none.reason()).contains("PGSSLMODE=verify-full", "it is " + mode));
        }
        assertThat(frankfurt.users()).isEmpty();
    }

    @Test
    void a_database_s_name_cannot_turn_off_the_check_of_the_server_s_name() throws Exception {
        var login = new PostgresSqlProber.Login(
                "lead", () -> "s3cret", "ehrbase?sslmode=require", "verify-full", PATIENCE, Map.of(IRELAND, end()));
        var network = Network.of(Map.of("AWS_CA_BUNDLE", authority.pem().toString()), Map.of());
        assertThat(new PostgresSqlProber(login, network).probe(IRELAND + ":5432"))
                .isInstanceOf(Answer.NoAnswer.class);
        assertThat(frankfurt.users()).isEmpty();
    }

    @Test
    void a_login_that_is_set_meanwhile_counts_from_the_next_question_on_and_until_then_the_answer_says_where_it_is_set()
            throws Exception {
        var login = new AtomicReference<>(
                new PostgresSqlProber.Login("postgres", () -> "", "ehrbase", "verify-full", PATIENCE));
        var network = Network.of(Map.of("AWS_CA_BUNDLE", authority.pem().toString()), Map.of());
        var prober = new PostgresSqlProber(login::get, network);
        assertThat(prober.probe("127.0.0.1:1"))
                .isInstanceOfSatisfying(
                        Answer.NoAnswer.class,
                        none -> assertThat(none.reason())
                                .contains("a tunnel to it is named under Settings › Database login"));
        login.set(new PostgresSqlProber.Login(
                "lead", () -> "s3cret", "ehrbase", "verify-full", PATIENCE, Map.of(FRANKFURT, end())));
        assertThat(prober.probe(FRANKFURT + ":5432")).isInstanceOf(Answer.State.class);
        assertThat(frankfurt.users()).containsExactly("lead");
    }

    @Test
    void a_way_that_is_not_understood_is_said_and_not_left_out() {
        assertThat(PostgresSqlProber.Login.tunnels("a=127.0.0.1:15432, b.example=[::1]:2,"))
                .isEqualTo(Map.of("a", "127.0.0.1:15432", "b.example", "[::1]:2"));
        for (var wrong : new String[] {"a", "a=", "=h:1", "a=h", "a=h:x", "a=h:1,a=h:2", "a=h:1/db", "a=[::1]"}) {
            assertThatThrownBy(() -> PostgresSqlProber.Login.tunnels(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
