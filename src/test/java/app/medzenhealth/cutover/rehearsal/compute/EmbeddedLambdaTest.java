package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.rehearsal.data.IamState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
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
