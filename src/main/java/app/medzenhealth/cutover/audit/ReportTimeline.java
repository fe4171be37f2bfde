package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportBlock.Lane;
import app.medzenhealth.cutover.audit.ReportBlock.Part;
import app.medzenhealth.cutover.audit.ReportBlock.Timeline;
import app.medzenhealth.cutover.audit.Spans.Span;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the plan puts each phase, by its longest duration and with every soak, and when it took place. */
final class ReportTimeline {
    private final Instant from;
    private final Instant to;

    private ReportTimeline(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** Without a lane where nothing was begun. */
    static Timeline of(Plan plan, ReportFacts facts) {
        var phases = plan.sequence().toList();
        var actual = new LinkedHashMap<String, Span>();
        phases.forEach(p ->
                facts.whole().steps().between(p).ifPresent(b -> actual.put(p.id(), new Span(b.from(), b.to()))));
        var begun = actual.values().stream().map(Span::from).min(Instant::compareTo);
        if (begun.isEmpty()) {
            return timeline("", "", List.of());
        }
        var planned = planned(phases, begun.get());
        var last = Stream.concat(planned.values().stream(), actual.values().stream())
                .map(Span::to)
                .max(Instant::compareTo)
                .orElseThrow();
        var scale = new ReportTimeline(begun.get(), last);
        return timeline(
                Times.day(begun.get()),
                Times.day(last),
                phases.stream()
                        .map(p -> scale.lane(
                                p,
                                Objects.requireNonNull(planned.get(p.id())),
                                Optional.ofNullable(actual.get(p.id()))))
                        .toList());
    }

    private static Timeline timeline(String from, String to, List<Lane> lanes) {
        return new Timeline(
                "Phases: planned, and as they took place",
                "planned by the longest durations, soaks included",
                from,
                to,
                lanes);
    }

    private static Map<String, Span> planned(List<Phase> phases, Instant origin) {
        var planned = new HashMap<String, Span>();
        for (var phase : phases) {
            var ready = Stream.concat(
                            phase.after().stream().flatMap(a -> end(planned, a).stream()),
                            phase.soak().stream()
                                    .flatMap(s ->
                                            end(planned, s.phase()).stream().map(e -> e.plus(s.time()))))
                    .max(Instant::compareTo)
                    .orElse(origin);
            planned.put(phase.id(), new Span(ready, ready.plus(phase.planned().most())));
        }
        return planned;
    }

    private static Optional<Instant> end(Map<String, Span> planned, String phase) {
        return Optional.ofNullable(planned.get(phase)).map(Span::to);
    }

    private Lane lane(Phase phase, Span planned, Optional<Span> actual) {
        return new Lane(
                (phase.id().matches("\\d+") ? phase.id() + "  " : "") + phase.title(),
                part(planned),
                actual.map(this::part).orElse(Part.NONE),
                actual.map(a -> "took " + ReportContent.words(a.length())).orElse("did not take place") + ", planned "
                        + ReportContent.words(phase.planned().most()));
    }

    private Part part(Span span) {
        var whole = (double) Math.max(1, Duration.between(from, to).toMillis());
        return new Part(
                Duration.between(from, span.from()).toMillis() / whole,
                Duration.between(from, span.to()).toMillis() / whole);
    }
}
