package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;

/** Functions and event source mappings of one region. */
public final class LambdaState {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private final Estate estate;
    private final String region;
    final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    final Map<String, EventSource> sources = new LinkedHashMap<>();
    /** By name, oldest version first. */
    final Map<String, List<LayerVersion>> layers = new LinkedHashMap<>();

    private final Map<String, Long> lastVersions = new HashMap<>();

    private LambdaState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static LambdaState of(Estate estate, String region) {
        return estate.state(LambdaState.class, region, () -> new LambdaState(estate, region));
    }

    /**
     * A function that is there from the start.
     *
     * @param description at least functionName, runtime, role, handler, memorySize and timeout
     * @param code stands for the package: functions with the same text have the same CodeSha256
     * @return its ARN
     */
    public String function(FunctionConfiguration description, String code) {
        var bytes = zip(code);
        var arn = estate.arn("lambda", region, "function:" + description.functionName());
        var made = description.toBuilder()
                .functionArn(arn)
                .version("$LATEST")
                .codeSha256(sha256(bytes))
                .codeSize(Optional.ofNullable(description.codeSize()).orElse((long) bytes.length))
                .packageType("Zip")
                .architecturesWithStrings("x86_64")
                .lastModified(Optional.ofNullable(description.lastModified())
                        .orElse(stamp(estate.now().minus(Duration.ofDays(90)))))
                .build();
        functions.put(
                description.functionName(),
                new LambdaFunction(made, bytes, estate.now().minus(Duration.ofDays(90))));
        return arn;
    }

    /** Another package for a function that is there. */
    public LambdaState code(String name, String code) {
        var function = function(name);
        var bytes = zip(code);
        function.change(
                function.at(estate.now()).toBuilder()
                        .codeSha256(sha256(bytes))
                        .codeSize((long) bytes.length)
                        .build(),
                estate.now());
        function.code = bytes;
        return this;
    }

    /**
     * A version of a layer that is there from the start, with one module for Node.js.
     *
     * @return its ARN
     */
    public String layer(String name, String module, String code) {
        return publish(
                        name,
                        zip("nodejs/node_modules/" + module + "/index.js", code),
                        "MedZen: " + module,
                        null,
                        List.of("nodejs18.x", "nodejs20.x", "nodejs22.x"),
                        List.of("x86_64"))
                .arn();
    }

    LayerVersion publish(
            String name,
            byte[] content,
            @Nullable String description,
            @Nullable String license,
            List<String> runtimes,
            List<String> architectures) {
        var versions = layers.computeIfAbsent(name, n -> new ArrayList<>());
        var number = lastVersions.merge(name, 1L, Long::sum);
        var made = new LayerVersion(
                name,
                estate.arn("lambda", region, "layer:" + name + ":" + number),
                number,
                content,
                description,
                license,
                runtimes,
                architectures,
                estate.now());
        versions.add(made);
        return made;
    }

    Optional<LayerVersion> layer(String arn) {
        return layers.values().stream()
                .flatMap(List::stream)
                .filter(l -> l.arn().equals(arn))
                .findFirst();
    }

    String location(LayerVersion layer) {
        return "https://" + layerHost() + "/snapshots/" + estate.account() + "/" + layer.name() + "-" + layer.version()
                + "?X-Amz-Expires=600&X-Amz-Signature=rehearsal";
    }

    private String layerHost() {
        return "awslambda-" + region + "-layers.s3." + region + ".amazonaws.com";
    }

    /** A package with one file; the same text gives the same bytes. */
    static byte[] zip(String code) {
        return zip("index.js", code);
    }

    private static byte[] zip(String file, String code) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry(file);
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write(code.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Where GetFunction says that the package lies: an address that is signed, for ten minutes (GetFunction: Code.Location). */
    String location(LambdaFunction function) {
        return "https://" + host() + "/snapshots/" + estate.account() + "/" + function.name() + "?versionId="
                + function.at(estate.now()).revisionId() + "&X-Amz-Expires=600&X-Amz-Signature=rehearsal";
    }

    private String host() {
        return "awslambda-" + region + "-tasks.s3." + region + ".amazonaws.com";
    }

    /** The package that lies at an address that GetFunction gave; empty where none does. */
    public static Optional<byte[]> at(Estate estate, URI location) {
        var path = location.getPath();
        var layer = estate.regions().stream()
                .map(r -> of(estate, r))
                .filter(s -> s.layerHost().equals(location.getHost()))
                .flatMap(s -> s.layers.values().stream().flatMap(List::stream))
                .filter(l -> path.endsWith("/" + l.name() + "-" + l.version()))
                .map(LayerVersion::content)
                .findFirst();
        if (layer.isPresent()) {
            return layer;
        }
        return estate.regions().stream()
                .map(r -> of(estate, r))
                .filter(s -> s.host().equals(location.getHost()))
                .flatMap(s -> Stream.ofNullable(s.functions.get(path.substring(path.lastIndexOf('/') + 1))))
                .map(f -> f.code)
                .findFirst();
    }

    /** One that is there. */
    private LambdaFunction function(String name) {
        return Objects.requireNonNull(functions.get(name), name);
    }

    /** @param statement as JSON */
    public LambdaState permission(String function, String statementId, String statement) {
        function(function).policy.put(statementId, statement);
        return this;
    }

    public LambdaState reserve(String function, int concurrency) {
        function(function).reserved = concurrency;
        return this;
    }

    /** How often and how long asynchronous invocations are tried again. */
    public LambdaState retries(String function, int most, int maximumAgeSeconds) {
        function(function).invokeConfig = FunctionEventInvokeConfig.builder()
                .functionArn(estate.arn("lambda", region, "function:" + function))
                .lastModified(estate.now())
                .maximumRetryAttempts(most)
                .maximumEventAgeInSeconds(maximumAgeSeconds)
                .build();
        return this;
    }

    /** Invocations of the past, for the metrics. */
    public LambdaState invoked(String function, Instant at, int count, int errors, double millis) {
        function(function).invocations.add(new LambdaFunction.Invoked(at, count, errors, millis));
        return this;
    }

    /** Invocations that go on as long as the function is there, for the metrics. */
    public LambdaState steady(String function, int anHour) {
        function(function).steadyAnHour = anHour;
        return this;
    }

    /** An enabled mapping that is there from the start; answers its UUID. */
    public String eventSource(String sourceArn, String function, int batchSize) {
        var id = uuid();
        var since = estate.now().minusSeconds(3600);
        sources.put(
                id,
                EventSource.created(
                        EventSourceMappingConfiguration.builder()
                                .uuid(id)
                                .eventSourceMappingArn(estate.arn("lambda", region, "event-source-mapping:" + id))
                                .eventSourceArn(sourceArn)
                                .functionArn(estate.arn("lambda", region, "function:" + function))
                                .batchSize(batchSize)
                                .lastModified(since)
                                .build(),
                        true,
                        since));
        return id;
    }

    String uuid() {
        var hex = estate.id("").substring(1);
        var more = estate.id("").substring(1);
        return "%s-%s-4%s-8%s-%s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(13),
                        more.substring(1, 4),
                        more.substring(4));
    }

    /**
     * Whether there is such a function and its policy lets a service invoke it.
     *
     * @param service for example {@code s3.amazonaws.com}
     */
    public static boolean invocable(Estate estate, String functionArn, String service) {
        var parts = functionArn.split(":");
        if (parts.length < 7) {
            return false;
        }
        var function = of(estate, parts[3]).functions.get(parts[6]);
        return function != null
                && function.policy.values().stream().anyMatch(statement -> statement.contains("\"" + service + "\""));
    }

    static String stamp(Instant at) {
        return STAMP.format(at);
    }

    /** As Lambda gives CodeSha256: Base64 of the hash of the package. */
    static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(bytes));
    }
}
