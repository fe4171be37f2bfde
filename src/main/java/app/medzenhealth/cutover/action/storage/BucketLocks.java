package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What S3 documents as refusing the deletion of a bucket or of its versions: MFA delete, Object Lock's retention and legal holds, a
 * policy that denies it (User Guide, "Deleting a general purpose bucket", "Object Lock", "Configuring MFA delete").
 */
final class BucketLocks {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Versions whose retention is asked for in one look. */
    private static final int MOST_HEADS = 1_000;

    private static final Set<String> DELETING = Set.of(
            "*",
            "s3:*",
            "s3:deletebucket",
            "s3:deletebucket*",
            "s3:delete*",
            "s3:deleteobject",
            "s3:deleteobject*",
            "s3:deleteobjectversion");

    private BucketLocks() {}

    static Check.Outcome outcome(Instant now, S3 s3, String bucket) {
        if (s3.deletesNeedMfa(bucket)) {
            return new Check.Fail("MFA delete is on", "the root user must turn it off");
        }
        var denied = s3.policy(bucket).map(BucketLocks::denied).orElse(List.of());
        if (!denied.isEmpty()) {
            return new Check.Fail(
                    "the bucket's policy denies everyone " + String.join(", ", denied), "take the statement out first");
        }
        if (!s3.locks(bucket)) {
            return new Check.Pass("MFA delete and Object Lock are off, no policy denies it");
        }
        var versions = s3.versions(bucket).objects();
        if (versions.size() > MOST_HEADS) {
            return new Check.Unknown("Object Lock is on, and the bucket holds more than " + MOST_HEADS
                    + " versions: not all were looked at");
        }
        var held = new ArrayList<String>();
        for (var version : versions) {
            var head = s3.head(bucket, version);
            if (head.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON) {
                held.add(version.key() + " is under a legal hold");
            } else if (head.objectLockRetainUntilDate() != null
                    && head.objectLockRetainUntilDate().isAfter(now)) {
                held.add(version.key() + " is retained until " + Times.second(head.objectLockRetainUntilDate()));
            }
        }
        return held.isEmpty()
                ? new Check.Pass("Object Lock is on, and holds none of the " + versions.size() + " versions")
                : new Check.Fail(
                        held.size() + " versions, first " + held.getFirst(), "wait until then, or lift the hold first");
    }

    /** What the policy denies to everyone without a condition. */
    private static List<String> denied(String policy) {
        try {
            return each(JSON.readTree(policy).path("Statement"))
                    .filter(s -> s.path("Effect").asString("").equals("Deny"))
                    .filter(s -> s.path("Condition").isMissingNode())
                    .filter(s -> s.path("Principal").asString("").equals("*")
                            || each(s.path("Principal").path("AWS"))
                                    .anyMatch(p -> p.asString("").equals("*")))
                    .flatMap(s -> each(s.path("Action")))
                    .map(a -> a.asString(""))
                    .filter(a -> DELETING.contains(a.toLowerCase(Locale.ROOT)))
                    .toList();
        } catch (JacksonException e) {
            return List.of("something: it cannot be read");
        }
    }

    /** A policy writes one value as itself, several as a list. */
    private static Stream<JsonNode> each(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
