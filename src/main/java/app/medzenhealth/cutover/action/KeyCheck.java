package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.UnreadableAnswer;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Whether a key that an input names is there, in the region it is used in, and enabled. The one reader of that fact. */
public final class KeyCheck {

    private KeyCheck() {}

    /**
     * A predefined alias of AWS that has no key yet gets one by being asked for (AWS KMS API Reference, DescribeKey).
     *
     * @param key alias, id or ARN
     */
    public static Check.Outcome usable(ActionContext context, String region, String key) {
        if (PendingResources.unresolved(key)) {
            return new Check.Pass(key + " is given by an earlier action of this step, and checked before the call");
        }
        try {
            var found = read(context, region, key);
            return found.keyState() == KeyState.ENABLED
                    ? new Check.Pass(found.arn() + " is enabled, managed by " + found.keyManagerAsString())
                    : new Check.Fail(found.arn() + " is " + found.keyStateAsString(), "enable the key");
        } catch (NotFoundException e) {
            return PendingResources.from(context, "kms.create-key", region, "alias", key)
                    ? new Check.Pass(key + " is made by an earlier action of this step")
                    : new Check.Fail(key + " does not exist in " + region, "create the key in that region first");
        }
    }

    /** @throws NotFoundException if there is no such key */
    static KeyMetadata read(ActionContext context, String region, String key) {
        return UnreadableAnswer.part(
                context.clients().client(KmsClient.class, region).describeKey(r -> r.keyId(key)),
                DescribeKeyResponse::keyMetadata);
    }
}
