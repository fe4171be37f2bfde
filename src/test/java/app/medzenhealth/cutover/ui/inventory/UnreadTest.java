package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.ServiceScan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnreadTest {
    private static final String REFUSED = "AccessDeniedException: not permitted: ";

    private static ServiceScan failed(String service, String region, String reason) {
        return new ServiceScan(
                region, service, "List", new Observation.Unknown<>(reason, Instant.EPOCH, Duration.ofMillis(30)));
    }

    @Test
    void what_may_not_be_read_is_said_once_for_all_regions() {
        var lines = Unread.lines(List.of(
                failed("rds", "af-south-1", "timeout"),
                failed("sns", "eu-central-1", REFUSED + "sns:ListTopics"),
                failed("sns", "eu-west-1", REFUSED + "sns:ListTopics"),
                failed("sqs", "eu-central-1", REFUSED + "sqs:ListQueues"),
                failed("sqs", "eu-west-1", REFUSED + "sqs:ListQueues"),
                failed("dynamodb", "af-south-1", REFUSED + "dynamodb:ListTables")));

        assertThat(lines)
                .containsExactly(
                        "Not permitted (AccessDenied): dynamodb in af-south-1; sns, sqs in eu-central-1, eu-west-1",
                        "timeout: rds in af-south-1");
    }

    @Test
    void of_many_reasons_the_rest_is_counted() {
        assertThat(Unread.shortened(List.of("a", "b", "c"))).isEqualTo("a\nb\nc");
        assertThat(Unread.shortened(List.of("a", "b", "c", "d", "e"))).endsWith("c\nand 2 more reasons");
    }
}
