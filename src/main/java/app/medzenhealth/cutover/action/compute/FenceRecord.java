package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.SessionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a fence found before it shut anything: what lifting it restores. Kept in the session's folder, on disk before the first
 * thing is shut.
 *
 * @param fencedAt ISO 8601, UTC
 * @param rules event rules that were enabled
 * @param schedules schedules that were enabled
 * @param mappings ids of event source mappings that were enabled
 * @param ingress the database's ingress rules on its port, one text each
 */
public record FenceRecord(
        String fencedAt,
        int desired,
        List<String> rules,
        List<String> schedules,
        List<String> mappings,
        List<String> ingress) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty where the service was never fenced in this session, or the fence was lifted. */
    public static Optional<FenceRecord> read(ActionContext context, Services service) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(context, service)), FenceRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw unusable(e);
        }
    }

    public void write(ActionContext context, Services service) {
        new SessionFile(file(context, service)).write(JSON.writeValueAsString(this));
    }

    /** The fence was lifted: nothing is left to restore. */
    public static void lifted(ActionContext context, Services service) {
        try {
            Files.deleteIfExists(file(context, service));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static Path file(ActionContext context, Services service) {
        return context.files()
                .resolve(("fence-" + service.region() + "-" + service.name()).replaceAll("[^A-Za-z0-9._-]", "-")
                        + ".json");
    }

    private static ActionFailure unusable(Exception cause) {
        return new ActionFailure(
                "What the fence found before it shut anything cannot be kept or read: " + cause.getMessage(),
                "nothing was sent",
                "make the session's folder readable and writable, then run the step again",
                cause);
    }
}
