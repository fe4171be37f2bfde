package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.WholeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeadLetterConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.TracingMode;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.VpcConfig;

/**
 * What a function is to be besides its code: the settings it has in the source region, with the plan's runtime and role. Every
 * member that Lambda tells of a function is either carried over, or left behind by name, or of this one function alone.
 *
 * @param source as it is in the source region
 * @param place what stands in the region that it goes to for what belongs to a region
 */
record Settings(GetFunctionConfigurationResponse source, String runtime, String role, Place place) {

    /**
     * @param layers ARNs of layer versions
     * @param network empty: it runs in no VPC
     * @param variables all of them, with their values
     */
    record Place(
            List<String> layers,
            Optional<VpcConfig> network,
            Optional<String> deadLetter,
            Optional<String> key,
            Map<String, String> variables) {

        /** As a function has them where it is. */
        static Place of(GetFunctionConfigurationResponse there) {
            return new Place(
                    there.layers().stream().map(Layer::arn).toList(),
                    inNetwork(there) ? Optional.of(network(there)) : Optional.empty(),
                    Settings.deadLetter(there),
                    Optional.ofNullable(there.kmsKeyArn()).filter(k -> !k.isEmpty()),
                    Functions.variables(there));
        }

        private static VpcConfig network(GetFunctionConfigurationResponse there) {
            return network(
                    there.vpcConfig().subnetIds(),
                    there.vpcConfig().securityGroupIds(),
                    there.vpcConfig().ipv6AllowedForDualStack());
        }

        /** In the order of their names: Lambda answers them in any. */
        static VpcConfig network(List<String> subnets, List<String> groups, @Nullable Boolean ipv6) {
            return VpcConfig.builder()
                    .subnetIds(subnets.stream().sorted().toList())
                    .securityGroupIds(groups.stream().sorted().toList())
                    .ipv6AllowedForDualStack(Boolean.TRUE.equals(ipv6) ? true : null)
                    .build();
        }
    }

    static boolean inNetwork(GetFunctionConfigurationResponse there) {
        return there.vpcConfig() != null && !there.vpcConfig().subnetIds().isEmpty();
    }

    static Optional<String> deadLetter(GetFunctionConfigurationResponse there) {
        return Optional.ofNullable(there.deadLetterConfig())
                .map(DeadLetterConfig::targetArn)
                .filter(a -> !a.isEmpty());
    }

    private static final int DEFAULT_STORAGE_MB = 512;

    /** Members of CreateFunction that a function has in its new region as in the old one. */
    static final Set<String> CARRIED = Set.of(
            "FunctionName",
            "Runtime",
            "Role",
            "Handler",
            "Description",
            "Timeout",
            "MemorySize",
            "Environment",
            "TracingConfig",
            "Architectures",
            "EphemeralStorage",
            "SnapStart",
            "LoggingConfig",
            "DurableConfig",
            "TenancyConfig",
            "VpcConfig",
            "Layers",
            "DeadLetterConfig",
            "KMSKeyArn");

    /** What UpdateFunctionConfiguration cannot set: the first goes with the code, the second is for good (Lambda API Reference). */
    static final Set<String> NOT_BY_UPDATE = Set.of("Architectures", "TenancyConfig");

    /** What belongs to the source region, with what is said of it. */
    static final Map<String, String> LEFT = new TreeMap<>(Map.of(
            "FileSystemConfigs", "mounts file systems of %s: they are not carried over.",
            "CapacityProviderConfig", "runs on a capacity provider of %s: here it runs on Lambda's own.",
            "ImageConfigResponse", "is made from an image in %s: its entry point is not carried over.",
            "SigningProfileVersionArn", "has signed code in %s: here its code is not signed."));

    /** What Lambda tells of this one function and nobody sets. */
    static final Set<String> OWN = Set.of(
            "FunctionArn",
            "CodeSize",
            "LastModified",
            "CodeSha256",
            "ConfigSha256",
            "Version",
            "MasterArn",
            "RevisionId",
            "State",
            "StateReason",
            "StateReasonCode",
            "LastUpdateStatus",
            "LastUpdateStatusReason",
            "LastUpdateStatusReasonCode",
            "PackageType",
            "SigningJobArn",
            "RuntimeVersionConfig");

    /** Members of CreateFunction that come from elsewhere than from the source function. */
    static final Set<String> OTHERWISE =
            Set.of("Code", "Tags", "Publish", "PublishTo", "PackageType", "ImageConfig", "CodeSigningConfigArn");

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
        if (snapStart(source) != SnapStartApplyOn.NONE) {
            creation.snapStart(s -> s.applyOn(snapStart(source)));
        }
        place.network().ifPresent(creation::vpcConfig);
        place.deadLetter().ifPresent(a -> creation.deadLetterConfig(d -> d.targetArn(a)));
        place.key().ifPresent(creation::kmsKeyArn);
        if (!place.layers().isEmpty()) {
            creation.layers(place.layers());
        }
        return creation.loggingConfig(logging(source))
                .durableConfig(source.durableConfig())
                .tenancyConfig(source.tenancyConfig());
    }

    /** @param there what is to become so */
    UpdateFunctionConfigurationRequest update(GetFunctionConfigurationResponse there) {
        var update = UpdateFunctionConfigurationRequest.builder()
                .functionName(source.functionName())
                .runtime(runtime)
                .role(role)
                .handler(source.handler())
                .description(source.description())
                .memorySize(source.memorySize())
                .timeout(source.timeout())
                .ephemeralStorage(e -> e.size(storage(source)))
                .tracingConfig(t -> t.mode(tracing(source)))
                .environment(e -> e.variables(variables()));
        if (snapStart(source) != snapStart(there)) {
            update.snapStart(s -> s.applyOn(snapStart(source)));
        }
        if (!Objects.equals(logging(source), logging(there))) {
            update.loggingConfig(
                    source.loggingConfig() != null
                            ? source.loggingConfig()
                            : LoggingConfig.builder().logFormat(LogFormat.TEXT).build());
        }
        if (!Objects.equals(source.durableConfig(), there.durableConfig())) {
            update.durableConfig(source.durableConfig());
        }
        placed(update, Place.of(there));
        return update.build();
    }

    /** What is empty takes away what is there (Lambda API Reference, UpdateFunctionConfiguration). */
    private void placed(UpdateFunctionConfigurationRequest.Builder update, Place there) {
        if (!place.layers().equals(there.layers())) {
            update.layers(place.layers());
        }
        if (!place.network().equals(there.network())) {
            update.vpcConfig(place.network()
                    .orElse(VpcConfig.builder()
                            .subnetIds(List.of())
                            .securityGroupIds(List.of())
                            .build()));
        }
        if (!place.deadLetter().equals(there.deadLetter())) {
            update.deadLetterConfig(d -> d.targetArn(place.deadLetter().orElse("")));
        }
        if (!place.key().equals(there.key())) {
            update.kmsKeyArn(place.key().orElse(""));
        }
    }

    /** What is not as wanted, by name; values of variables stay untold. */
    List<String> differences(GetFunctionConfigurationResponse there) {
        var open = new ArrayList<String>();
        if (!Arns.sameRole(role, there.role())) {
            open.add("role is " + there.role() + ", wanted " + role);
        }
        var wanted = members(this);
        var is = members(new Settings(there, String.valueOf(there.runtimeAsString()), role, Place.of(there)));
        CARRIED.stream().sorted().forEach(member -> {
            if (!Objects.equals(wanted.get(member), is.get(member))) {
                open.add(
                        member.equals("Environment")
                                ? "variables differ"
                                : words(member) + " is " + is.getOrDefault(member, "not set") + ", wanted "
                                        + wanted.getOrDefault(member, "none"));
            }
        });
        return open;
    }

    /** Whether only the code, which brings its architecture, can make it as wanted. */
    boolean otherArchitecture(GetFunctionConfigurationResponse there) {
        return !source.architectures().isEmpty() && !source.architectures().equals(there.architectures());
    }

    /** Whether UpdateFunctionConfiguration has something to do. */
    boolean updates(GetFunctionConfigurationResponse there) {
        return differences(there).stream()
                .anyMatch(d -> NOT_BY_UPDATE.stream().noneMatch(m -> d.startsWith(words(m) + " is ")));
    }

    private static Map<String, Object> members(Settings settings) {
        var members = WholeObject.tree(settings.creation().build());
        if (Objects.equals(members.get("Description"), "")) {
            members.remove("Description");
        }
        return members;
    }

    /** {@code MemorySize} as {@code memory size}. */
    private static String words(String member) {
        return member.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
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

    private static SnapStartApplyOn snapStart(GetFunctionConfigurationResponse there) {
        return there.snapStart() == null || there.snapStart().applyOn() == null
                ? SnapStartApplyOn.NONE
                : there.snapStart().applyOn();
    }

    /** Null where it is as Lambda has it by itself: plain text, in the function's own log group. */
    private static @Nullable LoggingConfig logging(GetFunctionConfigurationResponse there) {
        var logging = there.loggingConfig();
        return logging == null
                        || logging.logFormat() != LogFormat.JSON
                                && (logging.logGroup() == null
                                        || logging.logGroup().equals("/aws/lambda/" + there.functionName()))
                ? null
                : logging;
    }

    Map<String, String> variables() {
        return place.variables();
    }

    /** Members that belong to the source region and that this console cannot carry over, each with what is said of it. */
    static Map<String, String> leftBehind(GetFunctionConfigurationResponse source, String sourceRegion) {
        var left = new TreeMap<String, String>();
        var members = WholeObject.tree(source);
        LEFT.forEach((member, says) -> {
            if (says(members.get(member))) {
                left.put(member, says.formatted(sourceRegion));
            }
        });
        return left;
    }

    /** Lambda answers empty lists and texts, and a VPC without subnets, where nothing is set. */
    private static boolean says(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> !text.isEmpty();
            case List<?> list -> list.stream().anyMatch(Settings::says);
            case Map<?, ?> map -> map.values().stream().anyMatch(Settings::says);
            case Boolean flag -> flag;
            default -> true;
        };
    }
}
