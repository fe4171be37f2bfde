package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The key that signs a state folder's trail, while no console has the folder open. */
@Command(
        name = "key",
        description =
                "Shows the key that signs a trail, seals it under a passphrase, changes that, or takes it away; each is recorded.",
        mixinStandardHelpOptions = true)
final class AuditKeyCommand implements Runnable {
    private static final String NEW_PASSPHRASE = "--new-passphrase-file";
    private static final String ITS_FIRST_LINE =
            "Its first line is the new passphrase. Default: asked for at the terminal.";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say “audit key show”, “seal”, “change”, “unseal” or “lost”");
    }

    @Command(name = "show", description = "Whose it is, and whether it is sealed.", mixinStandardHelpOptions = true)
    int show(@Mixin KeyPlace place) {
        return say(place.key().show());
    }

    @Command(name = "seal", description = "Seals it under a passphrase.", mixinStandardHelpOptions = true)
    int seal(
            @Mixin KeyPlace place,
            @Option(names = NEW_PASSPHRASE, paramLabel = "FILE", description = ITS_FIRST_LINE) @Nullable Path fresh) {
        return say(place.key().seal(place.fresh(Optional.ofNullable(fresh))));
    }

    @Command(name = "change", description = "Seals it under another passphrase.", mixinStandardHelpOptions = true)
    int change(
            @Mixin KeyPlace place,
            @Option(names = NEW_PASSPHRASE, paramLabel = "FILE", description = ITS_FIRST_LINE) @Nullable Path fresh) {
        return say(place.key().change(place.fresh(Optional.ofNullable(fresh))));
    }

    @Command(
            name = "unseal",
            description = "Takes the passphrase away: whoever reads the file can sign then.",
            mixinStandardHelpOptions = true)
    int unseal(@Mixin KeyPlace place) {
        return say(place.key().unseal());
    }

    @Command(
            name = "lost",
            description = {
                "Nobody knows the passphrase any more: sets the trail aside as it is, and begins another with a new key.",
                "The old one verifies as before. Sessions begin anew."
            },
            mixinStandardHelpOptions = true)
    int lost(
            @Mixin KeyPlace place,
            @Option(
                            names = "--why",
                            required = true,
                            paramLabel = "WORDS",
                            description = "How it was lost, in a sentence. Recorded.")
                    String why) {
        return say(place.key().lost(why));
    }

    private int say(List<String> lines) {
        lines.forEach(spec.commandLine().getOut()::println);
        return Exit.DONE;
    }
}
