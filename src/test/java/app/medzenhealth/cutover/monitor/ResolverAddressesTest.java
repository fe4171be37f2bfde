package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverAddressesTest {
    @Test
    void addresses_of_both_kinds_are_taken_with_and_without_a_port() {
        assertThat(ResolverAddresses.of(" 192.0.2.53, 198.51.100.1:5353 ,2001:db8::53,[2001:db8::54]:5353,"))
                .extracting(a -> a.getAddress().getHostAddress() + " " + a.getPort())
                .containsExactly(
                        "192.0.2.53 53", "198.51.100.1 5353", "2001:db8:0:0:0:0:0:53 53", "2001:db8:0:0:0:0:0:54 5353");
    }

    @Test
    void no_text_is_a_list_of_none() {
        assertThat(ResolverAddresses.of("  ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns.example.net",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.53:0",
                "192.0.2.53:70000",
                "1.1.1.1:x",
                "::zz",
                "a",
                "192.0.2.53 192.0.2.54",
                "192.0.2.53,192.0.2.53:53"
            })
    void what_is_no_list_of_different_addresses_is_refused(String text) {
        assertThatThrownBy(() -> ResolverAddresses.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void more_than_eight_are_refused_since_all_are_asked_in_turn() {
        assertThatThrownBy(() -> ResolverAddresses.of(
                        "10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4,10.0.0.5,10.0.0.6,10.0.0.7,10.0.0.8,10.0.0.9"))
                .hasMessageContaining("9 resolvers");
    }
}
