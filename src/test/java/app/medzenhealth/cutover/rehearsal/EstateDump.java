package app.medzenhealth.cutover.rehearsal;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Everything that the services of an estate hold, one line a value, by where it stands: {@code RdsState eu-west-1
 * databases[medzen-ehrbase-db].spec.multiAz}. It follows every field of every state, so that nothing that a service learns to hold
 * is left out. A moment is told as such and no more: no two worlds are of the same time.
 */
public final class EstateDump {
    private static final String OURS = EstateDump.class.getPackageName();
    /** By what one of several is told apart, where it has that. */
    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "Name",
            "arn",
            "key",
            "Key",
            "Id",
            "SetIdentifier",
            "GroupId",
            "VpcSecurityGroupId",
            "Port",
            "PortNumber",
            "FromPort",
            "label");

    private final Estate estate;
    private final Map<Object, String> seen = new IdentityHashMap<>();
    private final SortedMap<String, String> lines = new TreeMap<>();

    private EstateDump(Estate estate) {
        this.estate = estate;
    }

    public static SortedMap<String, String> of(Estate estate) throws ReflectiveOperationException {
        estate.lock().lock();
        try {
            estate.settle();
            return new EstateDump(estate).everything();
        } finally {
            estate.lock().unlock();
        }
    }

    private SortedMap<String, String> everything() throws ReflectiveOperationException {
        var states = (Map<?, ?>) value(Estate.class.getDeclaredField("states"), estate);
        for (var state : states.entrySet()) {
            seen.put(state.getValue(), root(state.getKey()));
        }
        for (var state : states.entrySet()) {
            fields(root(state.getKey()), state.getValue());
        }
        walk("Tags", estate.tags().all());
        return lines;
    }

    private static String root(Object key) throws ReflectiveOperationException {
        var type = (Class<?>) value(key.getClass().getDeclaredField("type"), key);
        return type.getSimpleName() + " " + value(key.getClass().getDeclaredField("region"), key);
    }

    private static @Nullable Object value(Field field, Object of) throws ReflectiveOperationException {
        field.setAccessible(true);
        return field.get(of);
    }

    private void walk(String path, @Nullable Object value) throws ReflectiveOperationException {
        switch (value) {
            case null -> lines.put(path, "none");
            case Optional<?> some -> walk(path, some.orElse(null));
            case Timeline<?> timeline -> walk(path, timeline.at(estate.now()));
            case Instant _ -> lines.put(path, "a moment");
            case byte[] bytes -> lines.put(path, digest(bytes));
            case SdkBytes bytes -> lines.put(path, digest(bytes.asByteArray()));
            case SdkPojo pojo -> pojo(path, pojo);
            case Map<?, ?> map -> {
                for (var entry : map.entrySet()) {
                    walk(path + "[" + entry.getKey() + "]", entry.getValue());
                }
            }
            case Collection<?> all -> all(path, all);
            case Object[] all -> all(path, Arrays.asList(all));
            default -> other(path, value);
        }
    }

    private void other(String path, Object value) throws ReflectiveOperationException {
        if (simple(value)) {
            lines.put(path, String.valueOf(value));
        } else if (value.getClass().getPackageName().startsWith(OURS) && !skipped(value)) {
            // What cannot change is told wherever it stands; what can, once.
            var before = value instanceof Record ? null : seen.putIfAbsent(value, path);
            if (before == null) {
                fields(path, value);
            } else {
                lines.put(path, "→ " + before);
            }
        } else if (!skipped(value)) {
            lines.put(path, String.valueOf(value));
        }
    }

    /** What drives an estate is none of what it holds. */
    private static boolean skipped(Object value) {
        return value instanceof Estate
                || value instanceof VirtualTime
                || value instanceof Agenda
                || value instanceof Lock
                || value.getClass().isHidden()
                || value.getClass().isSynthetic();
    }

    private static boolean simple(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Duration
                || value instanceof TemporalAccessor;
    }

    private void fields(String path, Object of) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        || Modifier.isTransient(field.getModifiers())
                        || field.isSynthetic()) {
                    continue;
                }
                var value = value(field, of);
                var at = path + (path.contains(".") || path.endsWith("]") ? "." : " ") + field.getName();
                if (field.getName().equals("source") || field.getName().equals("replicas")) {
                    // A database and what follows it know one another.
                    lines.put(at, names(value));
                } else if (field.getName().equals("versions") && value instanceof List<?> versions) {
                    // What a zone was before is no more than what resolvers may remember.
                    walk(at, versions.getLast());
                } else if (field.getName().equals("rules")
                        && type.getSimpleName().equals("Ec2State")) {
                    rules(at, value);
                } else if (value != null && !skipped(value)) {
                    walk(at, value);
                }
            }
        }
    }

    /** What a group lets in is the same by whichever id. */
    private void rules(String path, @Nullable Object value) {
        var all = value instanceof Map<?, ?> map ? map.values() : (Collection<?>) Objects.requireNonNull(value);
        for (var each : all) {
            if (each instanceof SdkPojo rule) {
                var texts = new TreeMap<String, String>();
                for (var field : rule.sdkFields()) {
                    if (!field.memberName().equals("SecurityGroupRuleId")) {
                        texts.put(field.memberName(), String.valueOf((Object) field.getValueOrDefault(rule)));
                    }
                }
                lines.merge(path + "[" + texts + "]", "1", (a, b) -> String.valueOf(Integer.parseInt(a) + 1));
            }
        }
    }

    private static String names(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof Collection<?> all) {
            var found = new TreeSet<String>();
            for (var each : all) {
                found.add(name(each).orElse("?"));
            }
            return found.toString();
        }
        return value == null || simple(value)
                ? String.valueOf(value)
                : name(value).orElse("?");
    }

    private void pojo(String path, SdkPojo pojo) throws ReflectiveOperationException {
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value != null) {
                walk(path + "." + field.memberName(), value);
            }
        }
    }

    private void all(String path, Collection<?> all) throws ReflectiveOperationException {
        if (all.stream().allMatch(EstateDump::simple)) {
            var texts = new ArrayList<>(all.stream().map(String::valueOf).toList());
            if (all instanceof Set<?>) {
                texts.sort(null);
            }
            lines.put(path, texts.toString());
            return;
        }
        var names = new ArrayList<String>();
        for (var each : all) {
            names.add(name(each).orElse(""));
        }
        var each = all.iterator();
        for (var i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var alone = !name.isEmpty() && names.indexOf(name) == names.lastIndexOf(name);
            walk(path + "[" + (alone ? name : name + "#" + i) + "]", each.next());
        }
    }

    private static Optional<String> name(Object of) throws ReflectiveOperationException {
        if (of instanceof SdkPojo pojo) {
            for (var wanted : NAMES) {
                for (var field : pojo.sdkFields()) {
                    if (field.memberName().equals(wanted) && field.getValueOrDefault(pojo) != null) {
                        return Optional.of(String.valueOf(field.getValueOrDefault(pojo)));
                    }
                }
            }
            return Optional.empty();
        }
        if (of.getClass().getPackageName().startsWith(OURS)) {
            for (var wanted : NAMES) {
                for (var field : of.getClass().getDeclaredFields()) {
                    if (field.getName().equals(wanted) && field.getType() == String.class) {
                        return Optional.ofNullable(value(field, of)).map(String::valueOf);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String digest(byte[] bytes) {
        try {
            return bytes.length + " bytes "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                            .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
