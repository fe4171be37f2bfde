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
 * @param failed a later reading that failed: what was found is as old as it says, and holds no longer for sure
 * @param leftOut ARNs of what was read and is not shown: AWS's own, or what is deleted and still listed
 */
public record ServiceScan(
        String region,
        String service,
        String api,
        Observation<List<SeenResource>> found,
        boolean offered,
        List<Gap> gaps,
        Set<String> leftOut,
        Optional<Observation.Unknown<List<SeenResource>>> failed) {

    public ServiceScan {
        gaps = List.copyOf(gaps);
        leftOut = Set.copyOf(leftOut);
    }

    public ServiceScan(
            String region,
            String service,
            String api,
            Observation<List<SeenResource>> found,
            boolean offered,
            List<Gap> gaps,
            Set<String> leftOut) {
        this(region, service, api, found, offered, gaps, leftOut, Optional.empty());
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
        return failure().isPresent()
                ? failure().map(Observation.Unknown::reason)
                : Optional.of(gaps.stream().map(Gap::words).collect(Collectors.joining("; ")))
                        .filter(words -> !words.isEmpty());
    }

    /** What it holds; none where that is unknown. */
    public Stream<SeenResource> resources() {
        return found instanceof Observation.Known<List<SeenResource>> k ? k.value().stream() : Stream.empty();
    }

    /** Why the newest reading did not succeed; empty: it did. */
    public Optional<Observation.Unknown<List<SeenResource>>> failure() {
        return found instanceof Observation.Unknown<List<SeenResource>> u ? Optional.of(u) : failed;
    }

    /** This after the same place was read again: what was known stays, as old as it is, where that reading failed. */
    public ServiceScan then(ServiceScan newer) {
        if (newer.found().at().isBefore(found.at())) {
            return this;
        }
        return found instanceof Observation.Known<List<SeenResource>>
                ? newer.failure().map(this::failing).orElse(newer)
                : newer;
    }

    ServiceScan failing(Observation.Unknown<List<SeenResource>> why) {
        return new ServiceScan(region, service, api, found, offered, gaps, leftOut, Optional.of(why));
    }
}
