package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.RegionAccess;
import app.medzenhealth.cutover.aws.read.Reader;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.aws.read.RegionStates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an inventory asked, and what it did not: whoever reads that something is not there has to know where nobody looked.
 *
 * @param services how many were read, each once, in however many regions
 * @param operations how many operations of theirs
 * @param notLookedAt each in words, regions first
 */
public record Coverage(int services, int operations, List<String> notLookedAt) {

    public static final Coverage UNSAID = new Coverage(0, 0, List.of());

    /** Of what nobody reads: what comes to mind first. The list is AWS's whole catalogue otherwise. */
    private static final String OTHERS =
            "every other service (Redshift, MSK, Amazon MQ, FSx, Neptune Analytics, Glue, SageMaker,"
                    + " AppSync, Amplify, …) but for what has tags";

    /** Parts of services that are read, which no reader asks for. */
    private static final String PARTS =
            "VPC links of APIs, database snapshots that other accounts share with this one, and the replicas that CloudFront keeps"
                    + " of Lambda@Edge functions";

    public Coverage {
        notLookedAt = List.copyOf(notLookedAt);
    }

    static Coverage of(Collection<Reader> readers, Set<String> asked, List<ServiceScan> scans, RegionStates states) {
        Set<String> services = readers.stream().map(Reader::service).collect(Collectors.toCollection(TreeSet::new));
        var operations = new TreeSet<String>();
        readers.forEach(r -> r.operations().forEach(o -> operations.add(r.service() + " " + o)));
        var not = new ArrayList<String>();
        var regions = regions(asked, scans, states);
        if (!regions.isEmpty()) {
            not.add(regions);
        }
        var unread = Readers.besides().stream()
                .map(Reader::service)
                .filter(s -> !services.contains(s))
                .collect(Collectors.joining(", "));
        if (!unread.isEmpty()) {
            not.add(unread + " (a sweep reads them)");
        }
        not.add(PARTS);
        not.add(OTHERS);
        return new Coverage(services.size(), operations.size(), not);
    }

    /** Of S3 alone is known what lies in regions that nobody asked. */
    private static String regions(Set<String> asked, List<ServiceScan> scans, RegionStates states) {
        var others = new TreeMap<String, String>();
        if (states instanceof RegionStates.Known known) {
            known.enabled().filter(r -> !asked.contains(r)).forEach(r -> others.put(r, r));
        }
        scans.stream()
                .filter(s -> !asked.contains(s.region()) && !s.region().equals(RegionAccess.GLOBAL))
                .filter(s -> s.resources().findAny().isPresent())
                .forEach(s -> others.put(s.region(), s.region() + " (" + there(s) + ")"));
        var named = Stream.concat(
                        others.values().stream().filter(o -> o.endsWith(")")),
                        others.values().stream().filter(o -> !o.endsWith(")")))
                .toList();
        return named.isEmpty() ? "" : (named.size() == 1 ? "region " : "regions ") + String.join(", ", named);
    }

    private static String there(ServiceScan scan) {
        var count = scan.resources().count();
        return scan.service() + " knows " + count + (count == 1 ? " bucket there" : " buckets there");
    }

    /** {@code 36 services read by 97 operations; not looked at: …}. */
    public String words() {
        return services + " services read by " + operations + " operations"
                + (notLookedAt.isEmpty() ? "" : "; " + not());
    }

    /** {@code not looked at: …}; empty where that was not said. */
    public String not() {
        return notLookedAt.isEmpty() ? "" : "not looked at: " + String.join("; ", notLookedAt);
    }
}
