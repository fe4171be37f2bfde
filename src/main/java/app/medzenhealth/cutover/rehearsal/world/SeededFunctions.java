package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** Puts functions into a region, each with its log group. */
final class SeededFunctions {

    private final Estate estate;
    private final String region;
    private final String runtime;

    /** @param runtime of all of them, for example {@code nodejs20.x} */
    SeededFunctions(Estate estate, String region, String runtime) {
        this.estate = estate;
        this.region = region;
        this.runtime = runtime;
    }

    /** @param code the same text stands for the same package */
    String add(String name, int memory, int timeout, String code, Map<String, String> environment) {
        return add(name, memory, timeout, code, environment, more -> {});
    }

    /** @param more what it has besides */
    String add(
            String name,
            int memory,
            int timeout,
            String code,
            Map<String, String> environment,
            Consumer<FunctionConfiguration.Builder> more) {
        var arn = LambdaState.of(estate, region)
                .function(
                        FunctionConfiguration.builder()
                                .functionName(name)
                                .description("MedZen: "
                                        + name.substring("medzen-".length()).replace('-', ' '))
                                .runtime(runtime)
                                .role(estate.arn("iam", "", "role/lambda-execution-role"))
                                .handler("index.handler")
                                .memorySize(memory)
                                .timeout(timeout)
                                .environment(e -> e.variables(new TreeMap<>(environment)))
                                .applyMutation(more)
                                .build(),
                        code);
        LogsState.of(estate, region).group("/aws/lambda/" + name, 4_800_000);
        estate.tags().put(arn, Map.of("Project", "MedZen"));
        return arn;
    }

    /** Has been invoked every hour of the last day, without an error. */
    void busy(String function, int anHour, double millis) {
        for (var hour = 1; hour <= 24; hour++) {
            LambdaState.of(estate, region)
                    .invoked(function, estate.now().minus(Duration.ofHours(hour)), anHour, 0, millis);
        }
    }

    /** Lets something invoke a function. */
    void allow(String function, String statement, String principal, String sourceArn) {
        LambdaState.of(estate, region).permission(function, statement, """
                        {"Sid":"%s","Effect":"Allow","Principal":{"Service":"%s"},"Action":"lambda:InvokeFunction",\
                        "Resource":"%s","Condition":{"ArnLike":{"AWS:SourceArn":"%s"}}}""".formatted(
                        statement, principal, estate.arn("lambda", region, "function:" + function), sourceArn));
    }
}
