package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javafx.util.Subscription;

/** The newest notes of this session, out of the trail: a note is a record and nothing else. */
final class Notes {
    private static final int LOOK_BACK = 1000;
    private static final int MOST = 100;

    private final ScreenContext desk;
    private final Runnable changed;
    private final TreeMap<Long, AuditRecord> found = new TreeMap<>();

    /** @param changed runs on the JavaFX thread when there are others */
    Notes(ScreenContext desk, Runnable changed) {
        this.desk = desk;
        this.changed = changed;
    }

    /** Begins to follow the trail, and reads what was written before. */
    Subscription follow() {
        var feed = desk.console().audit();
        var session = desk.readings().session().session();
        var listening = feed.onAppend(r -> {
            if (isNote(r, session)) {
                desk.background().later(() -> take(List.of(r)));
            }
        });
        var records = desk.readings().session().audit().records();
        desk.background()
                .<List<AuditRecord>>run(
                        "Reading the notes",
                        () -> feed.read(Math.max(1, records - LOOK_BACK + 1), LOOK_BACK).stream()
                                .filter(r -> isNote(r, session))
                                .toList(),
                        this::take,
                        // The log goes without them; the Audit screen says that the trail cannot be read.
                        _ -> {});
        return () -> {
            try {
                listening.close();
            } catch (Exception e) {
                throw new IllegalStateException("the trail cannot be left", e);
            }
        };
    }

    List<LogLine> lines() {
        return found.values().stream()
                .map(r -> new LogLine(Instant.parse(r.at()), r.actor() + ": " + said(r)))
                .toList();
    }

    private static Object said(AuditRecord r) {
        return switch (r.kind()) {
            case "hold.on" -> "put the session on hold";
            case "hold.off" -> "released the hold";
            default -> r.data().getOrDefault("text", "");
        };
    }

    /** What people say and decide beside the steps. */
    private static boolean isNote(AuditRecord r, String session) {
        return Set.of("note", "hold.on", "hold.off").contains(r.kind())
                && r.session().equals(session);
    }

    private void take(List<AuditRecord> notes) {
        var before = found.size();
        notes.forEach(r -> found.put(r.seq(), r));
        if (found.size() != before) {
            while (found.size() > MOST) {
                found.pollFirstEntry();
            }
            changed.run();
        }
    }
}
