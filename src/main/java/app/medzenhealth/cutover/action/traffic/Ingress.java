package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.WholeObject;
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
 * One source that a security group lets in, whole: what revokes it, and what lets it in again.
 *
 * @param kind what the source is: {@code sg}, {@code cidr}, {@code cidr6}, {@code pl}
 * @param permission as EC2 answered it, with this source alone
 */
record Ingress(String kind, String source, String description, IpPermission permission) {

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

    static List<Ingress> of(IpPermission p) {
        var all = new ArrayList<Ingress>();
        var bare = WholeObject.onto(p, IpPermission.builder())
                .userIdGroupPairs(List.<UserIdGroupPair>of())
                .ipRanges(List.<IpRange>of())
                .ipv6Ranges(List.<Ipv6Range>of())
                .prefixListIds(List.<PrefixListId>of())
                .build();
        p.userIdGroupPairs()
                .forEach(g -> all.add(new Ingress(
                        "sg",
                        g.groupId() == null ? String.valueOf(g.groupName()) : g.groupId(),
                        text(g.description()),
                        bare.toBuilder().userIdGroupPairs(g).build())));
        p.ipRanges()
                .forEach(r -> all.add(new Ingress(
                        "cidr",
                        r.cidrIp(),
                        text(r.description()),
                        bare.toBuilder().ipRanges(r).build())));
        p.ipv6Ranges()
                .forEach(r -> all.add(new Ingress(
                        "cidr6",
                        r.cidrIpv6(),
                        text(r.description()),
                        bare.toBuilder().ipv6Ranges(r).build())));
        p.prefixListIds()
                .forEach(l -> all.add(new Ingress(
                        "pl",
                        l.prefixListId(),
                        text(l.description()),
                        bare.toBuilder().prefixListIds(l).build())));
        return all;
    }

    private static String text(@Nullable String description) {
        return description == null ? "" : description;
    }

    private int from() {
        return permission.fromPort() == null ? 0 : permission.fromPort();
    }

    private int to() {
        return permission.toPort() == null ? 65535 : permission.toPort();
    }

    boolean reaches(int port) {
        var protocol = permission.ipProtocol();
        return (protocol.equals("tcp") || protocol.equals("-1")) && from() <= port && port <= to();
    }

    /** Whether it lets in to this port and nothing else, so that it can be taken away alone. */
    boolean only(int port) {
        return permission.ipProtocol().equals("tcp") && from() == port && to() == port;
    }

    /** For a reader. */
    String text() {
        return String.join(" ", permission.ipProtocol(), from() + "-" + to(), kind, source, description)
                .strip();
    }

    /** Text that {@link #parse} reads: all that EC2 tells of the rule. */
    String kept() {
        return WholeObject.json(permission);
    }

    static Ingress parse(String text) {
        var permission = text.startsWith("{")
                ? WholeObject.read(text, IpPermission.builder(), IpPermission.class)
                : former(text.split(" ", 5));
        return of(permission).getFirst();
    }

    /** Whether the rule lets in the same, whatever account or name EC2 answers beside the group's id. */
    boolean same(Ingress other) {
        return kind.equals(other.kind)
                && source.equals(other.source)
                && permission.ipProtocol().equals(other.permission.ipProtocol())
                && from() == other.from()
                && to() == other.to();
    }

    /** As sessions kept it that began before rules were kept whole. */
    private static IpPermission former(String[] parts) {
        var ports = parts[1].split("-", 2);
        var said = parts.length > 4 ? parts[4] : null;
        var permission = IpPermission.builder()
                .ipProtocol(parts[0])
                .fromPort(Integer.valueOf(ports[0]))
                .toPort(Integer.valueOf(ports[1]));
        return switch (parts[2]) {
            case "sg" ->
                permission
                        .userIdGroupPairs(UserIdGroupPair.builder()
                                .groupId(parts[3])
                                .description(said)
                                .build())
                        .build();
            case "cidr" ->
                permission
                        .ipRanges(IpRange.builder()
                                .cidrIp(parts[3])
                                .description(said)
                                .build())
                        .build();
            case "cidr6" ->
                permission
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6(parts[3])
                                .description(said)
                                .build())
                        .build();
            case "pl" ->
                permission
                        .prefixListIds(PrefixListId.builder()
                                .prefixListId(parts[3])
                                .description(said)
                                .build())
                        .build();
            default -> throw new IllegalArgumentException("not a source: " + parts[2]);
        };
    }
}
