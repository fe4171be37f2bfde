package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** An empty account with three regions, and its clock in hand. */
public final class TestEstate {
    /** What an EHRbase in production is set to: it asks for a password, and shows its health without one. */
    public static final List<KeyValuePair> EHRBASE = List.of(
            set("SECURITY_AUTHTYPE", "BASIC"),
            set("MANAGEMENT_ENDPOINT_HEALTH_ENABLED", "true"),
            set("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED", "true"),
            set("MANAGEMENT_ENDPOINTS_WEB_ACCESS", "PUBLIC"));

    public static final Instant START = Instant.parse("2026-01-12T08:00:00Z");
    public final VirtualTime time = new VirtualTime(START);
    public final Estate estate = new Estate(time, "558069890522", Set.of("eu-central-1", "eu-west-1", "af-south-1"));

    private static KeyValuePair set(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    /** Behind the same front door as in a rehearsal. */
    public <C extends SdkClient> C client(Class<C> type, BiFunction<Estate, String, C> make) {
        return client(type, make, "eu-central-1");
    }

    public <C extends SdkClient> C client(Class<C> type, BiFunction<Estate, String, C> make, String region) {
        return new EmbeddedClients(
                        estate,
                        (service, operation) -> operation.startsWith("List")
                                || operation.startsWith("Describe")
                                || operation.startsWith("Get"))
                .register(type, make)
                .client(type, region);
    }

    public void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }
}
