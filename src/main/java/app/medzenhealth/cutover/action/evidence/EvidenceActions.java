package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.util.List;

/** The actions that gather evidence. */
public final class EvidenceActions {
    private EvidenceActions() {}

    public static List<ActionType> types() {
        return List.of(
                Signed.readsGlobally("account.verify", "Check account, regions and permissions")
                        .needs(Kind.LIST, "permissions")
                        .takes(Kind.LIST, "quotas")
                        .gives("account", "principal")
                        .madeBy(VerifyAccount::new),
                Signed.readsGlobally("inventory.baseline", "Freeze the baseline inventory")
                        .gives("digest", "resources", "drift")
                        .madeBy(FreezeBaseline::new),
                Signed.readsGlobally("config.audit", "Audit the configuration of a working copy")
                        .needs(Kind.LIST, "files", "forbid")
                        .takes(Kind.FLAG, "mustBeClean")
                        .gives("findings", "report")
                        .madeBy(AuditConfiguration::new),
                Signed.reads("residual.sweep", "Look for anything left in a region")
                        .takes(Kind.LIST, "allowed")
                        .takes(Kind.DURATION, "again")
                        .gives("report", "remains")
                        .madeBy(SweepResiduals::new),
                Signed.readsGlobally("report.residency", "Report where data is")
                        .needs(Kind.LIST, "allowed")
                        .takes(Kind.LIST, "except")
                        .gives("report", "elsewhere")
                        .madeBy(ReportResidency::new),
                Signed.readsGlobally("rollback.pack", "Write the rollback pack")
                        .gives("folder")
                        .madeBy(MakeRollbackPack::new),
                Signed.readsGlobally("runbook.write", "Write the disaster recovery runbook")
                        .gives("path")
                        .madeBy(WriteRunbook::new));
    }
}
