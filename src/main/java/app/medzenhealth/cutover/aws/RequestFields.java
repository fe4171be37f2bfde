package app.medzenhealth.cutover.aws;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * A request as plain values under AWS's own member names, without secrets. What is secret is known from three sides: the
 * SDK's sensitive trait (visible only in how a request prints itself), names that say so, and the values of environment
 * variables, which hold passwords more often than not.
 */
final class RequestFields {

    /** What a reader of the values gets to see. */
    enum Audience {
        /** The audit trail: whole numbers and text only; hidden values as marks by which equal ones are told within one run. */
        RECORD,
        /** The shown command line: JSON as the CLI takes it; hidden values as placeholders. */
        COMMAND
    }

    private static final Pattern REDACTED = Pattern.compile("(\\w+)=\\*\\*\\* Sensitive Data Redacted \\*\\*\\*");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(password|secretstring|secretbinary|privatekey|secretaccesskey|sessiontoken|presignedurl).*");
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(password|passwd|secret|token|api_?key|private_?key|credential).*");
    private static final int LONG_TEXT = 4_096;
    private static final byte[] KEY = new byte[32];

    static {
        new SecureRandom().nextBytes(KEY);
    }

    private final Audience audience;
    private final Set<String> sensitive = new HashSet<>();

    private RequestFields(SdkPojo request, Audience audience) {
        this.audience = audience;
        REDACTED.matcher(request.toString()).results().forEach(m -> sensitive.add(key(m.group(1))));
    }

    static Map<String, Object> of(SdkPojo request, Audience audience) {
        return new RequestFields(request, audience).pojo(request);
    }

    /** Every text anywhere in a response: where the ids of what it made are found. */
    static Set<String> texts(SdkPojo response) {
        var texts = new HashSet<String>();
        collect(response, texts);
        return texts;
    }

    private static void collect(@Nullable Object value, Set<String> texts) {
        switch (value) {
            case null -> {}
            case SdkPojo pojo -> pojo.sdkFields().forEach(f -> collect(f.getValueOrDefault(pojo), texts));
            case Collection<?> many -> many.forEach(v -> collect(v, texts));
            case Map<?, ?> map -> map.values().forEach(v -> collect(v, texts));
            case String text -> texts.add(text);
            default -> {}
        }
    }

    private Map<String, Object> pojo(SdkPojo pojo) {
        var fields = new LinkedHashMap<String, Object>();
        for (var field : pojo.sdkFields()) {
            var value = given(pojo, field);
            if (value != null && !absent(value)) {
                fields.put(field.memberName(), member(field.memberName(), value));
            }
        }
        hideNamedSecrets(fields);
        return fields;
    }

    /** What was put in. The SDK makes up an idempotency token that is missing, another each time it is asked for it. */
    static @Nullable Object given(SdkPojo pojo, SdkField<?> field) {
        return field.containsTrait(DefaultValueTrait.class) && pojo instanceof SdkRequest request
                ? request.getValueForField(field.memberName(), Object.class).orElse(null)
                : field.getValueOrDefault(pojo);
    }

    static boolean absent(@Nullable Object value) {
        return value == null || value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?>;
    }

    private Object member(String name, Object value) {
        var key = key(name);
        if (key.equals("variables") && value instanceof Map<?, ?> map) {
            return hiddenValues(map);
        }
        if (key.equals("environment") && value instanceof List<?> list) {
            return list.stream()
                    .map(v -> v instanceof SdkPojo p ? environmentEntry(p) : plain(name, v))
                    .toList();
        }
        var secret = sensitive.contains(key) || SECRET_NAME.matcher(name).matches();
        if (secret && !(key.equals("zipfile") && value instanceof SdkBytes) && !(value instanceof Boolean)) {
            return hidden(name, value);
        }
        return plain(name, value);
    }

    private Map<String, Object> hiddenValues(Map<?, ?> map) {
        var values = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> values.put(String.valueOf(k), hidden(String.valueOf(k), v)));
        return values;
    }

    private Object environmentEntry(SdkPojo entry) {
        var fields = pojo(entry);
        var name = String.valueOf(fields.getOrDefault("name", "value"));
        fields.computeIfPresent("value", (k, v) -> hidden(name, v));
        return fields;
    }

    /** CloudFormation parameters and the like: a key that says secret beside its value. */
    private void hideNamedSecrets(Map<String, Object> fields) {
        var key = fields.get("ParameterKey");
        if (key instanceof String name && SECRET_KEY.matcher(name).matches()) {
            fields.computeIfPresent("ParameterValue", (k, v) -> hidden(name, v));
        }
    }

    private Object plain(String name, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case SdkPojo pojo -> pojo(pojo);
            case Collection<?> many -> many.stream().map(v -> plain(name, v)).toList();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> plain.put(String.valueOf(k), plain(String.valueOf(k), v)));
                yield plain;
            }
            case SdkBytes bytes -> blob(name, bytes);
            case Boolean flag -> flag;
            case Integer number -> number;
            case Long number -> number;
            case Number number -> audience == Audience.COMMAND ? number : number.toString();
            case Instant instant -> instant.toString();
            case String text when audience == Audience.RECORD && text.length() > LONG_TEXT -> longText(text);
            case String text -> text;
            default -> value.toString();
        };
    }

    private Object blob(String name, SdkBytes bytes) {
        if (audience == Audience.COMMAND) {
            return "fileb://" + CommandLine.kebab(name) + ".bin";
        }
        var content = bytes.asByteArrayUnsafe();
        return Map.of("bytes", content.length, "sha256", DigestUtils.sha256Hex(content));
    }

    private static Object longText(String text) {
        var content = text.getBytes(StandardCharsets.UTF_8);
        return Map.of("bytes", content.length, "sha256", DigestUtils.sha256Hex(content));
    }

    private Object hidden(String name, @Nullable Object value) {
        if (audience == Audience.COMMAND) {
            return "<" + name + ">";
        }
        return "hidden:" + mark(value instanceof SdkBytes bytes ? bytes.asByteArrayUnsafe() : text(value));
    }

    private static byte[] text(@Nullable Object value) {
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Keyed with what dies with the process: a plain hash of a short secret can be guessed. */
    private static String mark(byte[] value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(value), 0, 6);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The texts of one member of a request, a list's one by one; empty if it is not set. */
    static List<String> values(SdkPojo request, String member) {
        for (var field : request.sdkFields()) {
            if (field.memberName().equalsIgnoreCase(member)) {
                var values = new ArrayList<String>();
                flatten(field.getValueOrDefault(request), values);
                return values;
            }
        }
        return List.of();
    }

    private static void flatten(@Nullable Object value, List<String> values) {
        switch (value) {
            case null -> {}
            case String text -> values.add(text);
            case Collection<?> many -> many.forEach(v -> flatten(v, values));
            case Map<?, ?> map -> map.keySet().forEach(k -> values.add(String.valueOf(k)));
            case Integer number -> values.add(number.toString());
            case BigDecimal number -> values.add(number.toPlainString());
            default -> {}
        }
    }
}
