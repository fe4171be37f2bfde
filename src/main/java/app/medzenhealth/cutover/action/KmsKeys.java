package app.medzenhealth.cutover.action;

import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Keys written as id, ARN, alias or alias ARN: all of them are one key's (AWS KMS API Reference, DescribeKey: KeyId). */
public final class KmsKeys {
    private KmsKeys() {}

    /** The key's ARN, as KMS knows it; empty where there is no such key. */
    public static Optional<String> arn(ActionContext context, String region, String written) {
        try {
            return Optional.ofNullable(context.clients()
                            .client(KmsClient.class, region)
                            .describeKey(r -> r.keyId(written))
                            .keyMetadata())
                    .map(k -> k.arn());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether both mean one key of the region. */
    public static boolean same(ActionContext context, String region, String one, String other) {
        return one.equals(other)
                || arn(context, region, one).equals(arn(context, region, other))
                        && arn(context, region, one).isPresent();
    }
}
