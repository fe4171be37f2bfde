package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.inventory.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for anything left in a region, and again after some time: late logs and lazy deletions come back. */
final class SweepResiduals extends ReadOnlyAction {
    private final String region;
    private final List<String> allowed;
    private final Optional<Duration> again;

    SweepResiduals(Inputs inputs) {
        region = inputs.region();
        allowed = inputs.list("allowed");
        again = inputs.optionalDuration("again");
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
            Instant first = first(context, progress);
            Instant second = first.plus(again.get());
            Duration interval = again.get().dividedBy(24).compareTo(Duration.ofMinutes(1)) < 0
                    ? Duration.ofMinutes(1)
                    : again.get().dividedBy(24);
            Await.until(
                    context,
                    progress,
                    again.get().plus(interval),
                    interval,
                    () -> context.time().instant().isBefore(second)
                            ? new Await.StillGoing("Clean at " + first + "; swept again at " + second)
                            : new Await.Reached("Time for the second sweep"));
        }
        Inventory inventory = Scans.sweep(context, List.of(region), progress);
        report(context, "second").write(text(inventory));
        return judge(finding(context, inventory, again.isPresent() ? "second sweep" : "sweep"), progress);
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return finding(context, Scans.sweep(context, List.of(region), progress), "sweep");
    }

    /** When the first sweep was clean. It is kept on file, so that a restart does not begin to wait anew. */
    private Instant first(ActionContext context, Progress progress) throws InterruptedException {
        SessionFile kept = report(context, "first");
        Optional<Instant> before =
                kept.read().map(t -> Instant.parse(t.lines().findFirst().orElseThrow()));
        if (before.isPresent()) {
            return before.get();
        }
        Inventory inventory = Scans.sweep(context, List.of(region), progress);
        judge(finding(context, inventory, "first sweep"), progress);
        kept.write(text(inventory));
        return inventory.takenAt();
    }

    private Finding finding(ActionContext context, Inventory inventory, String which) {
        int unread = inventory.incomplete().size();
        String title = "Nothing is left in " + region + ", " + which + (unread == 0 ? "" : ", in what could be read");
        List<Check> checks = new ArrayList<>(Scans.items(inventory));
        checks.add(
                unread > 0 && unread == inventory.scans().size()
                        ? Check.unknown(title, "nothing could be read")
                        : Leftovers.of(inventory, region, allowed).check(title));
        return new Finding(
                checks,
                new Outputs(Map.of("report", report(context, "second").path().toString())));
    }

    /** What could not be read is unknown, not empty: a person may answer for it. What is left is left. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.outcome() instanceof Check.Unknown;
    }

    private String text(Inventory inventory) {
        Leftovers found = Leftovers.of(inventory, region, allowed);
        StringBuilder text = new StringBuilder(inventory.takenAt() + "\n");
        inventory
                .scans()
                .forEach(s -> text.append("read ")
                        .append(s.service())
                        .append(" with ")
                        .append(s.api())
                        .append('\n'));
        inventory
                .coverage()
                .notLookedAt()
                .forEach(n -> text.append("not looked at: ").append(n).append('\n'));
        found.left().forEach(r -> text.append("left ").append(Scans.shown(r)).append('\n'));
        found.leaving()
                .forEach(r -> text.append("leaving ").append(Scans.shown(r)).append('\n'));
        found.allowed()
                .forEach(r -> text.append("allowed ").append(Scans.shown(r)).append('\n'));
        return text.toString();
    }

    private SessionFile report(ActionContext context, String which) {
        return SessionFile.in(context, "residual-" + region + "-" + context.step() + "-" + which + ".txt");
    }
}
