package app.medzenhealth.cutover.inventory.candidate;

import static app.medzenhealth.cutover.inventory.candidate.Candidate.fact;

import app.medzenhealth.cutover.aws.Clients;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** Networks, and what serves in them. */
final class NetworkCandidates {
    /** Amazon ECS API Reference, DescribeServices: at most ten. */
    private static final int AT_ONCE = 10;

    private NetworkCandidates() {}

    static List<Candidate> securityGroups(Clients clients, String region, int most) {
        return clients.client(Ec2Client.class, region).describeSecurityGroupsPaginator().securityGroups().stream()
                .limit(most)
                .map(g -> Candidate.of(
                        g.groupId(),
                        g.groupName(),
                        g.vpcId(),
                        g.description(),
                        g.ipPermissions().size() + " rules in"))
                .toList();
    }

    static List<Candidate> subnets(Clients clients, String region, int most) {
        return clients.client(Ec2Client.class, region).describeSubnetsPaginator().subnets().stream()
                .limit(most)
                .map(s -> Candidate.of(
                        s.subnetId(),
                        name(s.tags()),
                        s.vpcId(),
                        s.availabilityZone(),
                        s.cidrBlock(),
                        Boolean.TRUE.equals(s.mapPublicIpOnLaunch()) ? "public addresses" : ""))
                .toList();
    }

    private static String name(List<Tag> tags) {
        return tags.stream().filter(t -> t.key().equals("Name")).map(Tag::value).collect(Collectors.joining());
    }

    static List<Candidate> targetGroups(Clients clients, String region, int most) {
        return clients
                .client(ElasticLoadBalancingV2Client.class, region)
                .describeTargetGroupsPaginator()
                .targetGroups()
                .stream()
                .limit(most)
                .map(g -> Candidate.of(
                        g.targetGroupName(),
                        g.protocolAsString() + " " + g.port(),
                        g.vpcId(),
                        g.loadBalancerArns().isEmpty()
                                ? "behind no load balancer"
                                : fact("behind", g.loadBalancerArns().getFirst().replaceFirst(".*:loadbalancer/", ""))))
                .toList();
    }

    static List<Candidate> services(Clients clients, String region, int most) {
        var ecs = clients.client(EcsClient.class, region);
        return ecs.listClustersPaginator().clusterArns().stream()
                .limit(most)
                .flatMap(cluster -> {
                    var arns = ecs.listServicesPaginator(q -> q.cluster(cluster)).serviceArns().stream()
                            .limit(most)
                            .toList();
                    return IntStream.range(0, (arns.size() + AT_ONCE - 1) / AT_ONCE)
                            .mapToObj(i -> arns.subList(i * AT_ONCE, Math.min(arns.size(), (i + 1) * AT_ONCE)))
                            .flatMap(some ->
                                    ecs.describeServices(q -> q.cluster(cluster).services(some)).services().stream());
                })
                .map(NetworkCandidates::service)
                .toList();
    }

    private static Candidate service(Service s) {
        return Candidate.of(
                s.serviceName(),
                fact("cluster", s.clusterArn().replaceFirst(".*/", "")),
                s.runningCount() + " of " + s.desiredCount() + " tasks",
                fact("created", s.createdAt()));
    }
}
