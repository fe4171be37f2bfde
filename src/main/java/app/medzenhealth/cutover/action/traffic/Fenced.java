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
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/** What a fence stands around: everything that writes to one database, and the way in to it. */
record Fenced(EcsServiceReads service, Triggers triggers, String instance, String group, int port) {

    static Fenced from(Inputs in) {
        return new Fenced(
                new EcsServiceReads(in.region(), in.text("cluster"), in.text("service")),
                new Triggers(in.region(), in.list("rules"), in.list("schedules"), in.list("functions")),
                in.text("instance"),
                in.text("securityGroup"),
                in.number("port"));
    }

    static ActionSpec signed(ActionSpec signature) {
        return signature
                .requires(TEXT, "cluster", "service")
                .requires(LIST, "rules")
                .accepts(LIST, "schedules")
                .requires(LIST, "functions")
                .requires(TEXT, "instance", "securityGroup")
                .requires(NUMBER, "port")
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

    List<Ingress> ingress(ActionContext context) {
        return Ingress.read(context, region(), group).stream()
                .filter(i -> i.reaches(port))
                .toList();
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
