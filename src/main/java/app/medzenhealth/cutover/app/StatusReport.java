package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailHead;
import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.plan.Remains;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.session.SessionWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Where things stand, read from the trail; works beside a running console and changes nothing. */
public record StatusReport(PlanFile plan, StateFolder state) {

    /**
     * A line each.
     *
     * @param mode of the folder, as in {@link StateFolder}
     * @throws app.medzenhealth.cutover.session.Refusal if there is no session
     */
    public List<String> lines(String mode) {
        var summary = TrailSummary.of(state.begun(mode));
        var lines = new ArrayList<String>();
        lines.add("session   " + summary.session());
        lines.add("world     " + world(summary));
        lines.add("steps     " + summary.succeeded().size() + " done, "
                + summary.skipped().size() + " skipped, " + summary.failed().size() + " failed");
        lines.add("in flight " + (summary.inFlight().isEmpty() ? "nothing" : String.join(", ", summary.inFlight())));
        summary.lastResult().map(StatusReport::line).ifPresent(l -> lines.add("last      " + l));
        summary.resumed().ifPresent(s -> lines.add("resumed   " + s));
        lines.addAll(roles(summary));
        lines.add("hold      " + (summary.held() ? "ON" : "off"));
        lines.add("audit     " + new TrailHead(summary.records(), summary.head()).words());
        return lines;
    }

    /** What the session acts on: an emulator or a rehearsal never looks like AWS. */
    private static String world(TrailSummary summary) {
        var opened = summary.opened();
        return SessionWorld.read(opened)
                .map(w -> w.words() + " · plan " + w.plan() + ", SHA-256 "
                        + (w.planDigest().isEmpty()
                                ? "not known"
                                : w.planDigest().substring(0, 12) + "…")
                        + summary.workingCopy().map(c -> " · working copy " + c).orElse(""))
                .orElseGet(() -> opened.isEmpty()
                        ? "nobody was let in yet"
                        : opened.get("mode") + ", account " + opened.get("account")
                                + " · an older console did not record the endpoint and the plan's text");
    }

    /** What each region is now, by the steps that are done: nothing is read from AWS. */
    private List<String> roles(TrailSummary summary) {
        var of = String.valueOf(summary.opened().getOrDefault("plan", ""));
        if (of.isEmpty()) {
            return List.of();
        }
        var read = plan.plan();
        if (!of.equals(read.id())) {
            return List.of("regions   unknown: the session is of plan " + of + ", give its file with --plan");
        }
        var done = List.copyOf(summary.succeeded());
        Function<String, Map<String, String>> outputs = s -> summary.outputs().getOrDefault(s, Map.of());
        var now = RoleNow.of(read, done, outputs);
        var remains = Remains.of(read, done, outputs);
        return read.regions().stream()
                .map(r -> "region    " + r.id() + " · "
                        + Objects.requireNonNull(now.get(r.id())).towards(r.after(), remains.get(r.id())))
                .toList();
    }

    private static String line(AuditRecord r) {
        return r.at() + " " + r.kind() + " " + r.step() + " by " + r.actor();
    }
}
