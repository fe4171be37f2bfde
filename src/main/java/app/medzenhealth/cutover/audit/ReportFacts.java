package app.medzenhealth.cutover.audit;

import static java.util.stream.Collectors.joining;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Remains;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reader of the report wants to know of the records, gathered while they pass. Lists end at a limit and say so. */
final class ReportFacts {
    private static final int MOST_CALLS = 1_000;
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_STEPS = 5_000;

    private final Optional<Plan> plan;
    private final Map<String, Story> steps = new LinkedHashMap<>();
    private final Limited<Call> calls = new Limited<>(MOST_CALLS);
    private final Limited<Event> overrides = new Limited<>(MOST_EVENTS);
    private final Limited<Event> troubles = new Limited<>(MOST_EVENTS);
    private final Limited<Event> approvals = new Limited<>(MOST_EVENTS);
    private final Limited<Event> notes = new Limited<>(MOST_EVENTS);
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private final Map<String, Long> kinds = new java.util.TreeMap<>();
    private final Set<String> people = new TreeSet<>();
    private final Set<String> sessions = new TreeSet<>();
    private final Set<String> accounts = new TreeSet<>();
    private final Set<String> modes = new TreeSet<>();
    private final Set<String> endpoints = new TreeSet<>();
    private final Set<String> planTexts = new TreeSet<>();
    private final Set<String> workingCopies = new TreeSet<>();
    private long failedCalls;
    private long reads;
    private long readErrors;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private final Optional<DowntimeClock> downtime;

    ReportFacts(Optional<Plan> plan) {
        this.plan = plan;
        this.downtime = plan.map(DowntimeClock::new);
    }

    /**
     * What each region is after the last record, by the steps that are done; empty without a plan, or where the records are of
     * several sessions, whose steps do not add up.
     */
    List<String> regions() {
        if (plan.isEmpty() || sessions.size() > 1) {
            return List.of();
        }
        List<String> done = steps.entrySet().stream()
                .filter(e -> e.getValue().state().equals("succeeded"))
                .sorted(Comparator.comparing(e -> e.getValue().ended().orElse(Instant.EPOCH)))
                .map(Map.Entry::getKey)
                .toList();
        Function<String, Map<String, String>> outputs = s -> Objects.requireNonNull(steps.get(s)).outputs;
        Map<String, RoleNow> now = RoleNow.of(plan.get(), done, outputs);
        Map<String, String> remains = Remains.of(plan.get(), done, outputs);
        return plan.get().regions().stream()
                .map(r ->
                        r.id() + " " + Objects.requireNonNull(now.get(r.id())).towards(r.after(), remains.get(r.id())))
                .toList();
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

    /** What became of a step. */
    static final class Story {
        private String state = "reviewed";
        private String by = "";
        private String second = "";
        private int attempts;
        private Map<String, String> outputs = Map.of();
        private @Nullable Instant started;
        private @Nullable Instant ended;

        String state() {
            return state;
        }

        String by() {
            return second.isEmpty() ? by : by + ", with " + second;
        }

        int attempts() {
            return attempts;
        }

        Optional<Instant> started() {
            return Optional.ofNullable(started);
        }

        Optional<Instant> ended() {
            return Optional.ofNullable(ended);
        }
    }

    /** A mutating call. */
    static final class Call {
        private final String at;
        private final String step;
        private final String region;
        private final String operation;
        private final String resource;
        private String outcome = "unknown";
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

    void add(AuditRecord record) {
        Instant at = RecordTime.instant(record);
        if (first == null) {
            first = at;
        }
        last = at;
        kinds.merge(record.kind(), 1L, Long::sum);
        if (people.size() < MOST_EVENTS && !record.actor().equals(DurableTrail.CONSOLE)) {
            people.add(record.actor());
        }
        downtime.ifPresent(d -> d.add(record));
        switch (record.kind()) {
            case "call.intent" -> intent(record);
            case "call.outcome" -> outcome(record);
            case "call.reconciled" -> reconciled(record);
            case "reads.summary" -> reads(record);
            case OpenedIn.KIND -> frame(record);
            case "note" -> notes.add(event(record, "note", text(record, "text")));
            default -> {
                if (record.kind().startsWith("step.")) {
                    step(record, at);
                }
                exception(record);
            }
        }
    }

    /** What also a partial report must say: whose session it was, and whether it was a rehearsal. For any thread. */
    synchronized void frame(AuditRecord record) {
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
        Call call = new Call(record);
        calls.add(call);
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
            String outcome = text(record, "outcome").isEmpty() ? text(record, "result") : text(record, "outcome");
            String code = text(record, "code");
            call.outcome = code.isEmpty() ? outcome : outcome + ": " + code;
            failedCalls += outcome.equals("done") || outcome.equals("ok") ? 0 : 1;
            String id = text(record, "requestId");
            // The SDK's word for an answer without one.
            call.requestId = id.equals("UNKNOWN") ? "" : id;
        }
    }

    /** What became of a call whose answer was lost, as it was read later. */
    private void reconciled(AuditRecord record) {
        Call call = record.data().get("intent") instanceof Long seq ? open.get(seq) : null;
        if (call != null) {
            call.outcome = text(record, "verdict") + ", as read later";
        }
    }

    private void reads(AuditRecord record) {
        var summary = ReadSummary.of(record.data());
        reads += summary.calls();
        readErrors += summary.failed();
    }

    private void step(AuditRecord record, Instant at) {
        if (steps.size() >= MOST_STEPS && !steps.containsKey(record.step())) {
            return;
        }
        Story story = steps.computeIfAbsent(record.step(), id -> new Story());
        switch (record.kind()) {
            case "step.confirm" -> {
                story.state = "running";
                story.by = record.actor();
                story.second = text(record, "second");
                story.attempts++;
                if (story.started == null) {
                    story.started = at;
                }
            }
            case "step.succeeded" -> {
                story.outputs = Told.outputs(record);
                end(story, at, "succeeded");
            }
            case "step.failed" -> end(story, at, "failed");
            case "step.undone" -> end(story, at, "undone");
            case "step.doubt" -> end(story, at, "in doubt");
            case "step.waiting" -> story.state = "waiting";
            case "step.skipped" -> {
                story.by = record.actor();
                end(story, at, "skipped");
            }
            case "step.recovered" ->
                end(
                        story,
                        at,
                        switch (text(record, "verdict")) {
                            case "done" -> "succeeded";
                            case "not done" -> "failed";
                            case "waiting" -> "waiting";
                            default -> "in doubt";
                        });
            case "step.state" -> end(story, at, text(record, "state"));
            default -> {}
        }
    }

    private static void end(Story story, Instant at, String state) {
        story.state = state;
        story.ended = at;
    }

    /** Sorts what is out of the ordinary into what people decided, what went wrong, and what a second person signed. */
    private void exception(AuditRecord record) {
        switch (record.kind()) {
            case "step.skipped" -> overrides.add(event(record, "skipped", text(record, "reason")));
            case "step.decided" ->
                overrides.add(event(
                        record,
                        "decided by hand",
                        text(record, "decision").replace('_', ' ').toLowerCase(Locale.ROOT) + ": "
                                + text(record, "reason")));
            case "session.forgotten" ->
                overrides.add(event(record, "went on in an emulator that had forgotten", text(record, "reason")));
            case "step.undone" -> overrides.add(event(record, "undone", "the step was undone"));
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
            case "approval.accepted" -> approvals.add(event(record, "approved", text(record, "fingerprint")));
            case "approval.refused" -> approvals.add(event(record, "refused", text(record, "why")));
            case "step.failed" -> troubles.add(event(record, "failed", text(record, "happened")));
            case "step.doubt" -> troubles.add(event(record, "in doubt", text(record, "why")));
            case "step.recovered" ->
                troubles.add(
                        event(record, "after a restart", text(record, "verdict") + ": " + text(record, "evidence")));
            case "call.reconciled" ->
                troubles.add(event(
                        record,
                        "found out by reading",
                        text(record, "operation") + " on " + text(record, "resource") + " is " + text(record, "verdict")
                                + ": " + text(record, "evidence")));
            case "session.resumed" -> troubles.add(event(record, "resumed", text(record, "sentence")));
            case "step.refused" -> troubles.add(event(record, "refused", text(record, "why")));
            case "call.refused" ->
                troubles.add(event(
                        record,
                        "call refused",
                        text(record, "operation") + " on " + text(record, "resource") + ": " + text(record, "why")
                                + text(record, "reason")));
            default -> {}
        }
    }

    private static Event event(AuditRecord record, String what, String text) {
        return new Event(record.at(), record.actor(), record.step(), what, text);
    }

    private static String text(AuditRecord record, String name) {
        Object value = record.data().get(name);
        return value == null ? "" : value.toString();
    }

    /** From the first start to the last end of a phase's steps. */
    record Between(Instant from, Instant to) {
        Duration took() {
            return Duration.between(from, to);
        }
    }

    /** Empty while no step of it was started. */
    Optional<Between> between(Phase phase) {
        Instant from = null;
        Instant to = null;
        for (Step step : phase.steps()) {
            Story story = steps.get(step.id());
            if (story == null || story.started == null || story.ended == null) {
                continue;
            }
            from = from == null || story.started.isBefore(from) ? story.started : from;
            to = to == null || story.ended.isAfter(to) ? story.ended : to;
        }
        return from == null || to == null ? Optional.empty() : Optional.of(new Between(from, to));
    }

    /** Time without service, as far as the records tell; empty where there was no fence. */
    Optional<Duration> downtime() {
        return downtime.filter(DowntimeClock::everFenced).flatMap(d -> last().map(d::soFar));
    }

    boolean downtimeEnded() {
        return downtime.filter(DowntimeClock::counting).isEmpty();
    }

    Map<String, Story> steps() {
        return Collections.unmodifiableMap(steps);
    }

    Limited<Call> calls() {
        return calls;
    }

    /** What people decided beside the plan, each with its reason. */
    Limited<Event> overrides() {
        return overrides;
    }

    /** What failed, was refused, or was found again after a restart. */
    Limited<Event> troubles() {
        return troubles;
    }

    Limited<Event> approvals() {
        return approvals;
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

    /** Mutating calls that did not end well, or whose end is not known. */
    long failedCalls() {
        return failedCalls + open.size();
    }

    Limited<Event> notes() {
        return notes;
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
