package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.aws.name.DnsName;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The values of records in one form: names without regard to case and final dot (RFC 4343), addresses in their shortest form
 * (RFC 5952 means the same by {@code 2001:db8::1} and {@code 2001:DB8:0:0:0:0:0:1}), texts to the letter.
 */
final class RecordValue {
    private RecordValue() {}

    static Set<String> all(ResourceRecordSet set) {
        return all(
                set.typeAsString(),
                set.resourceRecords().stream().map(ResourceRecord::value).toList());
    }

    static Set<String> all(String type, Collection<String> values) {
        var all = new TreeSet<String>();
        values.forEach(v -> all.add(of(type, v.strip())));
        return all;
    }

    private static String of(String type, String value) {
        return switch (type) {
            case "CNAME", "NS", "PTR" -> DnsName.of(value).absolute();
            // The last word of these is a name.
            case "MX", "SRV" -> {
                var at = value.lastIndexOf(' ') + 1;
                yield value.substring(0, at) + DnsName.of(value.substring(at)).absolute();
            }
            case "AAAA" -> address(value);
            default -> value;
        };
    }

    private static String address(String value) {
        try {
            return value.indexOf(':') < 0 ? value : InetAddress.ofLiteral(value).getHostAddress();
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
