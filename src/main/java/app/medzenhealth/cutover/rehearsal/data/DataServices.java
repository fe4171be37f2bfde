package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The services of this package. */
public final class DataServices {

    private DataServices() {}

    public static void register(EmbeddedClients clients) {
        clients.register(AccountClient.class, EmbeddedAccount::new)
                .register(AcmClient.class, EmbeddedAcm::new)
                .register(CostExplorerClient.class, EmbeddedCosts::new)
                .register(DynamoDbClient.class, EmbeddedDynamo::new)
                .register(IamClient.class, EmbeddedIam::new)
                .register(KmsClient.class, EmbeddedKms::new)
                .register(RdsClient.class, EmbeddedRds::new)
                .register(ResourceGroupsTaggingApiClient.class, EmbeddedTagging::new)
                .register(S3Client.class, EmbeddedS3::new)
                .register(SecretsManagerClient.class, EmbeddedSecrets::new)
                .register(ServiceQuotasClient.class, EmbeddedQuotas::new)
                .register(StsClient.class, EmbeddedSts::new);
    }
}
