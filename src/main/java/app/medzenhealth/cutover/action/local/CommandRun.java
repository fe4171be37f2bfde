package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a program of the working copy from an argument list, without a shell and without AWS credentials. What it did is not
 * known to the console beyond its exit code: the plan says how it is verified.
 */
public final class CommandRun implements Action {

    static final ActionType TYPE = Signed.writesGlobally("command.run", "Run a local command")
            .needs(LIST, "argv")
            .needs(TEXT, "directory")
            .needs(DURATION, "timeout")
            .takes(NUMBER, "exit")
            .takes(MAP, "environment")
            .madeBy(CommandRun::new);

    private final List<String> arguments;
    private final String directory;
    private final Duration timeout;
    private final int exit;
    private final Map<String, String> environment;

    private CommandRun(Inputs in) {
        this.arguments = in.someOf("argv");
        this.directory = in.text("directory");
        this.timeout = in.duration("timeout");
        this.exit = in.optionalNumber("exit").orElse(0);
        this.environment = new TreeMap<>(in.map("environment"));
    }

    @Override
    public Preview preview(ActionContext context) {
        return new Preview(
                "Runs " + shown() + " in " + directory + " of the working copy, for at most " + timeout.toMinutes()
                        + " min.",
                List.of(new Fact(arguments.getFirst(), "arguments", shown())),
                List.of(new Change("", shown(), "command", "not run", "exit code " + exit)),
                List.of(),
                "The console does not know what the command does: undo it with the project's own means.",
                timeout.dividedBy(2),
                List.of("It runs on this machine, without a shell and without AWS credentials."));
    }

    private String shown() {
        return String.join(
                " ",
                arguments.stream()
                        .map(a -> a.contains(" ") || a.isEmpty() ? "'" + a + "'" : a)
                        .toList());
    }

    private Path folder(ActionContext context) {
        return context.workingCopy().resolve(directory).normalize();
    }

    @Override
    public List<Check> preflight(ActionContext context) {
        var folder = folder(context);
        var credentials = environment.keySet().stream()
                .map(n -> n.toUpperCase(Locale.ROOT))
                .filter(n -> n.startsWith("AWS_")
                        && (n.contains("KEY")
                                || n.contains("TOKEN")
                                || n.contains("PROFILE")
                                || n.contains("CREDENTIALS")
                                || n.contains("ROLE")))
                .toList();
        return List.of(
                Look.that(
                        "The folder is in the working copy",
                        () -> folder.startsWith(context.workingCopy().normalize()) && Files.isDirectory(folder),
                        folder.toString(),
                        "choose the working copy in the settings, and a folder inside it"),
                Look.that(
                        "The program of the working copy is there",
                        () -> present(folder),
                        arguments.getFirst(),
                        "check out the project completely, or correct the plan"),
                Look.that(
                        "No AWS credentials are handed over",
                        credentials::isEmpty,
                        credentials.isEmpty() ? "none" : String.join(", ", credentials),
                        "take them out of the plan: what changes AWS is a step of its own"));
    }

    /** A program named by path must be there; one named alone is found by the system. */
    private boolean present(Path folder) {
        var program = arguments.getFirst();
        return !program.contains("/")
                || Files.isRegularFile(folder.resolve(program).normalize());
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var open = preflight(context).stream().filter(c -> !c.passed()).toList();
        if (!open.isEmpty()) {
            throw failed(
                    open.getFirst().title() + ": " + open.getFirst().outcome().evidence(), "it was not started");
        }
        progress.at(-1, shown());
        var command = new Command(arguments, folder(context), environment, timeout);
        return switch (context.commands().run(command, progress::line)) {
            case Ended.NotStarted not -> throw failed("could not be started: " + not.reason(), "it did not run");
            case Ended.TimedOut after ->
                throw failed(
                        "did not end within " + after.after().toMinutes() + " min",
                        "it was ended, with everything it had started; how far it came is in the log");
            case Ended.Exited exited
            when exited.code() != exit ->
                throw failed(
                        "ended with exit code " + exited.code() + ", not " + exit, "how far it came is in the log");
            case Ended.Exited exited -> {
                progress.line(arguments.getFirst() + " ended with " + exited.code() + " after "
                        + exited.took().toSeconds() + " s");
                yield new Outputs(Map.of());
            }
        };
    }

    private ActionFailure failed(String what, String notDone) {
        return new ActionFailure(
                shown() + " " + what, notDone, "read the log, clear the cause, then run the step again");
    }

    @Override
    public List<Check> verify(ActionContext context) {
        return List.of();
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("what a local command changed is not known to the console");
    }

    @Override
    public Verdict reconcile(ActionContext context) {
        return new Verdict.Undecided("Whether " + shown() + " ran to its end cannot be read anywhere");
    }
}
