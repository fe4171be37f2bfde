package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailHead;
import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.plan.Remains;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.session.SessionWorld;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where things stand, read from the trail; works beside a running console and changes nothing. */
@Command(name = "status", description = "Phase, what is running, and the audit head.", mixinStandardHelpOptions = true)
final class StatusCommand implements java.util.concurrent.Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Option(names = "--live", description = "The live session instead of the rehearsal's.")
    private boolean live;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "The session at this endpoint: work on an emulator has a folder of its own.")
    private @Nullable URI endpoint;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Override
    public Integer call() {
        var folder =
                state.path(live || endpoint != null ? StateOption.live(Optional.ofNullable(endpoint)) : "rehearsal");
        var out = spec.commandLine().getOut();
        var database = folder.resolve("cutover.db");
        if (Files.notExists(database, LinkOption.NOFOLLOW_LINKS) && Files.notExists(folder.resolve("head"))) {
            out.println("No session yet in " + folder + ". Start one with “gui” or “rehearse”.");
            return Exit.DONE;
        }
        var summary = TrailSummary.of(database);
        out.println("session   " + summary.session());
        out.println("world     " + world(summary));
        out.println("steps     " + summary.succeeded().size() + " done, "
                + summary.skipped().size() + " skipped, " + summary.failed().size() + " failed");
        out.println("in flight " + (summary.inFlight().isEmpty() ? "nothing" : String.join(", ", summary.inFlight())));
        summary.lastResult().map(StatusCommand::line).ifPresent(l -> out.println("last      " + l));
        summary.resumed().ifPresent(s -> out.println("resumed   " + s));
        roles(summary).forEach(out::println);
        out.println("hold      " + (summary.held() ? "ON" : "off"));
        out.println("audit     " + new TrailHead(summary.records(), summary.head()).words());
        return Exit.DONE;
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
