package app.medzenhealth.cutover.audit;

import static java.util.stream.Collectors.joining;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a reader of the report wants to know of the records, gathered while they pass. Lists end at a limit and say so. */
final class ReportFacts {
    private static final int MOST_CALLS = 1_000;
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_SESSIONS = 100;

    private final Optional<Plan> plan;
    private final WholeTrail whole;
    private final Map<String, WholeTrail> wholeSessions = new LinkedHashMap<>();
    private final Set<String> acting = new TreeSet<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final Limited<Call> calls = new Limited<>(MOST_CALLS);
    private final Limited<Event> overrides = new Limited<>(MOST_EVENTS);
    private final Waivers waivers = new Waivers(MOST_EVENTS);
    private final Limited<Event> troubles = new Limited<>(MOST_EVENTS);
    private final Limited<Event> approvals = new Limited<>(MOST_EVENTS);
    private final Limited<Event> statements = new Limited<>(MOST_EVENTS);
    private final Limited<Event> answers = new Limited<>(MOST_EVENTS);
    private final Limited<Event> messages = new Limited<>(MOST_EVENTS);
    private final Limited<Event> deletions = new Limited<>(MOST_EVENTS);
    private final Limited<Event> signed = new Limited<>(MOST_EVENTS);
    private final Limited<Event> daily = new Limited<>(MOST_EVENTS);
    private final Limited<Event> decisions = new Limited<>(MOST_EVENTS);
    private final SignedWords words = new SignedWords();
    private final PeopleSeen seen = new PeopleSeen();
    /** By region, a blank and a name: the step in which it was last confirmed that it goes. */
    private final Map<String, String> gone = new HashMap<>();
    /** By step: who last confirmed that it is taken back. */
    private final Map<String, String> takenBackBy = new HashMap<>();

    private final Limited<Event> notes = new Limited<>(MOST_EVENTS);
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final Set<String> people = new TreeSet<>();
    private final Set<String> sessions = new TreeSet<>();
    private final Set<String> accounts = new TreeSet<>();
    private final Set<String> modes = new TreeSet<>();
    private final Set<String> endpoints = new TreeSet<>();
    private final Set<String> planTexts = new TreeSet<>();
    private final Set<String> workingCopies = new TreeSet<>();
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private long reads;
    private long readErrors;
    private @Nullable Instant first;
    private @Nullable Instant last;

    ReportFacts(Optional<Plan> plan) {
        this.plan = plan;
        this.whole = new WholeTrail(plan);
    }

    /** A list that stops growing. */
    static final class Limited<T> {
        private final int most;
        private final List<T> items = new ArrayList<>();
        private long left;

        Limited(int most) {
            this.most = most;
        }

        void add(T item) {
            if (items.size() < most) {
                items.add(item);
            } else {
                left++;
            }
        }

        List<T> items() {
            return Collections.unmodifiableList(items);
        }

        long count() {
            return items.size() + left;
        }

        /** How many did not fit. */
        long left() {
            return left;
        }
    }

    /** What became of a mutating call, as far as the records tell. */
    enum Fate {
        DONE,
        NOT_DONE,
        /** No record says: it may have taken effect. */
        UNKNOWN
    }

    /** A mutating call. */
    static final class Call {
        private final String at;
        private final String step;
        private final String region;
        private final String operation;
        private final String resource;
        private String outcome = "unknown";
        private Fate fate = Fate.UNKNOWN;
        private String requestId = "";

        Call(AuditRecord intent) {
            at = intent.at();
            step = intent.step();
            region = text(intent, "region");
            operation = text(intent, "service") + " " + text(intent, "operation");
            resource = text(intent, "resource");
        }

        String at() {
            return at;
        }

        String step() {
            return step;
        }

        String region() {
            return region;
        }

        /** Service and operation. */
        String operation() {
            return operation;
        }

        String resource() {
            return resource;
        }

        String outcome() {
            return outcome;
        }

        /** Empty where AWS gave none. */
        String requestId() {
            return requestId;
        }
    }

    /** Something out of the ordinary, or a note. */
    record Event(String at, String actor, String step, String what, String text) {}

    /**
     * Takes what also a partial report must say: whose session it was, whether it was a rehearsal, and what only all records
     * together tell.
     *
     * @param record each of the trail's, in the trail's order, whether it is in the report or not
     */
    void seen(AuditRecord record) {
        frame(record);
        whole.add(record);
        if (wholeSessions.size() < MOST_SESSIONS || wholeSessions.containsKey(record.session())) {
            wholeSessions
                    .computeIfAbsent(record.session(), id -> new WholeTrail(plan))
                    .add(record);
        }
    }

    /** @param record one that is in the report; on one thread at a time, which need not be that of {@link #seen} */
    void add(AuditRecord record) {
        var at = RecordTime.instant(record);
        if (first == null) {
            first = at;
        }
        last = at;
        kinds.merge(record.kind(), 1L, Long::sum);
        seen.add(record);
        var what = words.take(record);
        if (!what.isEmpty()) {
            signed.add(event(record, "signed", what));
        }
        if (people.size() < MOST_EVENTS && !record.actor().equals(DurableTrail.CONSOLE)) {
            people.add(record.actor());
        }
        switch (record.kind()) {
            case "call.intent" -> intent(record);
            case "call.outcome" -> outcome(record);
            case "call.reconciled" -> reconciled(record);
            case "reads.summary" -> reads(record);
            case "note" -> notes.add(event(record, "note", text(record, "text")));
            default -> {
                if (record.kind().startsWith("step.") && touched.size() < StepStories.MOST_STEPS) {
                    touched.add(record.step());
                    acting.add(record.session());
                }
                exception(record);
            }
        }
    }

    private void frame(AuditRecord record) {
        if (record.kind().equals(OpenedIn.KIND)) {
            addTo(sessions, record.session());
            addTo(accounts, text(record, "account"));
            addTo(modes, text(record, "mode"));
            addTo(endpoints, OpenedIn.of(record).endpoint());
            addTo(planTexts, text(record, "planDigest"));
            addTo(workingCopies, text(record, "workingCopy"));
        }
    }

    private static void addTo(Set<String> texts, String text) {
        if (!text.isEmpty()) {
            texts.add(text);
        }
    }

    private void intent(AuditRecord record) {
        var call = new Call(record);
        calls.add(call);
        fates.merge(Fate.UNKNOWN, 1L, Long::sum);
        open.put(record.seq(), call);
        if (open.size() > OcsfEvents.MOST_WAITING) {
            open.remove(open.keySet().iterator().next());
        }
    }

    private void outcome(AuditRecord record) {
        Call call = record.data().get("intent") instanceof Long seq
                ? text(record, "outcome").equals("unknown") ? open.get(seq) : open.remove(seq)
                : null;
        if (call != null) {
            var outcome = text(record, "outcome").isEmpty() ? text(record, "result") : text(record, "outcome");
            var code = text(record, "code");
            call.outcome = code.isEmpty() ? outcome : outcome + ": " + code;
            became(call, outcome);
            var id = text(record, "requestId");
            // The SDK's word for an answer without one.
            call.requestId = id.equals("UNKNOWN") ? "" : id;
        }
    }

    /** What became of a call whose answer was lost, as it was read later. */
    private void reconciled(AuditRecord record) {
        Call call = record.data().get("intent") instanceof Long seq ? open.get(seq) : null;
        if (call != null) {
            call.outcome = text(record, "verdict") + ", as read later";
            became(call, text(record, "verdict"));
        }
    }

    private void became(Call call, String words) {
        fates.merge(call.fate, -1L, Long::sum);
        call.fate = switch (words) {
            case "done", "ok" -> Fate.DONE;
            case "failed", "not sent", "not done" -> Fate.NOT_DONE;
            default -> Fate.UNKNOWN;
        };
        fates.merge(call.fate, 1L, Long::sum);
    }

    private void reads(AuditRecord record) {
        var summary = ReadSummary.of(record.data());
        reads += summary.calls();
        readErrors += summary.failed();
    }

    /** Sorts what is out of the ordinary into what people decided, what went wrong, and what a second person signed. */
    private void exception(AuditRecord record) {
        switch (record.kind()) {
            case "step.skipped" -> overrides.add(event(record, "skipped", decided(record) + consequence(record)));
            case "step.decided" ->
                overrides.add(event(
                        record,
                        text(record, "undoing").equals("true") ? "undo decided by hand" : "decided by hand",
                        text(record, "decision").replace('_', ' ').toLowerCase(Locale.ROOT) + ": " + decided(record)
                                + sent(record)));
            case "step.waived" -> waivers.add(record);
            case "decision.declined" ->
                overrides.add(event(record, "declined", text(record, "decision") + ": " + text(record, "note")));
            case "session.forgotten" ->
                overrides.add(event(record, "went on in an emulator that had forgotten", text(record, "reason")));
            case "step.confirm" -> {
                if (text(record, "undo").equals("true")) {
                    takenBackBy.put(record.step(), record.actor());
                }
                Going.in(record).forEach(deletions::add);
                Going.names(record).forEach(name -> gone.put(name, record.step()));
            }
            case "step.undone" -> overrides.add(undone(record));
            case "soak.daily" ->
                daily.add(event(
                        record, "day " + text(record, "day"), told(text(record, "healthy"), text(record, "note"))));
            case "step.attest" -> {
                if (decides(record.step())) {
                    decisions.add(event(record, "decided", told(text(record, "statement"), text(record, "note"))));
                }
                statements.add(event(record, "stated", told(text(record, "statement"), text(record, "note"))));
            }
            case "board.answer" ->
                answers.add(event(
                        record,
                        text(record, "answer"),
                        text(record, "role") + ": " + told(text(record, "person"), text(record, "note"))));
            case "message.intent" ->
                messages.add(event(
                        record,
                        "posting",
                        text(record, "message") + " to " + text(record, "webhook") + " on " + text(record, "host")
                                + ": “" + text(record, "subject") + "” " + text(record, "text")));
            case "message.outcome" ->
                messages.add(event(
                        record,
                        text(record, "outcome").toLowerCase(Locale.ROOT),
                        text(record, "message") + ": " + text(record, "detail")));
            case "criterion.attest" ->
                statements.add(event(
                        record,
                        "attested",
                        told(text(record, "criterion") + " " + text(record, "text"), text(record, "note"))));
            case "checklist.tick" ->
                statements.add(event(record, "ticked", told(text(record, "text"), text(record, "note"))));
            case "step.retry" ->
                overrides.add(event(
                        record,
                        "tried again",
                        "it was " + text(record, "was").replace('_', ' ').toLowerCase(Locale.ROOT)));
            case "checklist.reopen" ->
                overrides.add(event(record, "item reopened", text(record, "text") + ": " + text(record, "why")));
            case "hold.on" -> overrides.add(event(record, "hold", "changes were put on hold"));
            case "hold.off" -> overrides.add(event(record, "hold lifted", "the hold was lifted"));
            case "breakglass.saved" ->
                overrides.add(event(record, "commands saved", "the remaining steps were saved as commands"));
            case "parameter" ->
                overrides.add(event(
                        record,
                        "value set",
                        text(record, "id") + ": " + text(record, "from") + " → " + text(record, "to")));
            case "parameter.none" ->
                overrides.add(event(
                        record,
                        "value set to none",
                        text(record, "id") + ": " + text(record, "from") + " → none: " + text(record, "reason")));
            case "approval.enrol" -> approvals.add(event(record, "enrolled", enrolled(record)));
            case "approval.accepted" -> approvals.add(event(record, "approved", text(record, "fingerprint")));
            case "approval.refused" -> approvals.add(event(record, "refused", text(record, "why")));
            case "step.failed" -> troubles.add(event(record, "failed", text(record, "happened")));
            case "step.doubt" -> troubles.add(event(record, "in doubt", text(record, "why")));
            case "step.recovered" ->
                troubles.add(event(record, "looked again", text(record, "verdict") + ": " + text(record, "evidence")));
            case "call.reconciled" ->
                troubles.add(event(
                        record,
                        "found out by reading",
                        text(record, "operation") + " on " + text(record, "resource") + " is " + text(record, "verdict")
                                + ": " + text(record, "evidence")));
            case "session.resumed" -> troubles.add(event(record, "resumed", text(record, "sentence")));
            case "step.refused" -> troubles.add(event(record, "refused", text(record, "why")));
            case "command.refused" ->
                troubles.add(event(
                        record,
                        "command refused",
                        String.valueOf(record.data().get("arguments")) + ": " + text(record, "why")));
            case "command.outcome" -> {
                if (!text(record, "outcome").equals("exited")) {
                    troubles.add(event(
                            record,
                            "command " + text(record, "outcome"),
                            "that of record " + record.data().get("intent") + ": " + text(record, "message")));
                }
            }
            case "call.refused" ->
                troubles.add(event(
                        record,
                        "call refused",
                        text(record, "operation") + " on " + text(record, "resource") + ": " + text(record, "why")
                                + text(record, "reason")));
            default -> {}
        }
    }

    /** Whether the plan asks a person in it to choose. */
    private boolean decides(String step) {
        return plan.flatMap(p -> p.step(step)).filter(s -> s.does(Trait.ASKS)).isPresent();
    }

    /** By whoever confirmed it; what a way back opens again is opened by the console, and with it the next attempt's values are set. */
    private Event undone(AuditRecord record) {
        var by = text(record, "by");
        if (by.isEmpty()) {
            return new Event(
                    record.at(),
                    takenBackBy.getOrDefault(record.step(), record.actor()),
                    record.step(),
                    "undone",
                    "the step was undone");
        }
        var values = new TreeMap<String, String>();
        if (record.data().get("values") instanceof Map<?, ?> map) {
            map.forEach((id, value) -> values.put(String.valueOf(id), String.valueOf(value)));
        }
        return event(
                record,
                "opened again",
                by
                        + (values.isEmpty()
                                ? ""
                                : "; for the next attempt "
                                        + String.join(
                                                ", ",
                                                values.entrySet().stream()
                                                        .map(e -> e.getKey() + " is " + e.getValue())
                                                        .toList())));
    }

    private static String told(String what, String words) {
        return what.isEmpty() || words.isEmpty() ? what + words : what + " — " + words;
    }

    /**
     * Events for a table.
     *
     * @param count of all, with those told together and those that did not fit
     * @param left how many did not fit
     */
    record Events(List<Event> items, long count, long left) {}

    private static Events events(Limited<Event> events) {
        return new Events(events.items(), events.count(), events.left());
    }

    private static Event event(AuditRecord record, String what, String text) {
        return new Event(record.at(), record.actor(), record.step(), what, text);
    }

    /** The reason, and who signed it besides, where somebody did. */
    static String decided(AuditRecord record) {
        var second = text(record, "approvedBy");
        return text(record, "reason") + (second.isEmpty() ? "" : " (signed by " + second + ")");
    }

    /** Who may sign from then on, by which key, and who agreed to it. */
    private static String enrolled(AuditRecord record) {
        var second = text(record, "approvedBy");
        return text(record, "name") + " may sign as second person, with the key " + key(text(record, "key"))
                + (second.isEmpty() ? "; the first: nobody signed for it" : "; signed by " + second);
    }

    private static String key(String key) {
        try {
            return KeyFingerprint.of(key).words();
        } catch (IllegalArgumentException e) {
            return "that cannot be read: " + key;
        }
    }

    /** What had been sent when somebody decided what became of it. */
    private static String sent(AuditRecord record) {
        return record.data().get("sent") instanceof List<?> calls && !calls.isEmpty()
                ? ". Sent: " + calls.stream().map(String::valueOf).collect(joining("; "))
                : "";
    }

    /** What a decision meant, as it was said to those who made it. */
    private static String consequence(AuditRecord record) {
        return record.data().get("consequence") instanceof List<?> sentences && !sentences.isEmpty()
                ? ". It means: " + sentences.stream().map(String::valueOf).collect(joining(" "))
                : "";
    }

    static String text(AuditRecord record, String name) {
        var value = record.data().get(name);
        return value == null ? "" : value.toString();
    }

    /** What is told from all records, also in the report of a part: from those of its session, where its steps are of one. */
    WholeTrail whole() {
        return ofOneSession().orElse(whole);
    }

    private Optional<WholeTrail> ofOneSession() {
        return acting.size() == 1
                ? Optional.ofNullable(wholeSessions.get(acting.iterator().next()))
                : Optional.empty();
    }

    /** What {@link #whole} is of, in words. */
    String wholeWords() {
        return sessions.size() > 1 && ofOneSession().isPresent()
                ? "from the whole of its session"
                : "from the whole trail";
    }

    /** Time without service until the last record of all; empty without a plan, or where there was no fence. */
    Optional<Duration> downtime() {
        return whole.last().flatMap(until -> whole().downtime(until));
    }

    /** From what it is told, in words. */
    Optional<String> downtimeBasis() {
        return whole.last().flatMap(until -> whole().downtimeBasis(until));
    }

    /** What the time without service went by with, longest first. */
    List<DowntimePart> downtimeParts() {
        return whole.last().map(until -> whole().downtimeParts(until)).orElse(List.of());
    }

    /** What each region is after the last record; empty where the records are of several sessions, whose steps do not add up. */
    List<String> regions() {
        return sessions.size() > 1 ? List.of() : whole.regions();
    }

    /** What became, after all records, of the steps that these are about. */
    Map<String, StepStories.Story> steps() {
        var stories =
                new LinkedHashMap<String, StepStories.Story>(whole().steps().all());
        stories.keySet().retainAll(touched);
        return stories;
    }

    Limited<Call> calls() {
        return calls;
    }

    /** What people decided beside the plan, each with its reason, in the order of time. */
    Events overrides() {
        return new Events(
                Stream.concat(overrides.items().stream(), waivers.events().stream())
                        .sorted(Comparator.comparing(Event::at))
                        .toList(),
                overrides.count() + waivers.count(),
                overrides.left() + waivers.left());
    }

    /** How many things people went on in spite of. */
    long waived() {
        return waivers.count();
    }

    /** What people confirmed to be gone for good, one by one. */
    Events deletions() {
        return events(deletions);
    }

    /** By region, a blank and a name: the step in which it was last confirmed that it goes. */
    Map<String, String> goneNames() {
        return Collections.unmodifiableMap(gone);
    }

    /** Who said go or no-go, for which role. */
    Events answers() {
        return events(answers);
    }

    /** What was posted, in which words, and what became of it. */
    Events messages() {
        return events(messages);
    }

    /** What people chose where the plan asks them to, each with their words. */
    Events decisions() {
        return events(decisions);
    }

    /** What second persons signed, in the words that they read. */
    Events signed() {
        return events(signed);
    }

    /** Who has looked on which day after the cutover. */
    Events daily() {
        return events(daily);
    }

    List<PeopleSeen.Person> peopleSeen() {
        return seen.all();
    }

    /** The downtime by attempt, oldest first. */
    List<DowntimeAttempt> attempts() {
        return whole.last().map(until -> whole().attempts(until)).orElse(List.of());
    }

    /** What people stated, chose and ticked. */
    Events statements() {
        return events(statements);
    }

    /** What failed, was refused, or was found when somebody, or the console after a start, looked again. */
    Events troubles() {
        return events(troubles);
    }

    Events approvals() {
        return events(approvals);
    }

    Set<String> sessions() {
        return Collections.unmodifiableSet(sessions);
    }

    Set<String> accounts() {
        return Collections.unmodifiableSet(accounts);
    }

    /** What was not done on AWS itself, as a mark for each page: {@code REHEARSAL}, {@code EMULATOR}, both, or empty. */
    String notOnAws() {
        return modes.stream()
                .filter(m -> !m.equals("LIVE"))
                .sorted(Comparator.reverseOrder())
                .collect(joining(" · "));
    }

    /** Where the requests of its sessions went, in words. */
    Set<String> endpoints() {
        return Collections.unmodifiableSet(endpoints);
    }

    /** SHA-256 of the plan files that its sessions were opened with, lower-case hex. */
    Set<String> planTexts() {
        return Collections.unmodifiableSet(planTexts);
    }

    Set<String> workingCopies() {
        return Collections.unmodifiableSet(workingCopies);
    }

    /** How many mutating calls ended so. */
    long calls(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }

    Events notes() {
        return events(notes);
    }

    Map<String, Long> kinds() {
        return Collections.unmodifiableMap(kinds);
    }

    Set<String> people() {
        return Collections.unmodifiableSet(people);
    }

    long reads() {
        return reads;
    }

    long readErrors() {
        return readErrors;
    }

    Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
