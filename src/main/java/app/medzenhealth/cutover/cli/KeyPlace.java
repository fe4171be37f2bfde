package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.GivenPassphrase;
import app.medzenhealth.cutover.app.StateFolder;
import app.medzenhealth.cutover.app.TrailKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which state folder's key it is about. */
final class KeyPlace {
    @Mixin
    private StateOption state = new StateOption();

    @Option(names = "--live", description = "The live trail instead of the rehearsal's.")
    private boolean live;

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "The trail of work at this endpoint.")
    private @Nullable URI endpoint;

    TrailKey key() {
        var mode = live || endpoint != null ? StateFolder.live(Optional.ofNullable(endpoint)) : StateFolder.REHEARSAL;
        return new TrailKey(state.folder(), mode, System.getProperty("user.name", "unknown"));
    }

    /** @param file holds it; empty: it is asked for at the terminal */
    char[] fresh(Optional<Path> file) {
        return GivenPassphrase.here(Optional.empty()).fresh(file);
    }
}
