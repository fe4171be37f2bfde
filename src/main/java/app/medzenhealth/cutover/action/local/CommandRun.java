package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.monitor.CommandRunner.Lookup;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.command.AllowedPrograms;
import app.medzenhealth.cutover.plan.command.StatedHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs a program of the working copy from an argument list, without a shell and without AWS credentials. What it did is not
 * known to the console beyond its exit code: the plan says how it is verified.
 */
public final class CommandRun implements Action {

    static final ActionType TYPE = ActionSpec.runsLocally("command.run", "Run a local command")
            .requires(LIST, "argv")
            .requires(TEXT, "directory")
            .requires(DURATION, "timeout")
            .accepts(NUMBER, "exit")
            .accepts(MAP, "environment")
            .accepts(LIST, "credentials")
            .accepts(LIST, "hosts")
            .is(Trait.RUNS_PROGRAM, Trait.ONLY_ADDS)
            .neverUndone("what a local program changed is not known to the console")
            .script(LocalRecipes::command)
            .createdBy(CommandRun::new);

    private final List<String> arguments;
    private final String directory;
    private final Duration timeout;
    private final int exit;
    private final Map<String, String> environment;
    private final List<String> credentials;
    private final List<String> hosts;

    private CommandRun(Inputs in) {
        this.arguments = in.someOf("argv");
        this.directory = in.text("directory");
        this.timeout = in.duration("timeout");
        this.exit = in.optionalNumber("exit").orElse(0);
        this.environment = new TreeMap<>(in.map("environment"));
        this.credentials = in.list("credentials");
        this.hosts = in.list("hosts");
    }

    @Override
    public Preview preview(ActionContext context) {
        var warnings = new ArrayList<String>();
        warnings.add(
                "It runs on this machine, without a shell, with an empty home and without AWS credentials. Of your environment it"
                        + " gets "
                        + (credentials.isEmpty()
                                ? "nothing: no token, key or agent."
                                : "only " + String.join(", ", credentials) + ".")
                        + (hosts.isEmpty()
                                ? " It may connect to nobody."
                                : " It may connect to " + String.join(", ", hosts) + "."));
        held(context).ifPresent(warnings::add);
        fetched(context)
                .ifPresent(p ->
                        warnings.add("npx fetches the package “" + p + "” from the npm registry, without asking: the"
                                + " project has not installed it, or not in that"
                                + " version. It needs the network then; install"
                                + " it in the working copy beforehand to run what"
                                + " you have tried."));
        return new Preview(
                "Runs " + shown() + " in " + directory + " of the working copy, for at most " + timeout.toMinutes()
                        + " min.",
                List.of(
                        new Fact(arguments.getFirst(), "arguments", shown()),
                        new Fact(arguments.getFirst(), "program", program(context))),
                List.of(new Change("", shown(), "command", "not run", "exit code " + exit)),
                List.of(),
                "The console does not know what the command does: undo it with the project's own means.",
                timeout.dividedBy(2),
                warnings);
    }

    private Optional<String> held(ActionContext context) {
        try {
            return Optional.of(context.commands().held(command(context)));
        } catch (IOException e) {
            // The preflight says so.
            return Optional.empty();
        }
    }

    /** Only where it is not: elsewhere the preview says how. */
    private Optional<Check> unheld(ActionContext context) {
        try {
            return context.commands()
                    .unheld(command(context))
                    .map(why -> Check.fail(
                            "This system holds it",
                            why,
                            "run the console on Linux 6.7 or newer; or save the step as scripts, do it by hand with them, and leave the"
                                    + " step out here with that as the reason"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> fetched(ActionContext context) {
        try {
            return NpxPackage.fetched(arguments, folder(context));
        } catch (IOException e) {
            // The preflight says so.
            return Optional.empty();
        }
    }

    /** Where the program is, as the runner would look for it: another one found later is another state. */
    private String program(ActionContext context) {
        try {
            return switch (context.commands().find(command(context))) {
                case Lookup.Found found ->
                    found.where() + (found.digest().isEmpty() ? "" : ", SHA-256 " + found.digest());
                case Lookup.Missing missing -> missing.reason();
            };
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Command command(ActionContext context) throws IOException {
        return new Command(
                arguments,
                folder(context),
                environment,
                timeout,
                credentials,
                stated(),
                WorkingCopy.of(context).base());
    }

    private List<StatedHost> stated() throws IOException {
        try {
            return hosts.stream().map(StatedHost::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String shown() {
        return String.join(
                " ",
                arguments.stream()
                        .map(a -> a.contains(" ") || a.isEmpty() ? "'" + a + "'" : a)
                        .toList());
    }

    private Path folder(ActionContext context) throws IOException {
        return WorkingCopy.of(context).folder(directory);
    }

    private Check folderCheck(ActionContext context) {
        var title = "The folder is in the working copy";
        try {
            return Check.pass(title, folder(context).toString());
        } catch (IOException e) {
            return Check.fail(
                    title,
                    String.valueOf(e.getMessage()),
                    "choose the working copy under Settings, and in the plan a folder inside it");
        }
    }

    @Override
    public List<String> starts() {
        return arguments;
    }

    @Override
    public boolean endsWell(int code) {
        return code == exit;
    }

    /** A program named by a path of the project must be there; one named alone must be where the runner looks for it. */
    private Check programCheck(ActionContext context) {
        var title = "The program is there";
        var next = "install it on this machine, check out the project completely, or correct the plan";
        try {
            var name = arguments.getFirst();
            if (name.contains("/") && !name.startsWith("/")) {
                WorkingCopy.of(context).file(directory + "/" + name);
            }
            return switch (context.commands().find(command(context))) {
                case Lookup.Found found -> Check.pass(title, found.where());
                case Lookup.Missing missing -> Check.fail(title, missing.reason(), next);
            };
        } catch (IOException e) {
            return Check.fail(title, String.valueOf(e.getMessage()), next);
        }
    }

    @Override
    public List<Check> preflight(ActionContext context) {
        // Asked of the plan already; here of what variables have brought in since.
        var faults = AllowedPrograms.faults(arguments, directory, environment, credentials, hosts).stream()
                .map(f -> f.why() + " (" + f.at() + ")")
                .toList();
        var checks = new ArrayList<>(List.of(
                folderCheck(context),
                new Check(
                        "A plan may start it",
                        Check.passIf(
                                faults::isEmpty,
                                faults.isEmpty()
                                        ? "its program, arguments and variables are known"
                                        : String.join("; ", faults),
                                "correct the plan or the parameter: what changes AWS is a step of its own")),
                programCheck(context)));
        unheld(context).ifPresent(checks::add);
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var open = preflight(context).stream().filter(c -> !c.passed()).toList();
        if (!open.isEmpty()) {
            throw failed(
                    open.getFirst().title() + ": " + open.getFirst().outcome().evidence(), "it was not started");
        }
        progress.at(-1, shown());
        return switch (context.commands().run(checked(context), progress::line)) {
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

    private Command checked(ActionContext context) {
        try {
            return command(context);
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()), "it was not started");
        }
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
