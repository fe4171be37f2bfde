package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a session knows and keeps. Read and changed under the session's lock only; every change comes with its record. */
final class Book {
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

    private final Memory memory;
    private Consumer<AuditRecord> told = r -> {};
    final Map<String, Kept> steps = new LinkedHashMap<>();
    final Map<String, Map<String, String>> outputs = new LinkedHashMap<>();
    /** By step: the facts of each action's preview as confirmed, for going back. */
    final Map<String, List<List<Fact>>> before = new LinkedHashMap<>();

    final Map<String, Tick> ticks = new LinkedHashMap<>();
    final Map<String, String> reopened = new LinkedHashMap<>();
    final Map<String, Tick> attestations = new LinkedHashMap<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    final Map<String, String> mints = new LinkedHashMap<>();
    final Map<String, Approver> approvers = new LinkedHashMap<>();
    final Map<String, OpenChallenge> challenges = new LinkedHashMap<>();
    /** By parameter: who decided that there is none, and why. */
    final Map<String, Tick> nothing = new LinkedHashMap<>();
    /** By step and item: who goes on without it, and why. */
    final Map<String, Tick> waivers = new LinkedHashMap<>();
    /** By step: the last decision against it. */
    final Map<String, Tick> declined = new LinkedHashMap<>();

    /** By step: what its last run left open and a person may decide, item by item. */
    final Map<String, List<Item>> items = new LinkedHashMap<>();

    private Optional<Tick> hold = Optional.empty();

    /** A check that did not pass, as it is kept. {@code remedy}: empty where nobody could tell whether it holds. */
    record Item(String title, String evidence, Optional<String> remedy) {
        static Item of(Check check) {
            return new Item(
                    check.title(),
                    check.outcome().evidence(),
                    check.outcome() instanceof Check.Fail f ? Optional.of(f.remedy()) : Optional.empty());
        }

        Check check() {
            return remedy.map(r -> Check.fail(title, evidence, r)).orElseGet(() -> Check.unknown(title, evidence));
        }
    }

    /** A second person by name and public key (Ed25519, X.509, base64). */
    record Approver(String name, String key) {}

    /** @param used when it was accepted; null while open */
    record OpenChallenge(String text, String fingerprint, Instant expires, boolean used) {}

    /** @param mode only a rehearsal begins with the values that stand in for a real account's */
    Book(Memory memory, Plan plan, Mode mode, Instant now) {
        this.memory = memory;
        load(STEP, steps, new TypeReference<>() {});
        load(OUTPUT, outputs, new TypeReference<>() {});
        load(BEFORE, before, new TypeReference<>() {});
        load(TICK, ticks, new TypeReference<>() {});
        load(REOPENED, reopened, new TypeReference<>() {});
        load(ATTESTATION, attestations, new TypeReference<>() {});
        load(PARAMETER, parameters, new TypeReference<>() {});
        load(MINT, mints, new TypeReference<>() {});
        load(APPROVER, approvers, new TypeReference<>() {});
        load(CHALLENGE, challenges, new TypeReference<>() {});
        var held = new LinkedHashMap<String, Tick>();
        load(HOLD, held, new TypeReference<>() {});
        hold = held.values().stream().findFirst();
        plan.steps().forEach(s -> steps.putIfAbsent(s.id(), Kept.open(now)));
        load(NOTHING, nothing, new TypeReference<>() {});
        load(WAIVER, waivers, new TypeReference<>() {});
        load(DECLINED, declined, new TypeReference<>() {});
        load(ITEMS, items, new TypeReference<>() {});
        plan.parameters()
                .forEach(p -> (mode == Mode.REHEARSAL ? p.rehearsed() : p.value())
                        .ifPresent(v -> parameters.putIfAbsent(p.id(), v)));
    }

    private <T> void load(String kind, Map<String, T> into, TypeReference<T> type) {
        memory.all(kind).forEach((key, json) -> into.put(key, JSON.readValue(json, type)));
    }

    /** Who hears of each record that is written from now on. */
    void tell(Consumer<AuditRecord> listener) {
        told = listener;
    }

    Kept step(String id) {
        var kept = steps.get(id);
        if (kept == null) {
            throw new Refusal("There is no step " + id + " in this plan", "choose a step of the plan");
        }
        return kept;
    }

    Optional<Tick> hold() {
        return hold;
    }

    /** One change to what is kept, to be written with its record. */
    record Write(Memory.Change change, Runnable apply) {}

    Write step(String id, Kept kept) {
        return write(STEP, id, kept, () -> steps.put(id, kept));
    }

    Write outputs(String step, Map<String, String> values) {
        return write(OUTPUT, step, values, () -> outputs.put(step, values));
    }

    Write before(String step, List<List<Fact>> facts) {
        return write(BEFORE, step, facts, () -> before.put(step, facts));
    }

    /** The item's tick, while it counts. */
    Optional<Tick> tick(Checklist.Item item, Instant now) {
        return Optional.ofNullable(ticks.get(item.id()))
                .filter(t ->
                        item.valid().filter(v -> !now.isBefore(t.at().plus(v))).isEmpty());
    }

    /** Why an item is open again that somebody had ticked; empty where nobody had, or the tick counts. */
    Optional<String> reopened(Checklist.Item item, Instant now) {
        return Optional.ofNullable(ticks.get(item.id()))
                .filter(t -> tick(item, now).isEmpty())
                .map(t -> "ticked by " + t.by() + " at " + Times.minute(t.at())
                        + " UTC, which no longer counts: say it anew for the time that is meant")
                .or(() -> Optional.ofNullable(reopened.get(item.id())));
    }

    Write tick(String item, Tick tick) {
        return write(TICK, item, tick, () -> ticks.put(item, tick));
    }

    Write untick(String item) {
        return forget(TICK, item, () -> ticks.remove(item));
    }

    Write reopened(String item, String why) {
        return write(REOPENED, item, why, () -> reopened.put(item, why));
    }

    Write notReopened(String item) {
        return forget(REOPENED, item, () -> reopened.remove(item));
    }

    Write attestation(String step, Tick statement) {
        return write(ATTESTATION, step, statement, () -> attestations.put(step, statement));
    }

    Write parameter(String id, String value) {
        return write(PARAMETER, id, value, () -> parameters.put(id, value));
    }

    Write nothing(String parameter, Tick decision) {
        return write(NOTHING, parameter, decision, () -> nothing.put(parameter, decision));
    }

    Write something(String parameter) {
        return forget(NOTHING, parameter, () -> nothing.remove(parameter));
    }

    Write waiver(String step, String item, Tick waiver) {
        var key = waived(step, item);
        return write(WAIVER, key, waiver, () -> waivers.put(key, waiver));
    }

    Optional<Tick> waiver(String step, String item) {
        return Optional.ofNullable(waivers.get(waived(step, item)));
    }

    /** Of a step: what a person goes on without, by item; that a window or a list stood in the way is none of them. */
    Map<String, Tick> itemsDecided(String step) {
        var own = decided(step);
        own.keySet().removeIf(item -> item.equals(Gates.WINDOW) || item.startsWith(Gates.LIST));
        return own;
    }

    /** Of a step: what a person went on in spite of, by what its waiver is called. */
    Map<String, Tick> decided(String step) {
        var own = new LinkedHashMap<String, Tick>();
        waivers.forEach((key, tick) -> {
            var item = key.startsWith(step + " ") ? key.substring(step.length() + 1) : "";
            if (!item.isEmpty()) {
                own.put(item, tick);
            }
        });
        return own;
    }

    private static String waived(String step, String item) {
        return step + " " + item;
    }

    Write declined(String step, Tick decision) {
        return write(DECLINED, step, decision, () -> declined.put(step, decision));
    }

    /** @param open empty: nothing is open any more */
    Write items(String step, List<Check> open) {
        var kept = open.stream().map(Item::of).toList();
        return kept.isEmpty()
                ? forget(ITEMS, step, () -> items.remove(step))
                : write(ITEMS, step, kept, () -> items.put(step, kept));
    }

    Write mint(String step, String value) {
        return write(MINT, step, value, () -> mints.put(step, value));
    }

    Write approver(Approver approver) {
        return write(APPROVER, approver.name(), approver, () -> approvers.put(approver.name(), approver));
    }

    Write challenge(String step, OpenChallenge challenge) {
        return write(CHALLENGE, step, challenge, () -> challenges.put(step, challenge));
    }

    Write hold(Tick held) {
        return write(HOLD, HOLD, held, () -> hold = Optional.of(held));
    }

    Write release() {
        return forget(HOLD, HOLD, () -> hold = Optional.empty());
    }

    /** Makes a record and its changes durable, then visible. Returns the record's number. */
    long write(String actor, String kind, String step, Map<String, ?> data, Write... writes) {
        var record = memory.write(
                actor,
                kind,
                step,
                data,
                List.of(writes).stream().map(Write::change).toList());
        for (var w : writes) {
            w.apply().run();
        }
        told.accept(record);
        return record.seq();
    }

    private static Write write(String kind, String key, Object value, Runnable apply) {
        return new Write(new Memory.Change(kind, key, JSON.writeValueAsString(value)), apply);
    }

    private static Write forget(String kind, String key, Runnable apply) {
        return new Write(new Memory.Change(kind, key, null), apply);
    }
}
