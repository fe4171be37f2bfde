package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.ApproverKey;
import app.medzenhealth.cutover.app.ChallengeArgument;
import app.medzenhealth.cutover.app.Exit;
import java.io.Console;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The second person, on another machine: makes their key once, then signs challenges. */
@Command(
        name = "approve",
        description =
                "Shows a challenge in plain words and signs it with your key. Without a challenge: shows your public key.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Runnable, CommandLine.IExitCodeGenerator {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Your name as it will stand in the audit trail; once, when the key is made.")
    private @Nullable String name;

    @Option(
            names = "--yes",
            description = "Sign without asking again (for scripts; the words are printed all the same).")
    private boolean yes;

    @Parameters(paramLabel = "CHALLENGE", arity = "0..1", description = "Begins with CC2., or the file that holds it.")
    private @Nullable String challenge;

    private int exit = Exit.DONE;

    @Override
    public void run() {
        var file = ApproverKey.file(state.folder());
        var key = ApproverKey.exists(file) ? load(file) : make(file);
        var out = spec.commandLine().getOut();
        if (challenge == null) {
            out.println("Name        " + key.name());
            out.println("Public key  " + key.publicKey());
            out.println("Have the lead enrol both under Settings › Second approvers, and compare the key by voice.");
            return;
        }
        var asked = ChallengeArgument.text(challenge);
        var words = ApproverKey.words(asked, Instant.now());
        if (yes) {
            words.forEach(out::println);
        }
        if (!yes && !confirmed(words)) {
            out.println("Not signed.");
            exit = Exit.FAILED;
            return;
        }
        out.println();
        out.println(key.respond(asked));
    }

    /** Asked only after all of it was on the screen: what has run past at the top nobody has read. */
    private boolean confirmed(List<String> words) {
        var console = console("to read and sign a challenge");
        return new ReadInPages(
                        spec.commandLine().getOut(), prompt -> Optional.ofNullable(console.readLine("%s", prompt)))
                .signed(words);
    }

    private ApproverKey make(Path file) {
        if (name == null || name.isBlank()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "There is no key yet: make one with --name and your name, for example --name dba@example.com");
        }
        var console = console("to choose the key's passphrase");
        var first = console.readPassword("New passphrase for the key: ");
        var again = console.readPassword("Once more: ");
        if (first == null || again == null || first.length < 8 || !Arrays.equals(first, again)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "The passphrases differ or have fewer than 8 characters; no key was made");
        }
        return ApproverKey.make(file, name, first);
    }

    private ApproverKey load(Path file) {
        return ApproverKey.load(file, console("to unlock the key").readPassword("Passphrase: "));
    }

    private Console console(String what) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "A terminal is needed " + what);
        }
        return console;
    }

    @Override
    public int getExitCode() {
        return exit;
    }
}
