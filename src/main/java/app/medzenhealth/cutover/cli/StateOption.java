package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.StateFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --state DIR}, for every command. */
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Folder for the session and the audit trail. Default: cutover-console/<mode> under $XDG_STATE_HOME"
                            + " or ~/.local/state.",
            scope = CommandLine.ScopeType.LOCAL)
    private @Nullable Path state;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    StateFolder folder() {
        return new StateFolder(Optional.ofNullable(state), passphrase.given());
    }

    /** The same options for another command. */
    List<String> arguments() {
        var arguments = new ArrayList<>(passphrase.arguments());
        if (state != null) {
            arguments.addAll(List.of("--state", state.toString()));
        }
        return arguments;
    }
}
