package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.OneScan;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One scan of the regions. Reads only. What cannot be read is unknown; it fails only where nothing could be read at all. */
@Command(name = "inventory", description = "Reads what is in the regions, once.", mixinStandardHelpOptions = true)
final class InventoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(
            names = "--live",
            paramLabel = "PROFILE",
            description = "Read AWS with this profile instead of the embedded estate.")
    private @Nullable String profile;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Read this endpoint instead of AWS: on this machine, or one of AWS's own.")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "R", description = "Only these regions of the plan.")
    private List<String> regions = List.of();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (endpoint != null && profile == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--endpoint-url is for --live: without it the embedded estate is read");
        }
        var scan = new OneScan(plan.chosen());
        var asked = asked(scan.regions());
        var console = spec.commandLine();
        var found = profile == null
                ? scan.embedded(asked, this::cancelled)
                : scan.live(profile, Optional.ofNullable(endpoint), asked, console.getErr(), this::cancelled);
        if (json) {
            console.getOut().println(found.json());
        } else {
            found.table(console.getOut());
        }
        console.getOut().flush();
        found.remarks(console.getErr());
        return found.known() ? Exit.DONE : Exit.FAILED;
    }

    /** A region that does not exist would be read as one with nothing in it, or as one that nobody may read. */
    private List<String> asked(List<String> planned) {
        for (var region : regions) {
            if (!planned.contains(region)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "“" + region + "” is not a region of the plan, and nothing was read. Its regions: "
                                + String.join(", ", planned));
            }
        }
        return regions.isEmpty() ? planned : regions.stream().distinct().toList();
    }

    /** Ctrl+C ends the reading at once; it has changed nothing, and says so. */
    private void cancelled() {
        spec.commandLine().getErr().println("Cancelled. Nothing was changed; an inventory only reads.");
        spec.commandLine().getErr().flush();
    }
}
