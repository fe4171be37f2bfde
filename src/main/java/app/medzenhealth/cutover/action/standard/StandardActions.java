package app.medzenhealth.cutover.action.standard;

import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.compute.ComputeActions;
import app.medzenhealth.cutover.action.database.DatabaseActions;
import app.medzenhealth.cutover.action.deletion.DeletionActions;
import app.medzenhealth.cutover.action.evidence.EvidenceActions;
import app.medzenhealth.cutover.action.local.LocalActions;
import app.medzenhealth.cutover.action.observe.ObserveActions;
import app.medzenhealth.cutover.action.retire.RetireActions;
import app.medzenhealth.cutover.action.security.SecurityActions;
import app.medzenhealth.cutover.action.storage.StorageActions;
import app.medzenhealth.cutover.action.traffic.TrafficActions;

/** The actions that the console comes with. */
public final class StandardActions {
    private static final ActionCatalogue CATALOGUE = ActionCatalogue.of(
            DatabaseActions.types(),
            StorageActions.types(),
            SecurityActions.types(),
            EvidenceActions.types(uses -> StandardActions.catalogue().permissions(uses)),
            ComputeActions.types(),
            TrafficActions.types(),
            LocalActions.types(),
            ObserveActions.types(),
            RetireActions.types(),
            DeletionActions.types());

    private StandardActions() {}

    public static ActionCatalogue catalogue() {
        return CATALOGUE;
    }
}
