package app.medzenhealth.cutover.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.monitor.HealthReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusResponse;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.ListHealthChecksRequest;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.Route53Exception;

class HealthChecksReadTest {
    @TempDir
    Path folder;

    private Workbench bench;
    private final List<HealthCheck> checks = new ArrayList<>();

    @BeforeEach
    void checks_of_an_account() {
        bench = new Workbench(folder);
        check(
                "one",
                c -> c.type(HealthCheckType.HTTPS)
                        .fullyQualifiedDomainName("ehr.example.net")
                        .resourcePath("/health"));
        bench.stubs.answer(
                Route53Client.class,
                ListHealthChecksRequest.class,
                "listHealthChecks",
                _ -> ListHealthChecksResponse.builder()
                        .healthChecks(checks)
                        .isTruncated(false)
                        .build());
    }

    private void check(String id, Consumer<HealthCheckConfig.Builder> config) {
        checks.add(HealthCheck.builder().id(id).healthCheckConfig(config).build());
    }

    private void checkersSay(String... words) {
        bench.stubs.answer(
                Route53Client.class,
                GetHealthCheckStatusRequest.class,
                "getHealthCheckStatus",
                _ -> GetHealthCheckStatusResponse.builder()
                        .healthCheckObservations(List.of(words).stream()
                                .map(w -> HealthCheckObservation.builder()
                                        .region("eu-west-1")
                                        .statusReport(s -> s.status(w))
                                        .build())
                                .toList())
                        .build());
    }

    private List<HealthReading> read() {
        return HealthChecksRead.of(bench.context().clients(), bench.world.time.instant());
    }

    @Test
    void checkers_are_counted_and_what_one_says_against_it_is_told() {
        checkersSay(
                "Success: HTTP Status Code 200, OK",
                "Failure: Connection timed out.",
                "Success: HTTP Status Code 200, OK");
        assertThat(read())
                .containsExactly(new HealthReading(
                        "ehr.example.net/health",
                        bench.world.time.instant(),
                        2,
                        3,
                        Optional.of("Failure: Connection timed out.")));
        checkersSay("Success: HTTP Status Code 200, OK");
        assertThat(read())
                .singleElement()
                .satisfies(h -> assertThat(h.trouble()).isEmpty());
    }

    @Test
    void one_that_no_checker_speaks_of_is_not_known_and_not_well() {
        checkersSay();
        assertThat(read()).singleElement().satisfies(h -> {
            assertThat(h.asked()).isZero();
            assertThat(h.trouble()).isPresent();
        });
    }

    @Test
    void one_that_may_not_be_read_says_why() {
        bench.stubs.answer(Route53Client.class, GetHealthCheckStatusRequest.class, "getHealthCheckStatus", _ -> {
            throw Route53Exception.builder()
                    .message("not allowed")
                    .statusCode(403)
                    .build();
        });
        assertThat(read()).singleElement().satisfies(h -> {
            assertThat(h.asked()).isZero();
            assertThat(h.trouble().orElse("")).isNotBlank();
        });
    }

    /** They have no checkers of their own (Amazon Route 53 Developer Guide, "Types of Amazon Route 53 health checks"). */
    @Test
    void those_that_are_calculated_or_follow_an_alarm_are_left_out() {
        check("two", c -> c.type(HealthCheckType.CALCULATED).childHealthChecks("one"));
        checkersSay("Success: HTTP Status Code 200, OK");
        assertThat(read()).hasSize(1);
    }
}
