package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this session has copied from one bucket into another: by key the entity tags of source and copy as they were then. Entity
 * tags of an object and of its copy say nothing of each other where either is encrypted with a KMS key or was made in parts
 * (Amazon S3 API Reference, Object); each by itself changes with the content, so that both together tell whether the copy still
 * is one. A line a copy, in the session's folder; each is recorded, by the digest of all of them, when it was added. Lines that no
 * record covers, as a crash leaves one, count for nothing: what they are about is compared by other means.
 */
final class CopyLedger {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SessionFile file;
    private final Map<String, Entry> entries = new HashMap<>();
    /** Over the lines that count, each with its line feed. */
    private final MessageDigest digest = DigestUtils.getSha256Digest();
    /** What the file is without the lines that count for nothing; empty: it has none. */
    private Optional<String> cut = Optional.empty();

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

    private CopyLedger(SessionFile file) {
        this.file = file;
    }

    static CopyLedger of(ActionContext context, String from, String to, String prefix) {
        var name = ("copies-" + from + "-to-" + to + "-"
                        + DigestUtils.sha256Hex(prefix).substring(0, 8) + ".jsonl")
                .replaceAll("[^A-Za-z0-9._-]", "-");
        var ledger = new CopyLedger(SessionFile.in(context, name));
        ledger.read();
        return ledger;
    }

    private void read() {
        var recorded = file.recorded();
        var lines = file.lines();
        var counted = counted(lines, recorded);
        for (var line : lines.subList(0, counted)) {
            add(line);
            var entry = JSON.readValue(line, Entry.class);
            entries.put(entry.key(), entry);
        }
        if (counted < lines.size()) {
            cut = Optional.of(
                    lines.subList(0, counted).stream().map(l -> l + "\n").collect(Collectors.joining()));
        }
    }

    /** How many of the lines are those that were recorded. */
    private int counted(List<String> lines, Optional<String> recorded) {
        if (recorded.isEmpty()) {
            return 0;
        }
        var over = DigestUtils.getSha256Digest();
        for (var i = 0; i < lines.size(); i++) {
            over.update(bytes(lines.get(i)));
            if (hex(over).equals(recorded.get())) {
                return i + 1;
            }
        }
        throw file.altered("lines of it were changed or taken away after they were written");
    }

    private void add(String line) {
        digest.update(bytes(line));
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Of what it was given so far; it can be given more. */
    private static String hex(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("that of every Java platform can be copied", e);
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
        if (cut.isPresent()) {
            file.write(cut.get());
            cut = Optional.empty();
        }
        var line = JSON.writeValueAsString(entry);
        file.append(line);
        add(line);
        file.record(hex(digest));
        entries.put(entry.key(), entry);
    }
}
