package app.medzenhealth.cutover.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one service in one region holds.
 *
 * @param api the operations asked, for the cell's tooltip
 * @param offered false: AWS has no such service in that region, so that nothing was asked and nothing can be there
 * @param gaps what is not known though the rest is; of what is unknown as a whole there are none
 * @param leftOut ARNs of what was read and is not shown: AWS's own, or what is deleted and still listed
 */
public record ServiceScan(
        String region,
        String service,
        String api,
        Observation<List<SeenResource>> found,
        boolean offered,
        List<Gap> gaps,
        Set<String> leftOut) {

    public ServiceScan {
        gaps = List.copyOf(gaps);
        leftOut = Set.copyOf(leftOut);
    }

    public ServiceScan(
            String region, String service, String api, Observation<List<SeenResource>> found, boolean offered) {
        this(region, service, api, found, offered, List.of(), Set.of());
    }

    public ServiceScan(String region, String service, String api, Observation<List<SeenResource>> found) {
        this(region, service, api, found, true);
    }

    /** Why not everything of it is known; empty: it is. Nothing may be concluded from what is not in an incomplete one. */
    public Optional<String> incomplete() {
        return found instanceof Observation.Unknown<List<SeenResource>> unknown
                ? Optional.of(unknown.reason())
                : Optional.of(gaps.stream().map(Gap::words).collect(Collectors.joining("; ")))
                        .filter(words -> !words.isEmpty());
    }

    /** What it holds; none where that is unknown. */
    public Stream<SeenResource> resources() {
        return found instanceof Observation.Known<List<SeenResource>> k ? k.value().stream() : Stream.empty();
    }
}
