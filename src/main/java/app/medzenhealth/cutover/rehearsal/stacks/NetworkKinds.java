package app.medzenhealth.cutover.rehearsal.stacks;

import static app.medzenhealth.cutover.rehearsal.stacks.ResourceKind.taking;

import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedElb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;

/** Security groups and load balancing in stacks. */
final class NetworkKinds {
    static final Map<String, ResourceKind> ALL = Map.of(
            "AWS::EC2::SecurityGroup", taking(6, NetworkKinds::securityGroup, NetworkKinds::removeSecurityGroup),
            "AWS::EC2::SecurityGroupIngress", taking(3, NetworkKinds::ingress, NetworkKinds::removeIngress),
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    taking(
                            150,
                            NetworkKinds::loadBalancer,
                            (site, id) -> elb(site)
                                    .deleteLoadBalancer(DeleteLoadBalancerRequest.builder()
                                            .loadBalancerArn(id)
                                            .build())),
            "AWS::ElasticLoadBalancingV2::TargetGroup",
                    taking(
                            16,
                            NetworkKinds::targetGroup,
                            (site, id) -> elb(site)
                                    .deleteTargetGroup(DeleteTargetGroupRequest.builder()
                                            .targetGroupArn(id)
                                            .build())),
            "AWS::ElasticLoadBalancingV2::Listener",
                    taking(
                            4,
                            NetworkKinds::listener,
                            (site, id) -> elb(site)
                                    .deleteListener(DeleteListenerRequest.builder()
                                            .listenerArn(id)
                                            .build())));

    private NetworkKinds() {}

    private static EmbeddedEc2 ec2(Site site) {
        return new EmbeddedEc2(site.estate(), site.region());
    }

    private static EmbeddedElb elb(Site site) {
        return new EmbeddedElb(site.estate(), site.region());
    }

    private static ResourceKind.Made securityGroup(Site site, Map<String, Object> p) {
        var id = ec2(site)
                .createSecurityGroup(CreateSecurityGroupRequest.builder()
                        .groupName(site.name(p.get("GroupName")))
                        .description(Site.text(p.get("GroupDescription")))
                        .vpcId(Site.text(p.get("VpcId")))
                        .build())
                .groupId();
        site.estate().tags().put(site.estate().arn("ec2", site.region(), "security-group/" + id), site.tags(p));
        if (p.get("SecurityGroupIngress") instanceof List<?> rules) {
            rules.forEach(rule -> authorize(site, id, TemplateReader.map(rule)));
        }
        return new ResourceKind.Made(id, attributes("GroupId", id, "VpcId", Site.text(p.get("VpcId"))));
    }

    private static void removeSecurityGroup(Site site, String id) {
        ec2(site)
                .deleteSecurityGroup(
                        DeleteSecurityGroupRequest.builder().groupId(id).build());
    }

    private static ResourceKind.Made ingress(Site site, Map<String, Object> p) {
        var rule = authorize(site, String.valueOf(p.get("GroupId")), p);
        return new ResourceKind.Made(rule + "|" + p.get("GroupId"), Map.of("Id", rule));
    }

    private static void removeIngress(Site site, String id) {
        var parts = id.split("\\|");
        ec2(site)
                .revokeSecurityGroupIngress(RevokeSecurityGroupIngressRequest.builder()
                        .groupId(parts[1])
                        .securityGroupRuleIds(parts[0])
                        .build());
    }

    private static String authorize(Site site, String group, Map<String, Object> rule) {
        var permission = IpPermission.builder()
                .ipProtocol(Site.text(rule.get("IpProtocol")))
                .fromPort(Site.number(rule.get("FromPort")).orElse(null))
                .toPort(Site.number(rule.get("ToPort")).orElse(null));
        var description = Site.text(rule.get("Description"));
        if (rule.get("CidrIp") != null) {
            permission.ipRanges(IpRange.builder()
                    .cidrIp(Site.text(rule.get("CidrIp")))
                    .description(description)
                    .build());
        }
        if (rule.get("SourceSecurityGroupId") != null) {
            permission.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupId(Site.text(rule.get("SourceSecurityGroupId")))
                    .description(description)
                    .build());
        }
        return ec2(site)
                .authorizeSecurityGroupIngress(AuthorizeSecurityGroupIngressRequest.builder()
                        .groupId(group)
                        .ipPermissions(permission.build())
                        .build())
                .securityGroupRules()
                .getFirst()
                .securityGroupRuleId();
    }

    private static ResourceKind.Made loadBalancer(Site site, Map<String, Object> p) {
        var made = elb(site)
                .createLoadBalancer(CreateLoadBalancerRequest.builder()
                        .name(shortened(site.name(p.get("Name"))))
                        .scheme(Site.text(p.get("Scheme")))
                        .type(Site.text(p.get("Type")))
                        .subnets(Site.texts(p.get("Subnets")))
                        .securityGroups(Site.texts(p.get("SecurityGroups")))
                        .build())
                .loadBalancers()
                .getFirst();
        site.estate().tags().put(made.loadBalancerArn(), site.tags(p));
        return new ResourceKind.Made(
                made.loadBalancerArn(),
                attributes(
                        "LoadBalancerArn", made.loadBalancerArn(),
                        "DNSName", made.dnsName(),
                        "CanonicalHostedZoneID", made.canonicalHostedZoneId(),
                        "LoadBalancerName", made.loadBalancerName(),
                        "LoadBalancerFullName", after(made.loadBalancerArn(), "loadbalancer/")));
    }

    private static ResourceKind.Made targetGroup(Site site, Map<String, Object> p) {
        var codes = Site.text(TemplateReader.map(p.get("Matcher")).get("HttpCode"));
        var made = elb(site)
                .createTargetGroup(CreateTargetGroupRequest.builder()
                        .name(shortened(site.name(p.get("Name"))))
                        .protocol(Site.text(p.get("Protocol")))
                        .port(Site.number(p.get("Port")).orElse(null))
                        .vpcId(Site.text(p.get("VpcId")))
                        .targetType(Site.text(p.get("TargetType")))
                        .healthCheckPath(Site.text(p.get("HealthCheckPath")))
                        .healthCheckIntervalSeconds(
                                Site.number(p.get("HealthCheckIntervalSeconds")).orElse(null))
                        .healthyThresholdCount(
                                Site.number(p.get("HealthyThresholdCount")).orElse(null))
                        .unhealthyThresholdCount(
                                Site.number(p.get("UnhealthyThresholdCount")).orElse(null))
                        .matcher(
                                codes == null
                                        ? null
                                        : Matcher.builder().httpCode(codes).build())
                        .build())
                .targetGroups()
                .getFirst();
        site.estate().tags().put(made.targetGroupArn(), site.tags(p));
        return new ResourceKind.Made(
                made.targetGroupArn(),
                attributes(
                        "TargetGroupArn", made.targetGroupArn(),
                        "TargetGroupName", made.targetGroupName(),
                        "TargetGroupFullName", after(made.targetGroupArn(), "targetgroup/")));
    }

    private static ResourceKind.Made listener(Site site, Map<String, Object> p) {
        var made = elb(site)
                .createListener(CreateListenerRequest.builder()
                        .loadBalancerArn(Site.text(p.get("LoadBalancerArn")))
                        .port(Site.number(p.get("Port")).orElse(null))
                        .protocol(Site.text(p.get("Protocol")))
                        .certificates(maps(p.get("Certificates")).stream()
                                .map(c -> Certificate.builder()
                                        .certificateArn(Site.text(c.get("CertificateArn")))
                                        .build())
                                .toList())
                        .defaultActions(maps(p.get("DefaultActions")).stream()
                                .map(NetworkKinds::action)
                                .toList())
                        .build())
                .listeners()
                .getFirst();
        return new ResourceKind.Made(made.listenerArn(), attributes("ListenerArn", made.listenerArn()));
    }

    private static Action action(Map<String, Object> a) {
        var made = Action.builder().type(Site.text(a.get("Type"))).targetGroupArn(Site.text(a.get("TargetGroupArn")));
        var fixed = TemplateReader.map(a.get("FixedResponseConfig"));
        if (!fixed.isEmpty()) {
            made.fixedResponseConfig(f -> f.statusCode(Site.text(fixed.get("StatusCode")))
                    .messageBody(Site.text(fixed.get("MessageBody")))
                    .contentType(Site.text(fixed.get("ContentType"))));
        }
        var redirect = TemplateReader.map(a.get("RedirectConfig"));
        if (!redirect.isEmpty()) {
            made.redirectConfig(f -> f.statusCode(Site.text(redirect.get("StatusCode")))
                    .protocol(Site.text(redirect.get("Protocol")))
                    .port(Site.text(redirect.get("Port"))));
        }
        return made.build();
    }

    private static List<Map<String, Object>> maps(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(TemplateReader::map).toList()
                : List.of();
    }

    /** Load balancers' and target groups' names have at most 32 characters. */
    private static String shortened(String name) {
        return name.length() <= 32 ? name : name.substring(0, 19) + name.substring(name.length() - 13);
    }

    private static String after(String text, String mark) {
        return text.substring(text.indexOf(mark) + (mark.equals("loadbalancer/") ? mark.length() : 0));
    }

    static Map<String, String> attributes(@Nullable String... pairs) {
        var made = new HashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            if (value != null) {
                made.put(String.valueOf(pairs[i]), value);
            }
        }
        return made;
    }
}
