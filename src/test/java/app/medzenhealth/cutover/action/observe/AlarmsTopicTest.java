package app.medzenhealth.cutover.action.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedSns;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm wakes somebody only by a topic of which a subscription is confirmed. */
class AlarmsTopicTest {
    private static final String REGION = "eu-central-1";
    private static final String MAIL = "on-call@example.org";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:558069890522:alarms";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void start() {
        bench = new Workbench(folder);
        MessagingState.confirmedAfter(bench.estate(), Duration.ofMinutes(5));
    }

    private Action topic() {
        return bench.action("alarms.topic", REGION, Map.of("topic", "alarms", "emails", List.of(MAIL)));
    }

    private Action alarms(String metric, String comparison) {
        return bench.action(
                "alarms.create",
                REGION,
                Map.of(
                        "topic",
                        TOPIC,
                        "alarms",
                        List.of(Map.of(
                                "name",
                                "few",
                                "namespace",
                                "own",
                                "metric",
                                metric,
                                "dimensions",
                                Map.of("Of", "it"),
                                "statistic",
                                "Minimum",
                                "comparison",
                                comparison,
                                "threshold",
                                1,
                                "periodSeconds",
                                60,
                                "evaluations",
                                3))));
    }

    private Check configured() throws InterruptedException {
        return bench.action("alarm.check", REGION, Map.of("alarms", List.of("few"), "configured", true))
                .verify(bench.context())
                .getFirst();
    }

    private void measured() {
        CloudWatchState.of(bench.estate(), REGION)
                .put("own", "Tasks", Map.of("Of", "it"), bench.estate().now().minusSeconds(120), 2);
    }

    private static List<String> open(List<Check> checks) {
        return checks.stream()
                .filter(c -> !c.passed())
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .toList();
    }

    @Test
    void it_is_done_only_when_the_address_has_confirmed() throws Exception {
        var began = bench.estate().now();
        bench.carryOut(topic());
        assertThat(Duration.between(began, bench.estate().now())).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(open(topic().verify(bench.context()))).isEmpty();
        assertThat(topic().preview(bench.context()).calls()).isEmpty();
    }

    @Test
    void while_nobody_has_confirmed_nobody_is_told() throws Exception {
        measured();
        assertThat(open(alarms("Tasks", "<").preflight(bench.context())))
                .containsExactly("Somebody is told by these alarms: alarms does not exist");
        MessagingState.confirmedAfter(bench.estate(), Duration.ofDays(30));
        assertThatThrownBy(() -> bench.run(topic()))
                .isInstanceOf(StillWaiting.class)
                .hasMessageContaining("has not confirmed yet");
        assertThat(open(alarms("Tasks", "<").preflight(bench.context())))
                .containsExactly("Somebody is told by these alarms: alarms has 1 subscriptions and none is confirmed");
    }

    @Test
    void an_alarm_without_an_action_that_somebody_hears_is_not_configured() throws Exception {
        measured();
        bench.carryOut(topic());
        bench.carryOut(alarms("Tasks", "<"));
        assertThat(configured().outcome())
                .isInstanceOfSatisfying(
                        Check.Pass.class, p -> assertThat(p.evidence()).endsWith("alarms tells " + MAIL));

        new EmbeddedSns(bench.estate(), REGION).deleteTopic(r -> r.topicArn(TOPIC));
        assertThat(configured().outcome())
                .isInstanceOfSatisfying(
                        Check.Fail.class,
                        f -> assertThat(f.evidence()).endsWith("but nobody is told: alarms does not exist"));
    }

    @Test
    void an_alarm_that_could_never_be_anything_is_refused() throws Exception {
        bench.carryOut(topic());
        assertThat(open(alarms("Tasks", "<").preflight(bench.context())))
                .singleElement()
                .asString()
                .endsWith("the alarm would be raised for ever");
        assertThat(open(alarms("Tasks", ">").preflight(bench.context())))
                .singleElement()
                .asString()
                .endsWith("the alarm would never have data");
        measured();
        assertThat(open(alarms("Tasks", "<").preflight(bench.context()))).isEmpty();
    }

    @Test
    void a_topic_that_was_not_there_goes_with_its_subscriptions() throws Exception {
        var before = topic().preview(bench.context());
        bench.carryOut(topic());
        var undo = (Undo.Inverse) topic().undo(before.facts());
        bench.carryOut(undo.action());
        assertThat(topic().preview(bench.context()).facts()).isEqualTo(before.facts());
    }
}
