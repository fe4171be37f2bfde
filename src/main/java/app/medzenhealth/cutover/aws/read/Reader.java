package app.medzenhealth.cutover.aws.read;

import java.util.List;
import java.util.function.Predicate;

/**
 * How one service is read.
 *
 * @param service the name that plans and screens use, as the CLI's or IAM's: {@code lambda}, {@code elbv2}, {@code logs}
 * @param api the operations asked
 * @param offered whether the service is in the region at all
 */
public record Reader(String service, Scope scope, String api, Predicate<ServiceReading> offered, Read read) {

    Reader(String service, Scope scope, String api, Read read) {
        this(service, scope, api, in -> true, read);
    }

    /** The operations asked, each by its name. */
    public List<String> operations() {
        return List.of(api.split(", "));
    }

    public enum Scope {
        REGIONAL,
        /** One answer for all regions, whose resources say themselves where they are. */
        EVERYWHERE,
        /** No region at all. */
        GLOBAL,
        /** Names what is in a region, whoever reads it: only what nobody read is of interest. */
        NAMED
    }

    /** Reads everything, or throws. */
    @FunctionalInterface
    public interface Read {
        List<Found> all(ServiceReading reading) throws InterruptedException;
    }
}
