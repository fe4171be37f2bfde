package app.medzenhealth.cutover.kill;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Plain values, records, and what the SDK describes of itself, as bytes and back. */
final class Wire {
    private static final Map<Class<?>, Constructor<?>> RECORDS = new ConcurrentHashMap<>();

    private Wire() {}

    static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte('N');
            case String s -> text(out, 'S', s);
            case Integer i -> {
                out.writeByte('I');
                out.writeInt(i);
            }
            case Long l -> {
                out.writeByte('L');
                out.writeLong(l);
            }
            case Double d -> {
                out.writeByte('D');
                out.writeDouble(d);
            }
            case Float f -> {
                out.writeByte('F');
                out.writeFloat(f);
            }
            case Boolean b -> out.writeByte(b ? '1' : '0');
            case Instant i -> text(out, 'T', i.toString());
            case Duration d -> text(out, 'U', d.toString());
            case LocalTime t -> text(out, 't', t.toString());
            case LocalDate d -> text(out, 'd', d.toString());
            case BigInteger i -> text(out, 'i', i.toString());
            case BigDecimal d -> text(out, 'm', d.toString());
            case URI u -> text(out, 'u', u.toString());
            case Path p -> text(out, 'p', p.toString());
            case SdkBytes b -> {
                out.writeByte('b');
                out.writeInt(b.asByteArray().length);
                out.write(b.asByteArray());
            }
            case Optional<?> o -> {
                out.writeByte('O');
                write(out, o.orElse(null));
            }
            case List<?> list -> values(out, 'A', list);
            case Set<?> set -> values(out, 'E', List.copyOf(set));
            case Map<?, ?> map -> {
                out.writeByte('M');
                out.writeInt(map.size());
                for (var e : map.entrySet()) {
                    write(out, e.getKey());
                    write(out, e.getValue());
                }
            }
            case Enum<?> e -> {
                text(out, 'e', e.getDeclaringClass().getName());
                out.writeUTF(e.name());
            }
            // The SDK's exceptions are such too, but are not built like the others.
            case Throwable t -> failure(out, t);
            case SdkPojo pojo -> pojo(out, pojo);
            case Record r -> record(out, r);
            default -> throw new IOException("no wire form for " + value.getClass());
        }
    }

    private static void text(DataOutputStream out, char tag, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(tag);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void values(DataOutputStream out, char tag, List<?> values) throws IOException {
        out.writeByte(tag);
        out.writeInt(values.size());
        for (var v : values) {
            write(out, v);
        }
    }

    private static void pojo(DataOutputStream out, SdkPojo pojo) throws IOException {
        var set = new LinkedHashMap<String, Object>();
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                set.put(field.memberName(), value);
            }
        }
        text(out, 'P', pojo.getClass().getName());
        write(out, set);
        write(
                out,
                pojo instanceof AwsResponse r && r.responseMetadata() != null
                        ? r.responseMetadata().requestId()
                        : null);
    }

    private static void failure(DataOutputStream out, Throwable t) throws IOException {
        text(out, 'X', t.getClass().getName());
        write(out, t.getMessage());
        if (t instanceof AwsServiceException e) {
            var details = e.awsErrorDetails();
            write(out, List.of(details.errorCode(), details.errorMessage(), details.serviceName()));
            write(out, e.statusCode());
            write(out, e.requestId());
        }
    }

    private static void record(DataOutputStream out, Record r) throws IOException {
        text(out, 'R', r.getClass().getName());
        for (var c : r.getClass().getRecordComponents()) {
            try {
                c.getAccessor().setAccessible(true);
                write(out, c.getAccessor().invoke(r));
            } catch (ReflectiveOperationException e) {
                throw new IOException(e);
            }
        }
    }

    static @Nullable Object read(DataInputStream in) throws IOException {
        var tag = (char) in.readByte();
        try {
            return switch (tag) {
                case 'N' -> null;
                case 'S' -> text(in);
                case 'I' -> in.readInt();
                case 'L' -> in.readLong();
                case 'D' -> in.readDouble();
                case 'F' -> in.readFloat();
                case '1' -> true;
                case '0' -> false;
                case 'T' -> Instant.parse(text(in));
                case 'U' -> Duration.parse(text(in));
                case 't' -> LocalTime.parse(text(in));
                case 'd' -> LocalDate.parse(text(in));
                case 'i' -> new BigInteger(text(in));
                case 'm' -> new BigDecimal(text(in));
                case 'u' -> URI.create(text(in));
                case 'p' -> Path.of(text(in));
                case 'b' -> SdkBytes.fromByteArray(in.readNBytes(in.readInt()));
                case 'O' -> Optional.ofNullable(read(in));
                case 'A' -> values(in);
                case 'E' -> Set.copyOf(values(in));
                case 'M' -> map(in);
                case 'e' -> constant(Class.forName(text(in)), in.readUTF());
                case 'P' -> pojo(in);
                case 'X' -> failure(in);
                case 'R' -> record(in);
                default -> throw new IOException("not a tag: " + tag);
            };
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static List<Object> values(DataInputStream in) throws IOException {
        var size = in.readInt();
        var values = new ArrayList<Object>(size);
        for (var i = 0; i < size; i++) {
            values.add(read(in));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<Object, Object> map(DataInputStream in) throws IOException {
        var size = in.readInt();
        var map = new LinkedHashMap<Object, Object>();
        for (var i = 0; i < size; i++) {
            map.put(read(in), read(in));
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object constant(Class<?> type, String name) throws IOException {
        for (var c : type.getEnumConstants()) {
            if (((Enum<?>) c).name().equals(name)) {
                return c;
            }
        }
        throw new IOException("no constant " + name + " in " + type);
    }

    private static Object pojo(DataInputStream in) throws IOException, ReflectiveOperationException {
        var type = Class.forName(text(in));
        var values = (Map<?, ?>) read(in);
        var id = (String) read(in);
        var builder = type.getMethod("builder").invoke(null);
        for (var field : ((SdkPojo) builder).sdkFields()) {
            var value = values == null ? null : values.get(field.memberName());
            if (value != null) {
                field.set(builder, value);
            }
        }
        if (id != null && builder instanceof AwsResponse.Builder response) {
            response.responseMetadata(DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", id)));
            response.sdkHttpResponse(SdkHttpResponse.builder().statusCode(200).build());
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object failure(DataInputStream in) throws IOException, ReflectiveOperationException {
        var type = Class.forName(text(in));
        var message = (String) read(in);
        if (AwsServiceException.class.isAssignableFrom(type)) {
            var details = (List<?>) read(in);
            var builder =
                    (AwsServiceException.Builder) type.getMethod("builder").invoke(null);
            return builder.awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode((String) details.get(0))
                            .errorMessage((String) details.get(1))
                            .serviceName((String) details.get(2))
                            .build())
                    .message((String) details.get(1))
                    .statusCode((Integer) read(in))
                    .requestId((String) read(in))
                    .build();
        }
        return SdkClientException.class.isAssignableFrom(type)
                ? SdkClientException.create(message, new SocketTimeoutException("Read timed out"))
                : new IllegalStateException(type.getName() + ": " + message);
    }

    private static Object record(DataInputStream in) throws IOException, ReflectiveOperationException {
        var type = Class.forName(text(in));
        var parts = type.getRecordComponents();
        var values = new Object[parts.length];
        for (var i = 0; i < parts.length; i++) {
            values[i] = read(in);
        }
        return RECORDS.computeIfAbsent(type, Wire::constructor).newInstance(values);
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            var types = List.of(type.getRecordComponents()).stream()
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var found = type.getDeclaredConstructor(types);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
