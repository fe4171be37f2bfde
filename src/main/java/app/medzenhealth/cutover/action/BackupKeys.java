package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.UnreadableAnswer;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupDescription;
import software.amazon.awssdk.services.dynamodb.model.DescribeBackupResponse;
import software.amazon.awssdk.services.dynamodb.model.SSEDescription;
import software.amazon.awssdk.services.dynamodb.model.SourceTableFeatureDetails;

/**
 * Whether a table's backup can be restored with its key: the table's when it was taken, which its description tells (Amazon DynamoDB API
 * Reference, DescribeBackup: SourceTableFeatureDetails, SSEDescription).
 */
public final class BackupKeys {
    private BackupKeys() {}

    /** Why it cannot be read; empty where it can. */
    public static Optional<Check.Fail> lost(ActionContext context, String region, String arn) {
        var described = UnreadableAnswer.part(
                context.clients().client(DynamoDbClient.class, region).describeBackup(q -> q.backupArn(arn)),
                DescribeBackupResponse::backupDescription);
        return Optional.of(described)
                .map(BackupDescription::sourceTableFeatureDetails)
                .map(SourceTableFeatureDetails::sseDescription)
                .map(SSEDescription::kmsMasterKeyArn)
                .flatMap(key -> new CopyKeys(context, region).lost(key))
                .map(no -> new Check.Fail("backup " + arn + " is there, but " + no.evidence(), no.remedy()));
    }
}
