package app.medzenhealth.cutover.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Clients whose every call goes to one place. Their classes are made from the class file of the SDK's interface, by packaging
 * for the services of the inventory (see {@link InterceptedClasses}), and at run time for the others. A
 * {@link java.lang.reflect.Proxy} would do the same, but loads every request and response of a service to list its methods,
 * which for all services takes ten seconds and twelve thousand classes.
 *
 * <p>Consumer overloads, paginators and streaming conveniences are inherited from the interface and call the client itself.
 */
public final class InterceptedClient {

    private InterceptedClient() {}

    /** Where the calls go. */
    public interface Calls {

        /** @return what the caller gets */
        @Nullable
        Object send(Sending sending) throws Throwable;

        String serviceName();

        /** @param client the client that the waiter has to poll */
        Object waiter(SdkClient client, Class<?> waiter) throws Throwable;

        /** What to throw for a method that could go past these calls. */
        RuntimeException forbidden(String method, String why);

        /** In place of {@code toString()}. */
        String described();
    }

    /** One call on its way. */
    public static final class Sending {
        private final Dispatch dispatch;
        private final int number;
        private final String method;
        private final Class<?> declared;
        private final @Nullable Object[] arguments;

        Sending(Dispatch dispatch, int number, String method, Class<?> declared, @Nullable Object[] arguments) {
            this.dispatch = dispatch;
            this.number = number;
            this.method = method;
            this.declared = declared;
            this.arguments = arguments;
        }

        public String method() {
            return method;
        }

        /** Whether the caller gave a body or a transformer beside the request. */
        public boolean carriesMore() {
            return arguments.length > 1;
        }

        /** The body that the caller gave beside the request, where that is all that it gave. */
        public Optional<RequestBody> body() {
            return arguments.length == 2 && arguments[1] instanceof RequestBody body
                    ? Optional.of(body)
                    : Optional.empty();
        }

        /** The request's class as the interface declares it. */
        public Class<?> declared() {
            return declared;
        }

        /** @throws NullPointerException if the caller gave none */
        public SdkRequest request() {
            if (arguments[0] instanceof SdkRequest request) {
                return request;
            }
            throw new NullPointerException("A request is needed for " + method);
        }

        /** Calls the same method of another client, with this request and the caller's body or transformer. */
        public @Nullable Object to(SdkClient client, SdkRequest request) throws Throwable {
            @Nullable Object[] sent = arguments.clone();
            sent[0] = request;
            return dispatch.dispatch(number, client, sent);
        }
    }

    /** What a made class can do besides. */
    interface Dispatch {
        @Nullable
        Object dispatch(int number, SdkClient client, @Nullable Object[] arguments) throws Throwable;
    }

    /** One method of an interface. */
    record Declared(String name, MethodTypeDesc type, boolean isDefault) {
        ClientMethod kind() {
            return ClientMethod.of(name, type, isDefault);
        }
    }

    private static final ClassValue<Constructor<?>> CLASSES = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            try {
                return packaged(type).orElseGet(() -> made(type)).getDeclaredConstructor(Calls.class);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type.getName() + " cannot be intercepted", e);
            }
        }
    };

    /** The class that packaging made for this very interface. */
    private static Optional<Class<?>> packaged(Class<?> type) {
        try {
            Class<?> found =
                    Class.forName(InterceptedClientClass.name(type), false, InterceptedClient.class.getClassLoader());
            return type.isAssignableFrom(found) ? Optional.of(found) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Class<?> made(Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .defineHiddenClass(InterceptedClientClass.of(type, declared(type)), true)
                    .lookupClass();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type.getName() + " cannot be intercepted", e);
        }
    }

    /** @param type an interface of the SDK */
    public static <C extends SdkClient> C of(Class<C> type, Calls calls) {
        try {
            return type.cast(CLASSES.get(type).newInstance(calls));
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type.getName() + " cannot be intercepted", e);
        }
    }

    /** Makes the class for a client that will be needed. */
    public static void prepare(Class<? extends SdkClient> type) {
        CLASSES.get(type);
    }

    /** Whether a client answers with futures, which would end outside of any call. */
    static boolean isAsynchronous(Class<?> type) {
        // Packaging makes none for these.
        return packaged(type).isEmpty()
                && declared(type).stream()
                        .anyMatch(m -> m.type()
                                .returnType()
                                .descriptorString()
                                .equals("Ljava/util/concurrent/CompletableFuture;"));
    }

    /** The instance methods that the interface itself declares. */
    static List<Declared> declared(Class<?> type) {
        var file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (var in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(type.getName() + " has no class file");
            }
            var parsed = ClassFile.of().parse(in.readAllBytes());
            var methods = new ArrayList<Declared>();
            parsed.methods().forEach(m -> {
                if (!m.flags().has(AccessFlag.STATIC) && !m.flags().has(AccessFlag.PRIVATE)) {
                    methods.add(new Declared(
                            m.methodName().stringValue(),
                            m.methodTypeSymbol(),
                            !m.flags().has(AccessFlag.ABSTRACT)));
                }
            });
            return methods;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
