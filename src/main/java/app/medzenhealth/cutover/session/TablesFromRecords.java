package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.RecordFollower;
import app.medzenhealth.cutover.store.TrailReader.StateRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables by which sessions decide, made again from the records alone, of whatever plan. A row and the record that it tells of are
 * written as one, so no crash makes a difference between them: a difference is somebody's who wrote into the database.
 */
public final class TablesFromRecords implements RecordFollower {
    /** The member of {@code session.open} that says since when all of a session's state stands in its records: 1, tokens included. */
    public static final String VERSION_MEMBER = "stateVersion";

    public static final int VERSION = 1;

    private static final String OPENED = "session.open";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_SHOWN = 160;

    private final SessionFold fold = SessionFold.ofAnyPlan();
    private final Map<String, Folded> sessions = new TreeMap<>();

    /** What the records of one session make. */
    private static final class Folded {
        private SessionState state = SessionState.NOTHING;
        /** By table and key. */
        private final Map<Place, String> rows = new HashMap<>();
        /** What the records of older consoles leave open: places with what is not known. */
        private final Set<Place> unknown = new HashSet<>();

        private boolean tokensRecorded;
    }

    private record Place(String table, String key) {
        static Place of(Memory.Change change) {
            return new Place(DurableMemory.table(change.kind()).table(), DurableMemory.key(change));
        }

        String words() {
            return "table " + table + ", " + key;
        }
    }

    @Override
    public boolean counts(String kind) {
        return kind.equals(OPENED) || SessionFold.KINDS.contains(kind);
    }

    @Override
    public void take(AuditRecord record) {
        if (!counts(record.kind())) {
            return;
        }
        var session = sessions.computeIfAbsent(record.session(), _ -> new Folded());
        if (record.kind().equals(OPENED)) {
            session.tokensRecorded |= record.data().get(VERSION_MEMBER) instanceof Long version && version >= VERSION;
            return;
        }
        var draft = new SessionDraft(session.state);
        fold.apply(draft, SessionFold.Entry.of(record));
        session.state = draft.done();
        draft.changes().forEach(change -> {
            var place = Place.of(change);
            session.unknown.remove(place);
            if (change.json() == null) {
                session.rows.remove(place);
            } else {
                session.rows.put(place, change.json());
            }
        });
        if (record.kind().equals("action.end")
                && record.data().get("outputs") instanceof Map<?, ?> given
                && !given.isEmpty()
                && !record.data().containsKey(SessionFold.IN_ALL)) {
            session.unknown.add(Place.of(new Memory.Change(SessionTables.OUTPUT, record.step(), null)));
        }
    }

    @Override
    public Optional<String> end(List<StateRow> rows) {
        var kept = new TreeMap<String, Map<Place, String>>();
        rows.forEach(row -> kept.computeIfAbsent(row.session(), _ -> new HashMap<>())
                .put(new Place(row.table(), row.key()), row.value()));
        for (var session : kept.keySet()) {
            if (!sessions.containsKey(session)) {
                return Optional.of("session " + session + " has no records, and something is kept of it: "
                        + kept.get(session).keySet().iterator().next().words());
            }
        }
        return sessions.entrySet().stream()
                .flatMap(s -> difference(s.getValue(), kept.getOrDefault(s.getKey(), Map.of()))
                        .map(d -> "session " + s.getKey() + ", " + d)
                        .stream())
                .findFirst();
    }

    /** Tokens of a session that no console opened which records them: what is kept of them was not recorded. */
    public Map<String, String> unrecordedTokens(String session, List<StateRow> rows) {
        var folded = sessions.getOrDefault(session, new Folded());
        var found = new TreeMap<String, String>();
        if (!folded.tokensRecorded) {
            rows.stream()
                    .filter(row -> row.session().equals(session))
                    .filter(row -> isToken(new Place(row.table(), row.key())))
                    .filter(row -> !folded.rows.containsKey(new Place(row.table(), row.key())))
                    .forEach(row -> found.put(
                            row.key().substring(SessionTables.TOKEN.length() + 1),
                            JSON.readTree(row.value()).asString("")));
        }
        return found;
    }

    private static boolean isToken(Place place) {
        return place.key().startsWith(SessionTables.TOKEN + "/");
    }

    private static Optional<String> difference(Folded session, Map<Place, String> kept) {
        var places = new TreeMap<String, Place>();
        session.rows.keySet().forEach(place -> places.put(place.words(), place));
        kept.keySet().forEach(place -> places.put(place.words(), place));
        return places.values().stream()
                .filter(place -> !session.unknown.contains(place))
                .filter(place -> session.tokensRecorded || !isToken(place))
                .filter(place -> !same(session.rows.get(place), kept.get(place)))
                .findFirst()
                .map(place -> place.words() + ": the records say " + shown(session.rows.get(place))
                        + ", the table says " + shown(kept.get(place)));
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        try {
            return one.equals(other) || JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String shown(@Nullable String json) {
        return json == null ? "nothing" : json.length() > LONGEST_SHOWN ? json.substring(0, LONGEST_SHOWN) + "…" : json;
    }

    @Override
    public String words() {
        return "what " + sessions.size() + (sessions.size() == 1 ? " session decides" : " sessions decide")
                + " by: made again from the records, the same";
    }
}
