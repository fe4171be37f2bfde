package app.medzenhealth.cutover.aws;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * What a method of an SDK client interface is to the guard: said by its name and the names of its types, so that none of them
 * has to be loaded.
 */
sealed interface ClientMethod {

    /** Sends a request: the only kind that reaches the real client. */
    record Sends() implements ClientMethod {}

    /** A default method that only calls others of the same client, and is run on the guarded one. */
    record Convenience() implements ClientMethod {}

    /** Makes a waiter, which gets the guarded client. */
    record MakesWaiter() implements ClientMethod {}

    record ServiceName() implements ClientMethod {}

    record Close() implements ClientMethod {}

    /** Nothing the guard knows, or something that could go past it. */
    record Forbidden(String why) implements ClientMethod {}

    ClassDesc BODY = ClassDesc.of("software.amazon.awssdk.core.sync.RequestBody");
    ClassDesc TRANSFORMER = ClassDesc.of("software.amazon.awssdk.core.sync.ResponseTransformer");
    ClassDesc CONSUMER = ClassDesc.of("java.util.function.Consumer");

    /** @param isDefault whether the interface has a body for it */
    static ClientMethod of(String name, MethodTypeDesc type, boolean isDefault) {
        if (type.parameterCount() == 0) {
            return switch (name) {
                case "serviceName" -> new ServiceName();
                case "close" -> new Close();
                case "waiter" -> new MakesWaiter();
                case "utilities" ->
                    new Forbidden("it presigns requests and makes login tokens, which are used past the guard");
                case "serviceClientConfiguration" -> new Forbidden("it hands out the credentials");
                default ->
                    isDefault && (isModel(type.returnType(), "Response") || name.endsWith("Paginator"))
                            ? new Convenience()
                            : new Forbidden("it is unknown");
            };
        }
        if (!isDefault) {
            return new Forbidden("it is unknown");
        }
        var first = type.parameterType(0);
        if (isModel(first, "Request")) {
            return !name.endsWith("Paginator") && sends(type) ? new Sends() : new Convenience();
        }
        return first.equals(CONSUMER) ? new Convenience() : new Forbidden("it is unknown");
    }

    private static boolean sends(MethodTypeDesc type) {
        var rest = type.parameterList().subList(1, type.parameterCount());
        return rest.isEmpty() && isModel(type.returnType(), "Response")
                || rest.equals(List.of(BODY))
                || rest.equals(List.of(TRANSFORMER))
                || rest.equals(List.of(BODY, TRANSFORMER));
    }

    private static boolean isModel(ClassDesc type, String suffix) {
        return type.isClassOrInterface()
                && type.packageName().startsWith("software.amazon.awssdk.services.")
                && type.packageName().endsWith(".model")
                && type.displayName().endsWith(suffix);
    }
}
