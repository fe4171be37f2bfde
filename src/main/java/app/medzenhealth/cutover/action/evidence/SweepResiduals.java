package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
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
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Remains;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for anything left in a region, and again after some time: late logs and lazy deletions come back. */
final class SweepResiduals extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.reads("residual.sweep", "Look for anything left in a region")
            .accepts(Kind.LIST, "allowed")
            .accepts(Kind.DURATION, "again")
            .accepts(Kind.TEXT, "decidedIn")
            .outputs("report", "remains")
            .is(Trait.SWEEPS)
            .script(EvidenceRecipes::sweep)
            .createdBy(SweepResiduals::new);

    private final String region;
    private final List<String> allowed;
    private final Optional<Duration> again;
    private final Optional<String> decidedIn;

    SweepResiduals(Inputs inputs) {
        region = inputs.region();
        allowed = inputs.list("allowed");
        again = inputs.optionalDuration("again");
        decidedIn = inputs.optional("decidedIn");
    }

    @Override
    protected String summary() {
        return "Look for anything left in " + region
                + again.map(a -> ", and again after " + a.toHours() + " h").orElse("");
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2).plus(again.orElse(Duration.ZERO));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        if (again.isPresent()) {
            var first = first(context, progress);
            var second = first.plus(again.get());
            var interval = again.get().dividedBy(24).compareTo(Duration.ofMinutes(1)) < 0
                    ? Duration.ofMinutes(1)
                    : again.get().dividedBy(24);
            Await.until(
                    context,
                    progress,
                    again.get().plus(interval),
                    interval,
                    () -> context.time().instant().isBefore(second)
                            ? new Await.StillGoing("Clean at " + Times.minute(first) + " UTC; swept again at "
                                    + Times.minute(second) + " UTC")
                            : new Await.Reached("Time for the second sweep"));
        }
        var inventory = Scans.sweep(context, List.of(region), progress);
        report(context, "second").write(text(context, inventory));
        return judge(finding(context, inventory, again.isPresent() ? "second sweep" : "sweep"), progress);
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return finding(context, Scans.sweep(context, List.of(region), progress), "sweep");
    }

    /** When the first sweep was clean. It is kept on file, so that a restart does not begin to wait anew. */
    private Instant first(ActionContext context, Progress progress) throws InterruptedException {
        var kept = report(context, "first");
        var before = kept.read().map(t -> Instant.parse(t.lines().findFirst().orElseThrow()));
        if (before.isPresent()) {
            return before.get();
        }
        var inventory = Scans.sweep(context, List.of(region), progress);
        var found = finding(context, inventory, "first sweep");
        if (!decided(context, found)) {
            judge(found, progress);
        }
        kept.write(text(context, inventory));
        return inventory.takenAt();
    }

    private Leftovers left(Inventory inventory, DecidedToKeep kept) {
        return Leftovers.of(inventory.resources().filter(r -> r.region().equals(region)), allowed, kept::holds);
    }

    private DecidedToKeep kept(ActionContext context) {
        return new DecidedToKeep(context, decidedIn);
    }

    /** Until when something stays that passes; what somebody keeps has no end. */
    private static String end(ActionContext context, DecidedToKeep kept, SeenResource resource) {
        return kept.words(resource).orElseGet(() -> new Ends(context).of(resource));
    }

    private String title() {
        return "Nothing unexpected is left in " + region;
    }

    /** Whether a person goes on without each thing that is open. The wait for the second sweep is not spared by that. */
    private boolean decided(ActionContext context, Finding found) {
        return found.checks().stream()
                .filter(c -> !c.passed())
                .allMatch(c -> mayBeWaived(c)
                        && context.attestations()
                                .decision(context.step(), c.title())
                                .isPresent());
    }

    private Finding finding(ActionContext context, Inventory inventory, String which) {
        var kept = kept(context);
        var found = left(inventory, kept);
        var items = new ArrayList<Check>(Scans.items(inventory));
        items.addAll(Scans.named(found.named().stream()));
        var remains = Remaining.words(found.remaining(), r -> end(context, kept, r));
        return new Finding(
                new Conclusion(context, items).with(found.check(title() + ", " + which, remains)),
                new Outputs(Map.of("report", report(context, "second").path().toString(), Remains.OUTPUT, remains)));
    }

    /** What could not be read is unknown, not empty: a person may answer for it. What is left is left. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread() && !open.title().startsWith(title());
    }

    private String text(ActionContext context, Inventory inventory) {
        var kept = kept(context);
        var found = left(inventory, kept);
        var text = new StringBuilder(inventory.takenAt() + "\n");
        inventory.scans().stream()
                .filter(s -> s.incomplete().isEmpty())
                .forEach(s -> text.append("read ")
                        .append(s.service())
                        .append(" with ")
                        .append(s.api())
                        .append('\n'));
        inventory
                .coverage()
                .notLookedAt()
                .forEach(n -> text.append("not looked at: ").append(n).append('\n'));
        inventory
                .incomplete()
                .forEach(s -> text.append("not read: ")
                        .append(s.service())
                        .append(" in ")
                        .append(s.region())
                        .append(": ")
                        .append(s.incomplete().orElse(""))
                        .append('\n'));
        found.named()
                .forEach(r -> text.append("not read: ").append(Scans.shown(r)).append('\n'));
        found.left().forEach(r -> text.append("left ").append(Scans.shown(r)).append('\n'));
        found.leaving()
                .forEach(r -> text.append("leaving ")
                        .append(Scans.shown(r))
                        .append(", ")
                        .append(end(context, kept, r))
                        .append('\n'));
        found.allowed()
                .forEach(r -> text.append("allowed ")
                        .append(Scans.shown(r))
                        .append(", ")
                        .append(end(context, kept, r))
                        .append('\n'));
        return text.toString();
    }

    private SessionFile report(ActionContext context, String which) {
        return SessionFile.in(context, "residual-" + region + "-" + context.step() + "-" + which + ".txt");
    }
}
