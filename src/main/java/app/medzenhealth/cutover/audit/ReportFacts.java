package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a reader of the report wants to know of the records, gathered while they pass. Lists end at a limit and say so. */
final class ReportFacts {
    private static final int MOST_CALLS = 2_000;
    private static final int MOST_EVENTS = 2_000;
    private static final int MOST_STEPS = 5_000;

    private final Optional<Plan> plan;
    private final Map<String, Story> steps = new LinkedHashMap<>();
    private final Limited<Call> calls = new Limited<>(MOST_CALLS);
    private final Limited<Event> exceptions = new Limited<>(MOST_EVENTS);
    private final Limited<Event> notes = new Limited<>(MOST_EVENTS);
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private final Map<String, Long> kinds = new java.util.TreeMap<>();
    private final Set<String> people = new TreeSet<>();
    private long reads;
    private long readErrors;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private @Nullable Instant down;
    private @Nullable Instant up;

    ReportFacts(Optional<Plan> plan) {
        this.plan = plan;
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
        private final AuditRecord intent;
        private String outcome = "unknown";
        private String requestId = "";

        Call(AuditRecord intent) {
            this.intent = intent;
        }

        AuditRecord intent() {
            return intent;
        }

        String outcome() {
            return outcome;
        }

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
        switch (record.kind()) {
            case "call.intent" -> intent(record);
            case "call.outcome" -> outcome(record);
            case "call.reconciled" -> reconciled(record);
            case "reads.summary" -> reads(record);
            case "note" -> notes.add(event(record, "note", text(record, "text")));
            default -> {
                if (record.kind().startsWith("step.")) {
                    step(record, at);
                }
                exception(record);
            }
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
            call.requestId = text(record, "requestId");
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
        if (record.data().get("reads") instanceof List<?> lines) {
            for (Object line : lines) {
                if (line instanceof Map<?, ?> read) {
                    reads += read.get("calls") instanceof Long count ? count : 0;
                    readErrors += read.get("errors") instanceof Long count ? count : 0;
                }
            }
        }
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
                traffic(record.step(), at, "fence.writes");
            }
            case "step.succeeded" -> end(story, at, "succeeded");
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
        if (story.state.equals("succeeded")) {
            traffic(record.step(), at, "dns.change");
            traffic(record.step(), at, "fence.lift");
        }
    }

    private static void end(Story story, Instant at, String state) {
        story.state = state;
        story.ended = at;
    }

    /** Users are without service from the fence to the switch in the same phase, or to the fence being lifted. */
    private void traffic(String id, Instant at, String type) {
        Step step = plan.flatMap(p -> p.step(id)).orElse(null);
        if (step == null || step.actions().stream().noneMatch(a -> a.type().equals(type))) {
            return;
        }
        if (type.equals("fence.writes")) {
            if (down == null) {
                down = at;
            }
        } else if (down != null && up == null && at.isAfter(down) && (type.equals("fence.lift") || inFencedPhase(id))) {
            up = at;
        }
    }

    private boolean inFencedPhase(String id) {
        return plan.flatMap(p -> p.phaseOf(id)).stream()
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> s.actions().stream().anyMatch(a -> a.type().equals("fence.writes")));
    }

    private void exception(AuditRecord record) {
        String text = switch (record.kind()) {
            case "step.skipped" -> text(record, "reason");
            case "step.decided" -> text(record, "decision") + ": " + text(record, "reason");
            case "step.failed" -> text(record, "happened");
            case "step.doubt" -> text(record, "why");
            case "step.recovered" -> text(record, "verdict") + ": " + text(record, "evidence");
            case "step.refused", "approval.refused" -> text(record, "why");
            case "step.undone" -> "the step was undone";
            case "step.retry" -> "tried again; it was " + text(record, "was");
            case "call.refused" ->
                text(record, "operation") + " on " + text(record, "resource") + ": " + text(record, "why")
                        + text(record, "reason");
            case "checklist.reopen" -> text(record, "text") + ": " + text(record, "why");
            case "hold.on" -> "changes were put on hold";
            case "hold.off" -> "the hold was lifted";
            case "parameter" -> text(record, "id") + ": " + text(record, "from") + " → " + text(record, "to");
            case "approval.accepted" -> "a second person approved";
            default -> "";
        };
        if (!text.isEmpty()) {
            exceptions.add(event(record, record.kind(), text));
        }
    }

    private static Event event(AuditRecord record, String what, String text) {
        return new Event(record.at(), record.actor(), record.step(), what, text);
    }

    private static String text(AuditRecord record, String name) {
        Object value = record.data().get(name);
        return value == null ? "" : value.toString();
    }

    /** From the first start to the last end of the phase's steps; empty while none was started. */
    Optional<Duration> took(Phase phase) {
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
        return from == null || to == null ? Optional.empty() : Optional.of(Duration.between(from, to));
    }

    /** Time without service, as far as the records tell; empty where there was no fence. */
    Optional<Duration> downtime() {
        if (down == null || last == null) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(down, up == null ? last : up));
    }

    boolean downtimeEnded() {
        return up != null;
    }

    Map<String, Story> steps() {
        return Collections.unmodifiableMap(steps);
    }

    Limited<Call> calls() {
        return calls;
    }

    Limited<Event> exceptions() {
        return exceptions;
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
