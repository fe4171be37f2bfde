package app.medzenhealth.cutover.inventory;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one service in one region holds.
 *
 * @param api the operations asked, for the cell's tooltip
 * @param offered false: AWS has no such service in that region, so that nothing was asked and nothing can be there
 */
public record ServiceScan(
        String region, String service, String api, Observation<List<SeenResource>> found, boolean offered) {

    public ServiceScan(String region, String service, String api, Observation<List<SeenResource>> found) {
        this(region, service, api, found, true);
    }

    /** What it holds; none where that is unknown. */
    public Stream<SeenResource> resources() {
        return found instanceof Observation.Known<List<SeenResource>> k ? k.value().stream() : Stream.empty();
    }
}
