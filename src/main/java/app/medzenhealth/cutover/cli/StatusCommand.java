package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.StateFolder;
import app.medzenhealth.cutover.app.StatusReport;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where things stand, read from the trail; works beside a running console and changes nothing. */
@Command(name = "status", description = "Phase, what is running, and the audit head.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
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
        var mode = live || endpoint != null ? StateFolder.live(Optional.ofNullable(endpoint)) : StateFolder.REHEARSAL;
        new StatusReport(plan.chosen(), state.folder())
                .lines(mode)
                .forEach(spec.commandLine().getOut()::println);
        return Exit.DONE;
    }
}
