package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ObjectKeys;
import app.medzenhealth.cutover.action.Showing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Whether a copy of what something is made of lies in an archive, and is of what it is now: S3 tells the SHA-256 of what was put
 * with one (Amazon S3 API Reference, HeadObject: ChecksumSHA256; User Guide, "Checking object integrity"), Lambda that of the code
 * that runs.
 *
 * @param region of the archive
 */
public record SavedCopy(String region, String bucket) {

    static String key(Target target, Part part) {
        return folder(target) + part.name();
    }

    public Check of(ActionContext context, Target target) throws InterruptedException {
        var title = "What " + target.label() + " is made of is saved in " + bucket;
        return Check.of(
                        title,
                        () -> List.of(
                                switch (new Definitions(context, target.region()).of(target)) {
                                    case Definition.Gone _ -> Check.pass(title, "it is gone already");
                                    case Definition.Nothing nothing ->
                                        Check.pass(title, "nothing is to be saved: " + nothing.why());
                                    case Definition.Unsaved unsaved ->
                                        Check.fail(title, unsaved.why(), unsaved.remedy());
                                    case Definition.Of of ->
                                        new Check(title, compared(context, target, of))
                                                .showingIfPassed(
                                                        Showing.Matter.COPY,
                                                        target.label(),
                                                        "definition in s3://" + bucket + "/" + folder(target));
                                }))
                .getFirst();
    }

    private static String folder(Target target) {
        return "definitions/" + target.region() + "/" + target.label() + "/";
    }

    private Check.Outcome compared(ActionContext context, Target target, Definition.Of of) {
        var keys = new ObjectKeys(context, region, bucket);
        var missing = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (var part : of.parts()) {
            var lost = keys.lost(key(target, part));
            if (lost.isPresent()) {
                return new Check.Fail(
                        part.name() + " of it is saved, but " + lost.get().evidence(),
                        lost.get().remedy());
            }
            var kept = sha256(context, key(target, part));
            if (kept.isEmpty()) {
                missing.add(part.name());
            } else if (!kept.get().equals(part.sha256())) {
                others.add(part.name());
            }
        }
        if (!missing.isEmpty()) {
            return new Check.Fail(
                    String.join(", ", missing) + " of it is not in the archive", "save it first (definitions.save)");
        }
        return Check.passIf(
                others::isEmpty,
                others.isEmpty()
                        ? of.parts().size() + " files, with the SHA-256 of what is there now"
                        : String.join(", ", others) + " was saved, and is another now",
                "find out who has changed it, then save it again");
    }

    /** In Base64; empty where nothing lies there, or nothing that S3 has a SHA-256 of. */
    Optional<String> sha256(ActionContext context, String key) {
        try {
            return Optional.ofNullable(context.clients()
                    .client(S3Client.class, region)
                    .headObject(q -> q.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))
                    .checksumSHA256());
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            return Optional.empty();
        }
    }
}
