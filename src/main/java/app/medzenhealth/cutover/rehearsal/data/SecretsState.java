package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets Manager in one region. */
public final class SecretsState {

    private final Estate estate;
    private final String region;
    final Map<String, Secret> secrets = new LinkedHashMap<>();

    static final class Secret {
        final String name;
        final String arn;
        final String region;
        final String description;
        final Instant created;
        /** Where it is written; a copy's is another region than its own. */
        final String primaryRegion;

        String value;
        String versionId;

        @Nullable
        String kmsKey;

        @Nullable
        Instant deletion;
        /** Copies by region: since when they are being made. */
        final Map<String, Instant> copies = new LinkedHashMap<>();
        /** Why a region's copy could not be made. */
        final Map<String, String> failures = new LinkedHashMap<>();

        Secret(
                String name,
                String arn,
                String region,
                String description,
                Instant created,
                String primaryRegion,
                String value,
                String versionId) {
            this.name = name;
            this.arn = arn;
            this.region = region;
            this.description = description;
            this.created = created;
            this.primaryRegion = primaryRegion;
            this.value = value;
            this.versionId = versionId;
        }

        boolean copy() {
            return !primaryRegion.equals(region);
        }
    }

    private SecretsState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static SecretsState of(Estate estate, String region) {
        return estate.state(SecretsState.class, region, () -> new SecretsState(estate, region));
    }

    /** @return its ARN */
    public String seed(String name, String description, String value, Duration age) {
        var made = create(name, description, value);
        var old =
                new Secret(name, made.arn, region, description, estate.now().minus(age), region, value, made.versionId);
        secrets.put(name, old);
        return old.arn;
    }

    /** Whether there is a secret of this ARN or name that can be read. */
    public boolean readable(String reference) {
        return find(reference).filter(secret -> secret.deletion == null).isPresent();
    }

    public Optional<String> arn(String name) {
        return find(name).map(secret -> secret.arn);
    }

    Secret create(String name, String description, String value) {
        var suffix = Long.toString(
                        Long.parseUnsignedLong(estate.id("secret-").substring("secret-0".length()), 16) >>> 8, 36)
                .substring(0, 6);
        var secret = new Secret(
                name,
                estate.arn("secretsmanager", region, "secret:" + name + "-" + suffix),
                region,
                description,
                estate.now(),
                region,
                value,
                estate.uuid("version"));
        secrets.put(name, secret);
        return secret;
    }

    /** @param reference name, ARN, or ARN without its last six characters */
    Optional<Secret> find(String reference) {
        var named = secrets.get(reference);
        if (named != null) {
            return Optional.of(named);
        }
        return secrets.values().stream()
                .filter(s -> s.arn.equals(reference)
                        || s.arn.substring(0, s.arn.length() - 7).equals(reference))
                .findFirst();
    }
}
