package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.ColdStart;
import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.Failure;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Where the process starts. Not a JavaFX application itself, so that the jar starts from the class path. */
@Command(
        name = "cutover-console",
        description = "Takes a platform from one set of AWS regions to another, gated and audited.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLines.class,
        subcommands = {
            GuiCommand.class,
            RehearseCommand.class,
            InventoryCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            AuditCommand.class,
            ApproveCommand.class,
            StatusCommand.class,
            TourCommand.class,
            PrepareCommand.class,
            BreakGlassCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        PreparedStart.run(args);
        // Whatever the machine is: nobody asks the metadata address.
        System.setProperty("aws.disableEc2Metadata", "true");
        var inventory = args.length > 0 && args[0].equals("inventory");
        if (inventory && Arrays.asList(args).contains("--live")) {
            ColdStart.begin();
        }
        System.exit(
                inventory
                        ? alone(new InventoryCommand()).execute(Arrays.copyOfRange(args, 1, args.length))
                        : commandLine().execute(args.length == 0 ? new String[] {"gui"} : args));
    }

    /** With every command, for whoever runs one in this process. */
    public static CommandLine commandLine() {
        return handled(new CommandLine(new Main()));
    }

    /** Without the other commands: to describe them all takes longer than to read a region. */
    static CommandLine alone(Object command) {
        return handled(new CommandLine(command));
    }

    private static CommandLine handled(CommandLine whole) {
        return whole.setOut(PlainTerminal.over(whole.getOut()))
                .setErr(PlainTerminal.over(whole.getErr()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExitCodeExceptionMapper(e -> e instanceof CommandLine.ParameterException ? Exit.USAGE : Exit.FAILED)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int failed(Exception e, CommandLine line) {
        var failure = Failure.of(e);
        line.getErr().println(failure.words());
        return failure.exit();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
