package app.medzenhealth.cutover.aws;

import java.util.function.BiConsumer;
import software.amazon.awssdk.core.SdkClient;

/**
 * The same clients, telling which are asked for.
 *
 * @param note receives the SDK's interface and the region, on any thread
 */
public record NotedClients(Clients clients, BiConsumer<Class<?>, String> note) implements Clients {

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        note.accept(type, region);
        return clients.client(type, region);
    }
}
