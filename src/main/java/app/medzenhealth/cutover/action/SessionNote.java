package app.medzenhealth.cutover.action;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an action has to remember of its own doing: a record, as JSON in the session's folder, on disk before the call that it is
 * about, never half written. A note that is there but cannot be read is an error that names the file; taking it for none would
 * do a thing twice.
 *
 * @param <T> what is remembered: all its components have to be in the file
 */
public final class SessionNote<T extends Record> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final SessionFile file;
    private final Class<T> type;

    private SessionNote(SessionFile file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /**
     * @param name of the file without its end; what a file's name may not hold becomes a hyphen
     */
    public static <T extends Record> SessionNote<T> in(ActionContext context, String name, Class<T> type) {
        return new SessionNote<>(SessionFile.in(context, name.replaceAll("[^A-Za-z0-9._-]", "-") + ".json"), type);
    }

    /**
     * Empty where nothing was noted.
     *
     * @throws ActionFailure if there is a note that cannot be read, or that is not the one that was written
     */
    public Optional<T> read() {
        try {
            return file.read().map(this::noted);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private T noted(String json) {
        var noted = JSON.readValue(json, type);
        if (noted == null) {
            throw unreadable(new IOException("it holds nothing"));
        }
        return noted;
    }

    /**
     * Durable when it returns.
     *
     * @throws ActionFailure if it cannot be written
     */
    public void write(T noted) {
        file.write(JSON.writeValueAsString(noted));
    }

    /**
     * Forgets what was noted, if anything was.
     *
     * @throws ActionFailure if the file cannot be removed
     */
    public void remove() {
        file.remove();
    }

    private ActionFailure unreadable(Exception cause) {
        // Jackson's own text quotes the file and its place, line by line; the first line says what is wrong.
        var why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new ActionFailure(
                "The console's own note " + file.path() + " cannot be read: " + why,
                "nothing was sent",
                "make the file readable, or restore it from a copy; only where AWS shows that the step never began, remove it;"
                        + " then run the step again",
                cause);
    }
}
