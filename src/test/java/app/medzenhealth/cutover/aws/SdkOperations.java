package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.core.traits.DefaultValueTrait;

/** The synchronous clients on the class path and their operations, to be called with requests that hold nothing. */
public final class SdkOperations {
    private SdkOperations() {}

    /** All client interfaces, by name. */
    public static List<Class<? extends SdkClient>> clients() throws IOException, ClassNotFoundException {
        List<Class<? extends SdkClient>> clients = new ArrayList<>();
        for (var root : Collections.list(
                SdkOperations.class.getClassLoader().getResources("software/amazon/awssdk/services"))) {
            var connection = (JarURLConnection) root.openConnection();
            for (var entry : Collections.list(connection.getJarFile().entries())) {
                var name = entry.getName();
                if (name.matches("software/amazon/awssdk/services/.*/[A-Za-z0-9]+Client\\.class")) {
                    Class<?> type = Class.forName(
                            name.substring(0, name.length() - 6).replace('/', '.'),
                            false,
                            SdkOperations.class.getClassLoader());
                    var synchronous = type.isInterface()
                            && Modifier.isPublic(type.getModifiers())
                            && SdkClient.class.isAssignableFrom(type)
                            && !type.getSimpleName().endsWith("AsyncClient");
                    if (synchronous) {
                        clients.add(type.asSubclass(SdkClient.class));
                    }
                }
            }
        }
        clients.sort(Comparator.comparing(Class::getName));
        return clients;
    }

    /** The methods that the guard does not know to be reads. */
    public static List<Method> mutations(Class<? extends SdkClient> type) {
        return requests(type).stream()
                .filter(m -> !Operations.isRead(Spelling.service(type), Spelling.operation(m.getParameterTypes()[0])))
                .toList();
    }

    /** The methods that the guard knows to be reads. */
    public static List<Method> reads(Class<? extends SdkClient> type) {
        return requests(type).stream()
                .filter(m -> Operations.isRead(Spelling.service(type), Spelling.operation(m.getParameterTypes()[0])))
                .toList();
    }

    /** A request that holds nothing but a token where there is one. */
    public static SdkRequest request(Method method) throws Exception {
        return (SdkRequest) argument(method.getParameterTypes(), 0);
    }

    /** The methods that send: of the request alone, or with a body or transformer. */
    static List<Method> requests(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m -> ClientMethod.of(m.getName(), described(m), m.isDefault()) instanceof ClientMethod.Sends)
                .toList();
    }

    static MethodTypeDesc described(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .describeConstable()
                .orElseThrow();
    }

    /** What it threw, or null. */
    static Throwable call(Object client, Method method) throws Exception {
        return called(client, method, argument(method.getParameterTypes(), 0));
    }

    /** The same, with this request. */
    public static Throwable call(Object client, Method method, SdkRequest request) throws Exception {
        return called(client, method, request);
    }

    private static Throwable called(Object client, Method method, Object first) throws Exception {
        var arguments = new Object[method.getParameterCount()];
        for (var i = 0; i < arguments.length; i++) {
            arguments[i] = i == 0 ? first : argument(method.getParameterTypes(), i);
        }
        return catchThrowable(() -> {
            try {
                var answer = method.invoke(client, arguments);
                if (answer instanceof Iterable<?> pages) {
                    pages.iterator().next();
                }
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static Object argument(Class<?>[] types, int index) throws Exception {
        if (index >= types.length) {
            return null;
        }
        var type = types[index];
        if (SdkRequest.class.isAssignableFrom(type)) {
            var builder = type.getMethod("builder").invoke(null);
            // Else each look at the request mints another token.
            ((SdkPojo) builder)
                    .sdkFields().stream()
                            .filter(field -> field.containsTrait(DefaultValueTrait.class))
                            .forEach(field -> field.set(builder, "token"));
            return type.getMethod("builder").getReturnType().getMethod("build").invoke(builder);
        }
        if (type == Consumer.class) {
            Consumer<Object> nothing = builder -> {};
            return nothing;
        }
        if (type == RequestBody.class) {
            return RequestBody.empty();
        }
        if (type == ResponseTransformer.class) {
            return ResponseTransformer.<SdkResponse>toBytes();
        }
        return null;
    }
}
