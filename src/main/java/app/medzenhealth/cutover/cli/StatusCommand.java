package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailSummary;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    @Override
    public Integer call() {
        var folder = state.path(live ? "live" : "rehearsal");
        var out = spec.commandLine().getOut();
        var database = folder.resolve("cutover.db");
        if (Files.notExists(database, LinkOption.NOFOLLOW_LINKS) && Files.notExists(folder.resolve("head"))) {
            out.println("No session yet in " + folder + ". Start one with “gui” or “rehearse”.");
            return Exit.DONE;
        }
        var summary = TrailSummary.of(database);
        out.println("session   " + summary.session());
        out.println("steps     " + summary.succeeded().size() + " done, "
                + summary.skipped().size() + " skipped, " + summary.failed().size() + " failed");
        out.println("in flight " + (summary.inFlight().isEmpty() ? "nothing" : String.join(", ", summary.inFlight())));
        summary.lastResult().map(StatusCommand::line).ifPresent(l -> out.println("last      " + l));
        summary.resumed().ifPresent(s -> out.println("resumed   " + s));
        out.println("hold      " + (summary.held() ? "ON" : "off"));
        out.println("audit     #" + summary.records() + " · head " + summary.head());
        return Exit.DONE;
    }

    private static String line(AuditRecord r) {
        return r.at() + " " + r.kind() + " " + r.step() + " by " + r.actor();
    }
}
