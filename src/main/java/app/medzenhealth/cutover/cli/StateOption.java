package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.aws.Endpoint;
import app.medzenhealth.cutover.store.StateDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --state DIR}, for every command. */
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Folder for the session and the audit trail. Default: cutover-console/<mode> under $XDG_STATE_HOME"
                            + " or ~/.local/state.",
            scope = picocli.CommandLine.ScopeType.LOCAL)
    private @Nullable Path state;

    /** @param mode {@code rehearsal}, {@code live}, or what {@link #live} makes of an endpoint: they never share a folder */
    StateDirectory open(String mode) {
        return StateDirectory.at(path(mode));
    }

    Path path(String mode) {
        if (state != null) {
            return state;
        }
        var base = Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(s -> !s.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return base.resolve("cutover-console").resolve(mode);
    }

    /** The name of the folder for live work, or for work on an emulator: each endpoint has its own. */
    static String live(Optional<URI> endpoint) {
        return endpoint.map(e -> (Endpoint.isLoopback(e) ? "emulator-" : "live-")
                        + Endpoint.spelled(e).replaceFirst("^https?://", "").replaceAll("[^a-z0-9.-]+", "-"))
                .orElse("live");
    }

    /** The same option for another command. */
    List<String> arguments() {
        return state == null ? List.of() : List.of("--state", state.toString());
    }
}
