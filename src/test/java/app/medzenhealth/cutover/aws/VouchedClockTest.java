package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.medzenhealth.cutover.aws.VouchedClock.Event;
import app.medzenhealth.cutover.network.Network;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.sts.StsClient;

class VouchedClockTest {
    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");
    private static final String ACCOUNT = "558069890522";

    private Instant wall = START;
    private long nanos = 5_000_000_000L;
    private final VouchedClock clock = new VouchedClock(() -> wall, () -> nanos);
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void somebody_listens() {
        clock.tell(events::add);
    }

    /** On both of the machine's clocks. */
    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void a_clock_that_is_set_forward_or_back_shortens_and_prolongs_nothing() {
        for (var set :
                List.of(Duration.ofDays(7), Duration.ofDays(-30), Duration.ofSeconds(40), Duration.ofHours(-1))) {
            var before = clock.instant();
            wall = wall.plus(set);
            pass(Duration.ofMinutes(1));
            clock.look();
            clock.look();

            assertThat(Duration.between(before, clock.instant()))
                    .as("set by " + set)
                    .isEqualTo(Duration.ofMinutes(1));
            assertThat(events)
                    .as("set by " + set)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Event.Jumped.class,
                            jump -> assertThat(Duration.between(jump.expected(), jump.found()))
                                    .isEqualTo(set));
            assertThat(clock.notice()).isPresent();
            events.clear();
        }
        assertThat(clock.doubt()).as("AWS has not answered since").isPresent();
        clock.answered(clock.instant());
        assertThat(clock.doubt()).isEmpty();
    }

    /** As network time does all the time. */
    @Test
    void a_clock_that_is_kept_right_is_no_news() {
        for (var i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(10));
            wall = wall.plusMillis(i % 2 == 0 ? 40 : -35);
            clock.answered(wall.truncatedTo(ChronoUnit.SECONDS));
        }
        assertThat(events).isEmpty();
        assertThat(clock.notice()).isEmpty();
    }

    @Test
    void a_machine_that_slept_is_believed_because_aws_says_the_same() {
        wall = wall.plus(Duration.ofHours(9));
        assertThat(clock.instant()).isEqualTo(START);
        clock.answered(wall);

        assertThat(clock.instant()).isEqualTo(wall);
        assertThat(events).last().isEqualTo(new Event.Followed(START, wall));
        assertThat(clock.doubt()).isEmpty();
        assertThat(clock.notice()).isEmpty();
    }

    @Test
    void a_difference_to_aws_is_told_once_and_locks_where_it_is_large() {
        clock.answered(START.plusSeconds(59));
        assertThat(events).isEmpty();
        for (var i = 0; i < 3; i++) {
            clock.answered(START.plusSeconds(-90 - i));
        }
        assertThat(events).singleElement().isInstanceOf(Event.Differs.class);
        assertThat(clock.doubt()).isEmpty();
        assertThat(clock.notice()).isPresent();

        for (var off :
                List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6), Duration.ofDays(7), Duration.ofDays(-7))) {
            clock.answered(START.plus(off));
            assertThat(clock.doubt())
                    .as("AWS at " + off)
                    .hasValueSatisfying(w -> assertThat(w).contains("not believed"));
        }
        clock.answered(START);
        assertThat(clock.doubt()).isEmpty();
        assertThat(clock.notice()).isEmpty();
    }

    /** Started with a clock that somebody put a week forward, so that a soak seems over. */
    @Test
    void a_clock_that_was_wrong_at_the_start_is_found_by_the_first_answer() {
        var ahead = new VouchedClock(() -> START.plus(Duration.ofDays(7)), () -> nanos);

        ahead.answered(START);

        assertThat(ahead.doubt()).isPresent();
    }

    @Test
    void time_never_goes_back() {
        var latest = clock.instant();
        for (var i = 0; i < 50; i++) {
            pass(Duration.ofSeconds(i % 3));
            wall = wall.plus(Duration.ofMinutes(i % 7 - 3));
            clock.answered(i % 2 == 0 ? wall : START.plusSeconds(i * 30L));
            assertThat(clock.instant()).isAfterOrEqualTo(latest);
            latest = clock.instant();
        }
    }

    @Test
    void a_clock_behind_the_newest_record_is_not_believed_until_aws_says_that_it_is_right() {
        clock.goOnAfter(START.plusSeconds(59));
        assertThat(clock.doubt()).isEmpty();

        clock.goOnAfter(START.plus(Duration.ofDays(3)));
        assertThat(events).singleElement().isEqualTo(new Event.Behind(START.plus(Duration.ofDays(3)), START));
        assertThat(clock.doubt()).hasValueSatisfying(w -> assertThat(w).contains("3 d 0 h behind the newest record"));
        assertThat(clock.notice()).isEqualTo(clock.doubt());

        clock.answered(START.plus(Duration.ofDays(3)));
        assertThat(clock.doubt()).as("AWS says that it is behind").isPresent();

        clock.answered(START.plusSeconds(2));
        assertThat(clock.doubt()).as("AWS says that it is right").isEmpty();
        assertThat(clock.notice()).isEmpty();
    }

    /**
     * Seven days that two runs of a console measure, while somebody sets the machine's clock as they like: within a run, while no console
     * runs, forward and back, with answers of AWS's and without. What seems to have passed is never more than what passed, unless the clock is
     * not believed, which locks every step.
     */
    @Test
    void a_soak_cannot_be_shortened_by_a_clock() {
        var random = new Random(20260301);
        var believed = 0;
        var locked = 0;
        for (var attempt = 0; attempt < 20_000; attempt++) {
            var world = new World(random);
            var answers = random.nextInt(4) > 0;
            // Somebody signs in at the beginning of each run: that is an answer.
            var first = world.console(Optional.empty(), true);
            world.live(first, answers);
            var begins = first.doubt().isEmpty() ? Optional.of(first.instant()) : Optional.<Instant>empty();
            var truly = world.now;
            world.live(first, answers);
            var newest = first.instant();
            world.closed();
            var second = world.console(Optional.of(newest), true);
            world.live(second, answers);
            if (begins.isEmpty() || second.doubt().isPresent()) {
                locked++;
                continue;
            }
            believed++;
            var seems = Duration.between(begins.get(), second.instant());
            var passed = Duration.between(truly, world.now);
            // Each run may be off by what does not lock yet.
            assertThat(seems)
                    .as("attempt " + attempt)
                    .isLessThanOrEqualTo(passed.plus(VouchedClock.LOCKS.multipliedBy(2)));
        }
        assertThat(believed).isGreaterThan(1_000);
        assertThat(locked).isGreaterThan(1_000);
    }

    /** No answer ever comes: a clock that was set back between two runs is found by what the first recorded. */
    @Test
    void without_an_answer_a_clock_that_was_set_back_meanwhile_is_not_believed() {
        for (var back : List.of(Duration.ofMinutes(2), Duration.ofHours(5), Duration.ofDays(30))) {
            var second = new VouchedClock(() -> START.minus(back), () -> nanos);
            second.goOnAfter(START);
            assertThat(second.doubt()).as("set back by " + back).isPresent();
        }
        var second = new VouchedClock(() -> START.plusSeconds(5), () -> nanos);
        second.goOnAfter(START);
        assertThat(second.doubt()).isEmpty();
    }

    /** What really happens, and what the machine's clock shows of it. */
    private static final class World {
        private final Random random;
        private Instant now = START;
        private Duration set = Duration.ZERO;
        private long awake = 7;

        World(Random random) {
            this.random = random;
        }

        VouchedClock console(Optional<Instant> newest, boolean signsIn) {
            var console = new VouchedClock(() -> now.plus(set), () -> awake);
            newest.ifPresent(console::goOnAfter);
            if (signsIn) {
                console.answered(now.truncatedTo(ChronoUnit.SECONDS));
            }
            return console;
        }

        /** Some hours with the console open. */
        void live(VouchedClock console, boolean answers) {
            for (var i = random.nextInt(6); i > 0; i--) {
                var time = Duration.ofSeconds(random.nextInt(40_000));
                now = now.plus(time);
                // Asleep, a machine's monotonic clock stands.
                if (random.nextInt(5) > 0) {
                    awake += time.toNanos();
                }
                tamper();
                console.look();
                if (answers && random.nextBoolean()) {
                    console.answered(now.truncatedTo(ChronoUnit.SECONDS));
                }
            }
        }

        /** Some days without. */
        void closed() {
            now = now.plusSeconds(random.nextInt(700_000));
            tamper();
        }

        private void tamper() {
            switch (random.nextInt(6)) {
                case 0 -> set = Duration.ofSeconds(random.nextInt(1_400_000) - 700_000);
                case 1 -> set = Duration.ofSeconds(random.nextInt(400) - 200);
                case 2 -> set = Duration.ZERO;
                default -> {}
            }
        }
    }

    /** By the header of what an endpoint really answers: the server's own time, which is this machine's. */
    @Test
    void the_date_of_an_answer_locks_every_changing_call_of_a_console_with_another_time() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var body = ("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>" + ACCOUNT
                            + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(refusal(address, Duration.ZERO)).doesNotContain("the clock is not believed");
            assertThat(refusal(address, Duration.ofDays(7))).contains("the clock is not believed");
            assertThat(refusal(address, Duration.ofDays(-7))).contains("the clock is not believed");
        } finally {
            server.stop(0);
        }
    }

    /** @param set how far the machine's clock is ahead */
    private static String refusal(URI address, Duration set) {
        var here = new VouchedClock(() -> Instant.now().plus(set), System::nanoTime);
        try (var clients = new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(address),
                Patience.USUAL,
                Network.of(Map.of(), Map.of()),
                here::answered)) {
            var guarded = new Guard(
                            clients, ACCOUNT, new PermitBook(here), new MemoryTrail(), here, (step, region) -> true)
                    .guarded();
            guarded.client(StsClient.class, "eu-west-1").getCallerIdentity();
            var delete =
                    DeleteDbInstanceRequest.builder().dbInstanceIdentifier("x").build();
            var refused = assertThrows(
                    Refused.class,
                    () -> guarded.client(RdsClient.class, "eu-west-1").deleteDBInstance(delete));
            return String.valueOf(refused.getMessage());
        }
    }
}
