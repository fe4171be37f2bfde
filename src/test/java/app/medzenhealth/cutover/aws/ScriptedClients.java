package app.medzenhealth.cutover.aws;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/** Raw clients that note each request they get and answer what a script says. */
public final class ScriptedClients implements Clients {

    /** A request that reached a raw client. */
    public record Got(String region, SdkRequest request) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final BiFunction<String, SdkRequest, Object> script;

    /** @param script answers by region and request, or throws */
    public ScriptedClients(BiFunction<String, SdkRequest, Object> script) {
        this.script = script;
    }

    public List<Got> got() {
        return got;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    if (method.getName().equals("serviceName")) {
                        return "scripted";
                    }
                    if (arguments != null && arguments[0] instanceof SdkRequest request) {
                        got.add(new Got(region, request));
                        return script.apply(region, request);
                    }
                    throw new AssertionError(method + " reached the raw client");
                }));
    }
}
