package app.medzenhealth.cutover.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.DnsProber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;

/** Route 53 lets an account have several public zones of one name; each has name servers of its own (API: CreateHostedZone). */
class DelegationTest {
    private static final List<String> LED_TO = List.of("ns-1.awsdns-01.com", "ns-513.awsdns-02.net");
    private static final List<String> NOT_LED_TO = List.of("ns-9.awsdns-09.com", "ns-777.awsdns-03.net");

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void aBench() {
        bench = new Workbench(folder);
    }

    /** Two public zones and a private one, all named {@code example.test}. */
    private static final class Zones implements Route53Client {
        private static final Map<String, List<String>> SERVERS = Map.of("ZLED", LED_TO, "ZOTHER", NOT_LED_TO);

        @Override
        public GetHostedZoneResponse getHostedZone(GetHostedZoneRequest asked) {
            var own = SERVERS.get(asked.id());
            var answer = GetHostedZoneResponse.builder()
                    .hostedZone(z -> z.id("/hostedzone/" + asked.id())
                            .name("example.test.")
                            .config(c -> c.privateZone(own == null)));
            return own == null
                    ? answer.build()
                    : answer.delegationSet(d -> d.nameServers(own)).build();
        }

        @Override
        public String serviceName() {
            return Route53Client.SERVICE_NAME;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    private Check check(String zone, DnsProber.Answer parents) throws InterruptedException {
        var c = bench.context();
        var dns = new DnsProber() {
            @Override
            public Answer resolver(String name, String type) {
                assertThat(name + " " + type).isEqualTo("example.test NS");
                return parents;
            }

            @Override
            public List<Answer> authoritative(String name, String type) {
                throw new AssertionError("the zone's own servers say nothing of who leads to them");
            }
        };
        var clients = new Clients() {
            @Override
            public <T extends SdkClient> T client(Class<T> type, String region) {
                return type.cast(new Zones());
            }
        };
        return Delegation.of(
                new ActionContext(
                        c.plan(),
                        c.session(),
                        c.step(),
                        clients,
                        c.time(),
                        c.http(),
                        dns,
                        c.sql(),
                        c.commands(),
                        c.inventory(),
                        c.files(),
                        c.kept(),
                        c.workingCopy(),
                        c.tokens(),
                        c.attestations()),
                zone);
    }

    private static DnsProber.Answer leads(String... servers) {
        return new DnsProber.Answer.Records("192.0.2.53", List.of(servers), Duration.ofHours(1));
    }

    @Test
    void of_two_public_zones_of_one_name_only_the_one_that_the_parent_delegates_to_passes() throws Exception {
        // In whatever order, spelling and with whatever dots a resolver names them.
        var parents = leads("NS-513.awsdns-02.net.", "ns-1.awsdns-01.com.");
        assertThat(check("ZLED", parents).passed()).isTrue();
        var other = check("ZOTHER", parents);
        assertThat(other.outcome()).isInstanceOf(Check.Fail.class);
        assertThat(other.toString()).contains("ns-1.awsdns-01.com", "ns-9.awsdns-09.com");

        // The parent leads elsewhere from now on: the other way round.
        var moved = leads(NOT_LED_TO.toArray(String[]::new));
        assertThat(check("ZLED", moved).passed()).isFalse();
        assertThat(check("ZOTHER", moved).passed()).isTrue();
    }

    @Test
    void some_of_the_name_servers_are_not_enough_and_no_answer_is_no_pass() throws Exception {
        assertThat(check("ZLED", leads("ns-1.awsdns-01.com")).passed()).isFalse();
        assertThat(check("ZLED", new DnsProber.Answer.NoSuchName("192.0.2.53")).outcome())
                .isInstanceOf(Check.Unknown.class);
        assertThat(check("ZLED", new DnsProber.Answer.NoAnswer("192.0.2.53", "silent"))
                        .outcome())
                .isInstanceOf(Check.Unknown.class);
    }

    @Test
    void a_private_zone_fails_whatever_the_parent_says() throws Exception {
        assertThat(check("ZPRIVATE", leads("ns-1.awsdns-01.com", "ns-513.awsdns-02.net"))
                        .outcome())
                .isInstanceOf(Check.Fail.class);
    }
}
