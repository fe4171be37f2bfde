package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.*;

/** Elastic Load Balancing v2, application load balancers. */
public final class EmbeddedElb implements ElasticLoadBalancingV2Client {
    private final Estate estate;
    private final String region;
    private final ElbState state;

    public EmbeddedElb(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = ElbState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest r) {
        var found = state.balancers.values().stream()
                .filter(b -> r.names().isEmpty() || r.names().contains(b.loadBalancerName()))
                .filter(b ->
                        r.loadBalancerArns().isEmpty() || r.loadBalancerArns().contains(b.loadBalancerArn()))
                .map(this::shown)
                .toList();
        if (found.size() < r.names().size()
                || found.size() < r.loadBalancerArns().size()) {
            throw balancerNotFound("One or more load balancers not found");
        }
        var page = estate.page(found, r.marker(), r.pageSize());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest r) {
        if (state.named(r.name()).isPresent()) {
            throw AwsFault.of(
                    DuplicateLoadBalancerNameException.builder(),
                    "DuplicateLoadBalancerName",
                    400,
                    "A load balancer with the same name '" + r.name() + "' exists, but with different settings");
        }
        var network = Ec2State.of(estate, region);
        var subnets = r.subnets().isEmpty()
                ? r.subnetMappings().stream().map(SubnetMapping::subnetId).toList()
                : r.subnets();
        var known = network.subnets.stream()
                .filter(s -> subnets.contains(s.subnetId()))
                .toList();
        if (known.size() < subnets.size()) {
            throw AwsFault.of(
                    SubnetNotFoundException.builder(), "SubnetNotFound", 400, "One or more subnets do not exist");
        }
        if (known.size() < 2) {
            throw AwsFault.of(
                    InvalidSubnetException.builder(),
                    "InvalidSubnet",
                    400,
                    "At least two subnets in two different Availability Zones must be specified");
        }
        var number =
                String.valueOf(100_000_000L + Integer.toUnsignedLong((region + r.name()).hashCode()) % 1_900_000_000L);
        var arn = state.loadBalancer(
                LoadBalancer.builder()
                        .loadBalancerName(r.name())
                        .scheme(r.scheme())
                        .type(r.type())
                        .ipAddressType(r.ipAddressType())
                        .vpcId(known.getFirst().vpcId())
                        .securityGroups(r.securityGroups())
                        .availabilityZones(known.stream()
                                .map(s -> AvailabilityZone.builder()
                                        .subnetId(s.subnetId())
                                        .zoneName(s.availabilityZone())
                                        .build())
                                .toList())
                        .createdTime(estate.now())
                        .build(),
                number);
        estate.tags().put(arn, tags(r.tags()));
        return CreateLoadBalancerResponse.builder()
                .loadBalancers(shown(Objects.requireNonNull(state.balancers.get(arn))))
                .build();
    }

    @Override
    public DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest r) {
        if ("true".equals(attributesOf(r.loadBalancerArn()).get("deletion_protection.enabled"))) {
            throw AwsFault.of(
                    OperationNotPermittedException.builder(),
                    "OperationNotPermitted",
                    400,
                    "Load balancer '" + r.loadBalancerArn()
                            + "' cannot be deleted because deletion protection is enabled");
        }
        state.balancers.remove(r.loadBalancerArn());
        state.listeners.values().removeIf(l -> l.loadBalancerArn().equals(r.loadBalancerArn()));
        estate.tags().forget(r.loadBalancerArn());
        return DeleteLoadBalancerResponse.builder().build();
    }

    @Override
    public DescribeLoadBalancerAttributesResponse describeLoadBalancerAttributes(
            DescribeLoadBalancerAttributesRequest r) {
        balancer(r.loadBalancerArn());
        return DescribeLoadBalancerAttributesResponse.builder()
                .attributes(attributesOf(r.loadBalancerArn()).entrySet().stream()
                        .map(e -> LoadBalancerAttribute.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ModifyLoadBalancerAttributesResponse modifyLoadBalancerAttributes(ModifyLoadBalancerAttributesRequest r) {
        balancer(r.loadBalancerArn());
        var attributes = attributesOf(r.loadBalancerArn());
        r.attributes().forEach(a -> attributes.put(a.key(), a.value()));
        return ModifyLoadBalancerAttributesResponse.builder()
                .attributes(r.attributes())
                .build();
    }

    @Override
    public DescribeListenersResponse describeListeners(DescribeListenersRequest r) {
        if (r.loadBalancerArn() != null) {
            balancer(r.loadBalancerArn());
        }
        var found = state.listeners.values().stream()
                .filter(l -> r.loadBalancerArn() == null || l.loadBalancerArn().equals(r.loadBalancerArn()))
                .filter(l -> r.listenerArns().isEmpty() || r.listenerArns().contains(l.listenerArn()))
                .toList();
        if (found.size() < r.listenerArns().size()) {
            throw listenerNotFound();
        }
        var page = estate.page(found, r.marker(), r.pageSize());
        return DescribeListenersResponse.builder()
                .listeners(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public DescribeListenerCertificatesResponse describeListenerCertificates(DescribeListenerCertificatesRequest r) {
        var listener = state.listeners.values().stream()
                .filter(l -> l.listenerArn().equals(r.listenerArn()))
                .findFirst()
                .orElseThrow(EmbeddedElb::listenerNotFound);
        var page = estate.page(
                listener.certificates().stream()
                        .map(c -> c.toBuilder().isDefault(true).build())
                        .toList(),
                r.marker(),
                r.pageSize());
        return DescribeListenerCertificatesResponse.builder()
                .certificates(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public CreateListenerResponse createListener(CreateListenerRequest r) {
        balancer(r.loadBalancerArn());
        if (state.listener(r.loadBalancerArn(), r.port()).isPresent()) {
            throw AwsFault.of(
                    DuplicateListenerException.builder(),
                    "DuplicateListener",
                    400,
                    "A listener already exists on this port for this load balancer '" + r.loadBalancerArn() + "'");
        }
        if (r.protocol() == ProtocolEnum.HTTPS && r.certificates().isEmpty()) {
            throw invalid("A certificate must be specified for HTTPS listeners");
        }
        var certificates = new ListenerCertificates(estate, region);
        r.certificates().forEach(c -> certificates.requireIssued(c.certificateArn()));
        SslPolicies.require(r.sslPolicy());
        var wanted = Listener.builder()
                .loadBalancerArn(r.loadBalancerArn())
                .port(r.port())
                .protocol(r.protocol())
                .certificates(r.certificates())
                .sslPolicy(
                        r.protocol() == ProtocolEnum.HTTPS
                                ? Optional.ofNullable(r.sslPolicy()).orElse("ELBSecurityPolicy-2016-08")
                                : null)
                .defaultActions(r.defaultActions())
                .build();
        ElbState.forwards(wanted).forEach(this::group);
        var arn = state.listener(wanted);
        estate.tags().put(arn, tags(r.tags()));
        return CreateListenerResponse.builder()
                .listeners(state.listeners.get(arn))
                .build();
    }

    @Override
    public ModifyListenerResponse modifyListener(ModifyListenerRequest r) {
        var found =
                Optional.ofNullable(state.listeners.get(r.listenerArn())).orElseThrow(EmbeddedElb::listenerNotFound);
        var certificates = new ListenerCertificates(estate, region);
        r.certificates().forEach(c -> certificates.requireIssued(c.certificateArn()));
        SslPolicies.require(r.sslPolicy());
        var changed = found.toBuilder();
        Optional.ofNullable(r.sslPolicy()).ifPresent(changed::sslPolicy);
        if (r.hasCertificates()) {
            changed.certificates(r.certificates());
        }
        if (r.hasDefaultActions()) {
            changed.defaultActions(r.defaultActions());
        }
        if (r.port() != null) {
            changed.port(r.port());
        }
        var made = changed.build();
        ElbState.forwards(made).forEach(this::group);
        state.listeners.put(r.listenerArn(), made);
        return ModifyListenerResponse.builder().listeners(made).build();
    }

    @Override
    public DeleteListenerResponse deleteListener(DeleteListenerRequest r) {
        if (state.listeners.remove(r.listenerArn()) == null) {
            throw listenerNotFound();
        }
        estate.tags().forget(r.listenerArn());
        return DeleteListenerResponse.builder().build();
    }

    @Override
    public DescribeRulesResponse describeRules(DescribeRulesRequest r) {
        var rules = state.listeners.values().stream()
                .filter(l -> l.listenerArn().equals(r.listenerArn()))
                .map(l -> Rule.builder()
                        .ruleArn(l.listenerArn().replace(":listener/", ":listener-rule/") + "/default")
                        .priority("default")
                        .isDefault(true)
                        .actions(l.defaultActions())
                        .build())
                .toList();
        return DescribeRulesResponse.builder().rules(rules).build();
    }

    @Override
    public DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest r) {
        var found = state.targetGroups.values().stream()
                .map(g -> shown(g.description))
                .filter(g -> r.names().isEmpty() || r.names().contains(g.targetGroupName()))
                .filter(g ->
                        r.targetGroupArns().isEmpty() || r.targetGroupArns().contains(g.targetGroupArn()))
                .filter(g -> r.loadBalancerArn() == null || g.loadBalancerArns().contains(r.loadBalancerArn()))
                .toList();
        if (found.size() < r.names().size()
                || found.size() < r.targetGroupArns().size()) {
            throw groupNotFound("One or more target groups not found");
        }
        var page = estate.page(found, r.marker(), r.pageSize());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public CreateTargetGroupResponse createTargetGroup(CreateTargetGroupRequest r) {
        var taken = state.targetGroups.values().stream()
                .anyMatch(g -> g.description.targetGroupName().equals(r.name()));
        if (taken) {
            throw AwsFault.of(
                    DuplicateTargetGroupNameException.builder(),
                    "DuplicateTargetGroupName",
                    400,
                    "A target group with the same name '" + r.name() + "' exists, but with different settings");
        }
        var arn = state.targetGroup(TargetGroup.builder()
                .targetGroupName(r.name())
                .protocol(r.protocol())
                .port(r.port())
                .vpcId(r.vpcId())
                .targetType(r.targetType())
                .healthCheckPath(r.healthCheckPath())
                .healthCheckPort(r.healthCheckPort())
                .healthCheckProtocol(r.healthCheckProtocol())
                .healthCheckIntervalSeconds(r.healthCheckIntervalSeconds())
                .healthCheckTimeoutSeconds(r.healthCheckTimeoutSeconds())
                .healthyThresholdCount(r.healthyThresholdCount())
                .unhealthyThresholdCount(r.unhealthyThresholdCount())
                .matcher(r.matcher())
                .build());
        estate.tags().put(arn, tags(r.tags()));
        return CreateTargetGroupResponse.builder()
                .targetGroups(shown(Objects.requireNonNull(state.targetGroups.get(arn)).description))
                .build();
    }

    @Override
    public ModifyTargetGroupResponse modifyTargetGroup(ModifyTargetGroupRequest r) {
        var group = group(r.targetGroupArn());
        var changed = group.description.toBuilder();
        Optional.ofNullable(r.healthCheckPath()).ifPresent(changed::healthCheckPath);
        Optional.ofNullable(r.healthCheckIntervalSeconds()).ifPresent(changed::healthCheckIntervalSeconds);
        Optional.ofNullable(r.healthyThresholdCount()).ifPresent(changed::healthyThresholdCount);
        Optional.ofNullable(r.unhealthyThresholdCount()).ifPresent(changed::unhealthyThresholdCount);
        Optional.ofNullable(r.matcher()).ifPresent(changed::matcher);
        group.description = changed.build();
        return ModifyTargetGroupResponse.builder()
                .targetGroups(shown(group.description))
                .build();
    }

    @Override
    public DeleteTargetGroupResponse deleteTargetGroup(DeleteTargetGroupRequest r) {
        if (!state.balancersOf(r.targetGroupArn()).isEmpty()) {
            throw AwsFault.of(
                    ResourceInUseException.builder(),
                    "ResourceInUse",
                    400,
                    "Target group '" + r.targetGroupArn() + "' is currently in use by a listener or a rule");
        }
        state.targetGroups.remove(r.targetGroupArn());
        estate.tags().forget(r.targetGroupArn());
        return DeleteTargetGroupResponse.builder().build();
    }

    @Override
    public DescribeTargetGroupAttributesResponse describeTargetGroupAttributes(DescribeTargetGroupAttributesRequest r) {
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(group(r.targetGroupArn()).attributes.entrySet().stream()
                        .map(e -> TargetGroupAttribute.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ModifyTargetGroupAttributesResponse modifyTargetGroupAttributes(ModifyTargetGroupAttributesRequest r) {
        var group = group(r.targetGroupArn());
        for (var attribute : r.attributes()) {
            if (attribute.key().equals(TargetGroupState.DELAY) && !delay(attribute.value())) {
                throw AwsFault.of(
                        InvalidConfigurationRequestException.builder(),
                        "InvalidConfigurationRequest",
                        400,
                        "Target group attribute value '" + attribute.value() + "' for '" + attribute.key()
                                + "' is not valid: it must be between 0 and " + TargetGroupState.LONGEST_DELAY);
            }
        }
        r.attributes().forEach(a -> group.attributes.put(a.key(), a.value()));
        return ModifyTargetGroupAttributesResponse.builder()
                .attributes(r.attributes())
                .build();
    }

    private static boolean delay(String value) {
        return value.matches("[0-9]{1,4}") && Integer.parseInt(value) <= TargetGroupState.LONGEST_DELAY;
    }

    @Override
    public RegisterTargetsResponse registerTargets(RegisterTargetsRequest r) {
        var group = group(r.targetGroupArn());
        r.targets().forEach(t -> group.registered.putIfAbsent(t, estate.now()));
        return RegisterTargetsResponse.builder().build();
    }

    @Override
    public DeregisterTargetsResponse deregisterTargets(DeregisterTargetsRequest r) {
        var group = group(r.targetGroupArn());
        group.registered
                .keySet()
                .removeIf(known -> r.targets().stream()
                        .anyMatch(t -> t.id().equals(known.id())
                                && (t.port() == null || t.port().equals(known.port()))));
        return DeregisterTargetsResponse.builder().build();
    }

    @Override
    public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest r) {
        var all = new Targets(estate, region)
                .of(group(r.targetGroupArn())).stream()
                        .map(Targets.Seen::health)
                        .toList();
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(all.stream()
                        .filter(h -> r.targets().isEmpty()
                                || r.targets().stream()
                                        .anyMatch(t -> t.id().equals(h.target().id())))
                        .toList())
                .build();
    }

    @Override
    public DescribeTagsResponse describeTags(DescribeTagsRequest r) {
        return DescribeTagsResponse.builder()
                .tagDescriptions(r.resourceArns().stream()
                        .map(arn -> TagDescription.builder()
                                .resourceArn(arn)
                                .tags(estate.tags().of(arn).entrySet().stream()
                                        .map(e -> Tag.builder()
                                                .key(e.getKey())
                                                .value(e.getValue())
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public AddTagsResponse addTags(AddTagsRequest r) {
        r.resourceArns().forEach(arn -> estate.tags().put(arn, tags(r.tags())));
        return AddTagsResponse.builder().build();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b));
    }

    private LoadBalancer shown(LoadBalancer balancer) {
        var code = ElbState.stateOf(balancer, estate.now());
        return balancer.toBuilder().state(s -> s.code(code)).build();
    }

    private TargetGroup shown(TargetGroup group) {
        return group.toBuilder()
                .loadBalancerArns(state.balancersOf(group.targetGroupArn()))
                .build();
    }

    private Map<String, String> attributesOf(String arn) {
        return state.attributes.computeIfAbsent(
                arn,
                a -> new TreeMap<>(
                        Map.of("deletion_protection.enabled", "false", "idle_timeout.timeout_seconds", "60")));
    }

    private LoadBalancer balancer(String arn) {
        return Optional.ofNullable(state.balancers.get(arn))
                .orElseThrow(() -> balancerNotFound("Load balancer '" + arn + "' not found"));
    }

    private TargetGroupState group(String arn) {
        return Optional.ofNullable(state.targetGroups.get(arn))
                .orElseThrow(() -> groupNotFound("Target group '" + arn + "' not found"));
    }

    private static AwsServiceException balancerNotFound(String message) {
        return AwsFault.of(LoadBalancerNotFoundException.builder(), "LoadBalancerNotFound", 400, message);
    }

    private static AwsServiceException groupNotFound(String message) {
        return AwsFault.of(TargetGroupNotFoundException.builder(), "TargetGroupNotFound", 400, message);
    }

    private static AwsServiceException listenerNotFound() {
        return AwsFault.of(
                ListenerNotFoundException.builder(), "ListenerNotFound", 400, "One or more listeners not found");
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(ElasticLoadBalancingV2Exception.builder(), "ValidationError", 400, message);
    }
}
