package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.KeptFiles;
import app.medzenhealth.cutover.audit.RecordTime;
import app.medzenhealth.cutover.session.Memory.Change;
import app.medzenhealth.cutover.session.SessionState.Approver;
import app.medzenhealth.cutover.session.SessionState.Item;
import app.medzenhealth.cutover.session.SessionState.OpenChallenge;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** A state in the making: the one before with what a record changes in it, and the same changes as they are kept. */
final class SessionDraft {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, new Times()))
            .build();

    private final SessionState from;
    private final Growth growth;
    private final List<Place> changed = new ArrayList<>();
    private Map<String, StepRecord> steps;
    private Map<String, Map<String, String>> outputs;
    private Map<String, List<List<Fact>>> before;
    private Map<String, Tick> ticks;
    private Map<String, String> reopened;
    private Map<String, Tick> attestations;
    private Map<String, String> parameters;
    private Map<String, String> mints;
    private Map<String, Approver> approvers;
    private Map<String, OpenChallenge> challenges;
    private Map<String, Tick> nothing;
    private Map<String, Tick> waivers;
    private Map<String, Tick> declined;
    private Map<String, List<Item>> items;
    private Map<String, Tick> moved;
    private Map<String, String> tokens;
    private Map<String, KeptFiles.Kept> files;
    private Map<String, GoBoard.Answer> board;
    private Map<String, Posted> posted;
    private Map<String, Tick> daily;
    private Optional<Tick> hold;
    private Optional<Ended> ended;

    /** Whose the maps are. */
    private enum Growth {
        /** A state's, which somebody may be reading: each change makes another. */
        ANEW {
            @Override
            <T> Map<String, T> begun(Map<String, T> from) {
                return from;
            }

            @Override
            <T> Map<String, T> with(Map<String, T> map, String key, @Nullable T value) {
                return Collections.unmodifiableMap(IN_PLACE.with(new LinkedHashMap<>(map), key, value));
            }
        },
        /** The draft's own. */
        IN_PLACE {
            @Override
            <T> Map<String, T> begun(Map<String, T> from) {
                return new LinkedHashMap<>(from);
            }

            @Override
            <T> Map<String, T> with(Map<String, T> map, String key, @Nullable T value) {
                if (value == null) {
                    map.remove(key);
                } else {
                    map.put(key, value);
                }
                return map;
            }
        };

        abstract <T> Map<String, T> begun(Map<String, T> from);

        /** @param value null: nothing is there any more */
        abstract <T> Map<String, T> with(Map<String, T> map, String key, @Nullable T value);
    }

    /** To the same letters as Jackson, in a fifth of the time: every step that is kept has two. */
    private static final class Times extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator to, SerializationContext context) {
            to.writeString(RecordTime.shortest(time));
        }
    }

    /** Where something is kept, and what; null where it is forgotten. */
    private record Place(String table, String key, @Nullable Object value) {
        Change change() {
            return new Change(table, key, value == null ? null : JSON.writeValueAsString(value));
        }
    }

    /** What one record makes of a state, which stays as it is. */
    SessionDraft(SessionState from) {
        this(from, Growth.ANEW);
    }

    /** What many records make, one after another, where nobody asks for the states between: a state for each would be copied for each. */
    static SessionDraft ofMany() {
        return new SessionDraft(SessionState.NOTHING, Growth.IN_PLACE);
    }

    private SessionDraft(SessionState from, Growth growth) {
        this.from = from;
        this.growth = growth;
        steps = growth.begun(from.steps());
        outputs = growth.begun(from.outputs());
        before = growth.begun(from.before());
        ticks = growth.begun(from.ticks());
        reopened = growth.begun(from.reopened());
        attestations = growth.begun(from.attestations());
        parameters = growth.begun(from.parameters());
        mints = growth.begun(from.mints());
        approvers = growth.begun(from.approvers());
        challenges = growth.begun(from.challenges());
        nothing = growth.begun(from.nothing());
        waivers = growth.begun(from.waivers());
        declined = growth.begun(from.declined());
        items = growth.begun(from.items());
        moved = growth.begun(from.moved());
        tokens = growth.begun(from.tokens());
        files = growth.begun(from.files());
        board = growth.begun(from.board());
        posted = growth.begun(from.posted());
        daily = growth.begun(from.daily());
        hold = from.hold();
        ended = from.ended();
    }

    /** As it is kept so far; of a step that nothing was recorded of, as if it had never been touched. */
    StepRecord kept(String step) {
        var kept = steps.get(step);
        return kept == null ? StepRecord.open(Instant.EPOCH) : kept;
    }

    /** What a step has given so far. */
    Map<String, String> given(String step) {
        return outputs.getOrDefault(step, Map.of());
    }

    /** The last challenge for a step. */
    Optional<OpenChallenge> asked(String step) {
        return Optional.ofNullable(challenges.get(step));
    }

    /** By name: the files by which actions decide. */
    Map<String, KeptFiles.Kept> files() {
        return Collections.unmodifiableMap(files);
    }

    /** What was changed, in that order. */
    List<Change> changes() {
        return changed.stream().map(Place::change).toList();
    }

    /** Where something was changed in a table. Nothing counts as changed any more: another record is to come. */
    List<String> settled(String table) {
        var keys = new ArrayList<String>();
        for (var place : changed) {
            if (place.table().equals(table)) {
                keys.add(place.key());
            }
        }
        changed.clear();
        return keys;
    }

    /** All that is kept of the state as it is now. */
    Stream<Change> everything() {
        return Stream.concat(
                        tables().entrySet().stream()
                                .flatMap(table -> table.getValue().entrySet().stream()
                                        .map(e -> new Place(table.getKey(), e.getKey(), e.getValue()))),
                        Stream.concat(
                                hold.stream().map(held -> new Place(SessionTables.HOLD, SessionTables.HOLD, held)),
                                ended.stream().map(e -> new Place(SessionTables.ENDED, SessionTables.ENDED, e))))
                .map(Place::change);
    }

    /** How much that is. */
    long size() {
        return tables().values().stream().mapToLong(Map::size).sum()
                + (hold.isPresent() ? 1 : 0)
                + (ended.isPresent() ? 1 : 0);
    }

    private Map<String, Map<String, ?>> tables() {
        return Map.ofEntries(
                Map.entry(SessionTables.STEP, steps),
                Map.entry(SessionTables.OUTPUT, outputs),
                Map.entry(SessionTables.BEFORE, before),
                Map.entry(SessionTables.TICK, ticks),
                Map.entry(SessionTables.REOPENED, reopened),
                Map.entry(SessionTables.ATTESTATION, attestations),
                Map.entry(SessionTables.PARAMETER, parameters),
                Map.entry(SessionTables.MINT, mints),
                Map.entry(SessionTables.APPROVER, approvers),
                Map.entry(SessionTables.CHALLENGE, challenges),
                Map.entry(SessionTables.NOTHING, nothing),
                Map.entry(SessionTables.WAIVER, waivers),
                Map.entry(SessionTables.DECLINED, declined),
                Map.entry(SessionTables.ITEMS, items),
                Map.entry(SessionTables.MOVED, moved),
                Map.entry(SessionTables.TOKEN, tokens),
                Map.entry(SessionTables.FILE, files),
                Map.entry(SessionTables.BOARD, board),
                Map.entry(SessionTables.POSTED, posted),
                Map.entry(SessionTables.DAILY, daily));
    }

    /** Not of a draft of many. */
    SessionState done() {
        return changed.isEmpty()
                ? from
                : new SessionState(
                        steps,
                        outputs,
                        before,
                        ticks,
                        reopened,
                        attestations,
                        parameters,
                        mints,
                        approvers,
                        challenges,
                        nothing,
                        waivers,
                        declined,
                        items,
                        moved,
                        tokens,
                        files,
                        board,
                        posted,
                        daily,
                        hold,
                        ended);
    }

    void step(String id, StepRecord kept) {
        steps = with(steps, SessionTables.STEP, id, kept);
    }

    void outputs(String step, Map<String, String> values) {
        outputs = with(outputs, SessionTables.OUTPUT, step, values);
    }

    void noOutputs(String step) {
        outputs = without(outputs, SessionTables.OUTPUT, step);
    }

    void before(String step, List<List<Fact>> facts) {
        before = with(before, SessionTables.BEFORE, step, facts);
    }

    /** @param tick null: taken back */
    void tick(String item, @Nullable Tick tick) {
        ticks = with(ticks, SessionTables.TICK, item, tick);
    }

    /** @param why null: it is ticked again */
    void reopened(String item, @Nullable String why) {
        reopened = with(reopened, SessionTables.REOPENED, item, why);
    }

    void attestation(String step, Tick statement) {
        attestations = with(attestations, SessionTables.ATTESTATION, step, statement);
    }

    void parameter(String id, String value) {
        parameters = with(parameters, SessionTables.PARAMETER, id, value);
    }

    /** @param decision null: there is something */
    void nothing(String parameter, @Nullable Tick decision) {
        nothing = with(nothing, SessionTables.NOTHING, parameter, decision);
    }

    void waiver(String step, String item, Tick waiver) {
        waivers = with(waivers, SessionTables.WAIVER, SessionState.waived(step, item), waiver);
    }

    void declined(String step, Tick decision) {
        declined = with(declined, SessionTables.DECLINED, step, decision);
    }

    /** Whoever agreed to the value before has agreed to no other. */
    void moved(String parameter, Tick by) {
        moved = with(moved, SessionTables.MOVED, parameter, by);
        for (var key : List.copyOf(waivers.keySet())) {
            if (key.endsWith(SessionState.waived("", Gates.MOVED))) {
                waivers = without(waivers, SessionTables.WAIVER, key);
            }
        }
    }

    /** @param open empty: nothing is open any more */
    void items(String step, List<Item> open) {
        items = with(items, SessionTables.ITEMS, step, open.isEmpty() ? null : open);
    }

    void token(String step, String name, String value) {
        tokens = with(tokens, SessionTables.TOKEN, SessionState.tokenOf(step, name), value);
    }

    /** @param sha256 empty: it is removed */
    void file(String name, String sha256) {
        var before = files.getOrDefault(name, new KeptFiles.Kept("", "")).sha256();
        files = with(files, SessionTables.FILE, name, new KeptFiles.Kept(sha256, before));
    }

    /** What the old ones made was taken back, and a service knows them as done for a while. */
    void noTokens(String step) {
        for (var key : List.copyOf(tokens.keySet())) {
            if (key.startsWith(SessionState.tokenOf(step, ""))) {
                tokens = without(tokens, SessionTables.TOKEN, key);
            }
        }
    }

    void board(String step, String role, GoBoard.Answer answer) {
        board = with(board, SessionTables.BOARD, GoBoard.key(step, role), answer);
    }

    void posted(String message, Posted what) {
        posted = with(posted, SessionTables.POSTED, message, what);
    }

    void daily(String key, Tick said) {
        daily = with(daily, SessionTables.DAILY, key, said);
    }

    void ended(Ended end) {
        ended = Optional.of(end);
        changed.add(new Place(SessionTables.ENDED, SessionTables.ENDED, end));
    }

    /** Opens a step as it was before it was ever begun. */
    void forget(String step, Instant at) {
        step(step, StepRecord.open(at));
        outputs = without(outputs, SessionTables.OUTPUT, step);
        before = without(before, SessionTables.BEFORE, step);
        attestations = without(attestations, SessionTables.ATTESTATION, step);
        declined = without(declined, SessionTables.DECLINED, step);
        mints = without(mints, SessionTables.MINT, step);
        challenges = without(challenges, SessionTables.CHALLENGE, step);
        items = without(items, SessionTables.ITEMS, step);
        for (var key : List.copyOf(waivers.keySet())) {
            if (key.startsWith(SessionState.waived(step, ""))) {
                waivers = without(waivers, SessionTables.WAIVER, key);
            }
        }
        for (var key : List.copyOf(board.keySet())) {
            if (key.startsWith(GoBoard.key(step, ""))) {
                board = without(board, SessionTables.BOARD, key);
            }
        }
    }

    private <T> Map<String, T> without(Map<String, T> map, String table, String key) {
        return map.containsKey(key) ? with(map, table, key, null) : map;
    }

    void mint(String step, String value) {
        mints = with(mints, SessionTables.MINT, step, value);
    }

    void approver(Approver approver) {
        approvers = with(approvers, SessionTables.APPROVER, approver.name(), approver);
    }

    void challenge(String step, OpenChallenge challenge) {
        challenges = with(challenges, SessionTables.CHALLENGE, step, challenge);
    }

    /** @param held null: released */
    void hold(@Nullable Tick held) {
        hold = Optional.ofNullable(held);
        changed.add(new Place(SessionTables.HOLD, SessionTables.HOLD, held));
    }

    private <T> Map<String, T> with(Map<String, T> map, String table, String key, @Nullable T value) {
        changed.add(new Place(table, key, value));
        return growth.with(map, key, value);
    }
}
