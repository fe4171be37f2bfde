package app.medzenhealth.cutover.rehearsal.compute;

import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** AWS repeats a model's members in several answers: this carries them over by name. */
final class Copies {
    private Copies() {}

    /** @return {@code target}, with every member set that both have and that {@code source} has a value for */
    static <B extends SdkPojo> B to(SdkPojo source, B target) {
        var known = source.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
        for (var field : target.sdkFields()) {
            SdkField<?> from = known.get(field.memberName());
            Object value = from == null ? null : from.getValueOrDefault(source);
            if (value != null) {
                field.set(target, value);
            }
        }
        return target;
    }
}
