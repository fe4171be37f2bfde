package app.medzenhealth.cutover.action.retire;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a sweep can find and {@code sweep.delete} does not delete: each kind with how it is deleted, said before anything is sent. */
final class Elsewhere {
    private static final Map<String, String> HOW = new TreeMap<>();

    static {
        by("cfn.delete", "cloudformation/stack");
        by("lambda.delete", "lambda/function");
        by("rds.delete-instance", "rds/instance");
        by("dynamodb.delete-tables", "dynamodb/table");
        by("s3.empty-and-delete-bucket", "s3/bucket");
        by("logs.delete", "logs/log-group");
        by("apigw.delete", "apigateway/rest-api apigatewayv2/http-api");
        by("triggers.switch, which switches it off; then by hand, aws scheduler delete-schedule", "scheduler/schedule");
        hand("aws scheduler delete-schedule-group", "scheduler/schedule-group");
        hand("aws kms schedule-key-deletion, after nothing is encrypted with it any more", "kms/key");
        hand("aws acm delete-certificate, after nothing uses it", "acm/certificate");
        hand("aws lambda delete-layer-version, each version", "lambda/layer");
        hand(
                "aws rds delete-db-instance-automated-backup: the last way back of a deleted database",
                "rds/automated-backup");
        hand("aws rds delete-db-cluster-automated-backup: the last way back", "rds/cluster-automated-backup");
        hand("aws rds delete-db-cluster, its instances first", "rds/cluster");
        hand("aws rds delete-db-cluster-snapshot", "rds/cluster-snapshot");
        hand("aws rds delete-db-parameter-group", "rds/parameter-group");
        hand("aws rds delete-db-cluster-parameter-group", "rds/cluster-parameter-group");
        hand("aws rds delete-db-subnet-group", "rds/subnet-group");
        hand("aws rds delete-option-group", "rds/option-group");
        hand("aws rds delete-db-proxy", "rds/proxy");
        hand(
                "nothing: an export ends by itself; one that is under way, aws rds cancel-export-task",
                "rds/snapshot-export");
        hand("aws dynamodb delete-backup: the last way back of a deleted table", "dynamodb/backup");
        hand("aws ecs delete-cluster, its services first", "ecs/cluster");
        hand("ecs.scale to 0, then aws ecs delete-service", "ecs/service");
        hand("aws elbv2 delete-load-balancer", "elbv2/load-balancer");
        hand("aws elbv2 delete-target-group", "elbv2/target-group");
        hand("aws elb delete-load-balancer", "elb/load-balancer");
        hand("aws apigateway delete-domain-name, its mappings first", "apigateway/domain-name");
        hand("aws cloudwatch delete-dashboards", "cloudwatch/dashboard");
        hand("aws events delete-event-bus, its rules first", "events/event-bus");
        hand("aws stepfunctions delete-state-machine", "stepfunctions/state-machine");
        hand("aws cognito-idp delete-user-pool: its users go with it", "cognito-idp/user-pool");
        hand("aws cognito-identity delete-identity-pool", "cognito-identity/identity-pool");
        hand("aws chime-sdk-identity delete-app-instance", "chime/app-instance");
        hand("aws chime-sdk-messaging delete-channel-flow", "chime/channel-flow");
        hand("aws chime-sdk-voice delete-voice-connector", "chime/voice-connector");
        hand("aws chime-sdk-voice delete-sip-media-application", "chime/sip-media-application");
        hand("aws chime-sdk-media-pipelines delete-media-pipeline", "chime/media-pipeline");
        hand(
                "aws chime-sdk-media-pipelines delete-media-insights-pipeline-configuration",
                "chime/insights-configuration");
        hand("aws route53 delete-hosted-zone, its records first", "route53/hosted-zone");
        hand("aws route53 delete-health-check, after no record uses it", "route53/health-check");
        hand("aws efs delete-file-system, its mount targets first", "efs/file-system");
        hand("aws elasticache delete-cache-cluster", "elasticache/cache-cluster");
        hand("aws elasticache delete-replication-group", "elasticache/replication-group");
        hand("aws elasticache delete-serverless-cache", "elasticache/serverless-cache");
        hand("aws elasticache delete-snapshot", "elasticache/snapshot");
        hand("aws opensearch delete-domain", "opensearch/domain");
        hand("aws backup delete-backup-vault, its recovery points first", "backup/backup-vault");
        hand("aws backup delete-backup-plan", "backup/backup-plan");
        hand("aws kinesis delete-stream", "kinesis/stream");
        hand("aws firehose delete-delivery-stream", "firehose/delivery-stream");
        hand("aws ssm delete-parameter", "ssm/parameter");
        hand("aws cloudtrail delete-trail, after those who answer for the audit agree", "cloudtrail/trail");
        hand("aws wafv2 delete-web-acl", "wafv2/web-acl");
        hand("aws wafv2 delete-rule-group", "wafv2/rule-group");
        hand("aws wafv2 delete-ip-set", "wafv2/ip-set");
        hand("aws wafv2 delete-regex-pattern-set", "wafv2/regex-pattern-set");
        hand("aws ec2 terminate-instances", "ec2/instance");
        hand("aws ec2 deregister-image, then its snapshots", "ec2/image");
        for (var type : Set.of(
                "volume",
                "snapshot",
                "nat-gateway",
                "network-interface",
                "security-group",
                "vpc",
                "subnet",
                "route-table",
                "key-pair",
                "launch-template",
                "network-acl",
                "vpc-peering-connection",
                "egress-only-internet-gateway",
                "vpn-gateway",
                "vpn-connection",
                "customer-gateway",
                "transit-gateway")) {
            hand("aws ec2 delete-" + type, "ec2/" + type);
        }
        hand("aws ec2 delete-vpc-endpoints", "ec2/vpc-endpoint");
        hand("aws ec2 detach-internet-gateway, then delete-internet-gateway", "ec2/internet-gateway");
        hand("aws ec2 delete-transit-gateway-vpc-attachment", "ec2/transit-gateway-attachment");
        hand("aws ec2 delete-flow-logs", "ec2/flow-log");
        hand("what its service offers: only its tags tell of it", "tagging/tagged-resource");
    }

    private Elsewhere() {}

    private static void by(String action, String kinds) {
        Set.of(kinds.split(" ")).forEach(k -> HOW.put(k, "by " + action));
    }

    private static void hand(String command, String kind) {
        HOW.put(kind, "by hand: " + command);
    }

    /** How a kind is deleted; empty where no sweep finds it. */
    static Optional<String> how(String kind) {
        return Optional.ofNullable(HOW.get(kind));
    }

    static Set<String> kinds() {
        return new TreeSet<>(HOW.keySet());
    }
}
