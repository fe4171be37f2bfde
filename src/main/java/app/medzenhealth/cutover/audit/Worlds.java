package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the sessions of a trail acted on, gathered while its records pass in their order. */
final class Worlds {
    private final List<OpenedIn> all = new ArrayList<>();
    private final Map<String, OpenedIn> current = new LinkedHashMap<>();
    private final Map<String, OpenedIn> ahead;
    private long bundleVersion = 1;

    /** Nothing is known of what is to come. */
    Worlds() {
        this(Map.of());
    }

    private Worlds(Map<String, OpenedIn> ahead) {
        this.ahead = ahead;
    }

    /**
     * Knows of each session how it will be opened first: signing in, for example, is recorded before the session is open, and was
     * done in the same world.
     */
    static Worlds ahead(TrailReader reader, long size) {
        var ahead = new HashMap<String, OpenedIn>();
        for (var row : reader.holding("\"kind\":\"" + OpenedIn.KIND + "\"", size)) {
            var record = DurableTrail.parse(row.jcs());
            if (record.kind().equals(OpenedIn.KIND)) {
                ahead.putIfAbsent(record.session(), OpenedIn.of(record));
            }
        }
        return new Worlds(Map.copyOf(ahead));
    }

    /** With the same knowledge of what is to come, and nothing seen yet. */
    Worlds fresh() {
        return new Worlds(ahead);
    }

    /** Whether no record before opened the same session in the same world. */
    boolean opens(AuditRecord open) {
        if (open.data().get(TrailExport.VERSION_MEMBER) instanceof Long version) {
            bundleVersion = Math.max(bundleVersion, version);
        }
        var world = OpenedIn.of(open);
        current.put(world.session(), world);
        var another = all.stream().noneMatch(world::sameAs);
        if (another) {
            all.add(world);
        }
        return another;
    }

    /** The newest version of bundles that one of the consoles which opened a session writes; 1 where none says so. */
    long bundleVersion() {
        return bundleVersion;
    }

    /** That there is a record of this session. */
    void hasRecordOf(String session) {
        current.computeIfAbsent(session, OpenedIn::unknown);
    }

    /** Where the session's newest record was made. */
    OpenedIn of(String session) {
        var world = current.get(session);
        return world == null ? ahead.getOrDefault(session, OpenedIn.unknown(session)) : world;
    }

    /** For the manifest: each world of each session, in the order in which they were opened first. */
    List<Map<String, Object>> listed() {
        return all.stream().map(OpenedIn::listed).toList();
    }

    /** For people: each world, and each session of which it is not known. */
    List<String> words() {
        var words = new ArrayList<String>(
                all.stream().map(OpenedIn::words).distinct().toList());
        current.values().stream()
                .filter(w -> w.said().isEmpty() && !words.contains(w.words()))
                .forEach(w -> words.add(w.words()));
        return Collections.unmodifiableList(words);
    }
}
