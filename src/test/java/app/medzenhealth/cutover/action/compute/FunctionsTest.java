package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.Runtime;

class FunctionsTest {

    private static final String SOURCE = "eu-west-1";
    private static final String TARGET = "eu-central-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private Map<String, Object> inputs;

    @BeforeEach
    void a_function_and_its_package() throws Exception {
        bench = new Workbench(folder);
        IamState.of(bench.estate()).add("runner", "lambda.amazonaws.com");
        LambdaState.of(bench.estate(), SOURCE)
                .function(
                        FunctionConfiguration.builder()
                                .functionName("sync")
                                .runtime(Runtime.NODEJS18_X)
                                .handler("index.handler")
                                .role("arn:aws:iam::558069890522:role/runner")
                                .memorySize(512)
                                .timeout(60)
                                .environment(e -> e.variables(Map.of("EHRBASE_URL", "https://ehr.example.test")))
                                .build(),
                        "old code");
        LambdaState.of(bench.estate(), SOURCE).reserve("sync", 5);
        EventsState.of(bench.estate(), SOURCE).rule("nightly", "rate(1 day)", "sync");
        Files.createDirectories(bench.workingCopy().resolve("fn/sync"));
        Files.writeString(bench.workingCopy().resolve("fn/sync/index.js"), "exports.handler = async () => ({});");
        var packed = bench.run(bench.action("lambda.package", "", Map.of("functions", Map.of("sync", "fn/sync"))));
        inputs = Map.of(
                "functions",
                List.of("sync"),
                "sourceRegion",
                SOURCE,
                "runtime",
                "nodejs22.x",
                "role",
                "runner",
                "triggers",
                "off",
                "zips",
                Map.of("sync", packed.values().get("sync.zip")));
    }

    private Action deploy() {
        return bench.action("lambda.deploy", TARGET, inputs);
    }

    @Test
    void a_package_has_the_same_bytes_twice() throws Exception {
        var pack = bench.action("lambda.package", "", Map.of("functions", Map.of("sync", "fn/sync")));

        var first = bench.run(pack).values();
        var second = bench.run(pack).values();

        assertThat(second).isEqualTo(first).containsKeys("sync.zip", "sync.sha256");
    }

    @Test
    void a_function_comes_with_its_settings() throws Exception {
        assertThat(bench.operations(deploy())).containsExactly("CreateFunction", "PutFunctionConcurrency");

        bench.carryOut(deploy());

        var there = new Functions(TARGET).read(bench.context(), "sync").orElseThrow();
        assertThat(there.memorySize()).isEqualTo(512);
        assertThat(there.runtime()).isEqualTo(Runtime.NODEJS22_X);
        assertThat(there.environment().variables()).containsKey("EHRBASE_URL");
        assertThat(bench.operations(deploy())).isEmpty();
    }

    /** A second function, with all that belongs to its region. */
    private void rooted() throws Exception {
        var lambda = LambdaState.of(bench.estate(), SOURCE);
        var layer = lambda.layer("shared", "shared", "exports.x = 1;");
        for (var region : List.of(SOURCE, TARGET)) {
            Ec2State.of(bench.estate(), region)
                    .vpc("vpc-1", "10.0.0.0/16")
                    .subnet("subnet-" + region, "vpc-1", "10.0.1.0/24", "a")
                    .securityGroup("sg-" + region, "functions", "functions", "vpc-1");
        }
        var key = KmsState.of(bench.estate(), SOURCE).seed("alias/functions", "variables");
        var arn = lambda.function(
                FunctionConfiguration.builder()
                        .functionName("rooted")
                        .runtime(Runtime.NODEJS18_X)
                        .handler("index.handler")
                        .role("arn:aws:iam::558069890522:role/runner")
                        .memorySize(512)
                        .timeout(60)
                        .layers(Layer.builder().arn(layer).codeSize(4L).build())
                        .vpcConfig(v ->
                                v.vpcId("vpc-1").subnetIds("subnet-" + SOURCE).securityGroupIds("sg-" + SOURCE))
                        .deadLetterConfig(d -> d.targetArn("arn:aws:sqs:eu-west-1:558069890522:failed"))
                        .kmsKeyArn(key)
                        .environment(e -> e.variables(Map.of("QUEUE", "https://sqs.eu-west-1.amazonaws.com/1/q")))
                        .build(),
                "old code");
        lambda.retries("rooted", 1, 600);
        bench.estate().tags().put(arn, Map.of("Team", "records"));
        Files.createDirectories(bench.workingCopy().resolve("fn/rooted"));
        Files.writeString(
                bench.workingCopy().resolve("fn/rooted/index.js"),
                "const { x } = require(\"shared\");\nexports.handler = async () => ({ x });");
        var packed = bench.run(bench.action("lambda.package", "", Map.of("functions", Map.of("rooted", "fn/rooted"))));
        inputs = new HashMap<>(inputs);
        inputs.put("functions", List.of("rooted"));
        inputs.put("zips", Map.of("rooted", packed.values().get("rooted.zip")));
    }

    private Action copyLayers() {
        return bench.action(
                "lambda.copy-layers", TARGET, Map.of("functions", List.of("rooted"), "sourceRegion", SOURCE));
    }

    private void placed() {
        inputs.put("subnets", List.of("subnet-" + TARGET));
        inputs.put("securityGroups", List.of("sg-" + TARGET));
        inputs.put("deadLetters", Map.of("rooted", "arn:aws:sqs:eu-central-1:558069890522:failed"));
        inputs.put("kmsKey", KmsState.of(bench.estate(), TARGET).seed("alias/functions", "variables"));
        inputs.put("variables", Map.of("rooted/QUEUE", "https://sqs.eu-central-1.amazonaws.com/1/q"));
    }

    private List<String> refused() throws Exception {
        return deploy().preflight(bench.context()).stream()
                .filter(c -> !c.passed())
                .map(c -> c.outcome().evidence())
                .toList();
    }

    @Test
    void what_a_function_has_of_its_region_gets_its_place_in_the_other() throws Exception {
        rooted();
        placed();
        bench.carryOut(copyLayers());

        bench.carryOut(deploy());

        var there = new Functions(TARGET).read(bench.context(), "rooted").orElseThrow();
        assertThat(there.layers())
                .singleElement()
                .satisfies(
                        l -> assertThat(l.arn()).isEqualTo("arn:aws:lambda:eu-central-1:558069890522:layer:shared:1"));
        assertThat(there.vpcConfig().subnetIds()).containsExactly("subnet-" + TARGET);
        assertThat(there.deadLetterConfig().targetArn()).contains(TARGET);
        assertThat(there.kmsKeyArn()).contains(TARGET);
        assertThat(there.environment().variables().get("QUEUE")).contains(TARGET);
        assertThat(new Functions(TARGET)
                        .invocations(bench.context(), "rooted")
                        .orElseThrow()
                        .maximumRetryAttempts())
                .isEqualTo(1);
        assertThat(new Functions(TARGET).tags(bench.context(), there)).containsEntry("Team", "records");
        assertThat(bench.operations(deploy())).isEmpty();
        assertThat(new EmbeddedLambda(bench.estate(), TARGET)
                        .invoke(InvokeRequest.builder().functionName("rooted").build())
                        .functionError())
                .as("its import is there")
                .isNull();
    }

    @Test
    void what_has_no_place_there_refuses_the_move_by_its_name_unless_the_plan_leaves_it() throws Exception {
        rooted();

        assertThat(refused())
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .contains("rooted/Layers: ")
                        .contains("rooted/VpcConfig: ")
                        .contains("rooted/DeadLetterConfig: ")
                        .contains("rooted/KMSKeyArn: ")
                        .contains("rooted/Environment.QUEUE: ")
                        .doesNotContain("https://"));
        assertThatThrownBy(() -> bench.run(deploy())).isInstanceOf(ActionFailure.class);
        assertThat(bench.sent()).isEmpty();

        inputs.put(
                "leaves",
                List.of(
                        "rooted/Layers",
                        "rooted/VpcConfig",
                        "rooted/DeadLetterConfig",
                        "rooted/KMSKeyArn",
                        "rooted/Environment.QUEUE"));
        assertThat(refused()).isEmpty();
        assertThat(bench.preview(deploy()).warnings()).contains("The plan leaves behind: rooted/VpcConfig");
        bench.carryOut(deploy());
    }

    @Test
    void a_function_that_was_moved_without_what_it_had_is_brought_to_it() throws Exception {
        rooted();
        inputs.put(
                "leaves",
                List.of(
                        "rooted/Layers",
                        "rooted/VpcConfig",
                        "rooted/DeadLetterConfig",
                        "rooted/KMSKeyArn",
                        "rooted/EventInvokeConfig",
                        "rooted/Environment.QUEUE"));
        bench.carryOut(deploy());
        inputs.remove("leaves");
        placed();
        bench.carryOut(copyLayers());

        assertThat(deploy().verify(bench.context()))
                .anySatisfy(c -> assertThat(c.outcome().evidence())
                        .contains("layers is not set")
                        .contains("vpc config is not set")
                        .contains("dead letter config is not set")
                        .contains("kmskey arn is not set")
                        .contains("variables differ")
                        .contains("asynchronous invocations"));
        assertThat(bench.operations(deploy()))
                .containsExactly("UpdateFunctionConfiguration", "PutFunctionEventInvokeConfig");
        bench.carryOut(deploy());
        assertThat(bench.operations(deploy())).isEmpty();
    }

    @Test
    void a_copied_layer_holds_the_same_bytes_is_published_once_and_taken_away_again() throws Exception {
        rooted();
        var before = bench.preview(copyLayers()).facts();
        bench.carryOut(copyLayers());
        assertThat(bench.operations(copyLayers())).isEmpty();
        var layers = new Layers(bench.context(), TARGET);
        var original = "arn:aws:lambda:eu-west-1:558069890522:layer:shared:1";
        assertThat(layers.content(
                        layers.original(layers.copyOf(original).orElseThrow()).orElseThrow()))
                .isEqualTo(layers.content(layers.original(original).orElseThrow()));

        bench.carryOut(((Undo.Inverse) copyLayers().undo(before)).action());

        assertThat(layers.copyOf(original)).isEmpty();
    }

    @Test
    void new_code_updates_the_function_that_is_there() throws Exception {
        bench.carryOut(deploy());
        Files.writeString(
                bench.workingCopy().resolve("fn/sync/index.js"), "exports.handler = async () => ({ ok: true });");
        bench.run(bench.action("lambda.package", "", Map.of("functions", Map.of("sync", "fn/sync"))));

        assertThat(bench.operations(deploy())).containsExactly("UpdateFunctionCode");
        bench.carryOut(deploy());
    }

    @Test
    void no_value_of_a_variable_is_shown() throws Exception {
        assertThat(bench.preview(deploy()).toString()).doesNotContain("https://ehr.example.test");
    }

    @Test
    void a_runtime_past_its_end_is_refused() throws Exception {
        var old = new HashMap<>(inputs);
        old.put("runtime", "nodejs18.x");
        var deploy = bench.action("lambda.deploy", TARGET, old);

        assertThat(deploy.preflight(bench.context())).anyMatch(c -> !c.passed());
        assertThatThrownBy(() -> bench.run(deploy)).isInstanceOf(ActionFailure.class);
        assertThat(bench.sent()).isEmpty();
    }

    @Test
    void a_role_that_lambda_may_not_assume_is_refused_before_anything_is_sent() throws Exception {
        IamState.of(bench.estate()).add("runner", "ecs-tasks.amazonaws.com");

        assertThat(deploy().preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.title()).isEqualTo("The role exists, and Lambda may assume it"));
    }

    @Test
    void the_undo_takes_away_what_was_created() throws Exception {
        var before = bench.preview(deploy()).facts();
        bench.carryOut(deploy());

        bench.carryOut(((Undo.Inverse) deploy().undo(before)).action());

        assertThat(new Functions(TARGET).read(bench.context(), "sync")).isEmpty();
    }

    @Test
    void a_function_of_the_name_made_by_another_is_not_taken_away_by_the_undo() throws Exception {
        var before = bench.preview(deploy()).facts();
        bench.carryOut(deploy());
        LambdaState.of(bench.estate(), TARGET)
                .function(
                        FunctionConfiguration.builder()
                                .functionName("sync")
                                .runtime(Runtime.NODEJS22_X)
                                .handler("index.handler")
                                .role("arn:aws:iam::558069890522:role/runner")
                                .memorySize(512)
                                .timeout(60)
                                .build(),
                        "somebody else's");
        bench.estate().tags().forget("arn:aws:lambda:eu-central-1:558069890522:function:sync");

        bench.carryOut(((Undo.Inverse) deploy().undo(before)).action());

        assertThat(new Functions(TARGET).read(bench.context(), "sync")).isPresent();
    }

    @Test
    void rules_are_copied_switched_off_with_the_function_here_as_target() throws Exception {
        bench.carryOut(deploy());
        var rules = bench.action(
                "events.create-rules", TARGET, Map.of("sourceRegion", SOURCE, "rules", List.of("nightly")));

        bench.carryOut(rules);
        assertThat(bench.operations(rules)).isEmpty();
    }

    @Test
    void a_permission_is_added_once() throws Exception {
        bench.carryOut(deploy());
        var permit = permit("nightly");

        bench.carryOut(permit);
        assertThat(bench.operations(permit)).isEmpty();
    }

    private Action permit(String... ids) {
        return bench.action(
                "lambda.permissions",
                TARGET,
                Map.of(
                        "function",
                        "sync",
                        "statements",
                        Stream.of(ids)
                                .map(id -> Map.of(
                                        "id",
                                        id,
                                        "principal",
                                        "events.amazonaws.com",
                                        "sourceArn",
                                        "arn:aws:events:eu-central-1:558069890522:rule/" + id))
                                .toList()));
    }

    @Test
    void the_way_back_takes_out_the_permissions_that_were_added_and_leaves_the_others() throws Exception {
        bench.carryOut(deploy());
        bench.carryOut(permit("nightly"));
        var both = permit("nightly", "hourly");
        var before = bench.preview(both).facts();
        bench.carryOut(both);

        var back = ((Undo.Inverse) both.undo(before)).action();
        assertThat(bench.operations(back)).containsExactly("RemovePermission");
        bench.carryOut(back);

        assertThat(bench.preview(both).facts()).isEqualTo(before);
        assertThat(permit("nightly").undo(bench.preview(permit("nightly")).facts()))
                .isInstanceOf(Undo.None.class);
    }

    @Test
    void a_dry_run_is_accepted_and_on_record() throws Exception {
        bench.carryOut(deploy());

        bench.carryOut(bench.action(
                "lambda.invoke",
                TARGET,
                Map.of("function", "sync", "payload", "{}", "expect", Map.of(), "dryRun", true)));
    }

    @Test
    void an_answer_without_the_expected_part_fails() throws Exception {
        bench.carryOut(deploy());
        var invoke = bench.action(
                "lambda.invoke",
                TARGET,
                Map.of("function", "sync", "payload", "{}", "expect", Map.of("/never/there", "*")));

        assertThatThrownBy(() -> bench.run(invoke))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("/never/there");
        assertThat(invoke.verify(bench.context())).noneMatch(c -> c.passed());
    }
}
