package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.Arns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.TracingMode;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/**
 * What a function is to be besides its code: the settings it has in the source region, with the plan's runtime and role.
 *
 * @param source as it is in the source region
 */
record Settings(GetFunctionConfigurationResponse source, String runtime, String role) {

    private static final int DEFAULT_STORAGE_MB = 512;

    CreateFunctionRequest.Builder creation() {
        var creation = CreateFunctionRequest.builder()
                .functionName(source.functionName())
                .runtime(runtime)
                .role(role)
                .handler(source.handler())
                .description(source.description())
                .memorySize(source.memorySize())
                .timeout(source.timeout())
                .architectures(source.architectures())
                .ephemeralStorage(e -> e.size(storage(source)))
                .tracingConfig(t -> t.mode(tracing(source)));
        if (!variables().isEmpty()) {
            creation.environment(e -> e.variables(variables()));
        }
        return creation;
    }

    UpdateFunctionConfigurationRequest update() {
        return UpdateFunctionConfigurationRequest.builder()
                .functionName(source.functionName())
                .runtime(runtime)
                .role(role)
                .handler(source.handler())
                .description(source.description())
                .memorySize(source.memorySize())
                .timeout(source.timeout())
                .ephemeralStorage(e -> e.size(storage(source)))
                .tracingConfig(t -> t.mode(tracing(source)))
                .environment(e -> e.variables(variables()))
                .build();
    }

    /** What is not as wanted, by name; values of variables stay untold. */
    List<String> differences(GetFunctionConfigurationResponse there) {
        var open = new ArrayList<String>();
        compare(open, "runtime", there.runtimeAsString(), runtime);
        if (!Arns.sameRole(role, there.role())) {
            open.add("role is " + there.role() + ", wanted " + role);
        }
        compare(open, "handler", there.handler(), source.handler());
        compare(open, "memory", there.memorySize(), source.memorySize());
        compare(open, "timeout", there.timeout(), source.timeout());
        compare(open, "storage", storage(there), storage(source));
        compare(open, "tracing", tracing(there), tracing(source));
        if (!Functions.variables(there).equals(variables())) {
            open.add("variables differ");
        }
        return open;
    }

    private static void compare(List<String> open, String name, Object is, Object wanted) {
        if (!Objects.equals(is, wanted)) {
            open.add(name + " is " + is + ", wanted " + wanted);
        }
    }

    private static int storage(GetFunctionConfigurationResponse there) {
        return there.ephemeralStorage() == null || there.ephemeralStorage().size() == null
                ? DEFAULT_STORAGE_MB
                : there.ephemeralStorage().size();
    }

    private static TracingMode tracing(GetFunctionConfigurationResponse there) {
        return there.tracingConfig() == null || there.tracingConfig().mode() == null
                ? TracingMode.PASS_THROUGH
                : there.tracingConfig().mode();
    }

    Map<String, String> variables() {
        return Functions.variables(source);
    }

    /** What belongs to the source region and cannot come along by itself. */
    List<String> leftBehind(String sourceRegion) {
        var left = new ArrayList<String>();
        var name = source.functionName();
        if (source.vpcConfig() != null && !source.vpcConfig().subnetIds().isEmpty()) {
            left.add(name + " runs in a VPC of " + sourceRegion + ": its network is not carried over.");
        }
        if (!source.layers().isEmpty()) {
            left.add(name + " uses " + source.layers().size() + " layers of " + sourceRegion
                    + ": publish them here first.");
        }
        if (source.deadLetterConfig() != null && source.deadLetterConfig().targetArn() != null) {
            left.add(name + " has a dead letter target in " + sourceRegion + ": it is not carried over.");
        }
        if (source.kmsKeyArn() != null) {
            left.add(name + " encrypts its variables with a key of " + sourceRegion + ": here AWS's own key is used.");
        }
        var named = variables().entrySet().stream()
                .filter(v -> v.getValue().contains(sourceRegion))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!named.isEmpty()) {
            left.add(name + " has variables that name " + sourceRegion + ": " + String.join(", ", named));
        }
        return left;
    }
}
