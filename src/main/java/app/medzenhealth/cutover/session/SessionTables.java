package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables in which a session's state is kept, so that its records need not be read again at each start. */
final class SessionTables {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String STEP = "step";
    static final String OUTPUT = "output";
    static final String BEFORE = "before";
    static final String TICK = "tick";
    static final String REOPENED = "reopened";
    static final String ATTESTATION = "attestation";
    static final String PARAMETER = "parameter";
    static final String MINT = "mint";
    static final String APPROVER = "approver";
    static final String CHALLENGE = "challenge";
    static final String HOLD = "hold";
    static final String NOTHING = "nothing";
    static final String WAIVER = "waiver";
    static final String DECLINED = "declined";
    static final String ITEMS = "items";
    static final String MOVED = "moved";
    static final String TOKEN = "token";
    static final String FILE = "file";
    static final String BOARD = "board";
    static final String POSTED = "posted";
    static final String DAILY = "daily";
    static final String ENDED = "ended";

    private SessionTables() {}

    /**
     * @param mode only a rehearsal begins with the values that stand in for a real account's
     * @param now since when what nobody has touched counts as open
     */
    static SessionState read(Memory memory, Plan plan, Mode mode, Instant now) {
        var steps = table(memory, STEP, new TypeReference<StepRecord>() {});
        plan.steps().forEach(s -> steps.putIfAbsent(s.id(), StepRecord.open(now)));
        var parameters = table(memory, PARAMETER, new TypeReference<String>() {});
        plan.parameters()
                .forEach(p -> (mode == Mode.REHEARSAL ? p.rehearsed() : p.value())
                        .ifPresent(v -> parameters.putIfAbsent(p.id(), v)));
        return new SessionState(
                Collections.unmodifiableMap(steps),
                table(memory, OUTPUT, new TypeReference<>() {}),
                table(memory, BEFORE, new TypeReference<>() {}),
                table(memory, TICK, new TypeReference<>() {}),
                table(memory, REOPENED, new TypeReference<>() {}),
                table(memory, ATTESTATION, new TypeReference<>() {}),
                Collections.unmodifiableMap(parameters),
                table(memory, MINT, new TypeReference<>() {}),
                table(memory, APPROVER, new TypeReference<>() {}),
                table(memory, CHALLENGE, new TypeReference<>() {}),
                table(memory, NOTHING, new TypeReference<>() {}),
                table(memory, WAIVER, new TypeReference<>() {}),
                table(memory, DECLINED, new TypeReference<>() {}),
                table(memory, ITEMS, new TypeReference<>() {}),
                table(memory, MOVED, new TypeReference<>() {}),
                table(memory, TOKEN, new TypeReference<>() {}),
                table(memory, FILE, new TypeReference<>() {}),
                table(memory, BOARD, new TypeReference<>() {}),
                table(memory, POSTED, new TypeReference<>() {}),
                table(memory, DAILY, new TypeReference<>() {}),
                table(memory, HOLD, new TypeReference<Tick>() {}).values().stream()
                        .findFirst(),
                table(memory, ENDED, new TypeReference<Ended>() {}).values().stream()
                        .findFirst());
    }

    private static <T> Map<String, T> table(Memory memory, String kind, TypeReference<T> type) {
        var found = new LinkedHashMap<String, T>();
        memory.all(kind).forEach((key, json) -> found.put(key, JSON.readValue(json, type)));
        return found;
    }
}
