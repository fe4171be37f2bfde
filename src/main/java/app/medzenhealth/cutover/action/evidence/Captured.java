package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;

/** The live state that a way back needs, as plain values in one order. Environment variables only by name: values may be secret. */
final class Captured {
    private static final String GLOBAL = "us-east-1";

    private Captured() {}

    /** Every record of every zone, as the change batch that brings it back; without the records that a zone cannot lack. */
    static Map<String, Object> dns(ActionContext context) {
        var dns = context.clients().client(Route53Client.class, GLOBAL);
        var zones = new TreeMap<String, Object>();
        dns.listHostedZonesPaginator().hostedZones().forEach(zone -> {
            var changes = new ArrayList<Object>();
            dns.listResourceRecordSetsPaginator(r -> r.hostedZoneId(zone.id()))
                    .resourceRecordSets()
                    .forEach(s -> {
                        var own = DnsName.same(s.name(), zone.name())
                                && (s.type() == RRType.NS || s.type() == RRType.SOA);
                        if (!own) {
                            changes.add(ordered("Action", "UPSERT", "ResourceRecordSet", WholeObject.tree(s)));
                        }
                    });
            zones.put(
                    zone.id().replace("/hostedzone/", ""),
                    ordered("Comment", "Back to the captured records of " + zone.name(), "Changes", changes));
        });
        return zones;
    }

    /** How many tasks every service should run. */
    static List<Object> services(ActionContext context, String region) {
        var ecs = context.clients().client(EcsClient.class, region);
        var services = new ArrayList<Object>();
        for (var cluster : ecs.listClustersPaginator().clusterArns()) {
            for (var service :
                    ecs.listServicesPaginator(r -> r.cluster(cluster)).serviceArns()) {
                ecs.describeServices(r -> r.cluster(cluster).services(service))
                        .services()
                        .forEach(s -> services.add(ordered(
                                "region", region,
                                "cluster", Arns.name(cluster),
                                "service", s.serviceName(),
                                "desired", s.desiredCount(),
                                "taskDefinition", s.taskDefinition())));
            }
        }
        return services;
    }

    static List<Object> functions(ActionContext context, String region) {
        return context.clients().client(LambdaClient.class, region).listFunctionsPaginator().functions().stream()
                .sorted(Comparator.comparing(FunctionConfiguration::functionName))
                .<Object>map(f -> ordered(
                        "region", region,
                        "function", f.functionName(),
                        "runtime", String.valueOf(f.runtimeAsString()),
                        "handler", String.valueOf(f.handler()),
                        "role", String.valueOf(f.role()),
                        "memory", f.memorySize(),
                        "timeout", f.timeout(),
                        "codeSha256", String.valueOf(f.codeSha256()),
                        "layers", f.layers().stream().map(l -> l.arn()).toList(),
                        "environmentNames",
                                f.environment() == null
                                        ? List.of()
                                        : List.copyOf(
                                                new TreeMap<>(f.environment().variables()).keySet())))
                .toList();
    }

    static List<Object> firewallRules(ActionContext context, String region) {
        return context
                .clients()
                .client(Ec2Client.class, region)
                .describeSecurityGroupsPaginator()
                .securityGroups()
                .stream()
                .sorted(Comparator.comparing(SecurityGroup::groupId))
                .<Object>map(g -> ordered(
                        "region", region,
                        "group", g.groupId(),
                        "name", String.valueOf(g.groupName()),
                        "ingress",
                                g.ipPermissions().stream()
                                        .map(WholeObject::tree)
                                        .sorted(Comparator.comparing(String::valueOf))
                                        .toList()))
                .toList();
    }

    static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
