package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.Clients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/** An estate of which single operations answer otherwise: what AWS says that the estate does not. */
public final class Stubs implements Clients {
    private final Clients estate;
    private final Map<String, Function<SdkRequest, Object>> answers = new HashMap<>();
    /** What was asked of the operations that are stubbed, in order. */
    public final List<SdkRequest> asked = new ArrayList<>();

    Stubs(Clients estate) {
        this.estate = estate;
    }

    /**
     * From now on.
     *
     * @param operation as the client's method is called, {@code describeStacks}
     * @param answer makes the answer, or throws it
     */
    public <Q extends SdkRequest> Stubs answer(
            Class<? extends SdkClient> client, Class<Q> request, String operation, Function<Q, Object> answer) {
        answers.put(client.getName() + "." + operation, q -> answer.apply(request.cast(q)));
        return this;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        var embedded = estate.client(type, region);
        InvocationHandler handler = (proxy, method, args) -> {
            var stub = answers.get(type.getName() + "." + method.getName());
            if (stub != null && args != null && args.length > 0 && args[0] instanceof SdkRequest request) {
                asked.add(request);
                return stub.apply(request);
            }
            try {
                return method.invoke(embedded, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
