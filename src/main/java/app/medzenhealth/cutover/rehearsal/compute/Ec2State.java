package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.SubnetZones;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Networks of one region. The lists are what is there; the world adds to them, calls change them. */
public final class Ec2State {
    private final Estate estate;
    private final String region;
    public final List<Vpc> vpcs = new ArrayList<>();
    public final List<Subnet> subnets = new ArrayList<>();
    public final List<Address> addresses = new ArrayList<>();
    public final List<NatGateway> natGateways = new ArrayList<>();
    public final List<NetworkInterface> networkInterfaces = new ArrayList<>();
    public final List<VpcEndpoint> vpcEndpoints = new ArrayList<>();
    public final List<Snapshot> snapshots = new ArrayList<>();
    public final List<Volume> volumes = new ArrayList<>();
    public final List<Image> images = new ArrayList<>();
    /** By group id. The groups hold no permissions: those are the rules. */
    final Map<String, SecurityGroup> groups = new LinkedHashMap<>();

    final Map<String, SecurityGroupRule> rules = new LinkedHashMap<>();

    private Ec2State(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static Ec2State of(Estate estate, String region) {
        return estate.state(Ec2State.class, region, () -> new Ec2State(estate, region));
    }

    public Ec2State vpc(String id, String cidr) {
        vpcs.add(Vpc.builder()
                .vpcId(id)
                .cidrBlock(cidr)
                .state("available")
                .ownerId(estate.account())
                .isDefault(false)
                .build());
        return this;
    }

    /** @param zone its letter, for example {@code a} */
    public Ec2State subnet(String id, String vpc, String cidr, String zone) {
        subnets.add(Subnet.builder()
                .subnetId(id)
                .vpcId(vpc)
                .cidrBlock(cidr)
                .availabilityZone(region + zone)
                .state("available")
                .ownerId(estate.account())
                .subnetArn(estate.arn("ec2", region, "subnet/" + id))
                .availableIpAddressCount(240)
                .build());
        SubnetZones.of(estate, region).put(id, region + zone);
        return this;
    }

    /** Somebody has deleted a subnet. */
    public void without(String subnet) {
        subnets.removeIf(s -> s.subnetId().equals(subnet));
        SubnetZones.of(estate, region).remove(subnet);
    }

    public Ec2State securityGroup(String id, String name, String description, String vpc) {
        groups.put(
                id,
                SecurityGroup.builder()
                        .groupId(id)
                        .groupName(name)
                        .description(description)
                        .vpcId(vpc)
                        .ownerId(estate.account())
                        .securityGroupArn(estate.arn("ec2", region, "security-group/" + id))
                        .build());
        var all = SecurityGroupRule.builder()
                .securityGroupRuleId(estate.id("sgr-"))
                .groupId(id)
                .groupOwnerId(estate.account())
                .isEgress(true)
                .ipProtocol("-1")
                .fromPort(-1)
                .toPort(-1)
                .cidrIpv4("0.0.0.0/0")
                .build();
        rules.put(all.securityGroupRuleId(), all);
        return this;
    }

    /** Lets the members of one group reach a TCP port of the other's. */
    public Ec2State ingress(String group, int port, String fromGroup) {
        add(
                group,
                false,
                IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .userIdGroupPairs(UserIdGroupPair.builder()
                                .groupId(fromGroup)
                                .userId(estate.account())
                                .build())
                        .build());
        return this;
    }

    public Ec2State ingressFrom(String group, int port, String cidr) {
        add(
                group,
                false,
                IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .ipRanges(IpRange.builder().cidrIp(cidr).build())
                        .build());
        return this;
    }

    /** An Elastic IP that nothing uses. */
    public Ec2State idleAddress(String allocation, String ip) {
        addresses.add(Address.builder()
                .allocationId(allocation)
                .publicIp(ip)
                .domain("vpc")
                .networkBorderGroup(region)
                .build());
        return this;
    }

    List<SecurityGroupRule> add(String group, boolean egress, IpPermission permission) {
        var made = split(group, egress, permission);
        made.forEach(rule -> rules.put(rule.securityGroupRuleId(), rule));
        return made;
    }

    /** One rule a source, as AWS keeps them; each with an id of its own. */
    List<SecurityGroupRule> split(String group, boolean egress, IpPermission permission) {
        var common = SecurityGroupRule.builder()
                .groupId(group)
                .groupOwnerId(estate.account())
                .isEgress(egress)
                .ipProtocol(permission.ipProtocol())
                .fromPort(Objects.requireNonNullElse(permission.fromPort(), -1))
                .toPort(Objects.requireNonNullElse(permission.toPort(), -1));
        var base = common.build();
        var sources = Stream.of(
                        permission.ipRanges().stream()
                                .map(r -> base.toBuilder().cidrIpv4(r.cidrIp()).description(r.description())),
                        permission.ipv6Ranges().stream()
                                .map(r ->
                                        base.toBuilder().cidrIpv6(r.cidrIpv6()).description(r.description())),
                        permission.prefixListIds().stream()
                                .map(r -> base.toBuilder()
                                        .prefixListId(r.prefixListId())
                                        .description(r.description())),
                        permission.userIdGroupPairs().stream()
                                .map(p -> base.toBuilder()
                                        .referencedGroupInfo(ReferencedSecurityGroup.builder()
                                                .groupId(p.groupId())
                                                .userId(Objects.requireNonNullElse(p.userId(), estate.account()))
                                                .build())
                                        .description(p.description())))
                .flatMap(s -> s);
        return sources.map(b -> b.securityGroupRuleId(estate.id("sgr-")).build())
                .toList();
    }

    List<SecurityGroupRule> rulesOf(String group) {
        return rules.values().stream().filter(r -> r.groupId().equals(group)).toList();
    }

    /**
     * Whether something in these groups of the same region reaches a TCP port behind the other groups. A rule by address lets it in
     * where it covers addresses of a network of the region, in which every caller has one.
     */
    public boolean reaches(List<String> callers, List<String> behind, int port) {
        return rules.values().stream()
                .anyMatch(rule -> behind.contains(rule.groupId())
                        && !rule.isEgress()
                        && covers(rule, port)
                        && (rule.cidrIpv4() != null && ofNetworks(Cidr.of(rule.cidrIpv4()))
                                || rule.referencedGroupInfo() != null
                                        && callers.contains(
                                                rule.referencedGroupInfo().groupId())));
    }

    private boolean ofNetworks(Cidr range) {
        return vpcs.isEmpty()
                || vpcs.stream().anyMatch(v -> Cidr.of(v.cidrBlock()).overlaps(range));
    }

    /** Whether an address outside of these networks gets through to a TCP port behind the groups. */
    boolean lets(String address, List<String> behind, int port) {
        return behind.stream()
                .flatMap(g -> rulesOf(g).stream())
                .anyMatch(rule -> !rule.isEgress()
                        && covers(rule, port)
                        && rule.cidrIpv4() != null
                        && Cidr.of(rule.cidrIpv4()).overlaps(Cidr.of(address)));
    }

    private static boolean covers(SecurityGroupRule rule, int port) {
        return rule.ipProtocol().equals("-1") || (rule.fromPort() <= port && port <= rule.toPort());
    }

    /** Same protocol, ports and source; ids and descriptions do not count. */
    static boolean same(SecurityGroupRule a, SecurityGroupRule b) {
        return key(a).equals(key(b));
    }

    private static List<@Nullable Object> key(SecurityGroupRule r) {
        List<@Nullable Object> key = new ArrayList<>();
        key.add(r.groupId());
        key.add(r.isEgress());
        key.add(r.ipProtocol());
        key.add(r.fromPort());
        key.add(r.toPort());
        key.add(r.cidrIpv4());
        key.add(r.cidrIpv6());
        key.add(r.prefixListId());
        key.add(r.referencedGroupInfo() == null ? null : r.referencedGroupInfo().groupId());
        return key;
    }
}
