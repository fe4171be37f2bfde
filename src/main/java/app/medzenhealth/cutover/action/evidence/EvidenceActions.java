package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The actions that gather evidence. */
public final class EvidenceActions {
    private EvidenceActions() {}

    public static List<ActionType> types() {
        return List.of(
                VerifyAccount.TYPE,
                FreezeBaseline.TYPE,
                AuditConfiguration.TYPE,
                SweepResiduals.TYPE,
                ReportResidency.TYPE,
                MakeRollbackPack.TYPE,
                WriteRunbook.TYPE);
    }
}
