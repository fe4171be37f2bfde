package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Evidence, sweeps and ways back as commands that only read. */
final class EvidenceRecipes {
    private static final String GLOBAL = "us-east-1";

    private EvidenceRecipes() {}

    private static void simulated(Script script, String principal, List<String> permissions) {
        for (var from = 0; from < permissions.size(); from += VerifyAccount.AT_A_TIME) {
            var some = permissions.subList(from, Math.min(permissions.size(), from + VerifyAccount.AT_A_TIME));
            script.expect(
                    "permissions that are allowed, of " + some.size(),
                    Script.Bound.LEAST,
                    some.size(),
                    Command.aws(
                                    GLOBAL,
                                    "iam",
                                    "simulate-principal-policy",
                                    "--policy-source-arn",
                                    principal,
                                    "--action-names")
                            .and(some)
                            .asking("length(EvaluationResults[?EvalDecision==`\"allowed\"`])"));
        }
    }

    static void account(ActionContext context, Inputs with, Needed needed, Script script) {
        for (var region : context.plan().regions()) {
            script.until(
                    "region " + region.id(),
                    List.of("ENABLED", "ENABLED_BY_DEFAULT"),
                    List.of("DISABLED", "DISABLING"),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(30),
                    Command.aws(GLOBAL, "account", "get-region-opt-status", "--region-name", region.id())
                            .asking("RegionOptStatus"));
        }
        var caller = script.value("PRINCIPAL", "who is asked about", Command.of("caller_principal"));
        needed.changes()
                .keySet()
                .forEach(p -> simulated(script, p.equals(Needed.CALLER) ? caller : p, List.copyOf(needed.by(p))));
        for (var quota : with.list("quotas").stream().map(Quota::parse).toList()) {
            context.plan().regions().stream()
                    .filter(r -> r.after() == Plan.Role.PRIMARY || r.after() == Plan.Role.SECONDARY)
                    .forEach(r -> script.expect(
                            "quota " + quota.service() + " " + quota.code() + " in " + r.id(),
                            Script.Bound.LEAST,
                            (long) Math.ceil(quota.least()),
                            Command.aws(
                                            r.id(),
                                            "service-quotas",
                                            "get-service-quota",
                                            "--service-code",
                                            quota.service(),
                                            "--quota-code",
                                            quota.code())
                                    .asking("Quota.Value")));
        }
    }

    private static List<String> regions(ActionContext context) {
        return context.plan().regions().stream().map(Plan.Region::id).toList();
    }

    static void baseline(ActionContext context, Inputs with, Script script) {
        for (var region : regions(context)) {
            for (var read : Sweep.READS) {
                script.preserve("baseline-" + region + "-" + read.name() + ".txt", read.in(region));
            }
        }
        script.preserve(
                "baseline-buckets.txt",
                Command.aws(GLOBAL, "s3api", "list-buckets").asking("Buckets[].Name"));
        script.preserve(
                "baseline-zones.txt",
                Command.aws(GLOBAL, "route53", "list-hosted-zones").asking("HostedZones[].[Id, Name]"));
        script.attest(
                "The files baseline-… in the folder kept were compared with the plan, and what it does not know is decided");
    }

    static void audit(ActionContext context, Inputs with, Script script) {
        var words = new ArrayList<String>(List.of("search_working_copy", String.join("|", with.someOf("forbid"))));
        words.addAll(with.someOf("files"));
        script.show(new Command(words));
        script.attest(
                with.flag("mustBeClean")
                        ? "No line was listed above, and no file was called not searched"
                        : "Every line above is noted; it must be changed before the cutover");
    }

    static void wayBack(ActionContext context, Inputs with, Script script) {
        var zone = context.plan().parameters().stream()
                .filter(p -> p.kind() == Plan.Parameter.Kind.HOSTED_ZONE)
                .findFirst()
                .flatMap(Plan.Parameter::value);
        zone.ifPresent(z -> script.preserve(
                "way-back-dns.json",
                Command.aws(GLOBAL, "route53", "list-resource-record-sets", "--hosted-zone-id", z)
                        .with("--query", "ResourceRecordSets", "--output", "json")));
        for (var region : regions(context)) {
            script.each(
                    "CLUSTER",
                    "clusters in " + region,
                    Command.aws(region, "ecs", "list-clusters").asking("clusterArns[]"),
                    cluster -> script.each(
                            "SERVICE",
                            "services",
                            Command.aws(region, "ecs", "list-services", "--cluster", cluster)
                                    .asking("serviceArns[]"),
                            service -> script.show(Command.aws(
                                            region,
                                            "ecs",
                                            "describe-services",
                                            "--cluster",
                                            cluster,
                                            "--services",
                                            service)
                                    .asking("services[].[serviceName, desiredCount, taskDefinition]"))));
            script.preserve(
                    "way-back-" + region + "-security-groups.json",
                    Command.aws(region, "ec2", "describe-security-groups")
                            .with(
                                    "--query",
                                    "SecurityGroups[].[GroupId, GroupName, IpPermissions]",
                                    "--output",
                                    "json"));
            script.preserve(
                    "way-back-" + region + "-functions.json",
                    Command.aws(region, "lambda", "list-functions")
                            .with(
                                    "--query",
                                    "Functions[].[FunctionName, CodeSha256, Runtime, Handler, Role, MemorySize, Timeout]",
                                    "--output",
                                    "json"));
        }
        script.attest("The files way-back-… in the folder kept were read, and each can be brought back with them");
    }

    static void sweep(ActionContext context, Inputs with, Script script) {
        look(with.region(), script);
        with.optionalDuration("again").ifPresent(again -> {
            script.pause(again, "some things come back, or show late; then the same is looked at once more");
            look(with.region(), script);
        });
        var allowed = Stream.concat(
                        with.list("allowed").stream(),
                        new DecidedToKeep(context, with.optional("decidedIn"))
                                .items().stream().map(k -> k + ", which is kept by decision"))
                .toList();
        script.attest(
                allowed.isEmpty()
                        ? "Every list above is empty but for what is scheduled for deletion, of which is noted until when it stays"
                        : "Every list above is empty but for " + String.join(", ", allowed)
                                + " and what is scheduled for deletion, of which is noted until when each stays");
    }

    static void look(String region, Script script) {
        for (var read : Sweep.READS) {
            script.show(read.in(region));
        }
        script.each(
                "BUCKET",
                "buckets of the account",
                Command.aws(GLOBAL, "s3api", "list-buckets").asking("Buckets[].Name"),
                bucket -> script.show(Command.aws(region, "s3api", "get-bucket-location", "--bucket", bucket)
                        .asking("[" + Jmes.bucketRegion() + "]")));
    }

    static void residency(ActionContext context, Inputs with, Script script) {
        script.say("Databases and buckets may only be in " + String.join(", ", with.list("allowed"))
                + (with.list("except").isEmpty() ? "" : ", but for " + String.join(", ", with.list("except"))) + ".");
        for (var region : regions(context)) {
            script.show(Command.aws(region, "rds", "describe-db-instances")
                    .asking("DBInstances[].[DBInstanceIdentifier, DBInstanceArn, StorageEncrypted]"));
            script.show(Command.aws(region, "dynamodb", "list-tables").asking("TableNames[]"));
        }
        script.each(
                "BUCKET",
                "buckets of the account",
                Command.aws(GLOBAL, "s3api", "list-buckets").asking("Buckets[].Name"),
                bucket -> script.show(Command.aws(GLOBAL, "s3api", "get-bucket-location", "--bucket", bucket)
                        .asking("[" + Jmes.bucketRegion() + "]")));
        script.attest("What is above lies where it may");
    }

    static void runbook(ActionContext context, Inputs with, Script script) {
        for (var region : regions(context)) {
            script.show(Command.aws(region, "rds", "describe-db-instances")
                    .asking("DBInstances[].[DBInstanceIdentifier, DBInstanceStatus, Endpoint.Address,"
                            + " ReadReplicaSourceDBInstanceIdentifier]"));
            script.show(Command.aws(region, "elbv2", "describe-load-balancers")
                    .asking("LoadBalancers[].[LoadBalancerName, DNSName, State.Code]"));
        }
        script.attest("A runbook with the names and addresses above is written, and its owner knows it");
    }
}
