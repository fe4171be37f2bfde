package app.medzenhealth.cutover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static final String STS = "sts.eu-central-1.amazonaws.com";

    @TempDir
    private Path folder;

    private static Map<String, String> map(String settings) {
        var map = new TreeMap<String, String>();
        for (var setting : settings.isBlank() ? new String[0] : settings.split(" ")) {
            var parts = setting.split("=", 2);
            map.put(parts[0], parts[1]);
        }
        return map;
    }

    /** The rules of the AWS CLI (urllib's), of requests for networks, and of Java for its own properties. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPS_PROXY=http://p:3128                              |                                     | https | sts.x.amazonaws.com | p:3128
            https_proxy=http://p:3128                              |                                     | https | sts.x.amazonaws.com | p:3128
            https_proxy=http://low:1 HTTPS_PROXY=http://up:1       |                                     | https | sts.x.amazonaws.com | low:1
            https_proxy= HTTPS_PROXY=http://up:1                   |                                     | https | sts.x.amazonaws.com |
            HTTP_PROXY=http://p:3128                               |                                     | https | sts.x.amazonaws.com |
            HTTP_PROXY=http://p:3128                               |                                     | http  | health.example      | p:3128
            HTTPS_PROXY=http://p:3128                              |                                     | http  | health.example      |
            ALL_PROXY=http://p:3128                                |                                     | https | sts.x.amazonaws.com |
            HTTPS_PROXY=p:3128                                     |                                     | https | sts.x.amazonaws.com | p:3128
            HTTPS_PROXY=//p:3128                                   |                                     | https | sts.x.amazonaws.com | p:3128
            HTTPS_PROXY=http://p                                   |                                     | https | sts.x.amazonaws.com | p:80
            HTTPS_PROXY=https://p                                  |                                     | https | sts.x.amazonaws.com | p:443
            HTTPS_PROXY=http://u:s%40f@p:3128/                     |                                     | https | sts.x.amazonaws.com | p:3128
            HTTPS_PROXY=http://p:1 NO_PROXY=amazonaws.com          |                                     | https | sts.x.amazonaws.com |
            HTTPS_PROXY=http://p:1 NO_PROXY=.amazonaws.com         |                                     | https | sts.x.amazonaws.com |
            HTTPS_PROXY=http://p:1 NO_PROXY=*.amazonaws.com        |                                     | https | sts.x.amazonaws.com |
            HTTPS_PROXY=http://p:1 NO_PROXY=STS.X.AmazonAWS.com    |                                     | https | sts.x.amazonaws.com |
            HTTPS_PROXY=http://p:1 NO_PROXY=azonaws.com            |                                     | https | sts.x.amazonaws.com | p:1
            HTTPS_PROXY=http://p:1 NO_PROXY=a,sts.x.amazonaws.com:443 |                                  | https | sts.x.amazonaws.com |
            HTTPS_PROXY=http://p:1 NO_PROXY=sts.x.amazonaws.com:444 |                                    | https | sts.x.amazonaws.com | p:1
            HTTPS_PROXY=http://p:1 no_proxy=b NO_PROXY=*           |                                     | https | sts.x.amazonaws.com | p:1
            HTTPS_PROXY=http://p:1 NO_PROXY=*                      |                                     | https | sts.x.amazonaws.com |
            HTTPS_PROXY=http://p:1 NO_PROXY=10.0.0.0/8             |                                     | https | 10.1.2.3            |
            HTTPS_PROXY=http://p:1 NO_PROXY=10.0.0.0/8             |                                     | https | 11.1.2.3            | p:1
            HTTPS_PROXY=http://p:1 NO_PROXY=10.1.2.3               |                                     | https | 10.1.2.3            |
            HTTPS_PROXY=http://p:1                                 |                                     | https | 127.0.0.1           |
            HTTPS_PROXY=http://p:1                                 |                                     | https | localhost           |
            HTTPS_PROXY=http://p:1                                 |                                     | https | [::1]               |
                                                                   | https.proxyHost=j https.proxyPort=3 | https | sts.x.amazonaws.com | j:3
                                                                   | https.proxyHost=j                   | https | sts.x.amazonaws.com | j:443
            HTTPS_PROXY=http://p:1                                 | https.proxyHost=j                   | https | sts.x.amazonaws.com | j:443
            HTTPS_PROXY=http://p:1                                 | http.proxyHost=j                    | https | sts.x.amazonaws.com | p:1
                                                                   | http.proxyHost=j                    | http  | health.example      | j:80
            HTTPS_PROXY=http://p:1 NO_PROXY=amazonaws.com          | https.proxyHost=j                   | https | sts.x.amazonaws.com |
            """)
    void each_host_is_reached_by_way_of_the_proxy_that_the_cli_and_java_would_use(
            String environment, String properties, String scheme, String host, String proxy) {
        var network =
                Network.of(map(environment == null ? "" : environment), map(properties == null ? "" : properties));
        assertThat(network.proxyFor(scheme, host, 443)).isEqualTo(Optional.ofNullable(proxy));
    }

    @Test
    void javas_own_exceptions_have_stars_at_either_end() {
        var properties =
                Map.of("https.proxyHost", "j", "http.nonProxyHosts", "localhost|*.amazonaws.com|10.*|exact.example");
        var network = Network.of(Map.of(), properties);
        assertThat(network.proxyFor("https", STS, 443)).isEmpty();
        assertThat(network.proxyFor("https", "10.9.9.9", 443)).isEmpty();
        assertThat(network.proxyFor("https", "exact.example", 443)).isEmpty();
        assertThat(network.proxyFor("https", "inexact.example", 443)).contains("j:443");
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://u:hunter2@p:1, of the kind socks5",
        "http://u:hunter2%zz@p:1, is not the address",
        "http://u:hunter2@:1, is not the address",
        "http://u:hunter2#x@p:1, is not the address",
    })
    void a_proxy_that_cannot_be_used_is_named_by_its_setting_and_never_with_its_password(String value, String words) {
        var network = Network.of(Map.of("HTTPS_PROXY", value), Map.of());
        assertThatThrownBy(() -> network.proxyFor("https", STS, 443)).isInstanceOfSatisfying(NotConnected.class, e -> {
            assertThat(e.happened()).startsWith("HTTPS_PROXY ").contains(words).doesNotContain("hunter2");
            assertThat(e.next()).contains("HTTPS_PROXY").doesNotContain("hunter2");
        });
    }

    @Test
    void passwords_of_proxies_are_told_to_those_who_keep_them_out_of_sight() {
        var network =
                Network.of(Map.of("HTTPS_PROXY", "http://u:s%40fe@p:1", "http_proxy", "http://v:other@q:1"), Map.of());
        assertThat(network.secrets()).containsExactlyInAnyOrder("s@fe", "other");
        assertThat(Proxy.of("http://u:s%40fe@p:1", "HTTPS_PROXY").toString()).doesNotContain("s@fe");
    }

    @Test
    void a_bundle_that_cannot_be_used_is_named_with_its_setting() throws Exception {
        var empty = Files.writeString(folder.resolve("empty.pem"), "no certificate");
        var missing = Network.of(Map.of("AWS_CA_BUNDLE", folder + "/none.pem"), Map.of());
        assertThatThrownBy(missing::tls)
                .hasMessageContaining("AWS_CA_BUNDLE names")
                .hasMessageContaining("does not exist");
        var hollow = Network.of(Map.of(), Map.of()).withBundle(empty, "ca_bundle of profile \"lead\"");
        assertThatThrownBy(hollow::tls)
                .hasMessageContaining("ca_bundle of profile")
                .hasMessageContaining("no certificate");
        var environmentFirst = missing.withBundle(empty, "ca_bundle");
        assertThatThrownBy(environmentFirst::tls).hasMessageContaining("AWS_CA_BUNDLE names");
        var profileBeforeRequests = Network.of(Map.of("REQUESTS_CA_BUNDLE", folder + "/none.pem"), Map.of())
                .withBundle(empty, "ca_bundle");
        assertThatThrownBy(profileBeforeRequests::tls).hasMessageContaining("ca_bundle names");
    }
}
