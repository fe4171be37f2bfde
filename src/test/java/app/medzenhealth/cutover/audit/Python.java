package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The interpreter that {@code python3} on the {@code PATH} stands for: what stands there may be a script that looks for it at each call. */
final class Python {
    private static final Optional<String> FOUND = find();

    private Python() {}

    /** Empty where there is none of 3.8 or newer. */
    static Optional<String> interpreter() {
        return FOUND;
    }

    private static Optional<String> find() {
        try {
            var asked = new ProcessBuilder(List.of(
                            "python3", "-c", "import sys; print(sys.executable); sys.exit(sys.version_info < (3, 8))"))
                    .start();
            var said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return asked.waitFor() == 0 && !said.isEmpty() ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
