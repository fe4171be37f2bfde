package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.compute.EcsServiceReads;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/**
 * What a fence stands around: everything that writes to one database, and the way in to it.
 *
 * @param keeps addresses and groups that are let in all the same: those from which the console itself reads the database
 */
record Fenced(EcsServiceReads service, Triggers triggers, String instance, String group, int port, List<String> keeps) {
    /** At most 256 of IPv4, or 65,536 of IPv6 (EC2 API Reference, IpRange: CidrIp; Ipv6Range: CidrIpv6). */
    private static final Pattern FEW_ADDRESSES =
            Pattern.compile("[0-9.]{7,15}/(?:2[4-9]|3[0-2])|[0-9a-f:]{2,39}/(?:11[2-9]|12[0-8])");

    static Fenced from(Inputs in) {
        return new Fenced(
                new EcsServiceReads(in.region(), in.text("cluster"), in.text("service")),
                new Triggers(in.region(), in.list("rules"), in.list("schedules"), in.list("functions")),
                in.text("instance"),
                in.text("securityGroup"),
                in.number("port"),
                in.list("keeps"));
    }

    /** What says what the fence stands around. */
    static ActionSpec named(ActionSpec signature) {
        return signature
                .requires(TEXT, "cluster", "service")
                .requires(LIST, "rules")
                .accepts(LIST, "schedules", "keeps")
                .requires(LIST, "functions")
                .requires(TEXT, "instance", "securityGroup")
                .requires(NUMBER, "port");
    }

    /** The same of an action that closes or opens it. */
    static ActionSpec signed(ActionSpec signature) {
        return named(signature)
                .sends("applicationautoscaling", "RegisterScalableTarget")
                .sends("ec2", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress")
                .sends("ecs", "UpdateService")
                .sends("eventbridge", "DisableRule", "EnableRule")
                .sends("lambda", "UpdateEventSourceMapping")
                .sends("s3", "PutBucketNotificationConfiguration")
                .sends("scheduler", "UpdateSchedule")
                .passesRole();
    }

    String region() {
        return service.region();
    }

    /** What the fence closes: every way in by its group, but the console's own. */
    List<Ingress> ingress(ActionContext context) {
        return Ingress.read(context, region(), group).stream()
                .filter(i -> i.reaches(port))
                .filter(i -> !kept(i))
                .toList();
    }

    /** Of what is let in all the same, what is not a few addresses: a security group, or a range of more than 256. */
    List<String> broad() {
        return keeps.stream().filter(k -> !FEW_ADDRESSES.matcher(k).matches()).toList();
    }

    /** Whom the fence lets in, in words. */
    String leftOpen() {
        return keeps.isEmpty() ? "nothing" : "nothing but the console's own " + String.join(", ", keeps);
    }

    boolean kept(Ingress way) {
        return way.only(port) && keeps.contains(way.source());
    }

    /** Those of the networks that its tasks and its database are in. */
    List<Subnet> subnets(ActionContext context) {
        var ec2 = context.clients().client(Ec2Client.class, region());
        var ofTasks = service.read(context).stream()
                .filter(s -> s.networkConfiguration() != null)
                .flatMap(s -> s.networkConfiguration().awsvpcConfiguration().subnets().stream())
                .toList();
        var all = ec2.describeSubnetsPaginator(q -> {}).subnets().stream().toList();
        var networks = Stream.concat(
                        all.stream().filter(s -> ofTasks.contains(s.subnetId())).map(Subnet::vpcId),
                        database(context).stream()
                                .filter(d -> d.dbSubnetGroup() != null)
                                .map(d -> d.dbSubnetGroup().vpcId()))
                .collect(Collectors.toSet());
        return all.stream().filter(s -> networks.contains(s.vpcId())).toList();
    }

    Optional<DBInstance> database(ActionContext context) {
        try {
            return context
                    .clients()
                    .client(RdsClient.class, region())
                    .describeDBInstances(q -> q.dbInstanceIdentifier(instance))
                    .dbInstances()
                    .stream()
                    .findFirst();
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }
}
