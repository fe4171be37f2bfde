package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.aws.RequestShape;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.DefaultValueTrait;

/**
 * A request as an action made it, before the SDK completes it.
 *
 * @param action the type of the action, or an empty text where none asks
 * @param intent the number of the last intent
 */
record Asked(String action, long intent, String region, RequestShape shape) {

    private static final Set<String> TOKENS =
            Set.of("clienttoken", "clientrequesttoken", "callerreference", "idempotencytoken");

    /** The member that says which requests are the same one; empty if the operation has none. */
    Optional<String> tokenMember() {
        return shape.request().sdkFields().stream()
                .filter(f -> f.containsTrait(DefaultValueTrait.class)
                        || TOKENS.contains(f.memberName().toLowerCase(Locale.ROOT)))
                .map(SdkField::memberName)
                .findFirst();
    }

    /** What the action put there. What the SDK would make up is not asked for. */
    Optional<String> token() {
        var request = shape.request();
        return tokenMember().flatMap(m -> request.getValueForField(m, String.class));
    }

    /** The same for requests that differ in nothing but their token. */
    String butForItsToken() {
        var text = shape.service() + " " + shape.operation() + " " + region + " " + shape.request();
        return token().map(t -> text.replace(t, "TOKEN")).orElse(text);
    }

    @Override
    public String toString() {
        return action + " " + shape.service() + " " + shape.operation() + " in " + region + " on " + shape.resource();
    }
}
