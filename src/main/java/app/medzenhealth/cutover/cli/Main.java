package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.audit.Verdict;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.read.Warmth;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Where the process starts. Not a JavaFX application itself, so that the jar starts from the class path. */
@Command(
        name = "cutover-console",
        description = "Takes a platform from one set of AWS regions to another, gated and audited.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            GuiCommand.class,
            RehearseCommand.class,
            InventoryCommand.class,
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
        boolean inventory = args.length > 0 && args[0].equals("inventory");
        if (inventory && Arrays.asList(args).contains("--live")) {
            Warmth.begin();
        }
        System.exit(
                inventory
                        ? alone(new InventoryCommand()).execute(Arrays.copyOfRange(args, 1, args.length))
                        : commandLine().execute(args.length == 0 ? new String[] {"gui"} : args));
    }

    static CommandLine commandLine() {
        return handled(new CommandLine(new Main()));
    }

    /** Without the other commands: to describe them all takes longer than to read a region. */
    static CommandLine alone(Object command) {
        return handled(new CommandLine(command));
    }

    private static CommandLine handled(CommandLine whole) {
        return whole.setExitCodeExceptionMapper(
                        e -> e instanceof CommandLine.ParameterException ? Exit.USAGE : Exit.FAILED)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int failed(Exception e, CommandLine line) {
        switch (e) {
            case Refusal r -> say(line, r.getMessage() + ". Nothing was done. Next: " + r.next() + ".");
            case SignInProblem p -> say(line, p.happened() + ". Nothing was done. Next: " + p.next() + ".");
            case Refused r -> say(line, String.valueOf(r.getMessage()));
            case StoreProblem p -> {
                say(line, String.valueOf(p.getMessage()));
                return Exit.CANNOT_RUN_HERE;
            }
            case TrailUnavailable t -> {
                say(line, String.valueOf(t.getMessage()));
                return t.verdict().map(Verdict::exitCode).orElse(Exit.CANNOT_RUN_HERE);
            }
            case IOException io -> say(line, unwritten(io));
            case UncheckedIOException io -> say(line, unwritten(Objects.requireNonNull(io.getCause())));
            default -> {
                LoggerFactory.getLogger(Main.class).error("failed", e);
                say(line, "Unexpected: " + e + ". What was begun is in the audit trail; nothing else was done.");
            }
        }
        return Exit.FAILED;
    }

    private static String unwritten(IOException e) {
        return "A file could not be read or written: " + StateDirectory.reason(e)
                + ". What was begun is in the audit trail; nothing else was done."
                + " Make room on the disk or give this user the right, then start again.";
    }

    private static void say(CommandLine line, String text) {
        line.getErr().println(text);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
