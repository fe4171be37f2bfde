package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** KMS in one region. */
public final class KmsState {

    private final Estate estate;
    private final String region;
    final Map<String, Key> keys = new LinkedHashMap<>();
    /** Key ids by alias, {@code alias/} included. */
    final Map<String, String> aliases = new TreeMap<>();

    static final class Key {
        final String id;
        final String arn;
        final String description;
        final boolean managedByAws;
        final Instant created;
        boolean rotates;
        boolean enabled = true;
        String policy;

        @Nullable
        Instant deletion;

        Key(String id, String arn, String description, boolean managedByAws, Instant created, String policy) {
            this.id = id;
            this.arn = arn;
            this.description = description;
            this.managedByAws = managedByAws;
            this.created = created;
            this.policy = policy;
        }

        String state() {
            if (deletion != null) {
                return "PendingDeletion";
            }
            return enabled ? "Enabled" : "Disabled";
        }
    }

    private KmsState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static KmsState of(Estate estate, String region) {
        return estate.state(KmsState.class, region, () -> new KmsState(estate, region));
    }

    /**
     * A key that is there from the start.
     *
     * @param alias with {@code alias/}
     * @return its ARN
     */
    public String seed(String alias, String description) {
        var key = create(description, alias.startsWith("alias/aws/"), null);
        aliases.put(alias, key.id);
        return key.arn;
    }

    /**
     * The ARN of a key that can be used.
     *
     * @param reference key id, key ARN, alias or alias ARN
     */
    public Optional<String> usable(String reference) {
        return find(reference).filter(key -> key.state().equals("Enabled")).map(key -> key.arn);
    }

    /** As KMS spells it; empty where there is no such key. */
    public Optional<String> stateOf(String reference) {
        return find(reference).map(key -> key.state());
    }

    /** Whether there is such a key, disabled or to be deleted. */
    boolean unusable(String reference) {
        return find(reference).filter(key -> !key.state().equals("Enabled")).isPresent();
    }

    Optional<Key> find(String reference) {
        var wanted = reference;
        if (reference.startsWith("arn:")) {
            if (!reference.startsWith(estate.arn("kms", region, ""))) {
                return Optional.empty();
            }
            wanted = reference.substring(estate.arn("kms", region, "").length());
        }
        if (wanted.startsWith("key/")) {
            wanted = wanted.substring("key/".length());
        }
        var id = aliases.getOrDefault(wanted, wanted);
        return Optional.ofNullable(keys.get(id));
    }

    Key create(String description, boolean managedByAws, @Nullable String policy) {
        var hex = estate.id("kms-").substring("kms-0".length());
        var id = "%s-%s-4%s-9%s-%s%s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(12, 15),
                        hex.substring(1, 4),
                        hex.substring(4, 12),
                        hex.substring(12, 16));
        var root = estate.arn("iam", "", "root");
        var key = new Key(
                id,
                estate.arn("kms", region, "key/" + id),
                description,
                managedByAws,
                estate.now(),
                policy != null
                        ? policy
                        : "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + root + "\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}");
        keys.put(id, key);
        return key;
    }
}
