package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.RecordFollower;
import app.medzenhealth.cutover.store.TrailReader;
import app.medzenhealth.cutover.store.TrailReader.StateRow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
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
        private final SessionDraft draft = SessionDraft.ofMany();
        /** What the records of older consoles leave open: steps of which it is not known what they gave in all. */
        private final Set<String> unknownOutputs = new HashSet<>();

        private boolean tokensRecorded;
        private boolean rehearsed;
        /** Why they make nothing; empty as long as they do. */
        private Optional<String> unusable = Optional.empty();

        Map<Place, String> rows() {
            var rows = new HashMap<Place, String>();
            draft.everything().forEach(kept -> rows.put(Place.of(kept), kept.json()));
            return rows;
        }

        /** Whether these are its rows and no others, each to the letter: as almost always. */
        boolean has(Map<Place, String> kept) {
            return draft.size() == kept.size()
                    && draft.everything().allMatch(row -> Objects.equals(row.json(), kept.get(Place.of(row))));
        }
    }

    private record Place(String table, String key) {
        static Place of(Memory.Change change) {
            return new Place(DurableMemory.table(change.kind()).table(), DurableMemory.key(change));
        }

        static Place of(StateRow row) {
            return new Place(row.table(), row.key());
        }

        static Place ofOutputs(String step) {
            return of(new Memory.Change(SessionTables.OUTPUT, step, null));
        }

        boolean isToken() {
            return key.startsWith(SessionTables.TOKEN + "/");
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
            session.rehearsed =
                    SessionView.Mode.REHEARSAL.name().equals(record.data().get("mode"));
            session.tokensRecorded |= record.data().get(VERSION_MEMBER) instanceof Long version && version >= VERSION;
            return;
        }
        try {
            fold.apply(session.draft, SessionFold.Entry.of(record));
        } catch (UnusableRecord e) {
            session.unusable = session.unusable.or(() -> Optional.ofNullable(e.getMessage()));
        }
        session.draft.settled(SessionTables.OUTPUT).forEach(session.unknownOutputs::remove);
        if (record.kind().equals("action.end")
                && record.data().get("outputs") instanceof Map<?, ?> given
                && !given.isEmpty()
                && !record.data().containsKey(SessionFold.IN_ALL)) {
            session.unknownOutputs.add(record.step());
        }
    }

    @Override
    public Optional<String> end(TrailReader reader) {
        var end = new End();
        reader.eachState(end);
        return end.difference();
    }

    /** Holds what is kept against what the records make, session by session. */
    private final class End implements Consumer<StateRow> {
        private final Map<Place, String> kept = new HashMap<>();
        /** Of which that is kept. */
        private String session = "";

        private final Set<String> seen = new HashSet<>();
        private final SortedMap<String, String> strangers = new TreeMap<>();
        private final SortedMap<String, String> differences = new TreeMap<>();

        @Override
        public void accept(StateRow row) {
            if (!row.session().equals(session)) {
                compare();
                session = row.session();
            }
            kept.put(Place.of(row), row.value());
        }

        private void compare() {
            if (kept.isEmpty()) {
                return;
            }
            seen.add(session);
            var folded = sessions.get(session);
            if (folded == null) {
                strangers.putIfAbsent(session, kept.keySet().iterator().next().words());
            } else {
                TablesFromRecords.difference(folded, kept).ifPresent(d -> differences.putIfAbsent(session, d));
            }
            kept.clear();
        }

        Optional<String> difference() {
            compare();
            if (!strangers.isEmpty()) {
                return Optional.of("session " + strangers.firstKey() + " has no records, and something is kept of it: "
                        + strangers.get(strangers.firstKey()));
            }
            sessions.forEach((name, folded) -> {
                if (!seen.contains(name)) {
                    TablesFromRecords.difference(folded, Map.of()).ifPresent(d -> differences.put(name, d));
                }
            });
            return differences.entrySet().stream()
                    .map(d -> "session " + d.getKey() + ", " + d.getValue())
                    .findFirst();
        }
    }

    /**
     * The files by which actions decide, of all sessions of which there are any.
     *
     * @param state the folder of the database whose records were taken
     */
    public KeptFilesFound files(Path state) {
        var kept = new TreeMap<String, KeptFilesFound.Session>();
        sessions.forEach((name, folded) -> {
            if (!folded.draft.files().isEmpty()) {
                kept.put(name, new KeptFilesFound.Session(folded.rehearsed, folded.draft.files()));
            }
        });
        return KeptFilesFound.in(state, kept);
    }

    /**
     * Tokens of a session that no console opened which records them: what is kept of them was not recorded.
     *
     * @param kept of that session
     */
    public Map<String, String> unrecordedTokens(String session, List<StateRow> kept) {
        var folded = sessions.getOrDefault(session, new Folded());
        var found = new TreeMap<String, String>();
        if (!folded.tokensRecorded) {
            var made = folded.rows().keySet();
            kept.stream()
                    .filter(row -> Place.of(row).isToken())
                    .filter(row -> !made.contains(Place.of(row)))
                    .forEach(row -> found.put(
                            row.key().substring(SessionTables.TOKEN.length() + 1),
                            JSON.readTree(row.value()).asString("")));
        }
        return found;
    }

    private static Optional<String> difference(Folded session, Map<Place, String> kept) {
        if (session.unusable.isPresent()) {
            return session.unusable;
        }
        if (session.has(kept)) {
            return Optional.empty();
        }
        var made = session.rows();
        var places = new TreeMap<String, Place>();
        made.keySet().forEach(place -> places.put(place.words(), place));
        kept.keySet().forEach(place -> places.put(place.words(), place));
        session.unknownOutputs.forEach(
                step -> places.remove(Place.ofOutputs(step).words()));
        return places.values().stream()
                .filter(place -> session.tokensRecorded || !place.isToken())
                .filter(place -> !same(made.get(place), kept.get(place)))
                .findFirst()
                .map(place -> place.words() + ": the records say " + shown(made.get(place)) + ", the table says "
                        + shown(kept.get(place)));
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
