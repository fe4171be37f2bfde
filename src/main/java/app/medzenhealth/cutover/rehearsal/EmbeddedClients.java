package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.InterceptedClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import software.amazon.awssdk.core.SdkClient;

/**
 * Clients of the embedded estate. Each is a proxy over an embedded service that does what the network and AWS's front door do:
 * one call at a time, faults, request ids; and keeps the ledger.
 */
public final class EmbeddedClients implements Clients {

    private final Estate estate;
    private final BiPredicate<String, String> read;
    private final Map<Class<?>, BiFunction<Estate, String, ? extends SdkClient>> factories = new ConcurrentHashMap<>();
    private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();

    private record Key(Class<?> type, String region) {}

    /** @param read whether an operation (second) of a service (first) only reads; all others enter the ledger */
    public EmbeddedClients(Estate estate, BiPredicate<String, String> read) {
        this.estate = estate;
        this.read = read;
    }

    /**
     * @param type the SDK's interface
     * @param factory makes the embedded service for one region
     */
    public <C extends SdkClient> EmbeddedClients register(Class<C> type, BiFunction<Estate, String, C> factory) {
        factories.put(type, factory);
        return this;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return type.cast(clients.computeIfAbsent(new Key(type, region), key -> proxy(type, region)));
    }

    private <C extends SdkClient> C proxy(Class<C> type, String region) {
        BiFunction<Estate, String, ? extends SdkClient> factory = factories.get(type);
        if (factory == null) {
            throw new IllegalArgumentException("The embedded estate has no " + type.getSimpleName());
        }
        var target = type.cast(factory.apply(estate, region));
        return InterceptedClient.of(type, new ServiceInterceptor(estate, type, region, target, read));
    }
}
