package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.StateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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

    StateFolder folder() {
        return new StateFolder(Optional.ofNullable(state));
    }

    /** The same option for another command. */
    List<String> arguments() {
        return state == null ? List.of() : List.of("--state", state.toString());
    }
}
