package app.medzenhealth.cutover.rehearsal.traffic;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Names as Route 53 keeps them: lower case, with the final dot, odd characters as octal escapes. */
final class DnsName {
    private DnsName() {}

    static String of(String name) {
        return app.medzenhealth.cutover.aws.name.DnsName.of(name).absolute();
    }

    static String plain(String name) {
        String dotted = of(name);
        return dotted.substring(0, dotted.length() - 1);
    }

    static boolean within(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    /** Sorts as ListResourceRecordSets does: by labels from the right. */
    static String sortKey(String name) {
        List<String> labels = Arrays.asList(of(name).split("\\."));
        Collections.reverse(labels);
        return String.join(".", labels) + ".";
    }
}
