package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.plan.Times;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * Whether copies can still be read with the keys that they are encrypted with: a copy that cannot is no proof for a deletion. Of all
 * states of a key only {@code Enabled} lets it decrypt (AWS KMS Developer Guide, "Key states of AWS KMS keys"), and once it is deleted
 * "all data that was encrypted under the KMS key is unrecoverable" ("Delete an AWS KMS key"). Each key is asked about once.
 */
public final class CopyKeys {
    private final ActionContext context;
    private final String region;
    private final Map<String, Optional<Check.Fail>> asked = new HashMap<>();

    /** @param region of the copies, and of keys that are not named by an ARN */
    public CopyKeys(ActionContext context, String region) {
        this.context = context;
        this.region = region;
    }

    /**
     * Why nothing that the key encrypts can be read; empty where it can be.
     *
     * @param key ARN, id or alias; null where no key of KMS is needed
     * @throws software.amazon.awssdk.core.exception.SdkException if KMS does not tell: then nobody knows
     */
    public Optional<Check.Fail> lost(@Nullable String key) {
        return key == null || key.isBlank() ? Optional.empty() : asked.computeIfAbsent(key, this::ask);
    }

    private Optional<Check.Fail> ask(String key) {
        var parts = key.split(":", 5);
        var where = key.startsWith("arn:") && parts.length > 3 ? parts[3] : region;
        try {
            var found = KeyCheck.read(context, where, key);
            if (found.keyState() == KeyState.ENABLED) {
                return Optional.empty();
            }
            return Optional.of(new Check.Fail(
                    "its key " + found.arn() + " is " + found.keyStateAsString()
                            + (found.deletionDate() == null
                                    ? ""
                                    : " and gone for good at " + Times.second(found.deletionDate()))
                            + ": it cannot be read",
                    found.keyState() == KeyState.PENDING_DELETION
                            ? "cancel the deletion of the key and enable it, or copy once more with a key that is enabled"
                            : "enable the key, or copy once more with a key that is enabled"));
        } catch (NotFoundException e) {
            return Optional.of(new Check.Fail(
                    "its key " + key + " does not exist any more: it can never be read again",
                    "copy once more with a key that is enabled"));
        }
    }
}
