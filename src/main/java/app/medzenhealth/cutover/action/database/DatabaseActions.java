package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The actions on databases. */
public final class DatabaseActions {
    private DatabaseActions() {}

    public static List<ActionType> types() {
        return List.of(
                CreateSnapshot.TYPE,
                CopySnapshot.TYPE,
                ExportSnapshot.TYPE,
                RestoreSnapshot.TYPE,
                CreateReplica.TYPE,
                PromoteReplica.TYPE,
                DeleteInstance.TYPE,
                CreateParameterGroup.TYPE,
                CheckInstance.TYPE,
                SqlParity.TYPE,
                SqlIntegrity.TYPE,
                SqlStanding.TYPE,
                SqlUntouched.TYPE,
                BackUpTables.TYPE,
                DeleteTables.TYPE);
    }
}
