package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The disaster recovery runbook, made from what is really there. */
final class WriteRunbook extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.readsGlobally("runbook.write", "Write the disaster recovery runbook")
            .is(Trait.NAMES_CONTACTS)
            .outputs("path")
            .script(EvidenceRecipes::runbook)
            .createdBy(WriteRunbook::new);

    private static final String NAME = "DR_RUNBOOK.md";
    private static final String PRINTED = "DR_RUNBOOK.pdf";

    WriteRunbook(Inputs inputs) {}

    @Override
    protected String summary() {
        return "Write the disaster recovery runbook from the live inventory";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var inventory = scan(context, progress);
        var runbook = Runbook.of(context, inventory);
        if (runbook.gaps().isEmpty()) {
            var text = runbook.markdown();
            SessionFile.in(context, NAME).write(text);
            print(context, text);
        }
        return judge(finding(context, inventory), progress);
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return finding(context, scan(context, progress));
    }

    /** The same on paper: where the region is lost, this screen may be, too. */
    private static void print(ActionContext context, String markdown) {
        try {
            new SessionFile(context.files().resolve(PRINTED)).write(RunbookPdf.of(markdown));
        } catch (IOException e) {
            throw new ActionFailure(
                    "The runbook could not be laid out as PDF: " + e.getMessage(),
                    "the text was written, " + PRINTED + " was not",
                    "run the step again; install the console again where its fonts are missing",
                    e);
        }
    }

    private static Inventory scan(ActionContext context, Progress progress) throws InterruptedException {
        return Scans.scan(context, Runbook.regions(context.plan()), progress);
    }

    private static Finding finding(ActionContext context, Inventory inventory) {
        var file = SessionFile.in(context, NAME);
        var title = "The runbook names every database, service, load balancer and function there is";
        var written = file.read();
        var unnamed = Runbook.of(context, inventory)
                .subjects()
                .map(SeenResource::name)
                .filter(n -> written.isEmpty() || !written.get().contains(n))
                .toList();
        var named = written.isEmpty()
                ? Check.fail(title, "it was not written yet", "run the step")
                : unnamed.isEmpty()
                        ? Check.pass(title, file.path().toString())
                        : Check.fail(title, "missing: " + String.join(", ", unnamed), "write it again");
        var gaps = Runbook.of(context, inventory).gaps();
        var whole = gaps.isEmpty()
                ? Check.pass("No part of the runbook is empty", "replica, service and contacts are named")
                : Check.fail(
                        "No part of the runbook is empty",
                        "it was not written, for it would lack: " + String.join("; ", gaps),
                        "set who is called under Plan › Parameters, make what is missing, and run the step again");
        var printed = Files.isRegularFile(context.files().resolve(PRINTED))
                ? Check.pass("It is on paper, too", PRINTED)
                : Check.fail("It is on paper, too", "there is no " + PRINTED, "run the step");
        return new Finding(
                List.of(Scans.complete(inventory), whole, named, printed),
                new Outputs(Map.of("path", file.path().toString())));
    }
}
