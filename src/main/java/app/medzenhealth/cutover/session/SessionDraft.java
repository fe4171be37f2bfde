package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.KeptFiles;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A state in the making: the one before with what one record changes in it, and the same changes as they are kept. */
final class SessionDraft {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SessionState from;
    private final List<Change> changes = new ArrayList<>();
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
    private Optional<Tick> hold;

    SessionDraft(SessionState from) {
        this.from = from;
        steps = from.steps();
        outputs = from.outputs();
        before = from.before();
        ticks = from.ticks();
        reopened = from.reopened();
        attestations = from.attestations();
        parameters = from.parameters();
        mints = from.mints();
        approvers = from.approvers();
        challenges = from.challenges();
        nothing = from.nothing();
        waivers = from.waivers();
        declined = from.declined();
        items = from.items();
        moved = from.moved();
        tokens = from.tokens();
        files = from.files();
        hold = from.hold();
    }

    /** The state before. */
    SessionState from() {
        return from;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    SessionState done() {
        return changes.isEmpty()
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
                        hold);
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
        changes.add(change(SessionTables.HOLD, SessionTables.HOLD, held));
    }

    private <T> Map<String, T> with(Map<String, T> map, String table, String key, @Nullable T value) {
        changes.add(change(table, key, value));
        var copy = new LinkedHashMap<>(map);
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Change change(String table, String key, @Nullable Object value) {
        return new Change(table, key, value == null ? null : JSON.writeValueAsString(value));
    }
}
