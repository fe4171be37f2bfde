package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.plan.Probe;
import app.medzenhealth.cutover.plan.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is asked, with everything filled in.
 *
 * @param region whose side it asks; empty: what users ask
 * @param status the answers that count as service
 */
public record ProbeTarget(
        String id,
        String title,
        Probe.Kind kind,
        Optional<String> region,
        HttpProber.Request request,
        Set<Integer> status,
        Optional<String> contains) {

    /**
     * How long an answer is waited for: longer than users bear, and short enough that a target which hangs is asked again while it
     * matters.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * @param values of the plan's variables
     * @return empty while one of its variables has no value, or what stands in it is no address
     */
    public static Optional<ProbeTarget> of(Probe probe, Function<String, Optional<String>> values) {
        var url = Variables.resolve(probe.url(), values);
        var connectTo = probe.connectTo().map(c -> Variables.resolve(c, values));
        if (!Variables.in(url).isEmpty()
                || connectTo.filter(c -> !Variables.in(c).isEmpty()).isPresent()) {
            return Optional.empty();
        }
        return address(url)
                .map(uri -> new ProbeTarget(
                        probe.id(),
                        probe.title(),
                        probe.kind(),
                        probe.region(),
                        new HttpProber.Request(probe.method().orElse("GET"), uri, Map.of(), "", PATIENCE, connectTo),
                        Set.copyOf(probe.status()),
                        probe.contains()));
    }

    private static Optional<URI> address(String url) {
        try {
            return Optional.of(URI.create(url)).filter(u -> u.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether its failure is downtime. */
    public boolean felt() {
        return region.isEmpty() && kind != Probe.Kind.HEALTH;
    }
}
