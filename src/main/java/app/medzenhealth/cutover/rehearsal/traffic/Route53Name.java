package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.Arrays;
import java.util.Collections;

/** Names as Route 53 keeps them: lower case, with the final dot, odd characters as octal escapes. */
final class Route53Name {
    private Route53Name() {}

    static String of(String name) {
        return DnsName.of(name).absolute();
    }

    static String plain(String name) {
        var dotted = of(name);
        return dotted.substring(0, dotted.length() - 1);
    }

    static boolean within(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    /** Sorts as ListResourceRecordSets does: by labels from the right. */
    static String sortKey(String name) {
        var labels = Arrays.asList(of(name).split("\\."));
        Collections.reverse(labels);
        return String.join(".", labels) + ".";
    }
}
