package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan shows of metrics and logs: the shipped plan with one thing of it changed. */
class MonitoringCheckTest {

    @Test
    void the_shipped_plan_shows_what_it_promises_to_watch_in_the_regions_that_have_it() {
        var monitoring = ShippedPlanEdited.plan().monitoring();
        assertThat(monitoring.metrics()).hasSize(12);
        assertThat(monitoring.metrics().stream().flatMap(r -> r.lines().stream()))
                .extracting(Monitoring.Line::metric)
                .contains(
                        "CPUUtilization",
                        "DatabaseConnections",
                        "ReplicaLag",
                        "OldestReplicationSlotLag",
                        "TransactionLogsDiskUsage",
                        "FreeStorageSpace",
                        "FreeableMemory",
                        "CPUCreditBalance",
                        "RunningTaskCount",
                        "TargetResponseTime",
                        "HTTPCode_ELB_5XX_Count",
                        "HTTPCode_Target_5XX_Count",
                        "UnHealthyHostCount",
                        "Errors",
                        "Throttles",
                        "Duration",
                        "5xx",
                        "HealthCheckStatus");
        assertThat(monitoring.logs()).extracting(Monitoring.LogGroup::id).doesNotHaveDuplicates();
    }

    @Test
    void a_plan_that_shows_none_is_sound() throws IOException {
        var text = ShippedPlanEdited.text().replaceFirst("(?s)\nmonitoring:\n.*?\n\n", "\n\n");
        assertThat(text).doesNotContain("monitoring:");
        assertThat(ShippedPlanEdited.problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: rds-connections | id: rds-cpu | are there twice",
                "region: eu-central-1, namespace: AWS/RDS | region: eu-north-1, namespace: AWS/RDS | there is no region",
                "region: us-east-1 | region: eu-central-1 | has its metrics in us-east-1 only",
                "statistic: p95 | statistic: median | is no statistic of CloudWatch",
                "unit: percent, below: 1 } | unit: count, below: 1 } | a share is in percent",
                "${7.3a.healthCheckId} | ${7.3a.nothing} | ${7.3a.nothing} is not defined",
                "id: ehrbase-ie | id: ehrbase-fra | is there twice",
                "group: /aws/lambda/medzen-meeting-manager | group: \"/aws/${nobody}\" | ${nobody} is not defined",
            })
    void what_could_never_be_read_is_refused_with_its_line(String from, String to, String says) throws IOException {
        var text = ShippedPlanEdited.text();
        var begin = text.indexOf("\nmonitoring:\n");
        var end = text.indexOf("\nwebhooks:\n");
        var part = text.substring(begin, end);
        var changed = part.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        assertThat(changed).isNotEqualTo(part);
        assertThat(ShippedPlanEdited.problems(text.substring(0, begin) + changed + text.substring(end)))
                .anySatisfy(p -> assertThat(p).contains(says));
    }
}
