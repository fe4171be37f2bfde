package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.util.List;

/** The actions on buckets. */
public final class StorageActions {
    private StorageActions() {}

    public static List<ActionType> types() {
        return List.of(
                Signed.writes("s3.create-bucket", "Create a bucket")
                        .needs(Kind.TEXT, "bucket")
                        .takes(Kind.TEXT, "kmsKey")
                        .gives("bucketArn")
                        .madeBy(CreateBucket::new),
                Signed.writes("s3.copy-objects", "Copy a bucket's objects")
                        .needs(Kind.TEXT, "from", "to")
                        .takes(Kind.TEXT, "prefix", "compare")
                        .gives("copied")
                        .madeBy(CopyObjects::new),
                Signed.writes("s3.empty-and-delete-bucket", "Empty and delete a bucket")
                        .needs(Kind.TEXT, "bucket")
                        .takes(Kind.NUMBER, "expectObjects")
                        .takes(Kind.TEXT, "copiedTo", "prefix", "compare")
                        .takes(Kind.REGION, "copiedToRegion")
                        .madeBy(EmptyAndDeleteBucket::new));
    }
}
