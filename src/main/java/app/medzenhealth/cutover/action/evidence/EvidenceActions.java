package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionUse;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The actions that gather evidence. */
public final class EvidenceActions {
    private EvidenceActions() {}

    /** @param needed the catalogue's answer to what changes of actions need, as IAM spells it */
    public static List<ActionType> types(Function<Stream<ActionUse>, SortedSet<String>> needed) {
        return List.of(
                VerifyAccount.type(needed::apply),
                FreezeBaseline.TYPE,
                AuditConfiguration.TYPE,
                SweepResiduals.TYPE,
                ReportResidency.TYPE,
                MakeRollbackPack.TYPE,
                WriteRunbook.TYPE);
    }
}
