package app.medzenhealth.cutover.action.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** What makes a deletion safe is read right before each deleting call, whatever is deleted. */
class DeletionFactsTest {
    private static final String REGION = "af-south-1";
    private static final String ARCHIVE = "archive";
    private static final int ITEMS = 3;

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void a_bench() {
        open(folder);
    }

    private void open(Path place) {
        bench = new Workbench(place);
        S3State.of(bench.estate()).seed(ARCHIVE, "eu-central-1", Duration.ofDays(9));
    }

    /**
     * A type of deletion, of three things.
     *
     * @param names the input, and the inventory's word for what it names
     * @param make one of them
     * @param change what somebody does to one of them meanwhile
     */
    private record Deletion(
            String type, String names, String kind, Map<String, Object> with, Changing make, Changing change) {
        @Override
        public String toString() {
            return type + " of " + kind;
        }

        String name(int item) {
            return (kind.equals("logs/log-group") ? "/medzen/" : "") + "thing-" + item;
        }
    }

    @FunctionalInterface
    private interface Changing {
        void on(Workbench bench, String name);
    }

    private static void function(Workbench bench, String name) {
        LambdaState.of(bench.estate(), REGION)
                .function(
                        FunctionConfiguration.builder()
                                .functionName(name)
                                .runtime("nodejs20.x")
                                .role("arn:aws:iam::558069890522:role/functions")
                                .handler("index.handler")
                                .memorySize(128)
                                .timeout(3)
                                .build(),
                        "code of " + name);
    }

    static Stream<Deletion> deletions() {
        return Stream.of(
                new Deletion(
                        "lambda.delete",
                        "functions",
                        "lambda/function",
                        Map.of(),
                        DeletionFactsTest::function,
                        (b, n) -> LambdaState.of(b.estate(), REGION).code(n, "other code")),
                new Deletion(
                        "apigw.delete",
                        "restApis",
                        "apigateway/rest-api",
                        Map.of("httpApis", List.of()),
                        (b, n) -> ApiGatewayState.of(b.estate(), REGION).restApi(n, "api " + n),
                        (b, n) -> ApiGatewayState.of(b.estate(), REGION).restApi(n, "another " + n)),
                new Deletion(
                        "logs.delete",
                        "groups",
                        "logs/log-group",
                        Map.of("again", "PT2H"),
                        (b, n) -> LogsState.of(b.estate(), REGION).group(n, 0),
                        (b, n) -> LogsState.of(b.estate(), REGION).line(n, "a late call")),
                new Deletion(
                        "sweep.delete",
                        "resources",
                        "sqs/queue",
                        Map.of("decidedIn", "6.6c"),
                        (b, n) -> MessagingState.of(b.estate(), REGION).queue(n, 0),
                        (b, n) -> MessagingState.of(b.estate(), REGION).queue(n, 2)),
                new Deletion(
                        "sweep.delete",
                        "resources",
                        "cloudwatch/alarm",
                        Map.of(),
                        (b, n) -> alarm(b, n, 1),
                        (b, n) -> alarm(b, n, 2)));
    }

    private static void alarm(Workbench bench, String name, double threshold) {
        CloudWatchState.of(bench.estate(), REGION)
                .alarm(MetricAlarm.builder()
                        .alarmName(name)
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .statistic(Statistic.SUM)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .threshold(threshold)
                        .period(300)
                        .evaluationPeriods(1)
                        .build());
    }

    private void baseline(Deletion deletion, String disposition) {
        var entries = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < ITEMS; i++) {
            entries.add(Map.of(
                    "service",
                    deletion.kind().split("/")[0],
                    "type",
                    deletion.kind().split("/")[1],
                    "region",
                    REGION,
                    "name",
                    deletion.name(i),
                    "id",
                    deletion.name(i),
                    "arn",
                    "arn:of:" + deletion.name(i),
                    "disposition",
                    disposition,
                    "details",
                    Map.of()));
        }
        SessionFile.in(bench.context(), "baseline.json")
                .write(JsonMapper.shared()
                        .writeValueAsString(
                                Map.of("takenAt", bench.estate().now().toString(), "resources", entries)));
    }

    private List<String> labels(Deletion deletion) {
        var all = new ArrayList<String>();
        for (var i = 0; i < ITEMS; i++) {
            all.add((deletion.names().equals("resources") ? deletion.kind() + "/" : "") + deletion.name(i));
        }
        return all;
    }

    private Action prepared(Deletion deletion) throws Exception {
        return prepared(deletion, "delete");
    }

    private Action prepared(Deletion deletion, String disposition) throws Exception {
        for (var i = 0; i < ITEMS; i++) {
            deletion.make().on(bench, deletion.name(i));
        }
        bench.estate().time().advance(Duration.ofMinutes(5));
        baseline(deletion, disposition);
        bench.carryOut(bench.action(
                "definitions.save",
                REGION,
                Map.of("to", ARCHIVE, "toRegion", "eu-central-1", deletion.names(), labels(deletion))));
        bench.estate().time().advance(Duration.ofMinutes(5));
        var with = new HashMap<>(deletion.with());
        with.put(deletion.names(), labels(deletion));
        with.put("archive", ARCHIVE);
        with.put("archiveRegion", "eu-central-1");
        with.put(
                "baseline", DigestUtils.sha256Hex(Files.readString(bench.files().resolve("baseline.json"))));
        return bench.action(deletion.type(), REGION, with);
    }

    private static List<String> open(List<Check> checks) {
        return checks.stream()
                .filter(c -> !c.passed())
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void what_is_listed_saved_and_left_alone_goes(Deletion deletion) throws Exception {
        var action = prepared(deletion);

        assertThat(open(action.preflight(bench.context()))).isEmpty();
        bench.carryOut(action);
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void what_somebody_changes_during_the_batch_stays_and_so_does_what_comes_after_it(Deletion deletion)
            throws Exception {
        var seed = new Random().nextLong(1_000);
        System.out.println(deletion + ", seed " + seed);
        var changed = 1 + new Random(seed).nextInt(ITEMS - 1);
        var action = prepared(deletion);
        var deletions = new int[1];
        var at = bench.sent().size();

        assertThatThrownBy(() -> bench.run(action, new Progress() {
                    @Override
                    public void at(double fraction, String text) {}

                    @Override
                    public void line(String text) {
                        if (text.startsWith("Delete") && ++deletions[0] == changed) {
                            deletion.change().on(bench, deletion.name(changed));
                        }
                    }
                }))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("thing-" + changed);

        assertThat(bench.sent().subList(at, bench.sent().size()).stream()
                        .filter(o -> o.startsWith("Delete"))
                        .count())
                .as("no more than what came before it")
                .isEqualTo(changed);
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void what_is_not_in_the_baseline_or_not_saved_locks_by_its_name(Deletion deletion) throws Exception {
        var action = prepared(deletion);
        var file = bench.files().resolve("baseline.json");
        var kept = Files.readString(file);

        Files.writeString(file, kept.replace(deletion.name(1) + "\"", "another\""));
        assertThat(open(action.preflight(bench.context())))
                .as("another baseline than the recorded one")
                .filteredOn(o -> o.contains("is listed in the baseline"))
                .hasSize(ITEMS);
        Files.writeString(file, kept);

        S3State.of(bench.estate()).remove(ARCHIVE);
        S3State.of(bench.estate()).seed(ARCHIVE, "eu-central-1", Duration.ofDays(9));
        assertThat(open(action.preflight(bench.context())))
                .filteredOn(o -> o.contains("is made of is saved"))
                .hasSize(ITEMS)
                .allMatch(o -> o.contains("is not in the archive"));
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void what_the_plan_keeps_or_says_nothing_of_is_not_deleted_though_it_is_listed(Deletion deletion) throws Exception {
        for (var disposition : List.of("keep", "")) {
            open(Files.createTempDirectory(folder, "listed"));
            assertThat(open(prepared(deletion, disposition).preflight(bench.context())))
                    .as(disposition)
                    .filteredOn(o -> o.contains("is listed in the baseline"))
                    .hasSize(ITEMS)
                    .allMatch(o -> o.contains(disposition.isEmpty() ? "says what happens to it" : "keeps it"));
        }
    }

    @Test
    void what_appeared_since_the_baseline_is_never_deleted_under_an_old_name() throws Exception {
        var deletion = deletions()
                .filter(d -> d.kind().equals("logs/log-group"))
                .findFirst()
                .orElseThrow();
        var action = prepared(deletion);
        var state = LogsState.of(bench.estate(), REGION);
        bench.carryOut(
                bench.action("logs.delete", REGION, Map.of("groups", List.of(deletion.name(0)), "again", "PT1S")));
        state.line(deletion.name(0), "made anew");

        assertThat(open(action.preflight(bench.context())))
                .anyMatch(o -> o.contains(deletion.name(0) + " is listed in the baseline")
                        && o.contains("after the baseline"));
    }
}
