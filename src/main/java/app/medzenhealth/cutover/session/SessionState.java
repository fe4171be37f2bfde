package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.KeptFiles;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session knows and keeps, at one moment; immutable. It follows from the session's records alone ({@link SessionFold}).
 *
 * @param steps by id, in the plan's order; every step of the plan is in it
 * @param outputs by step: what its actions gave, by name
 * @param before by step: the facts of each action's preview as confirmed the first time, for going back
 * @param ticks by checklist item
 * @param reopened by checklist item: why it is open again
 * @param attestations by step: a person's statement
 * @param parameters by id; values that stand in the plan are in it
 * @param mints by step: the time that names what it makes
 * @param approvers by name
 * @param challenges by step: the last one
 * @param nothing by parameter: who decided that there is none, and why
 * @param waivers by step, a blank and the item's name: who goes on without it, and why
 * @param declined by step: the last decision against it
 * @param items by step: what its last run left open and a person may decide, item by item
 * @param moved by parameter: who alone gave it another value than others count on, and which
 * @param tokens by step, a blank and the token's name: what a service knows a request again by
 * @param files by name: the files by which actions decide, as they were recorded last
 * @param board by the step that decides on the window, a blank and a role: the last answer
 * @param posted by message: what became of posting it
 * @param daily by when a soak began, a blank and the day's number: who has looked, and what they saw
 * @param hold since when, and by whom
 * @param ended that it was closed; nothing changes it then
 */
record SessionState(
        Map<String, StepRecord> steps,
        Map<String, Map<String, String>> outputs,
        Map<String, List<List<Fact>>> before,
        Map<String, Tick> ticks,
        Map<String, String> reopened,
        Map<String, Tick> attestations,
        Map<String, String> parameters,
        Map<String, String> mints,
        Map<String, Approver> approvers,
        Map<String, OpenChallenge> challenges,
        Map<String, Tick> nothing,
        Map<String, Tick> waivers,
        Map<String, Tick> declined,
        Map<String, List<Item>> items,
        Map<String, Tick> moved,
        Map<String, String> tokens,
        Map<String, KeptFiles.Kept> files,
        Map<String, GoBoard.Answer> board,
        Map<String, Posted> posted,
        Map<String, Tick> daily,
        Optional<Tick> hold,
        Optional<Ended> ended) {

    /** A check that did not pass, as it is kept. {@code remedy}: empty where nobody could tell whether it holds. */
    record Item(String title, String evidence, Optional<String> remedy) {
        static Item of(Check check) {
            return new Item(
                    check.title(),
                    check.outcome().evidence(),
                    check.outcome() instanceof Check.Fail f ? Optional.of(f.remedy()) : Optional.empty());
        }

        /** As a record carries it. */
        Map<String, String> data() {
            var data = new LinkedHashMap<String, String>();
            data.put("title", title);
            data.put("evidence", evidence);
            remedy.ifPresent(r -> data.put("remedy", r));
            return data;
        }

        Check check() {
            return remedy.map(r -> Check.fail(title, evidence, r)).orElseGet(() -> Check.unread(title, evidence));
        }
    }

    /** A second person by name and public key (Ed25519, X.509, base64). */
    record Approver(String name, String key) {}

    /** @param used whether it was accepted */
    record OpenChallenge(String text, String fingerprint, Instant expires, boolean used) {

        OpenChallenge accepted() {
            return new OpenChallenge(text, fingerprint, expires, true);
        }
    }

    /** @throws Refusal if the plan has no such step */
    StepRecord step(String id) {
        var kept = steps.get(id);
        if (kept == null) {
            throw new Refusal("There is no step " + id + " in this plan", "choose a step of the plan");
        }
        return kept;
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
                        + " UTC, which no longer counts: state it again for the right period")
                .or(() -> Optional.ofNullable(reopened.get(item.id())));
    }

    Optional<Tick> waiver(String step, String item) {
        return Optional.ofNullable(waivers.get(waived(step, item)));
    }

    /** Of a step: what a person goes on without, by item; that a window or a list stood in the way is none of them. */
    Map<String, Tick> itemsDecided(String step) {
        var own = decided(step);
        own.keySet()
                .removeIf(item -> item.equals(Gates.WINDOW)
                        || item.equals(Gates.MOVED)
                        || item.startsWith(Gates.LIST)
                        || item.startsWith(Gates.BOARD));
        return own;
    }

    /** The same in words, for example {@code 6.1 without “Last use of x”, decided by lead}. */
    Stream<String> goneOnWithout(String step) {
        return itemsDecided(step).entrySet().stream()
                .map(e -> step + " without “" + e.getKey() + "”, decided by "
                        + e.getValue().by());
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

    /** Of a session that nothing was recorded of. */
    static final SessionState NOTHING = new SessionState(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());

    static String tokenOf(String step, String name) {
        return step + " " + name;
    }

    static String waived(String step, String item) {
        return step + " " + item;
    }
}
