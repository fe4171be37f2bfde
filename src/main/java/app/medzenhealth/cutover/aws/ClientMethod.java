package app.medzenhealth.cutover.aws;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** What a method of an SDK client interface is to the guard. */
sealed interface ClientMethod {

    /** Sends a request: the only kind that reaches the real client. */
    record Sends() implements ClientMethod {}

    /** A default method that only calls others of the same client, and is run on the guarded one. */
    record Convenience() implements ClientMethod {}

    /** Makes a waiter, which gets the guarded client. */
    record MakesWaiter() implements ClientMethod {}

    record ServiceName() implements ClientMethod {}

    record Close() implements ClientMethod {}

    /** Of {@link Object}. */
    record Common() implements ClientMethod {}

    /** Nothing the guard knows, or something that could go past it. */
    record Forbidden(String why) implements ClientMethod {}

    private static boolean sends(List<Class<?>> parameters, Class<?> result) {
        List<Class<?>> rest = parameters.subList(1, parameters.size());
        return rest.isEmpty() && SdkResponse.class.isAssignableFrom(result)
                || rest.equals(List.of(RequestBody.class))
                || rest.equals(List.of(ResponseTransformer.class))
                || rest.equals(List.of(RequestBody.class, ResponseTransformer.class));
    }

    static ClientMethod of(Method method) {
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return new Common();
        }
        if (parameters.isEmpty()) {
            return switch (name) {
                case "serviceName" -> new ServiceName();
                case "close" -> new Close();
                case "waiter" -> new MakesWaiter();
                case "utilities" ->
                    new Forbidden("it presigns requests and makes login tokens, which are used past the guard");
                case "serviceClientConfiguration" -> new Forbidden("it hands out the credentials");
                default ->
                    method.isDefault()
                                    && (SdkResponse.class.isAssignableFrom(method.getReturnType())
                                            || name.endsWith("Paginator"))
                            ? new Convenience()
                            : new Forbidden("it is unknown");
            };
        }
        if (!method.isDefault()) {
            return new Forbidden("it is unknown");
        }
        Class<?> first = parameters.getFirst();
        if (SdkRequest.class.isAssignableFrom(first)) {
            boolean sends = !name.endsWith("Paginator") && sends(parameters, method.getReturnType());
            return sends ? new Sends() : new Convenience();
        }
        return first == Consumer.class ? new Convenience() : new Forbidden("it is unknown");
    }
}
