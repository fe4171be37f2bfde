package app.medzenhealth.cutover.wire.protocol;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import app.medzenhealth.cutover.aws.service.AwsServices;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One operation of a service, as the SDK's marshaller binds it to HTTP.
 *
 * @param method of the client's interface
 * @param verb GET, POST, …
 * @param path its template's segments
 * @param fixed query parameters that belong to the operation, with their value or an empty text
 */
public record Operation(AwsService service, Method method, String verb, List<String> path, Map<String, String> fixed) {

    /** Their paths are those of operations on whole objects. */
    private static final Set<String> OF_AN_UPLOAD =
            Set.of("UploadPart", "UploadPartCopy", "ListParts", "CompleteMultipartUpload", "AbortMultipartUpload");

    private static final Map<String, List<Operation>> ALL = new ConcurrentHashMap<>();

    /** Classic load balancers and the later ones differ in the version of the API that a request names. */
    private static final String CLASSIC_VERSION = "2012-06-01";

    private static final String CLASSIC = "elasticloadbalancing";

    /** @throws IllegalArgumentException if the service has no such operation */
    static Operation of(Request request) {
        var candidates = signingAs(request.service());
        var service = candidates.getFirst();
        return switch (service.protocol()) {
            case QUERY, EC2 -> {
                var asked = Query.parameters(request.text());
                yield named(queried(candidates, asked.getOrDefault("Version", "")), asked.get("Action"));
            }
            case JSON -> {
                var target = request.header("X-Amz-Target").orElse("");
                yield named(service, target.substring(target.lastIndexOf('.') + 1));
            }
            case REST_JSON, REST_XML -> routed(candidates, request);
        };
    }

    /** As AWS spells it, but for the case of some letters. */
    public String name() {
        var simple = method.getParameterTypes()[0].getSimpleName();
        return simple.substring(0, simple.length() - "Request".length());
    }

    public Class<?> client() {
        return service.client().get();
    }

    /** The service as the console's list of reads names it. */
    public String api() {
        return api(client());
    }

    public static String api(Class<?> client) {
        var name = client.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** As the console's list of reads spells it. */
    public String spelled() {
        return spelled(method.getName());
    }

    public static String spelled(String method) {
        return Character.toUpperCase(method.charAt(0)) + method.substring(1);
    }

    /** Whether the caller gives a body beside the request. */
    public boolean streams() {
        return Arrays.asList(method.getParameterTypes()).contains(RequestBody.class);
    }

    SdkPojo newRequest() {
        try {
            return (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static SdkRequest built(SdkPojo builder) {
        return (SdkRequest) ((SdkBuilder<?, ?>) builder).build();
    }

    private static AwsService queried(List<AwsService> candidates, String version) {
        var classic = version.equals(CLASSIC_VERSION);
        return candidates.stream()
                .filter(s -> candidates.size() == 1 || s.id().equals(CLASSIC) == classic)
                .findFirst()
                .orElseThrow();
    }

    /** One, or several that share a signing name and differ in their paths. */
    private static List<AwsService> signingAs(String name) {
        var found = AwsServices.all().stream()
                .filter(s -> s.signingName().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No service signs as \"" + name + "\"");
        }
        return found;
    }

    private static Operation named(AwsService service, String name) {
        return all(service).stream()
                .filter(o -> o.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(service.id() + " has no operation " + name));
    }

    private static Operation routed(List<AwsService> candidates, Request request) {
        var query = Query.parameters(request.rawQuery());
        return candidates.stream()
                .flatMap(s -> all(s).stream())
                .filter(o -> o.verb.equals(request.method()))
                .filter(o -> query.entrySet().containsAll(o.fixed.entrySet()))
                .filter(o -> o.variables(request.rawPath()).isPresent())
                .filter(o -> !o.name().equals("ListDirectoryBuckets"))
                .filter(o -> OF_AN_UPLOAD.contains(o.name()) == query.containsKey("uploadId"))
                .filter(o -> o.name().matches("CopyObject|UploadPartCopy")
                        == (o.service.id().equals("s3")
                                && request.header("x-amz-copy-source").isPresent()))
                .max(Comparator.comparingInt((Operation o) -> o.fixed.size())
                        .thenComparingLong(o ->
                                o.path.stream().filter(s -> !s.startsWith("{")).count())
                        .thenComparing(Operation::name))
                .orElseThrow(() -> new IllegalArgumentException(
                        candidates.stream().map(AwsService::id).toList() + " has no operation at " + request.method()
                                + " " + request.target()));
    }

    /** What the path holds in place of the template's names; empty if it does not fit. */
    Optional<Map<String, String>> variables(String rawPath) {
        var given = segments(rawPath);
        var found = new LinkedHashMap<String, String>();
        for (var i = 0; i < path.size(); i++) {
            var wanted = path.get(i);
            if (i >= given.size()) {
                return Optional.empty();
            }
            if (wanted.endsWith("+}")) {
                found.put(name(wanted), decoded(String.join("/", given.subList(i, given.size()))));
                return Optional.of(found);
            }
            if (wanted.startsWith("{")) {
                found.put(name(wanted), decoded(given.get(i)));
            } else if (!wanted.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return path.size() == given.size() ? Optional.of(found) : Optional.empty();
    }

    private static String name(String segment) {
        return segment.replaceAll("[{}+]", "");
    }

    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).toList();
    }

    private static List<Operation> all(AwsService service) {
        return ALL.computeIfAbsent(service.id(), id -> find(service));
    }

    private static List<Operation> find(AwsService service) {
        var found = new ArrayList<Operation>();
        for (var method : service.client().get().getMethods()) {
            var parameters = method.getParameterTypes();
            if (parameters.length > 0
                    && SdkRequest.class.isAssignableFrom(parameters[0])
                    && !method.getName().endsWith("Paginator")
                    && method.getName()
                            .equalsIgnoreCase(parameters[0].getSimpleName().replaceFirst("Request$", ""))
                    && Arrays.stream(parameters).skip(1).noneMatch(p -> p == Path.class)) {
                if (service.protocol() == Protocol.REST_JSON || service.protocol() == Protocol.REST_XML) {
                    binding(service, parameters[0]).ifPresent(info -> found.add(operation(service, method, info)));
                } else {
                    found.add(new Operation(service, method, "POST", List.of(), Map.of()));
                }
            }
        }
        return found;
    }

    private static Optional<OperationInfo> binding(AwsService service, Class<?> request) {
        var marshaller =
                service.client().get().getPackageName() + ".transform." + request.getSimpleName() + "Marshaller";
        try {
            var field = Class.forName(marshaller).getDeclaredField("SDK_OPERATION_BINDING");
            field.setAccessible(true);
            return Optional.of((OperationInfo) field.get(null));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Operation operation(AwsService service, Method method, OperationInfo info) {
        var uri = info.requestUri().split("\\?", 2);
        var path = new ArrayList<String>(segments(uri[0]));
        if (service.id().equals("s3") && takes(method, "Bucket")) {
            path.addFirst("{Bucket}");
        }
        return new Operation(
                service,
                method,
                info.httpMethod().name().toUpperCase(Locale.ROOT),
                List.copyOf(path),
                uri.length == 1 ? Map.of() : Query.parameters(uri[1]));
    }

    private static boolean takes(Method method, String location) {
        try {
            var builder =
                    (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
            return builder.sdkFields().stream().anyMatch(f -> f.locationName().equals(location));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
