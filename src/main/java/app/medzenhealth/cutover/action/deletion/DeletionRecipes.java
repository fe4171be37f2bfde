package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Script;
import java.util.List;

/** What makes a deletion safe, as questions: commands alone can neither read the frozen baseline nor what people decided. */
public final class DeletionRecipes {
    private DeletionRecipes() {}

    static void save(ActionContext context, Inputs with, Script script) {
        script.attest("The console saves what each of these in " + with.region() + " is made of to the bucket "
                + with.text("to") + " in " + with.text("toRegion")
                + ", under definitions/; this script does not. You have saved them: of functions the package that aws lambda"
                + " get-function gives the address of, and its configuration; of stacks the template; of APIs the export: "
                + String.join(", ", SaveDefinitions.labels(with)));
    }

    /**
     * Asks before something is deleted what the console reads right before.
     *
     * @param what labels of what is deleted
     */
    public static void facts(Inputs with, Script script, List<String> what) {
        var named = String.join(", ", what);
        with.optional("baseline")
                .ifPresent(digest -> script.attest("The frozen baseline" + known(digest)
                        + " lists each of these in " + with.region()
                        + ", and none was made or changed since it was taken: " + named));
        with.optional("archive")
                .ifPresent(bucket -> script.attest("What each of these is made of lies in the bucket " + bucket
                        + " under definitions/, with the SHA-256 of what is there now: " + named));
        with.optional("unusedIn")
                .ifPresent(step -> script.attest("You have looked at the metrics of step " + step
                        + " again, and nobody uses any of these: " + named));
    }

    /** Where the step that freezes it was not carried out yet, nobody knows its digest. */
    private static String known(String digest) {
        return digest.contains("${") ? "" : " with the SHA-256 " + digest;
    }
}
