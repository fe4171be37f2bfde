package app.medzenhealth.cutover.wire.protocol;

import app.medzenhealth.cutover.wire.HttpMessage.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Makes the SDK's request of what came over the wire. */
public final class RequestReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RequestReader() {}

    public static Operation operation(Request request) {
        return Operation.of(request);
    }

    public static SdkRequest read(Operation operation, Request request) throws Exception {
        var builder = operation.newRequest();
        var path = operation.variables(request.rawPath()).orElse(Map.of());
        var query = Query.parameters(request.rawQuery());
        Optional<Tree> body = Optional.empty();
        for (var field : builder.sdkFields()) {
            var value = switch (field.location()) {
                case PATH, GREEDY_PATH -> scalar(field, path.get(field.locationName()));
                case QUERY_PARAM -> many(field, query.get(field.locationName()));
                case HEADER -> header(field, request);
                default -> {
                    if (field.containsTrait(PayloadTrait.class)) {
                        yield payload(operation, field, request);
                    }
                    if (body.isEmpty()) {
                        body = tree(operation, request);
                    }
                    Optional<Tree> child = body.flatMap(b -> b.child(field));
                    yield child.isPresent() ? value(field, child.get()) : null;
                }
            };
            if (value != null) {
                field.set(builder, value);
            }
        }
        copySource(builder, request);
        return Operation.built(builder);
    }

    /**
     * The body as the caller gave it. Without TLS the SDK signs it in chunks: each is its length in hexadecimal, a signature, and
     * after a line's end the data; the last is empty (Amazon S3 API Reference, "Signature Calculations for the Authorization
     * Header: Transferring Payload in Multiple Chunks").
     *
     * @throws IllegalArgumentException if it is not as long as the request says
     */
    public static byte[] content(Request request) {
        if (!request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")) {
            return request.body();
        }
        var sent = request.body();
        var content = new ByteArrayOutputStream();
        var at = 0;
        while (true) {
            var end = at;
            while (sent[end] != '\r') {
                end++;
            }
            var head = new String(sent, at, end - at, StandardCharsets.US_ASCII);
            var size = Integer.parseInt(head.split(";", 2)[0], 16);
            if (size == 0) {
                break;
            }
            content.write(sent, end + 2, size);
            at = end + 2 + size + 2;
        }
        var wanted = request.header("x-amz-decoded-content-length").map(Integer::valueOf);
        if (!wanted.equals(Optional.of(content.size()))) {
            throw new IllegalArgumentException("The chunks hold " + content.size() + " bytes, not " + wanted);
        }
        return content.toByteArray();
    }

    /** The SDK's interceptor makes one header of three members. */
    private static void copySource(SdkPojo builder, Request request) {
        request.header("x-amz-copy-source").ifPresent(source -> {
            var parts = URLDecoder.decode(source, StandardCharsets.UTF_8).split("\\?versionId=");
            var path = parts[0].replaceFirst("^/", "");
            var members = new LinkedHashMap<String, String>();
            members.put("SourceBucket", path.substring(0, path.indexOf('/')));
            members.put("SourceKey", path.substring(path.indexOf('/') + 1));
            if (parts.length > 1) {
                members.put("SourceVersionId", parts[1]);
            }
            builder.sdkFields().stream()
                    .filter(f -> members.containsKey(f.memberName()))
                    .forEach(f -> f.set(builder, members.get(f.memberName())));
        });
    }

    private static @Nullable Object scalar(SdkField<?> field, @Nullable String text) {
        return text == null ? null : Scalars.read(field.marshallingType().getTargetClass(), text);
    }

    private static @Nullable Object many(SdkField<?> field, @Nullable String text) {
        if (text == null || !field.containsTrait(ListTrait.class)) {
            return scalar(field, text);
        }
        return List.of(text.split("\u0000"));
    }

    private static @Nullable Object header(SdkField<?> field, Request request) {
        if (!field.containsTrait(MapTrait.class)) {
            return many(field, request.header(field.locationName()).orElse(null));
        }
        var found = new LinkedHashMap<String, String>();
        var prefix = field.locationName().toLowerCase(Locale.ROOT);
        request.headers().forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found.isEmpty() ? null : found;
    }

    private static @Nullable Object payload(Operation operation, SdkField<?> field, Request request) throws Exception {
        Class<?> type = field.marshallingType().getTargetClass();
        if (request.body().length == 0) {
            return null;
        }
        if (type == SdkBytes.class) {
            return SdkBytes.fromByteArray(request.body());
        }
        if (type == String.class) {
            return request.text();
        }
        return value(field, tree(operation, request).orElseThrow());
    }

    private static Optional<Tree> tree(Operation operation, Request request) throws Exception {
        if (request.body().length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (operation.service().protocol()) {
                    case QUERY -> Tree.Parameters.of(Query.parameters(request.text()), false);
                    case EC2 -> Tree.Parameters.of(Query.parameters(request.text()), true);
                    case JSON, REST_JSON -> new Tree.Json(JSON.readTree(request.body()));
                    case REST_XML -> {
                        var factory = DocumentBuilderFactory.newInstance();
                        factory.setNamespaceAware(true);
                        yield new Tree.Xml(List.of(factory.newDocumentBuilder()
                                .parse(new ByteArrayInputStream(request.body()))
                                .getDocumentElement()));
                    }
                });
    }

    private static Object value(SdkField<?> field, Tree tree) {
        if (field.containsTrait(ListTrait.class)) {
            var list = field.getTrait(ListTrait.class);
            var items = new ArrayList<Object>();
            tree.items(list).forEach(item -> items.add(value(list.memberFieldInfo(), item)));
            return items;
        }
        if (field.containsTrait(MapTrait.class)) {
            var map = field.getTrait(MapTrait.class);
            var entries = new LinkedHashMap<String, Object>();
            tree.entries(map).forEach((key, item) -> entries.put(key, value(map.valueFieldInfo(), item)));
            return entries;
        }
        if (SdkPojo.class.isAssignableFrom(field.marshallingType().getTargetClass())) {
            var builder = field.constructor().get();
            for (var member : builder.sdkFields()) {
                tree.child(member).ifPresent(child -> member.set(builder, value(member, child)));
            }
            return ((SdkBuilder<?, ?>) builder).build();
        }
        return Scalars.read(field.marshallingType().getTargetClass(), tree.text());
    }
}
