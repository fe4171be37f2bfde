package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** Every method of every client interface on the class path, through the guard and without a permit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {

    private final List<Class<? extends SdkClient>> clients = new ArrayList<>();

    @BeforeAll
    void everyClientOnTheClassPath() throws Exception {
        clients.addAll(SdkOperations.clients());
    }

    Stream<Class<? extends SdkClient>> clients() {
        return clients.stream();
    }

    @Test
    void all_services_of_the_build_are_looked_at() {
        var services = new TreeSet<String>();
        clients.forEach(c -> services.add(Spelling.service(c)));
        assertThat(services)
                .containsAll(Operations.reads().keySet())
                .hasSize(Operations.reads().size());
        assertThat(services).hasSizeGreaterThanOrEqualTo(26);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void a_mutation_without_a_permit_is_refused_and_recorded_and_a_read_passes(Class<? extends SdkClient> type)
            throws Exception {
        var mutations = 0;
        for (var method : SdkOperations.requests(type)) {
            var trail = new MemoryTrail();
            var raw = new ScriptedClients((region, request) -> null);
            Object client = guard(raw, trail).guarded().client(type, "eu-west-1");
            var request = method.getParameterTypes()[0];
            var read = Operations.isRead(Spelling.service(type), Spelling.operation(request));

            var thrown = SdkOperations.call(client, method);

            if (read) {
                assertThat(raw.got()).as(method.toString()).hasSize(1);
                assertThat(trail.records()).as(method.toString()).isEmpty();
            } else {
                mutations++;
                assertThat(thrown)
                        .as(method.toString())
                        .isInstanceOf(Refused.class)
                        .hasMessageContaining("Nothing was sent");
                assertThat(raw.got()).as(method.toString()).isEmpty();
                assertThat(trail.records()).as(method.toString()).hasSize(1);
                assertThat(trail.last().kind()).isEqualTo("call.refused");
                assertThat(trail.last().data()).containsEntry("operation", Spelling.operation(request));
            }
        }
        var readsOnly = Spelling.service(type).equals("dynamodb")
                && type.getSimpleName().contains("Streams");
        assertThat(mutations).isGreaterThan(readsOnly ? -1 : 0);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void consumers_paginators_and_everything_else_end_in_the_guard_too(Class<? extends SdkClient> type)
            throws Exception {
        var requests = Set.copyOf(SdkOperations.requests(type));
        for (var method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || requests.contains(method)) {
                continue;
            }
            var raw = new ScriptedClients((region, request) -> {
                throw new IllegalStateException("reached");
            });
            var trail = new MemoryTrail();
            Object client = guard(raw, trail).guarded().client(type, "eu-west-1");

            SdkOperations.call(client, method);

            assertThat(raw.got())
                    .as(method.toString())
                    .allSatisfy(got -> assertThat(Operations.isRead(
                                    Spelling.service(got.request()),
                                    Spelling.operation(got.request().getClass())))
                            .isTrue());
        }
    }

    /** What is told from names alone has to agree with what the loaded classes say. */
    @ParameterizedTest
    @MethodSource("clients")
    void names_tell_what_a_method_is_as_its_classes_do(Class<? extends SdkClient> type) {
        var declared = new HashSet<String>();
        InterceptedClient.declared(type)
                .forEach(m -> declared.add(m.name() + m.type().descriptorString() + m.isDefault()));
        for (var method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            assertThat(
                            method.getDeclaringClass() == type
                                    ? declared.contains(method.getName()
                                            + SdkOperations.described(method).descriptorString()
                                            + method.isDefault())
                                    : Set.of("serviceName", "close", "serviceClientConfiguration")
                                            .contains(method.getName()))
                    .as(method.toString())
                    .isTrue();
            var parameters = method.getParameterTypes();
            var request = parameters.length > 0 && SdkRequest.class.isAssignableFrom(parameters[0]);
            var answers = SdkResponse.class.isAssignableFrom(method.getReturnType())
                    || Arrays.asList(parameters).contains(ResponseTransformer.class)
                    || Arrays.asList(parameters).contains(RequestBody.class);
            var plain = Arrays.stream(parameters)
                    .skip(1)
                    .allMatch(p -> p == ResponseTransformer.class || p == RequestBody.class);
            assertThat(
                            ClientMethod.of(method.getName(), SdkOperations.described(method), method.isDefault())
                                    instanceof ClientMethod.Sends)
                    .as(method.toString())
                    .isEqualTo(request && answers && plain && !method.getName().endsWith("Paginator"));
        }
    }

    @Test
    void every_read_of_the_allowlist_is_an_operation_of_the_interface() {
        var known = new HashSet<String>();
        for (var type : clients) {
            for (var method : SdkOperations.requests(type)) {
                known.add(Spelling.service(type) + "/" + Spelling.operation(method.getParameterTypes()[0]));
            }
        }
        Operations.reads()
                .forEach((service, operations) ->
                        operations.forEach(operation -> assertThat(known).contains(service + "/" + operation)));
    }

    @Test
    void operations_that_hand_out_secrets_or_run_code_are_not_reads() {
        assertThat(Operations.isRead("secretsmanager", "GetSecretValue")).isFalse();
        assertThat(Operations.isRead("secretsmanager", "BatchGetSecretValue")).isFalse();
        assertThat(Operations.isRead("kms", "Decrypt")).isFalse();
        assertThat(Operations.isRead("kms", "GenerateDataKey")).isFalse();
        assertThat(Operations.isRead("lambda", "Invoke")).isFalse();
        assertThat(Operations.isRead("apigateway", "GetApiKeys")).isFalse();
        assertThat(Operations.isRead("sts", "AssumeRole")).isFalse();
        assertThat(Operations.isRead("ecr", "GetAuthorizationToken")).isFalse();
        assertThat(Operations.isRead("ec2", "GetPasswordData")).isFalse();
        assertThat(Operations.isRead("sqs", "ReceiveMessage")).isFalse();
        assertThat(Operations.isRead("iam", "SimulatePrincipalPolicy")).isTrue();
        assertThat(Operations.isRead("rds", "DescribeSomethingNew")).isFalse();
        assertThat(Operations.isRead("newservice", "ListThings")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void operations_are_spelled_as_the_sdk_sends_them(Class<? extends SdkClient> type) throws IOException {
        var constants = new HashSet<String>();
        var implementation =
                "/" + type.getPackageName().replace('.', '/') + "/Default" + type.getSimpleName() + ".class";
        try (var in = type.getResourceAsStream(implementation)) {
            ClassFile.of().parse(in.readAllBytes()).constantPool().forEach(entry -> {
                if (entry instanceof StringEntry text) {
                    constants.add(text.stringValue());
                }
            });
        }
        for (var method : SdkOperations.requests(type)) {
            assertThat(constants).contains(Spelling.operation(method.getParameterTypes()[0]));
        }
    }

    private static Guard guard(Clients raw, MemoryTrail trail) {
        var time = new SetTime();
        return new Guard(raw, "558069890522", new PermitBook(time), trail, time, (step, region) -> true);
    }
}
