package app.medzenhealth.cutover.action.standard;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The IAM actions that each action type's changes need, those of its undo included. Reads are not here: they are sent as whoever
 * is signed in.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">service authorization reference</a>
 */
public final class Permissions {

    /** AWS lets a key be used for a database or bucket by a grant that it makes in the caller's name. */
    private static final String KEY = " kms:CreateGrant kms:DescribeKey kms:Decrypt kms:GenerateDataKey ";

    /** CloudFormation acts in the caller's name on whatever its template names. */
    private static final String STACK = """
             apigateway:* dynamodb:* ec2:* ecs:* elasticloadbalancing:* events:* lambda:* logs:* sns:* sqs:* s3:*
            iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePolicy iam:DetachRolePolicy iam:GetRole
            iam:PassRole iam:PutRolePolicy iam:TagRole
            """;

    private static final Map<String, Set<String>> NEEDED = new TreeMap<>();

    static {
        needs("rds.create-snapshot", "rds:CreateDBSnapshot rds:AddTagsToResource rds:DeleteDBSnapshot" + KEY);
        needs("rds.copy-snapshot", "rds:CopyDBSnapshot rds:AddTagsToResource rds:DeleteDBSnapshot" + KEY);
        needs("rds.export-snapshot", "rds:StartExportTask rds:CancelExportTask iam:PassRole" + KEY);
        needs(
                "rds.restore-snapshot",
                "rds:RestoreDBInstanceFromDBSnapshot rds:ModifyDBInstance rds:DeleteDBInstance rds:AddTagsToResource"
                        + " iam:PassRole" + KEY);
        needs(
                "rds.create-replica",
                "rds:CreateDBInstanceReadReplica rds:ModifyDBInstance rds:RebootDBInstance rds:DeleteDBInstance"
                        + " rds:AddTagsToResource iam:PassRole" + KEY);
        needs("rds.promote", "rds:PromoteReadReplica rds:ModifyDBInstance");
        needs(
                "rds.delete-instance",
                "rds:DeleteDBInstance rds:ModifyDBInstance rds:CreateDBSnapshot rds:AddTagsToResource");
        needs(
                "rds.create-parameter-group",
                "rds:CreateDBParameterGroup rds:ModifyDBParameterGroup rds:DeleteDBParameterGroup rds:AddTagsToResource");
        needs("dynamodb.backup", "dynamodb:CreateBackup");
        needs("dynamodb.delete-tables", "dynamodb:DeleteTable dynamodb:UpdateTable");
        needs(
                "s3.create-bucket",
                "s3:CreateBucket s3:DeleteBucket s3:PutBucketPublicAccessBlock s3:PutBucketTagging s3:PutBucketVersioning"
                        + " s3:PutEncryptionConfiguration");
        needs(
                "s3.copy-objects",
                "s3:GetObject s3:GetObjectTagging s3:GetObjectVersion s3:PutObject s3:PutObjectTagging" + KEY);
        needs(
                "s3.empty-and-delete-bucket",
                "s3:AbortMultipartUpload s3:DeleteBucket s3:DeleteObject s3:DeleteObjectVersion");
        needs(
                "kms.create-key",
                "kms:CreateAlias kms:CreateKey kms:DeleteAlias kms:EnableKeyRotation kms:ScheduleKeyDeletion kms:TagResource");
        needs(
                "secret.replicate",
                "secretsmanager:ReplicateSecretToRegions secretsmanager:RemoveRegionsFromReplication" + KEY);
        needs(
                "acm.request-certificate",
                "acm:RequestCertificate acm:AddTagsToCertificate acm:DeleteCertificate route53:ChangeResourceRecordSets");
        needs(
                "cfn.deploy",
                "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet cloudformation:DeleteStack" + STACK);
        needs("cfn.delete", "cloudformation:DeleteStack" + STACK);
        needs("ecs.register-task", "ecs:RegisterTaskDefinition ecs:DeregisterTaskDefinition iam:PassRole");
        needs("ecs.create-service", "ecs:CreateService ecs:UpdateService ecs:DeleteService iam:PassRole");
        needs("ecs.scale", "ecs:UpdateService");
        needs(
                "elb.create-listener",
                "elasticloadbalancing:CreateListener elasticloadbalancing:ModifyListener elasticloadbalancing:DeleteListener"
                        + " elasticloadbalancing:AddTags");
        needs("lambda.invoke", "lambda:InvokeFunction");
        needs(
                "lambda.deploy",
                "lambda:CreateFunction lambda:DeleteFunction lambda:PutFunctionConcurrency lambda:TagResource"
                        + " lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration iam:PassRole" + KEY);
        needs("lambda.permissions", "lambda:AddPermission lambda:RemovePermission");
        needs("lambda.delete", "lambda:DeleteFunction");
        needs(
                "events.create-rules",
                "events:DeleteRule events:PutRule events:PutTargets events:RemoveTargets iam:PassRole");
        needs(
                "triggers.switch",
                "events:DisableRule events:EnableRule lambda:UpdateEventSourceMapping scheduler:UpdateSchedule iam:PassRole");
        needs(
                "fence.writes",
                "ec2:AuthorizeSecurityGroupIngress ec2:RevokeSecurityGroupIngress ecs:UpdateService events:DisableRule"
                        + " events:EnableRule lambda:UpdateEventSourceMapping s3:PutBucketNotification"
                        + " scheduler:UpdateSchedule iam:PassRole");
        needs("fence.lift", String.join(" ", NEEDED.get("fence.writes")));
        needs("s3.notifications", "s3:PutBucketNotification");
        needs("dns.change", "route53:ChangeResourceRecordSets");
        needs("dns.ttl", "route53:ChangeResourceRecordSets");
        needs(
                "route53.create-health-check",
                "route53:ChangeTagsForResource route53:CreateHealthCheck route53:DeleteHealthCheck");
        needs("alarms.create", "cloudwatch:DeleteAlarms cloudwatch:PutMetricAlarm");
        needs("apigw.delete", "apigateway:DELETE");
        needs("logs.delete", "logs:DeleteLogGroup");
        needs("logs.export", "logs:CreateExportTask");
        needs("tag.resources", "tag:TagResources tag:UntagResources");
        needs(
                "sweep.delete",
                "cloudwatch:DeleteAlarms ec2:ReleaseAddress ecr:DeleteRepository events:DeleteRule events:RemoveTargets"
                        + " rds:DeleteDBSnapshot secretsmanager:DeleteSecret secretsmanager:RemoveRegionsFromReplication"
                        + " sns:DeleteTopic sqs:DeleteQueue");
    }

    private Permissions() {}

    private static void needs(String type, String actions) {
        NEEDED.put(type, new TreeSet<>(Arrays.asList(actions.strip().split("\\s+"))));
    }

    /** The action types that change something in AWS. */
    public static Set<String> types() {
        return NEEDED.keySet();
    }

    /** What changes of this type need, as IAM spells it; empty for a type that changes nothing in AWS. */
    public static Set<String> of(String type) {
        return NEEDED.getOrDefault(type, Set.of());
    }
}
