package app.medzenhealth.cutover.action.standard;

import app.medzenhealth.cutover.action.compute.ComputeRecipes;
import app.medzenhealth.cutover.action.database.DatabaseRecipes;
import app.medzenhealth.cutover.action.evidence.EvidenceRecipes;
import app.medzenhealth.cutover.action.local.LocalRecipes;
import app.medzenhealth.cutover.action.observe.ObserveRecipes;
import app.medzenhealth.cutover.action.retire.RetireRecipes;
import app.medzenhealth.cutover.action.script.Recipes;
import app.medzenhealth.cutover.action.security.SecurityRecipes;
import app.medzenhealth.cutover.action.storage.StorageRecipes;
import app.medzenhealth.cutover.action.traffic.TrafficRecipes;

/** Every action a plan may name, as commands. */
public final class StandardRecipes {
    private StandardRecipes() {}

    public static Recipes all() {
        return Recipes.of(
                DatabaseRecipes.all(),
                ComputeRecipes.all(),
                TrafficRecipes.all(),
                StorageRecipes.all(),
                SecurityRecipes.all(),
                RetireRecipes.all(),
                ObserveRecipes.all(),
                EvidenceRecipes.all(),
                LocalRecipes.all());
    }
}
