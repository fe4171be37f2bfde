package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The actions on buckets. */
public final class StorageActions {
    private StorageActions() {}

    public static List<ActionType> types() {
        return List.of(CreateBucket.TYPE, CopyObjects.TYPE, EmptyAndDeleteBucket.TYPE);
    }
}
