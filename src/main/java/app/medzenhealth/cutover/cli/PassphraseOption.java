package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.GivenPassphrase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --passphrase-file FILE}, for what opens a state folder. */
final class PassphraseOption {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the passphrase of the state folder's signing key, where that is sealed. Default: "
                            + GivenPassphrase.VARIABLE + ".")
    private @Nullable Path file;

    /** The same option for another command. */
    List<String> arguments() {
        return file == null ? List.of() : List.of("--passphrase-file", file.toString());
    }

    /** Asked for at the terminal where it is not given. */
    GivenPassphrase given() {
        return GivenPassphrase.here(Optional.ofNullable(file));
    }
}
