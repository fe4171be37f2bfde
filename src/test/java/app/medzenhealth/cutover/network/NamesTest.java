package app.medzenhealth.cutover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamesTest {

    /** As the system's own, which cannot be interrupted. */
    @Test
    void a_resolver_that_never_answers_is_not_waited_for() {
        var never = new CountDownLatch(1);
        assertThatThrownBy(() -> Names.addresses(
                        "rds.eu-central-1.amazonaws.com",
                        host -> {
                            while (never.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                            throw new UnknownHostException(host);
                        },
                        Duration.ofMillis(50)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no answer from this machine's resolver");
        never.countDown();
    }

    /** Somebody asks every second, and the resolver has died: one thread waits for it, not one more each second. */
    @Test
    void a_name_that_is_being_looked_up_is_not_looked_up_again_meanwhile() throws Exception {
        var never = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var lookups = new Names.Lookups(host -> {
            asked.incrementAndGet();
            while (never.getCount() > 0) {
                Thread.onSpinWait();
            }
            return new InetAddress[] {InetAddress.ofLiteral("192.0.2.7")};
        });
        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> Names.addresses("ehr.example", lookups, Duration.ofMillis(5)))
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThat(asked).hasValue(1);
        never.countDown();
        assertThat(Names.addresses("ehr.example", lookups, Duration.ofSeconds(50)))
                .containsExactly(InetAddress.ofLiteral("192.0.2.7"));
    }

    @Test
    void what_it_answers_is_passed_on() throws Exception {
        InetAddress[] found = {InetAddress.ofLiteral("192.0.2.7")};
        assertThat(Names.addresses("db.example", host -> found, Duration.ofSeconds(50)))
                .isEqualTo(found);
        assertThatThrownBy(() -> Names.addresses(
                        "no.example",
                        host -> {
                            throw new UnknownHostException("no.example: Name or service not known");
                        },
                        Duration.ofSeconds(50)))
                .hasMessage("no.example: Name or service not known");
    }

    @Test
    void an_address_is_no_name() throws Exception {
        assertThat(Names.address("127.0.0.1", 5432).getAddress().isLoopbackAddress())
                .isTrue();
    }
}
