package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Packs functions from the working copy, so that the same files always give the same bytes. */
public final class LambdaPackage extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("lambda.package", "Package functions")
            .requires(MAP, "functions")
            .outputs("*")
            .readsFiles("functions")
            .script(LocalRecipes::pack, LocalRecipes::packages)
            .createdBy(LambdaPackage::new);

    private final Map<String, String> functions;

    private LambdaPackage(Inputs in) {
        this.functions = in.map("functions");
    }

    @Override
    protected String summary() {
        return "Packs " + String.join(", ", functions.keySet()) + " from the working copy.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        var checks = new ArrayList<Check>();
        var outputs = new LinkedHashMap<String, String>();
        functions.forEach((function, directory) -> {
            var title = function + " is packed";
            try {
                var packed = FunctionZip.pack(
                        WorkingCopy.of(context),
                        directory,
                        context.files()
                                .resolve("packages")
                                .resolve(function.replaceAll("[^A-Za-z0-9._-]", "-") + ".zip"));
                checks.add(Check.pass(title, packed.files() + " files, SHA-256 " + packed.sha256()));
                outputs.put(function + ".zip", packed.file().toString());
                outputs.put(function + ".sha256", packed.sha256());
            } catch (IOException e) {
                checks.add(Check.fail(
                        title,
                        String.valueOf(e.getMessage()),
                        "check out the function's folder completely, or correct the plan"));
            }
        });
        return new Finding(checks, new Outputs(Map.copyOf(outputs)));
    }
}
