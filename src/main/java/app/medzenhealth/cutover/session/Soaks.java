package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.observe.HealthyHours;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The time after the cutover: how healthy it was, and what people see on each of its days. */
final class Soaks {
    private final SessionContext core;

    Soaks(SessionContext core) {
        this.core = core;
    }

    /** The soak that follows the phase that moves production, with the phase that waits for it. */
    private Optional<Phase> phase() {
        return core.plan
                .sequence()
                .filter(p -> p.soak()
                        .flatMap(s -> core.plan.phase(s.phase()))
                        .filter(Phase::cutsOver)
                        .isPresent())
                .findFirst();
    }

    private Optional<Instant> since() {
        return phase().flatMap(Phase::soak).flatMap(s -> core.gates.completed(s.phase()));
    }

    /** Its days, each with who has looked; empty before it begins. Under the session's lock. */
    List<DailyCheck> days() {
        return since().map(at -> DailyCheck.of(
                        at, phase().flatMap(Phase::soak).orElseThrow().time(), core.journal.state()))
                .orElse(List.of());
    }

    /** Reads how healthy it was. Empty: it has not begun, or the plan counts no healthy hours. */
    Optional<SoakReading> read() throws InterruptedException {
        var begun = core.journal.atomically(this::since).isPresent();
        var use = phase().flatMap(Phase::soak).stream()
                .flatMap(s -> s.checks().stream())
                .filter(c -> c.has(Trait.COUNTS_HEALTHY_HOURS))
                .findFirst();
        if (!begun || use.isEmpty()) {
            return Optional.empty();
        }
        var resolved = core.resolve("", use.get());
        if (!Variables.in(resolved.with()).isEmpty()) {
            throw new Refusal(
                    "What the hours are counted by has no value yet: "
                            + String.join(", ", Variables.in(resolved.with())),
                    "set it under Plan › Parameters, or carry out the step that gives it");
        }
        return core.evidence.action(resolved) instanceof HealthyHours counts
                ? counts.hours(core.context("")).map(SoakReading::of)
                : Optional.empty();
    }

    /**
     * Keeps what somebody has seen on a day. A later one of the same day takes its place.
     *
     * @param shown how healthy it was, as was on the screen; may be empty
     * @throws Refusal if the day has not begun, or nothing is said
     */
    void check(int day, Operator by, String words, String shown) {
        var note = FreeText.STATEMENT.accept(words);
        var healthy = FreeText.STATEMENT.accept(shown);
        if (note.isBlank()) {
            throw new Refusal("A daily check needs words: what was looked at, and what was seen", "write them");
        }
        core.journal.atomically(() -> {
            var now = core.now();
            var asked = days().stream()
                    .filter(d -> d.day() == day)
                    .findFirst()
                    .orElseThrow(() -> new Refusal(
                            since().isPresent()
                                    ? "The soak has no day " + day
                                    : "The soak has not begun: production has not moved, or has moved back",
                            "choose one of its days"));
            if (!asked.begun(now)) {
                throw new Refusal(
                        "Day " + day + " has not begun", "look again from " + Times.minute(asked.from()) + " UTC on");
            }
            var data = new LinkedHashMap<String, Object>();
            data.put("day", day);
            data.put("since", since().orElseThrow().toString());
            data.put("from", asked.from().toString());
            data.put("to", asked.to().toString());
            data.put("note", note);
            data.put("healthy", healthy);
            core.journal.write(by.name(), DailyCheck.KIND, "", data);
        });
        core.changed();
    }
}
