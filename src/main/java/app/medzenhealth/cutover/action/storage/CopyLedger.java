package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.SessionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this session has copied from one bucket into another: by key the entity tags of source and copy as they were then. Entity
 * tags of an object and of its copy say nothing of each other where either is encrypted with a KMS key or was made in parts
 * (Amazon S3 API Reference, Object); each by itself changes with the content, so that both together tell whether the copy still
 * is one. A line a copy, in the session's folder.
 */
final class CopyLedger {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * @param copy null where the answer to the copying was not seen
     * @param before what lay there when the copying was asked for, null for nothing: where it still lies there, the copying did
     *     not get through. It is what was seen, not what this session knows to have copied: an earlier copy whose answer was lost
     *     is known to nobody.
     * @param version of the copy, where its bucket keeps versions: what is overwritten there later is kept under it
     */
    record Entry(
            String key,
            String source,
            @Nullable String copy,
            @Nullable String before,
            @Nullable String version) {}

    private CopyLedger(Path file) {
        this.file = file;
    }

    static CopyLedger of(ActionContext context, String from, String to, String prefix) {
        var name = ("copies-" + from + "-to-" + to + "-"
                        + DigestUtils.sha256Hex(prefix).substring(0, 8) + ".jsonl")
                .replaceAll("[^A-Za-z0-9._-]", "-");
        var ledger = new CopyLedger(context.files().resolve(name));
        if (Files.exists(ledger.file)) {
            ledger.read();
        }
        return ledger;
    }

    private void read() {
        try {
            for (var line : Files.readAllLines(file)) {
                var entry = JSON.readValue(line, Entry.class);
                entries.put(entry.key(), entry);
            }
        } catch (JacksonException e) {
            // A line that a crash cut short: what it was about is compared by other means.
            return;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    Optional<Entry> of(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Before a copying is asked for. */
    void asked(String key, String source, @Nullable String before) {
        note(new Entry(key, source, null, before, null));
    }

    void copied(String key, String source, String copy, @Nullable String version) {
        note(new Entry(key, source, copy, null, version));
    }

    private void note(Entry entry) {
        new SessionFile(file).append(JSON.writeValueAsString(entry));
        entries.put(entry.key(), entry);
    }

    private static ActionFailure unusable(IOException cause) {
        return new ActionFailure(
                "What was copied cannot be noted or read: " + cause.getMessage(),
                "nothing more was sent",
                "make the session's folder readable and writable, then run the step again",
                cause);
    }
}
