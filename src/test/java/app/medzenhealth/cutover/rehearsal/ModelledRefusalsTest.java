package app.medzenhealth.cutover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What the embedded services refuse with is what their models have: by the SDK's clients, which declare what each operation throws
 * and register for each exception the code and the status that it is made of.
 */
class ModelledRefusalsTest {
    private static final String ROOM = "app.medzenhealth.cutover.rehearsal";
    private static final String SERVICES = "software.amazon.awssdk.services.";

    /**
     * S3's model lists few of the codes that any of its operations answers (Amazon S3 API Reference, Error responses:
     * docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html); an answer to HEAD has no body, and with it no code.
     */
    private static final String UNLISTED = SERVICES + "s3.S3Client";

    /**
     * What services that once spoke the query protocol call an error besides, which is the code that the SDK tells (botocore,
     * sqs/2012-11-05, metadata: awsQueryCompatible; Amazon SQS API Reference, GetQueueUrl: QueueDoesNotExist).
     */
    private static final Map<String, String> OLD_CODES =
            Map.of("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist");

    /**
     * CloudWatch calls both a missing alarm and a missing dashboard this, and the SDK registers a class for the dashboard alone
     * (botocore, cloudwatch/2010-08-01: ResourceNotFound, DashboardNotFoundError).
     */
    private static final String SHARED = "ResourceNotFound";

    private static JavaClasses classes;

    /** @param status 0 where the model has none */
    private record Refusal(String exception, String code, int status) {
        String service() {
            return exception.substring(0, exception.lastIndexOf(".model."));
        }
    }

    /** @param makes names of exceptions */
    private record Calls(Set<String> makes, Set<JavaCodeUnit> goesOn) {}

    private final Map<JavaCodeUnit, Calls> calls = new HashMap<>();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOM);
    }

    @Test
    void no_operation_refuses_with_what_its_model_does_not_list() {
        var wrong = new TreeSet<String>();
        var operations = 0;
        for (var type : classes) {
            var clients = clients(type);
            for (var method : clients.isEmpty() ? Set.<JavaMethod>of() : type.getMethods()) {
                var operation = operation(clients, method);
                if (operation.isEmpty()) {
                    continue;
                }
                operations++;
                var listed = new HashSet<String>();
                Arrays.stream(operation.get().getExceptionTypes()).forEach(e -> listed.add(e.getName()));
                var models = operation.get().getDeclaringClass().getPackageName() + ".model.";
                var unlisted = operation.get().getDeclaringClass().getName().equals(UNLISTED)
                        && !method.getName().startsWith("head");
                thrown(method).stream()
                        .filter(e -> e.startsWith(models) && !listed.contains(e) && !unlisted)
                        .forEach(e ->
                                wrong.add(operation.get().getDeclaringClass().getSimpleName() + "." + method.getName()
                                        + ": " + e.substring(models.length())));
            }
        }
        assertThat(operations).isGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_code_and_status_is_that_of_its_exception() throws IOException {
        var wrong = new TreeSet<String>();
        var models = new TreeMap<String, List<Refusal>>();
        var stated = 0;
        for (var type : classes) {
            for (var refusal : stated(model(type.getName()))) {
                stated++;
                var modelled = models.get(refusal.service());
                if (modelled == null) {
                    modelled = modelled(refusal.service());
                    models.put(refusal.service(), modelled);
                }
                judge(refusal, modelled).ifPresent(w -> wrong.add(type.getSimpleName() + ": " + w));
            }
        }
        assertThat(stated).isGreaterThan(80);
        assertThat(models.values()).noneMatch(List::isEmpty);
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_any_operation_may_answer_is_what_the_services_model_has_of_it() throws IOException {
        var wrong = new TreeSet<String>();
        var services = new HashSet<Class<?>>();
        classes.forEach(type -> services.addAll(clients(type)));
        for (var client : services) {
            var modelled = modelled(client.getPackageName());
            var service = client.getPackageName().substring(SERVICES.length());
            var refusals = new Refusals(client, service);
            for (var refusal : List.of(
                    refusals.accessDenied("558069890522", "Read"),
                    refusals.throttled(),
                    refusals.internalFailure(),
                    refusals.regionDisabled())) {
                judge(
                                new Refusal(
                                        refusal.getClass().getName(),
                                        refusal.awsErrorDetails().errorCode(),
                                        refusal.statusCode()),
                                modelled)
                        .ifPresent(w -> wrong.add(service + ": " + w));
            }
        }
        assertThat(services).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> judge(Refusal refusal, List<Refusal> modelled) {
        var own = modelled.stream()
                .filter(m -> m.exception().equals(refusal.exception()))
                .toList();
        if (own.isEmpty()) {
            return modelled.stream()
                    .filter(m -> m.code().equals(refusal.code()) && !m.code().equals(SHARED))
                    .map(m -> refusal + " is modelled as " + m.exception())
                    .findFirst();
        }
        return own.stream()
                        .anyMatch(m ->
                                m.code().equals(refusal.code()) && (m.status() == 0 || m.status() == refusal.status()))
                ? Optional.empty()
                : Optional.of(refusal + " is modelled as " + own);
    }

    /** The SDK's interfaces of the services that a class embeds. */
    private static Set<Class<?>> clients(JavaClass type) {
        var found = new HashSet<Class<?>>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(type.reflect()));
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (next.isInterface() && next.getName().startsWith(SERVICES) && SdkClient.class.isAssignableFrom(next)) {
                found.add(next);
            }
            Optional.ofNullable(next.getSuperclass()).ifPresent(open::push);
            Arrays.stream(next.getInterfaces()).forEach(open::push);
        }
        return found;
    }

    /** The SDK's declaration of an operation that a method of an embedded service answers. */
    private static Optional<Method> operation(Set<Class<?>> clients, JavaMethod method) {
        var parameters = method.reflect().getParameterTypes();
        return clients.stream()
                .filter(c -> parameters.length == 1 && SdkRequest.class.isAssignableFrom(parameters[0]))
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> m.getName().equals(method.getName()) && Arrays.equals(m.getParameterTypes(), parameters))
                .findFirst();
    }

    /** The exceptions that are made by a method or by what it calls in the room. */
    private Set<String> thrown(JavaCodeUnit from) {
        var made = new TreeSet<String>();
        var seen = new HashSet<JavaCodeUnit>();
        var open = new ArrayDeque<JavaCodeUnit>(List.of(from));
        while (!open.isEmpty()) {
            var unit = open.pop();
            if (seen.add(unit)) {
                var calls = this.calls.computeIfAbsent(unit, ModelledRefusalsTest::calls);
                made.addAll(calls.makes());
                calls.goesOn().forEach(open::push);
            }
        }
        return made;
    }

    private static Calls calls(JavaCodeUnit unit) {
        var makes = new HashSet<String>();
        var goesOn = new HashSet<JavaCodeUnit>();
        unit.getCallsFromSelf().forEach(call -> {
            if (call.getName().equals("builder")
                    && call.getTargetOwner().getName().endsWith("Exception")) {
                makes.add(call.getTargetOwner().getName());
            }
            call.getTarget()
                    .resolveMember()
                    .filter(ModelledRefusalsTest::ofTheRoom)
                    .ifPresent(goesOn::add);
        });
        unit.getCodeUnitReferencesFromSelf()
                .forEach(reference -> reference
                        .getTarget()
                        .resolveMember()
                        .filter(ModelledRefusalsTest::ofTheRoom)
                        .ifPresent(goesOn::add));
        return new Calls(makes, goesOn);
    }

    private static boolean ofTheRoom(JavaCodeUnit unit) {
        return unit.getOwner().getPackageName().startsWith(ROOM);
    }

    private static ClassModel model(String name) throws IOException {
        try (var in =
                ModelledRefusalsTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    private static List<List<CodeElement>> code(ClassModel type) {
        return type.methods().stream()
                .map(MethodModel::code)
                .flatMap(Optional::stream)
                .map(c -> c.elementList().stream()
                        .filter(e -> e instanceof ConstantInstruction
                                || e instanceof InvokeInstruction
                                || e instanceof InvokeDynamicInstruction)
                        .toList())
                .toList();
    }

    /** What the room's code gives to {@link AwsFault} with literal words: a builder, then a code and a status side by side. */
    private static List<Refusal> stated(ClassModel type) {
        var found = new ArrayList<Refusal>();
        for (var code : code(type)) {
            var exception = "";
            for (var i = 0; i + 1 < code.size(); i++) {
                if (code.get(i) instanceof InvokeInstruction made
                        && made.name().equalsString("builder")
                        && name(made).startsWith(SERVICES)
                        && name(made).endsWith("Exception")) {
                    exception = name(made);
                } else if (!exception.isEmpty()
                        && code.get(i) instanceof ConstantInstruction first
                        && first.constantValue() instanceof String said
                        && code.get(i + 1) instanceof ConstantInstruction second
                        && second.constantValue() instanceof Integer status) {
                    found.add(new Refusal(exception, OLD_CODES.getOrDefault(said, said), status));
                    exception = "";
                }
            }
        }
        return found;
    }

    /** What the SDK's client of a service registers with its protocol. */
    private static List<Refusal> modelled(String service) throws IOException {
        var client = classes.stream()
                .flatMap(c -> clients(c).stream())
                .filter(i -> i.getPackageName().equals(service))
                .map(Class::getSimpleName)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no client of " + service));
        var found = new ArrayList<Refusal>();
        for (var code : code(model(service + ".Default" + client))) {
            var last = "";
            var status = 0;
            var errorCode = "";
            var exception = "";
            for (var element : code) {
                switch (element) {
                    case ConstantInstruction constant when constant.constantValue() instanceof String s -> last = s;
                    case ConstantInstruction constant when constant.constantValue() instanceof Integer n -> status = n;
                    case InvokeDynamicInstruction supplier ->
                        exception = supplied(supplier).orElse(exception);
                    case InvokeInstruction call
                    when call.name().equalsString("errorCode") -> {
                        errorCode = last;
                        status = 0;
                        exception = "";
                    }
                    case InvokeInstruction call
                    when call.name().equalsString("build") && name(call).endsWith("ExceptionMetadata$Builder") -> {
                        if (!exception.isEmpty()) {
                            found.add(new Refusal(exception, errorCode, status));
                        }
                    }
                    default -> {}
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static Optional<String> supplied(InvokeDynamicInstruction supplier) {
        return supplier.bootstrapArgs().stream()
                .filter(DirectMethodHandleDesc.class::isInstance)
                .map(DirectMethodHandleDesc.class::cast)
                .filter(m -> m.methodName().equals("builder"))
                .map(m -> m.owner().packageName() + "." + m.owner().displayName())
                .findFirst();
    }

    private static String name(InvokeInstruction call) {
        return call.owner().asInternalName().replace('/', '.');
    }
}
