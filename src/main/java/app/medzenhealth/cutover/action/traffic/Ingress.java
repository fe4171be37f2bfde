package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * One source that a security group lets in.
 *
 * @param protocol as EC2 names it; {@code -1}: all
 * @param kind what the source is: {@code sg}, {@code cidr}, {@code cidr6}, {@code pl}
 * @param description may be empty
 */
record Ingress(String protocol, int from, int to, String kind, String source, String description) {

    static List<Ingress> read(ActionContext context, String region, String group) {
        return context
                .clients()
                .client(Ec2Client.class, region)
                .describeSecurityGroupsPaginator(q -> q.groupIds(group))
                .securityGroups()
                .stream()
                .flatMap(g -> g.ipPermissions().stream())
                .flatMap(p -> of(p).stream())
                .toList();
    }

    private static List<Ingress> of(IpPermission p) {
        var from = p.fromPort() == null ? 0 : p.fromPort();
        var to = p.toPort() == null ? 65535 : p.toPort();
        var all = new ArrayList<Ingress>();
        p.userIdGroupPairs()
                .forEach(g -> all.add(new Ingress(p.ipProtocol(), from, to, "sg", g.groupId(), text(g.description()))));
        p.ipRanges()
                .forEach(
                        r -> all.add(new Ingress(p.ipProtocol(), from, to, "cidr", r.cidrIp(), text(r.description()))));
        p.ipv6Ranges()
                .forEach(r ->
                        all.add(new Ingress(p.ipProtocol(), from, to, "cidr6", r.cidrIpv6(), text(r.description()))));
        p.prefixListIds()
                .forEach(l ->
                        all.add(new Ingress(p.ipProtocol(), from, to, "pl", l.prefixListId(), text(l.description()))));
        return all;
    }

    private static String text(@Nullable String description) {
        return description == null ? "" : description;
    }

    boolean reaches(int port) {
        return (protocol.equals("tcp") || protocol.equals("-1")) && from <= port && port <= to;
    }

    /** Whether it lets in to this port and nothing else, so that it can be taken away alone. */
    boolean only(int port) {
        return protocol.equals("tcp") && from == port && to == port;
    }

    /** Text that {@link #parse} reads. */
    String text() {
        return String.join(" ", protocol, from + "-" + to, kind, source, description)
                .strip();
    }

    static Ingress parse(String text) {
        var parts = text.split(" ", 5);
        var ports = parts[1].split("-", 2);
        return new Ingress(
                parts[0],
                Integer.parseInt(ports[0]),
                Integer.parseInt(ports[1]),
                parts[2],
                parts[3],
                parts.length > 4 ? parts[4] : "");
    }

    IpPermission permission() {
        var said = description.isEmpty() ? null : description;
        var permission =
                IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
        return switch (kind) {
            case "sg" ->
                permission
                        .userIdGroupPairs(UserIdGroupPair.builder()
                                .groupId(source)
                                .description(said)
                                .build())
                        .build();
            case "cidr" ->
                permission
                        .ipRanges(IpRange.builder()
                                .cidrIp(source)
                                .description(said)
                                .build())
                        .build();
            case "cidr6" ->
                permission
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6(source)
                                .description(said)
                                .build())
                        .build();
            case "pl" ->
                permission
                        .prefixListIds(PrefixListId.builder()
                                .prefixListId(source)
                                .description(said)
                                .build())
                        .build();
            default -> throw new IllegalArgumentException("not a source: " + kind);
        };
    }
}
