package app.medzenhealth.cutover.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** What reading a plan file ended as. */
public sealed interface PlanReading {

    /**
     * @param digest lower-case hex SHA-256 of the file's bytes
     * @param file where these bytes were read from; empty where nobody can change them: they are part of the program
     */
    record Read(Plan plan, String digest, Optional<Path> file) implements PlanReading {

        public Read(Plan plan, String digest) {
            this(plan, digest, Optional.empty());
        }

        Read from(Path read) {
            return new Read(plan, digest, Optional.of(read));
        }

        /** The digest of what stands there now; empty where that cannot be read. */
        public Optional<String> digestNow() {
            if (file.isEmpty()) {
                return Optional.of(digest);
            }
            try {
                return Optional.of(DigestUtils.sha256Hex(Files.readAllBytes(file.get())));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** Nothing was loaded; {@code problems} is never empty. */
    record Refused(List<PlanProblem> problems) implements PlanReading {}
}
