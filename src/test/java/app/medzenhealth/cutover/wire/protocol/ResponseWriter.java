package app.medzenhealth.cutover.wire.protocol;

import app.medzenhealth.cutover.wire.HttpMessage.Response;
import app.medzenhealth.cutover.wire.protocol.Scalars.Style;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpResponse;
import tools.jackson.databind.json.JsonMapper;

/** Makes of the SDK's answer what goes over the wire. */
public final class ResponseWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ResponseWriter() {}

    public static Response write(Operation operation, AwsResponse answer) {
        var headers = headers(answer.sdkHttpResponse());
        var requestId = Optional.ofNullable(answer.responseMetadata())
                .map(m -> m.requestId())
                .orElse("");
        requestId(headers, requestId);
        var status = 200;
        Optional<byte[]> payload = Optional.empty();
        List<SdkField<?>> members = new ArrayList<>();
        for (var field : answer.sdkFields()) {
            var value = present(field, answer);
            if (value == null) {
                continue;
            }
            if (field.location() == MarshallLocation.HEADER) {
                headers.put(field.locationName(), String.valueOf(Scalars.write(field, value, Style.XML)));
            } else if (field.location() == MarshallLocation.STATUS_CODE) {
                status = (Integer) value;
            } else if (field.containsTrait(PayloadTrait.class)) {
                payload = Optional.of(payload(operation, field, value));
            } else {
                members.add(field);
            }
        }
        byte[] body = payload.orElseGet(() -> body(operation, answer, members, requestId));
        headers.put("Content-Type", operation.service().protocol().speaksXml() ? "text/xml" : "application/json");
        return new Response(status, headers, body);
    }

    private static Map<String, String> headers(@Nullable SdkHttpResponse http) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (http != null) {
            http.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        }
        return headers;
    }

    private static void requestId(Map<String, String> headers, String requestId) {
        headers.put("x-amzn-RequestId", requestId);
        headers.put("x-amz-request-id", requestId);
    }

    private static byte[] payload(Operation operation, SdkField<?> field, Object value) {
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray();
        }
        if (value instanceof String text) {
            var name = field.unmarshallLocationName();
            return bytes(
                    operation.name().equals("GetBucketLocation") ? "<" + name + ">" + text + "</" + name + ">" : text);
        }
        var structure = (SdkPojo) value;
        if (!operation.service().protocol().speaksXml()) {
            return bytes(JSON.writeValueAsString(json(structure, structure.sdkFields())));
        }
        var xml = new StringBuilder("<" + field.unmarshallLocationName() + ">");
        members(xml, structure, structure.sdkFields());
        return bytes(xml.append("</" + field.unmarshallLocationName() + ">").toString());
    }

    private static byte[] body(Operation operation, SdkPojo answer, List<SdkField<?>> members, String requestId) {
        if (!operation.service().protocol().speaksXml()) {
            return bytes(JSON.writeValueAsString(json(answer, members)));
        }
        var xml = new StringBuilder();
        members(xml, answer, members);
        var name = operation.name();
        return bytes(
                switch (operation.service().protocol()) {
                    case QUERY ->
                        "<%1$sResponse><%1$sResult>%2$s</%1$sResult><ResponseMetadata><RequestId>%3$s</RequestId></ResponseMetadata></%1$sResponse>"
                                .formatted(name, xml, requestId);
                    case EC2 ->
                        "<%1$sResponse><requestId>%3$s</requestId>%2$s</%1$sResponse>".formatted(name, xml, requestId);
                    default -> "<%1$sResponse>%2$s</%1$sResponse>".formatted(name, xml);
                });
    }

    private static @Nullable Object present(SdkField<?> field, SdkPojo holder) {
        Object value = field.getValueOrDefault(holder);
        return value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?> ? null : value;
    }

    private static Map<String, Object> json(SdkPojo holder, Collection<SdkField<?>> fields) {
        var members = new LinkedHashMap<String, Object>();
        for (var field : fields) {
            var value = present(field, holder);
            if (value != null) {
                members.put(field.unmarshallLocationName(), json(field, value));
            }
        }
        return members;
    }

    private static Object json(SdkField<?> field, Object value) {
        return switch (value) {
            case SdkPojo structure -> json(structure, structure.sdkFields());
            case List<?> items -> {
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                yield items.stream().map(i -> json(member, i)).toList();
            }
            case Map<?, ?> entries -> {
                SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
                var written = new LinkedHashMap<String, Object>();
                entries.forEach((k, v) -> written.put(String.valueOf(k), json(member, v)));
                yield written;
            }
            default -> Scalars.write(field, value, Style.JSON);
        };
    }

    private static void members(StringBuilder xml, SdkPojo holder, Collection<SdkField<?>> fields) {
        for (var field : fields) {
            var value = present(field, holder);
            if (value != null) {
                element(xml, field.unmarshallLocationName(), field, value);
            }
        }
    }

    private static void element(StringBuilder xml, String name, SdkField<?> field, Object value) {
        switch (value) {
            case List<?> items -> {
                var list = field.getTrait(ListTrait.class);
                var member = list.memberLocationName() == null ? "member" : list.memberLocationName();
                var inner = new StringBuilder();
                items.forEach(i -> element(inner, list.isFlattened() ? name : member, list.memberFieldInfo(), i));
                xml.append(list.isFlattened() ? inner : "<" + name + ">" + inner + "</" + name + ">");
            }
            case Map<?, ?> entries -> {
                var map = field.getTrait(MapTrait.class);
                var entry = map.isFlattened() ? name : "entry";
                var inner = new StringBuilder();
                entries.forEach((k, v) -> {
                    inner.append("<" + entry + "><" + map.keyLocationName() + ">")
                            .append(escaped(String.valueOf(k)))
                            .append("</" + map.keyLocationName() + ">");
                    element(inner, map.valueLocationName(), map.valueFieldInfo(), v);
                    inner.append("</" + entry + ">");
                });
                xml.append(map.isFlattened() ? inner : "<" + name + ">" + inner + "</" + name + ">");
            }
            case SdkPojo structure -> {
                xml.append("<" + name + ">");
                members(xml, structure, structure.sdkFields());
                xml.append("</" + name + ">");
            }
            default ->
                xml.append("<" + name + ">")
                        .append(escaped(String.valueOf(Scalars.write(field, value, Style.XML))))
                        .append("</" + name + ">");
        }
    }

    /** A refusal, as the operation's protocol words it. */
    public static Response refusal(Operation operation, AwsServiceException e) {
        var code = e.awsErrorDetails() == null
                ? "InternalFailure"
                : e.awsErrorDetails().errorCode();
        var said = e.awsErrorDetails() == null
                ? ""
                : Optional.ofNullable(e.awsErrorDetails().errorMessage()).orElse("");
        var requestId = Optional.ofNullable(e.requestId()).orElse("");
        var headers =
                headers(e.awsErrorDetails() == null ? null : e.awsErrorDetails().sdkHttpResponse());
        requestId(headers, requestId);
        var status = e.statusCode() == 0 ? 400 : e.statusCode();
        if (!operation.service().protocol().speaksXml()) {
            var type = code.contains(".") ? e.getClass().getSimpleName().replaceFirst("Exception$", "") : code;
            if (!type.equals(code)) {
                // Services that once spoke the query protocol keep their old codes beside the new types.
                headers.put("x-amzn-query-error", code + ";Sender");
            }
            headers.put("x-amzn-ErrorType", type);
            var body = new LinkedHashMap<String, Object>(json(e instanceof SdkPojo p ? p : null));
            body.put("__type", type);
            body.put("message", said);
            return new Response(status, headers, bytes(JSON.writeValueAsString(body)));
        }
        var error = "<Code>" + escaped(code) + "</Code><Message>" + escaped(said) + "</Message>";
        var body = switch (operation.service().id()) {
            case "s3" -> "<Error>" + error + "<RequestId>" + requestId + "</RequestId></Error>";
            case "ec2" ->
                "<Response><Errors><Error>" + error + "</Error></Errors><RequestID>" + requestId
                        + "</RequestID></Response>";
            default ->
                "<ErrorResponse><Error><Type>Sender</Type>" + error + "</Error><RequestId>" + requestId
                        + "</RequestId></ErrorResponse>";
        };
        return new Response(status, headers, bytes(body));
    }

    private static Map<String, Object> json(@Nullable SdkPojo modelled) {
        return modelled == null ? Map.of() : json(modelled, modelled.sdkFields());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }
}
