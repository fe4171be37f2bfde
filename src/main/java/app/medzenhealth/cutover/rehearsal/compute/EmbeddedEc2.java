package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Page;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedAccount;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.*;

/** Amazon EC2, as far as networks go: security groups, subnets, addresses, gateways. */
public final class EmbeddedEc2 extends BareNetworks {
    private final Estate estate;
    private final String region;
    private final Ec2State state;

    public EmbeddedEc2(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = Ec2State.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeRegionsResponse describeRegions(DescribeRegionsRequest r) {
        return DescribeRegionsResponse.builder()
                .regions(estate.regions().stream()
                        .map(name -> Region.builder()
                                .regionName(name)
                                .endpoint("ec2." + name + ".amazonaws.com")
                                .optInStatus(
                                        estate.faults().disabled(name)
                                                ? "not-opted-in"
                                                : EmbeddedAccount.OPT_IN.contains(name)
                                                        ? "opted-in"
                                                        : "opt-in-not-required")
                                .build())
                        .filter(region ->
                                r.regionNames().isEmpty() || r.regionNames().contains(region.regionName()))
                        .toList())
                .build();
    }

    @Override
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest r) {
        var page = page(
                named(state.vpcs, Vpc::vpcId, r.vpcIds(), "InvalidVpcID.NotFound", "vpc ID"),
                r.filters(),
                Map.of("vpc-id", v -> List.of(v.vpcId()), "is-default", v -> List.of(String.valueOf(v.isDefault()))),
                r.nextToken(),
                r.maxResults());
        return DescribeVpcsResponse.builder()
                .vpcs(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest r) {
        var page = page(
                named(state.subnets, Subnet::subnetId, r.subnetIds(), "InvalidSubnetID.NotFound", "subnet ID"),
                r.filters(),
                Map.of("vpc-id", s -> List.of(s.vpcId()), "subnet-id", s -> List.of(s.subnetId())),
                r.nextToken(),
                r.maxResults());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest r) {
        var all = state.groups.values().stream().map(this::shown).toList();
        var found = named(all, SecurityGroup::groupId, r.groupIds(), "InvalidGroup.NotFound", "security group");
        if (!r.groupNames().isEmpty()) {
            found = named(found, SecurityGroup::groupName, r.groupNames(), "InvalidGroup.NotFound", "security group");
        }
        var page = page(
                found,
                r.filters(),
                Map.of(
                        "group-id", g -> List.of(g.groupId()),
                        "group-name", g -> List.of(g.groupName()),
                        "vpc-id", g -> List.of(g.vpcId())),
                r.nextToken(),
                r.maxResults());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(DescribeSecurityGroupRulesRequest r) {
        var page = page(
                named(
                        List.copyOf(state.rules.values()),
                        SecurityGroupRule::securityGroupRuleId,
                        r.securityGroupRuleIds(),
                        "InvalidSecurityGroupRuleId.NotFound",
                        "security group rule ID"),
                r.filters(),
                Map.of("group-id", g -> List.of(g.groupId())),
                r.nextToken(),
                r.maxResults());
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public CreateSecurityGroupResponse createSecurityGroup(CreateSecurityGroupRequest r) {
        if (r.vpcId() == null || state.vpcs.stream().noneMatch(v -> v.vpcId().equals(r.vpcId()))) {
            throw refuse("InvalidVpcID.NotFound", "The vpc ID '" + r.vpcId() + "' does not exist");
        }
        var taken = state.groups.values().stream()
                .anyMatch(g -> g.groupName().equals(r.groupName()) && g.vpcId().equals(r.vpcId()));
        if (taken) {
            throw refuse(
                    "InvalidGroup.Duplicate",
                    "The security group '" + r.groupName() + "' already exists for VPC '" + r.vpcId() + "'");
        }
        var id = estate.id("sg-");
        state.securityGroup(id, r.groupName(), r.description(), r.vpcId());
        r.tagSpecifications().forEach(s -> tag(id, s.tags()));
        return CreateSecurityGroupResponse.builder()
                .groupId(id)
                .securityGroupArn(arn(id))
                .build();
    }

    @Override
    public DeleteSecurityGroupResponse deleteSecurityGroup(DeleteSecurityGroupRequest r) {
        var group = group(r.groupId());
        var referenced = state.rules.values().stream()
                .anyMatch(rule -> !rule.groupId().equals(group.groupId())
                        && rule.referencedGroupInfo() != null
                        && rule.referencedGroupInfo().groupId().equals(group.groupId()));
        if (referenced || used(group.groupId())) {
            throw refuse("DependencyViolation", "resource " + group.groupId() + " has a dependent object");
        }
        state.groups.remove(group.groupId());
        state.rules.values().removeIf(rule -> rule.groupId().equals(group.groupId()));
        estate.tags().forget(arn(group.groupId()));
        return DeleteSecurityGroupResponse.builder()
                .returnValue(true)
                .groupId(group.groupId())
                .build();
    }

    @Override
    public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(AuthorizeSecurityGroupIngressRequest r) {
        var group = group(r.groupId());
        var permissions = permissions(
                r.ipPermissions(), r.ipProtocol(), r.fromPort(), r.toPort(), r.cidrIp(), r.sourceSecurityGroupName());
        for (var permission : permissions) {
            permission.userIdGroupPairs().forEach(p -> group(p.groupId()));
            for (var wanted : state.split(group.groupId(), false, permission)) {
                if (state.rules.values().stream().anyMatch(known -> Ec2State.same(known, wanted))) {
                    throw refuse(
                            "InvalidPermission.Duplicate",
                            "the specified rule \"peer: %s, %s, from port: %d, to port: %d, ALLOW\" already exists"
                                    .formatted(peer(wanted), wanted.ipProtocol(), wanted.fromPort(), wanted.toPort()));
                }
            }
        }
        var made = new ArrayList<SecurityGroupRule>();
        permissions.forEach(p -> made.addAll(state.add(group.groupId(), false, p)));
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(made)
                .build();
    }

    @Override
    public RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(RevokeSecurityGroupIngressRequest r) {
        var group = group(r.groupId());
        var gone = new ArrayList<SecurityGroupRule>();
        for (var id : r.securityGroupRuleIds()) {
            var rule = state.rules.get(id);
            if (rule == null || rule.isEgress() || !rule.groupId().equals(group.groupId())) {
                throw refuse(
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + id + "' does not exist");
            }
            gone.add(rule);
        }
        List<IpPermission> permissions = r.securityGroupRuleIds().isEmpty()
                ? permissions(
                        r.ipPermissions(),
                        r.ipProtocol(),
                        r.fromPort(),
                        r.toPort(),
                        r.cidrIp(),
                        r.sourceSecurityGroupName())
                : List.of();
        for (IpPermission permission : permissions) {
            for (SecurityGroupRule wanted : state.split(group.groupId(), false, permission)) {
                gone.add(state.rules.values().stream()
                        .filter(known -> Ec2State.same(known, wanted))
                        .findFirst()
                        .orElseThrow(() -> refuse(
                                "InvalidPermission.NotFound",
                                "The specified rule does not exist in this security group.")));
            }
        }
        gone.forEach(rule -> state.rules.remove(rule.securityGroupRuleId()));
        return RevokeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .revokedSecurityGroupRules(gone.stream()
                        .map(g -> RevokedSecurityGroupRule.builder()
                                .securityGroupRuleId(g.securityGroupRuleId())
                                .groupId(g.groupId())
                                .isEgress(g.isEgress())
                                .ipProtocol(g.ipProtocol())
                                .fromPort(g.fromPort())
                                .toPort(g.toPort())
                                .cidrIpv4(g.cidrIpv4())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest r) {
        return DescribeAddressesResponse.builder()
                .addresses(named(
                                state.addresses,
                                Address::allocationId,
                                r.allocationIds(),
                                "InvalidAllocationID.NotFound",
                                "allocation ID")
                        .stream()
                        .map(a -> a.toBuilder()
                                .tags(tagsOf(estate.arn("ec2", region, "elastic-ip/" + a.allocationId())))
                                .build())
                        .toList())
                .build();
    }

    /** Nobody gives an address of the estate a reverse DNS name. */
    @Override
    public DescribeAddressesAttributeResponse describeAddressesAttribute(DescribeAddressesAttributeRequest r) {
        return DescribeAddressesAttributeResponse.builder().addresses(List.of()).build();
    }

    @Override
    public ReleaseAddressResponse releaseAddress(ReleaseAddressRequest r) {
        var address = state.addresses.stream()
                .filter(a -> a.allocationId().equals(r.allocationId()))
                .findFirst()
                .orElseThrow(() -> refuse(
                        "InvalidAllocationID.NotFound", "The allocation ID '" + r.allocationId() + "' does not exist"));
        if (address.associationId() != null) {
            throw refuse("InvalidIPAddress.InUse", "Address " + address.publicIp() + " is in use.");
        }
        state.addresses.remove(address);
        estate.tags().forget(estate.arn("ec2", region, "elastic-ip/" + r.allocationId()));
        return ReleaseAddressResponse.builder().build();
    }

    @Override
    public DescribeNatGatewaysResponse describeNatGateways(DescribeNatGatewaysRequest r) {
        var page = estate.page(state.natGateways, r.nextToken(), r.maxResults());
        return DescribeNatGatewaysResponse.builder()
                .natGateways(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest r) {
        var page = estate.page(state.networkInterfaces, r.nextToken(), r.maxResults());
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeVpcEndpointsResponse describeVpcEndpoints(DescribeVpcEndpointsRequest r) {
        var page = estate.page(state.vpcEndpoints, r.nextToken(), r.maxResults());
        return DescribeVpcEndpointsResponse.builder()
                .vpcEndpoints(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest r) {
        var page = estate.page(state.snapshots, r.nextToken(), r.maxResults());
        return DescribeSnapshotsResponse.builder()
                .snapshots(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest r) {
        var page = estate.page(state.volumes, r.nextToken(), r.maxResults());
        return DescribeVolumesResponse.builder()
                .volumes(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest r) {
        var page = estate.page(state.images, r.nextToken(), r.maxResults());
        return DescribeImagesResponse.builder()
                .images(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest r) {
        return DescribeInstancesResponse.builder().reservations(List.of()).build();
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest r) {
        r.resources().forEach(id -> tag(id, r.tags()));
        return CreateTagsResponse.builder().build();
    }

    private SecurityGroup shown(SecurityGroup group) {
        return group.toBuilder()
                .ipPermissions(permissions(group.groupId(), false))
                .ipPermissionsEgress(permissions(group.groupId(), true))
                .tags(tagsOf(arn(group.groupId())))
                .build();
    }

    private List<IpPermission> permissions(String group, boolean egress) {
        return state.rulesOf(group).stream()
                .filter(rule -> rule.isEgress() == egress)
                .map(EmbeddedEc2::permission)
                .toList();
    }

    private static IpPermission permission(SecurityGroupRule rule) {
        var made = IpPermission.builder().ipProtocol(rule.ipProtocol());
        if (!rule.ipProtocol().equals("-1")) {
            made.fromPort(rule.fromPort()).toPort(rule.toPort());
        }
        if (rule.cidrIpv4() != null) {
            made.ipRanges(IpRange.builder()
                    .cidrIp(rule.cidrIpv4())
                    .description(rule.description())
                    .build());
        }
        if (rule.cidrIpv6() != null) {
            made.ipv6Ranges(Ipv6Range.builder()
                    .cidrIpv6(rule.cidrIpv6())
                    .description(rule.description())
                    .build());
        }
        if (rule.prefixListId() != null) {
            made.prefixListIds(
                    PrefixListId.builder().prefixListId(rule.prefixListId()).build());
        }
        if (rule.referencedGroupInfo() != null) {
            made.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupId(rule.referencedGroupInfo().groupId())
                    .userId(rule.referencedGroupInfo().userId())
                    .description(rule.description())
                    .build());
        }
        return made.build();
    }

    private List<IpPermission> permissions(
            List<IpPermission> given,
            @Nullable String protocol,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String cidr,
            @Nullable String source) {
        if (!given.isEmpty()) {
            return given;
        }
        if (cidr == null || source != null) {
            throw refuse("MissingParameter", "The request must contain the parameter ipPermissions");
        }
        return List.of(IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .ipRanges(IpRange.builder().cidrIp(cidr).build())
                .build());
    }

    private boolean used(String group) {
        var byInterface = state.networkInterfaces.stream()
                .flatMap(i -> i.groups().stream())
                .anyMatch(g -> g.groupId().equals(group));
        var byBalancer = ElbState.of(estate, region).balancers.values().stream()
                .anyMatch(b -> b.securityGroups().contains(group));
        var byService = EcsState.of(estate, region).services.values().stream()
                .filter(EcsService::active)
                .filter(s -> s.description().networkConfiguration() != null)
                .anyMatch(s -> s.description()
                        .networkConfiguration()
                        .awsvpcConfiguration()
                        .securityGroups()
                        .contains(group));
        var byDatabase = RdsState.of(estate, region).databases().stream()
                .anyMatch(db -> db.spec().securityGroups().contains(group));
        return byInterface || byBalancer || byService || byDatabase;
    }

    private SecurityGroup group(@Nullable String id) {
        return Optional.ofNullable(id)
                .map(state.groups::get)
                .orElseThrow(() -> refuse("InvalidGroup.NotFound", "The security group '" + id + "' does not exist"));
    }

    private static String peer(SecurityGroupRule rule) {
        return rule.referencedGroupInfo() != null
                ? rule.referencedGroupInfo().groupId()
                : Objects.requireNonNullElse(rule.cidrIpv4(), String.valueOf(rule.cidrIpv6()));
    }

    private String arn(String group) {
        return estate.arn("ec2", region, "security-group/" + group);
    }

    private void tag(String id, List<Tag> tags) {
        var kind = id.startsWith("sg-") ? "security-group/" : id.startsWith("eipalloc-") ? "elastic-ip/" : "resource/";
        tags.forEach(t -> estate.tags().put(estate.arn("ec2", region, kind + id), Map.of(t.key(), t.value())));
    }

    private List<Tag> tagsOf(String arn) {
        return estate.tags().of(arn).entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    /** Those asked for by id, or all; refuses if one of them is missing. */
    private static <T> List<T> named(
            List<T> all, Function<T, String> id, List<String> wanted, String code, String what) {
        for (var name : wanted) {
            if (all.stream().noneMatch(item -> id.apply(item).equals(name))) {
                throw refuse(code, "The " + what + " '" + name + "' does not exist");
            }
        }
        return all.stream()
                .filter(item -> wanted.isEmpty() || wanted.contains(id.apply(item)))
                .toList();
    }

    private <T> Page<T> page(
            List<T> all,
            List<Filter> filters,
            Map<String, Function<T, List<String>>> known,
            @Nullable String token,
            @Nullable Integer max) {
        var left = all.stream();
        for (var filter : filters) {
            var of = known.get(filter.name());
            if (of == null) {
                throw refuse("InvalidParameterValue", "The filter '" + filter.name() + "' is invalid");
            }
            left = left.filter(item -> of.apply(item).stream().anyMatch(filter.values()::contains));
        }
        return estate.page(left.toList(), token, max);
    }

    private static AwsServiceException refuse(String code, String message) {
        return AwsFault.of(Ec2Exception.builder(), code, 400, message);
    }
}
