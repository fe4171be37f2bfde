package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedIam;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedKms;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Ec2AccessDeniedException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidSecurityGroupIdException;
import software.amazon.awssdk.services.lambda.model.InvalidSubnetIdException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.lambda.model.KmsDisabledException;
import software.amazon.awssdk.services.lambda.model.KmsInvalidStateException;
import software.amazon.awssdk.services.lambda.model.KmsNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class EmbeddedLambdaTest {
    private final TestEstate world = new TestEstate();
    private final LambdaClient lambda = world.client(LambdaClient.class, EmbeddedLambda::new);

    @BeforeEach
    void aRole() {
        IamState.of(world.estate).add("lambda-execution-role", "lambda.amazonaws.com");
    }

    private void create(String name, String runtime) {
        lambda.createFunction(f -> f.functionName(name)
                .runtime(runtime)
                .role("arn:aws:iam::558069890522:role/lambda-execution-role")
                .handler("index.handler")
                .memorySize(1024)
                .timeout(60)
                .environment(e -> e.variables(Map.of("EHRBASE_URL", "https://ehr.medzenhealth.app/ehrbase")))
                .tags(Map.of("Project", "MedZen"))
                .code(c -> c.zipFile(zip("one"))));
    }

    private static SdkBytes zip(String content) {
        return SdkBytes.fromByteArray(("PK\u0003\u0004" + content).getBytes(StandardCharsets.ISO_8859_1));
    }

    private String state(String name) {
        return lambda.getFunctionConfiguration(g -> g.functionName(name)).stateAsString();
    }

    @Test
    void a_new_function_is_pending_before_it_is_active() {
        create("sync", "nodejs22.x");

        assertThat(state("sync")).isEqualTo("Pending");
        assertThatThrownBy(() -> lambda.invoke(i -> i.functionName("sync")))
                .isInstanceOf(ResourceConflictException.class);
        world.pass(5);
        assertThat(state("sync")).isEqualTo("Active");
    }

    @Test
    void the_whole_configuration_is_kept_and_the_hash_is_that_of_the_package() {
        create("sync", "nodejs22.x");
        world.pass(5);

        var found = lambda.getFunction(g -> g.functionName("sync"));

        assertThat(found.configuration().codeSha256())
                .isEqualTo(LambdaState.sha256(zip("one").asByteArray()));
        assertThat(found.configuration().memorySize()).isEqualTo(1024);
        assertThat(found.configuration().environment().variables()).containsKey("EHRBASE_URL");
        assertThat(found.tags()).containsEntry("Project", "MedZen");
    }

    @Test
    void an_update_is_in_progress_and_refuses_the_next_until_it_is_done() {
        create("sync", "nodejs22.x");
        world.pass(5);
        var before =
                lambda.getFunctionConfiguration(g -> g.functionName("sync")).codeSha256();

        var updated = lambda.updateFunctionCode(u -> u.functionName("sync").zipFile(zip("two")));

        assertThat(updated.codeSha256()).isNotEqualTo(before);
        assertThat(updated.lastUpdateStatusAsString()).isEqualTo("InProgress");
        assertThatThrownBy(() -> lambda.updateFunctionConfiguration(
                        u -> u.functionName("sync").timeout(30)))
                .isInstanceOf(ResourceConflictException.class);
        world.pass(3);
        assertThat(lambda.updateFunctionConfiguration(
                                u -> u.functionName("sync").timeout(30))
                        .timeout())
                .isEqualTo(30);
    }

    @Test
    void ended_runtimes_are_refused_and_ending_ones_from_their_day() {
        assertThatThrownBy(() -> create("old", "nodejs16.x"))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("nodejs16.x is no longer supported");
        create("ending", "nodejs18.x");
        world.pass(40 * 86_400L);

        assertThatThrownBy(() -> create("later", "nodejs18.x")).isInstanceOf(InvalidParameterValueException.class);
        assertThat(lambda.updateFunctionConfiguration(
                                u -> u.functionName("ending").timeout(10))
                        .runtimeAsString())
                .isEqualTo("nodejs18.x");
    }

    private static final String FRANKFURT = "eu-central-1";

    /** With a real package. */
    private void make(String code, Consumer<CreateFunctionRequest.Builder> more) {
        lambda.createFunction(f -> f.functionName("sync")
                .runtime("nodejs22.x")
                .role("arn:aws:iam::558069890522:role/lambda-execution-role")
                .handler("index.handler")
                .timeout(20)
                .code(c -> c.zipFile(SdkBytes.fromByteArray(LambdaState.zip(code))))
                .applyMutation(more));
        world.pass(5);
    }

    private InvokeResponse invoked() {
        return lambda.invoke(i -> i.functionName("sync").payload(SdkBytes.fromUtf8String("{}")));
    }

    @Test
    void a_layer_of_another_region_or_none_that_is_there_is_refused() {
        var elsewhere = LambdaState.of(world.estate, "eu-west-1").layer("shared", "shared", "exports.x = 1;");
        assertThatThrownBy(() -> make("exports.handler = 1;", f -> f.layers(elsewhere)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Layers are not in the same region as the function")
                .hasMessageContaining("eu-central-1");
        assertThatThrownBy(() -> make("exports.handler = 1;", f -> f.layers(elsewhere.replace("eu-west-1", FRANKFURT))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void code_whose_import_is_in_no_layer_fails_before_its_handler_runs() {
        var layer = LambdaState.of(world.estate, FRANKFURT).layer("shared", "shared", "exports.x = 1;");
        make("const { x } = require(\"shared\");\nexports.handler = 1;\n", f -> {});

        var failed = invoked();

        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().asUtf8String())
                .contains("Runtime.ImportModuleError")
                .contains("Cannot find module 'shared'");
        assertThat(lambda.invoke(i -> i.functionName("sync").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .as("a dry run loads nothing")
                .isEqualTo(204);
        lambda.updateFunctionConfiguration(u -> u.functionName("sync").layers(layer));
        world.pass(5);
        assertThat(invoked().functionError()).isNull();
    }

    @Test
    void a_layer_is_published_told_and_deleted_by_version() {
        var content = SdkBytes.fromByteArray(LambdaState.zip("exports.x = 2;"));
        LambdaState.of(world.estate, FRANKFURT).layer("shared", "shared", "exports.x = 1;");
        var made = lambda.publishLayerVersion(p -> p.layerName("shared").content(c -> c.zipFile(content)));

        assertThat(made.version()).isEqualTo(2);
        assertThat(lambda.listLayerVersions(l -> l.layerName("shared")).layerVersions())
                .extracting(v -> v.version())
                .containsExactly(2L, 1L);
        var told = lambda.getLayerVersionByArn(g -> g.arn(made.layerVersionArn()));
        assertThat(told.content().codeSha256()).isEqualTo(LambdaState.sha256(content.asByteArray()));
        assertThat(LambdaState.at(world.estate, URI.create(told.content().location())))
                .hasValueSatisfying(b -> assertThat(b).isEqualTo(content.asByteArray()));
        lambda.deleteLayerVersion(d -> d.layerName("shared").versionNumber(2L));
        assertThatThrownBy(
                        () -> lambda.getLayerVersion(g -> g.layerName("shared").versionNumber(2L)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private void network() {
        Ec2State.of(world.estate, FRANKFURT)
                .vpc("vpc-1", "10.0.0.0/16")
                .subnet("subnet-1", "vpc-1", "10.0.1.0/24", "a")
                .securityGroup("sg-fn", "functions", "functions", "vpc-1")
                .securityGroup("sg-db", "databases", "databases", "vpc-1")
                .ingress("sg-db", 5432, "sg-fn");
    }

    private String database() {
        return RdsState.of(world.estate, FRANKFURT)
                .seed(
                        new DatabaseSpec(
                                "db",
                                "15.8",
                                "db.t3.medium",
                                20,
                                false,
                                null,
                                7,
                                "03:00-04:00",
                                "sun:04:00-sun:05:00",
                                "default.postgres15",
                                "default",
                                List.of("sg-db"),
                                false,
                                false),
                        Duration.ofDays(9),
                        RdsState.FRESH)
                .endpoint();
    }

    @Test
    void code_without_a_way_to_the_database_that_it_reads_runs_into_its_time_limit() {
        network();
        var endpoint = database();
        make(
                "const HOST = process.env.DB_HOST;\nexports.handler = 1;\n",
                f -> f.environment(e -> e.variables(Map.of("DB_HOST", endpoint))));

        assertThat(invoked().payload().asUtf8String()).contains("Task timed out after 20.00 seconds");

        lambda.updateFunctionConfiguration(u ->
                u.functionName("sync").vpcConfig(v -> v.subnetIds("subnet-1").securityGroupIds("sg-fn")));
        world.pass(5);
        assertThat(invoked().functionError()).isNull();
        lambda.updateFunctionConfiguration(u ->
                u.functionName("sync").vpcConfig(v -> v.subnetIds("subnet-1").securityGroupIds("sg-db")));
        world.pass(5);
        assertThat(invoked().functionError()).isEqualTo("Unhandled");
    }

    @Test
    void a_network_is_one_of_the_region_when_it_is_set_and_when_it_is_used() {
        network();
        assertThatThrownBy(() -> make(
                        "exports.handler = 1;",
                        f -> f.vpcConfig(v -> v.subnetIds("subnet-9").securityGroupIds("sg-fn"))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("subnet-9");
        make(
                "exports.handler = 1;",
                f -> f.vpcConfig(v -> v.subnetIds("subnet-1").securityGroupIds("sg-fn")));
        assertThat(invoked().functionError()).isNull();

        IamState.of(world.estate).withhold("lambda-execution-role", "ec2:CreateNetworkInterface");
        assertThatThrownBy(this::invoked).isInstanceOf(Ec2AccessDeniedException.class);
        IamState.of(world.estate).grant("lambda-execution-role", "ec2:CreateNetworkInterface");
        Ec2State.of(world.estate, FRANKFURT).without("subnet-1");
        assertThatThrownBy(this::invoked).isInstanceOf(InvalidSubnetIdException.class);
        Ec2State.of(world.estate, FRANKFURT).subnet("subnet-1", "vpc-1", "10.0.1.0/24", "a");
        Ec2State.of(world.estate, FRANKFURT).groups.remove("sg-fn");
        assertThatThrownBy(this::invoked).isInstanceOf(InvalidSecurityGroupIdException.class);
    }

    @Test
    void a_function_in_a_network_that_nobody_called_for_weeks_fails_once_and_wakes() {
        network();
        make(
                "exports.handler = 1;",
                f -> f.vpcConfig(v -> v.subnetIds("subnet-1").securityGroupIds("sg-fn")));
        world.pass(20 * 86_400L);
        assertThat(state("sync")).isEqualTo("Active");
        world.pass(2 * 86_400L);
        assertThat(state("sync")).isEqualTo("Inactive");

        assertThatThrownBy(this::invoked).isInstanceOf(ResourceNotReadyException.class);

        assertThat(state("sync")).isEqualTo("Pending");
        world.pass(60);
        assertThat(state("sync")).isEqualTo("Active");
        assertThat(invoked().functionError()).isNull();
    }

    @Test
    void variables_are_worth_nothing_without_the_key_that_they_are_encrypted_with() {
        var keys = KmsState.of(world.estate, FRANKFURT);
        var key = keys.seed("alias/functions", "variables");
        assertThatThrownBy(() -> make("exports.handler = 1;", f -> f.kmsKeyArn(key.replace(FRANKFURT, "eu-west-1"))))
                .isInstanceOf(InvalidParameterValueException.class);
        make("exports.handler = 1;", f -> f.kmsKeyArn(key));
        assertThat(invoked().functionError()).isNull();
        IamState.of(world.estate).withhold("lambda-execution-role", "kms:Decrypt");
        assertThatThrownBy(this::invoked).isInstanceOf(KmsAccessDeniedException.class);
        IamState.of(world.estate).grant("lambda-execution-role", "kms:Decrypt");

        var kms = new EmbeddedKms(world.estate, FRANKFURT);
        kms.scheduleKeyDeletion(ScheduleKeyDeletionRequest.builder()
                .keyId(key)
                .pendingWindowInDays(7)
                .build());
        assertThatThrownBy(this::invoked).isInstanceOf(KmsInvalidStateException.class);
        kms.cancelKeyDeletion(CancelKeyDeletionRequest.builder().keyId(key).build());
        assertThatThrownBy(this::invoked).isInstanceOf(KmsDisabledException.class);
        kms.scheduleKeyDeletion(ScheduleKeyDeletionRequest.builder()
                .keyId(key)
                .pendingWindowInDays(7)
                .build());
        world.pass(8 * 86_400L);
        assertThatThrownBy(this::invoked).isInstanceOf(KmsNotFoundException.class);
    }

    @Test
    void how_often_events_are_tried_again_is_its_own_setting_and_replaced_as_a_whole() {
        make("exports.handler = 1;", f -> {});
        assertThatThrownBy(() -> lambda.getFunctionEventInvokeConfig(g -> g.functionName("sync")))
                .isInstanceOf(ResourceNotFoundException.class);
        lambda.putFunctionEventInvokeConfig(
                p -> p.functionName("sync").maximumRetryAttempts(1).maximumEventAgeInSeconds(600));
        lambda.putFunctionEventInvokeConfig(p -> p.functionName("sync").maximumRetryAttempts(0));

        var there = lambda.getFunctionEventInvokeConfig(g -> g.functionName("sync"));
        assertThat(there.maximumRetryAttempts()).isZero();
        assertThat(there.maximumEventAgeInSeconds()).isNull();
    }

    @Test
    void a_role_that_does_not_trust_lambda_or_was_made_this_moment_is_refused() {
        IamState.of(world.estate).add("lambda-execution-role", "ecs-tasks.amazonaws.com");
        assertThatThrownBy(() -> create("sync", "nodejs22.x"))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("cannot be assumed by Lambda");
        IamState.of(world.estate).remove("lambda-execution-role");
        new EmbeddedIam(world.estate, "us-east-1")
                .createRole(CreateRoleRequest.builder()
                        .roleName("lambda-execution-role")
                        .assumeRolePolicyDocument("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                                + "\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}")
                        .build());
        assertThatThrownBy(() -> create("sync", "nodejs22.x"))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("cannot be assumed by Lambda");
        world.pass(10);
        create("sync", "nodejs22.x");
    }

    @Test
    void a_function_that_throws_answers_200_with_a_function_error() {
        create("sync", "nodejs22.x");
        world.pass(5);

        var good = lambda.invoke(i -> i.functionName("sync").payload(SdkBytes.fromUtf8String("{}")));
        var bad = lambda.invoke(i -> i.functionName("sync").payload(SdkBytes.fromUtf8String("[]")));
        var dry = lambda.invoke(i -> i.functionName("sync").invocationType(InvocationType.DRY_RUN));

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.functionError()).isNull();
        assertThat(bad.statusCode()).isEqualTo(200);
        assertThat(bad.functionError()).isEqualTo("Unhandled");
        assertThat(dry.statusCode()).isEqualTo(204);
    }

    @Test
    void a_permission_is_in_the_policy_and_cannot_be_given_twice() {
        create("sync", "nodejs22.x");
        assertThatThrownBy(() -> lambda.getPolicy(g -> g.functionName("sync")))
                .isInstanceOf(ResourceNotFoundException.class);

        lambda.addPermission(p -> p.functionName("sync")
                .statementId("events")
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .sourceArn("arn:aws:events:eu-central-1:558069890522:rule/nightly"));

        assertThat(lambda.getPolicy(g -> g.functionName("sync")).policy())
                .contains("\"Sid\":\"events\"")
                .contains("\"Service\":\"events.amazonaws.com\"")
                .contains("rule/nightly");
        assertThatThrownBy(() -> lambda.addPermission(p -> p.functionName("sync")
                        .statementId("events")
                        .action("lambda:InvokeFunction")
                        .principal("events.amazonaws.com")))
                .isInstanceOf(ResourceConflictException.class);
    }

    @Test
    void a_role_that_is_not_there_is_refused() {
        IamState.of(world.estate).remove("lambda-execution-role");

        assertThatThrownBy(() -> create("sync", "nodejs22.x")).hasMessageContaining("cannot be assumed by Lambda");
    }

    @Test
    void an_event_source_is_disabling_before_it_is_disabled() {
        create("sync", "nodejs22.x");
        var id = LambdaState.of(world.estate, "eu-central-1")
                .eventSource("arn:aws:sqs:eu-central-1:558069890522:q", "sync", 10);

        var asked = lambda.updateEventSourceMapping(u -> u.uuid(id).enabled(false));

        assertThat(asked.state()).isEqualTo("Disabling");
        world.pass(20);
        assertThat(lambda.getEventSourceMapping(g -> g.uuid(id)).state()).isEqualTo("Disabled");
    }

    @Test
    void reserved_concurrency_of_zero_keeps_a_function_from_running() {
        create("sync", "nodejs22.x");
        world.pass(5);
        lambda.putFunctionConcurrency(p -> p.functionName("sync").reservedConcurrentExecutions(0));

        assertThatThrownBy(() -> lambda.invoke(i -> i.functionName("sync")))
                .isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void what_is_deleted_is_gone_and_lists_come_in_pages() {
        for (var i = 0; i < 7; i++) {
            create("f" + i, "nodejs22.x");
        }
        lambda.deleteFunction(d -> d.functionName("f3"));

        assertThat(lambda.listFunctions().nextMarker()).isNotNull();
        assertThat(lambda.listFunctionsPaginator().functions()).hasSize(6);
        assertThatThrownBy(() -> lambda.deleteFunction(d -> d.functionName("f3")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
