package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of the steps, by the records about them. Stops at a limit. */
final class StepStories {
    static final int MOST_STEPS = 5_000;

    /** What is told of a step elsewhere in the report, and changes nothing about where it stands. */
    static final Set<String> ASIDE = Set.of("step.review", "step.mint", "step.facts", "step.attest", "step.waived");

    private final Map<String, Story> steps = new LinkedHashMap<>();

    /** What became of a step. */
    static final class Story {
        private String state = "reviewed";
        private String by = "";
        private String second = "";
        private int attempts;
        private Map<String, String> outputs = Map.of();
        private List<String> evidence = List.of();
        private @Nullable Instant started;
        private @Nullable Instant ended;
        /** When the newest attempt began: what lay between two attempts was not the step's. */
        private @Nullable Instant begun;

        String state() {
            return state;
        }

        String by() {
            return second.isEmpty() ? by : by + ", with " + second;
        }

        int attempts() {
            return attempts;
        }

        Map<String, String> outputs() {
            return outputs;
        }

        /** What was found when it ended, a check a line. */
        List<String> evidence() {
            return evidence;
        }

        Optional<Instant> started() {
            return Optional.ofNullable(started);
        }

        /** Of the newest attempt. */
        Optional<Duration> took() {
            return begun == null || ended == null ? Optional.empty() : Optional.of(Duration.between(begun, ended));
        }

        Optional<Instant> ended() {
            return Optional.ofNullable(ended);
        }
    }

    /** @param record any of the trail's, in the trail's order */
    void add(AuditRecord record) {
        if (!record.kind().startsWith("step.")) {
            return;
        }
        if (steps.size() >= MOST_STEPS && !steps.containsKey(record.step())) {
            return;
        }
        var story = steps.computeIfAbsent(record.step(), id -> new Story());
        var at = RecordTime.instant(record);
        switch (record.kind()) {
            case "step.confirm" -> {
                story.state = ReportFacts.text(record, "undo").equals("true") ? "going back" : "running";
                story.by = record.actor();
                story.second = ReportFacts.text(record, "second");
                story.attempts++;
                story.begun = at;
                if (story.started == null) {
                    story.started = at;
                }
            }
            case "step.succeeded" -> {
                story.outputs = Told.outputs(record);
                story.evidence = Told.lines(record, "verified");
                end(story, at, "succeeded");
            }
            case "step.failed" -> end(story, at, "failed");
            case "step.undone" -> {
                story.evidence = List.of();
                end(story, at, "undone");
            }
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
                        switch (ReportFacts.text(record, "verdict")) {
                            case "done" -> "succeeded";
                            case "not done" -> "failed";
                            case "waiting" -> "waiting";
                            default -> "in doubt";
                        });
            case "step.decided" -> {
                story.by = record.actor();
                story.evidence = Told.lines(record, "verified");
                end(
                        story,
                        at,
                        ReportFacts.text(record, "undoing").equals("true")
                                ? ReportFacts.text(record, "decision").equals("DONE")
                                        ? "decided to be undone"
                                        : "failed"
                                : ReportFacts.text(record, "decision").equals("DONE")
                                        ? "decided to be done"
                                        : "opened again");
            }
            case "step.retry" -> end(story, at, "opened again");
            case "step.refused" -> {
                if (story.attempts == 0 && story.ended == null) {
                    story.state = "refused";
                }
            }
            case "step.state" -> end(story, at, ReportFacts.text(record, "state"));
            default -> {}
        }
    }

    private static void end(Story story, Instant at, String state) {
        story.state = state;
        story.ended = at;
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
        for (var step : phase.steps()) {
            var story = steps.get(step.id());
            if (story == null || story.started == null || story.ended == null) {
                continue;
            }
            from = from == null || story.started.isBefore(from) ? story.started : from;
            to = to == null || story.ended.isAfter(to) ? story.ended : to;
        }
        return from == null || to == null ? Optional.empty() : Optional.of(new Between(from, to));
    }

    /** By the step's id, in the order in which they were first heard of. */
    Map<String, Story> all() {
        return Collections.unmodifiableMap(steps);
    }
}
