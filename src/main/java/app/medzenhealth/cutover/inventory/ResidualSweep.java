package app.medzenhealth.cutover.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for what is left in a region that is to be empty. Reads the services themselves: the tagging API knows only what is
 * tagged and proves nothing.
 */
public final class ResidualSweep {

    /** What the console has no client for and a person has to look at. */
    public static final List<String> NOT_LOOKED_AT = List.of(
            "Systems Manager parameters",
            "CloudWatch dashboards",
            "Step Functions",
            "Cognito user pools",
            "AWS Backup vaults",
            "API Gateway custom domain names",
            "WAF web ACLs",
            "Chime SDK resources");

    /**
     * @param left what should not be there
     * @param allowed what is there and may be
     * @param unknown what could not be read: as long as there is any, the region is not known to be empty
     */
    public record Report(
            String region, List<SeenResource> left, List<SeenResource> allowed, List<ServiceScan> unknown) {

        public boolean clean() {
            return left.isEmpty() && unknown.isEmpty();
        }
    }

    /** A key's deletion takes at least seven days, and costs nothing meanwhile. */
    private static final String ON_ITS_WAY_OUT = "PendingDeletion";

    private final InventoryScanner scanner;

    /** @param scanner one that also looks for leftovers: {@link AwsInventoryScanner#forLeftovers()} */
    public ResidualSweep(InventoryScanner scanner) {
        this.scanner = scanner;
    }

    /** @param allowed ARNs of what may remain; {@code *} stands for anything */
    public Report sweep(String region, List<String> allowed) throws InterruptedException {
        Inventory inventory = scanner.scan(List.of(region), scan -> {});
        List<Pattern> patterns = allowed.stream().map(ResidualSweep::pattern).toList();
        List<SeenResource> left = new ArrayList<>();
        List<SeenResource> mayStay = new ArrayList<>();
        inventory.resources().filter(r -> r.region().equals(region)).forEach(r -> {
            boolean may = r.state().equals(ON_ITS_WAY_OUT) || patterns.stream().anyMatch(p -> p.matcher(r.arn()).matches());
            (may ? mayStay : left).add(r);
        });
        List<ServiceScan> unknown = inventory.unknown().stream()
                .filter(s -> s.region().equals(region))
                .toList();
        return new Report(region, List.copyOf(left), List.copyOf(mayStay), unknown);
    }

    private static Pattern pattern(String arn) {
        return Pattern.compile(java.util.Arrays.stream(arn.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
