package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.monitor.Outage.What;
import app.medzenhealth.cutover.monitor.ProbeResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The outages that the results of probes make. Immutable and pure: the same results give the same, whoever reads them.
 *
 * <p>A request that nobody answered failed only if another one was answered about that time: otherwise nothing tells the target's
 * silence from that of this machine's own network, and what users got is not known. One lost request begins an outage; two that are
 * answered one after the other end it, as of the first of them.
 */
public final class Outages {
    /** How much later than the end of a silence somebody may be asked whose answer shows that this machine was heard meanwhile. */
    private static final Duration ABOUT = Duration.ofMillis(500);

    /** How much longer than it should be a pause between two requests is before nobody can tell what was in it. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** What is older than so many is in the trail alone. */
    private static final int MOST = 500;

    public static final Outages NONE = new Outages(new LinkedHashMap<>(), Map.of(), List.of(), 0, Optional.empty());

    private final SequencedMap<Integer, Outage> all;
    private final Map<String, Course> courses;
    private final List<Asked> undecided;
    private final int number;
    /** The last request that anybody answered, by when that was. */
    private final Optional<ProbeResult> heard;

    private Outages(
            SequencedMap<Integer, Outage> all,
            Map<String, Course> courses,
            List<Asked> undecided,
            int number,
            Optional<ProbeResult> heard) {
        this.all = all;
        this.courses = courses;
        this.undecided = undecided;
        this.number = number;
        this.heard = heard;
    }

    private record Asked(ProbeTarget target, ProbeResult result, Duration every) {}

    /**
     * Where a target stands.
     *
     * @param open the number of its outage that goes on
     * @param answered since when it is answered again, where that is not sure yet
     * @param asked when it was asked last
     * @param every how often it was asked then
     */
    private record Course(Optional<Integer> open, Optional<Instant> answered, Instant asked, Duration every) {
        Course with(Optional<Integer> outage, Optional<Instant> again, Asked now) {
            return new Course(outage, again, now.result().at(), now.every());
        }
    }

    /** In the order in which they began. */
    public List<Outage> all() {
        return List.copyOf(all.values());
    }

    public Optional<Outage> open(String target) {
        return Optional.ofNullable(courses.get(target))
                .flatMap(Course::open)
                .flatMap(n -> Optional.ofNullable(all.get(n)));
    }

    /** Whether anything fails now that users ask. */
    public boolean failing() {
        return all.values().stream()
                .anyMatch(o -> o.open() && o.what() == What.FAILED && o.target().felt());
    }

    /** What a request that was made then belongs to. */
    public Optional<Outage> at(String target, Instant at) {
        return all.values().stream()
                .filter(o -> o.target().id().equals(target) && o.holds(at))
                .findFirst();
    }

    /**
     * With one result more.
     *
     * @param every how often its target is asked at present
     */
    public Outages with(ProbeTarget target, ProbeResult result, Duration every) {
        var draft = new Draft(this);
        draft.add(new Asked(target, result, every));
        return draft.done();
    }

    /** With everything ended that goes on, since nobody asks any more. */
    public Outages over(Instant at) {
        var draft = new Draft(this);
        draft.decideAll();
        draft.endAll(at);
        return draft.done();
    }

    /** The next state, in the making. */
    private static final class Draft {
        private final LinkedHashMap<Integer, Outage> all;
        private final Map<String, Course> courses;
        private final List<Asked> undecided;
        private int number;
        private Optional<ProbeResult> heard;

        Draft(Outages from) {
            all = new LinkedHashMap<>(from.all);
            courses = new HashMap<>(from.courses);
            undecided = new ArrayList<>(from.undecided);
            number = from.number;
            heard = from.heard;
        }

        Outages done() {
            var spare = all.size() - MOST;
            if (spare > 0) {
                all.values().stream()
                        .filter(o -> !o.open())
                        .limit(spare)
                        .map(Outage::number)
                        .toList()
                        .forEach(all::remove);
            }
            return new Outages(all, Map.copyOf(courses), List.copyOf(undecided), number, heard);
        }

        void add(Asked asked) {
            var result = asked.result();
            if (result.answered()) {
                heard = heard.filter(h -> h.ended().isAfter(result.ended())).or(() -> Optional.of(result));
            }
            undecided.add(asked);
            // A target's requests count in the order in which they were made.
            undecided.sort(Comparator.comparing(a -> a.result().at()));
            var waiting = new ArrayList<String>();
            for (var next : List.copyOf(undecided)) {
                var verdict = waiting.contains(next.target().id()) ? Optional.<Verdict>empty() : verdict(next, result);
                if (verdict.isPresent()) {
                    undecided.remove(next);
                    decided(next, verdict.get());
                } else {
                    waiting.add(next.target().id());
                }
            }
        }

        private enum Verdict {
            SERVED,
            FAILED,
            UNKNOWN
        }

        /** @param newest what was learned last */
        private Optional<Verdict> verdict(Asked asked, ProbeResult newest) {
            var result = asked.result();
            return switch (result.outcome()) {
                case Outcome.Served _ -> Optional.of(Verdict.SERVED);
                case Outcome.NotServed _ -> Optional.of(Verdict.FAILED);
                case Outcome.Silent _ -> {
                    if (heard.filter(h -> about(h, result)).isPresent()) {
                        yield Optional.of(Verdict.FAILED);
                    }
                    var tooLate = result.ended().plus(ABOUT).plus(ProbeTarget.PATIENCE);
                    yield newest.ended().isAfter(tooLate) ? Optional.of(Verdict.UNKNOWN) : Optional.empty();
                }
            };
        }

        /** Whether an answer came while the silence lasted, or right after it. */
        private static boolean about(ProbeResult answer, ProbeResult silence) {
            return !answer.ended().isBefore(silence.at())
                    && !answer.at().isAfter(silence.ended().plus(ABOUT));
        }

        void decideAll() {
            for (var left : undecided) {
                decided(left, Verdict.UNKNOWN);
            }
            undecided.clear();
        }

        void endAll(Instant at) {
            courses.replaceAll((id, course) -> {
                end(course, course.answered().orElse(at));
                return new Course(Optional.empty(), Optional.empty(), course.asked(), course.every());
            });
        }

        private void decided(Asked asked, Verdict verdict) {
            var id = asked.target().id();
            var course = Optional.ofNullable(courses.get(id))
                    .map(c -> paused(asked, c))
                    .orElseGet(() -> new Course(
                            Optional.empty(), Optional.empty(), asked.result().at(), asked.every()));
            courses.put(
                    id,
                    switch (verdict) {
                        case SERVED -> served(course, asked);
                        case FAILED -> hit(course, asked, What.FAILED);
                        case UNKNOWN -> hit(course, asked, What.UNKNOWN);
                    });
        }

        /** A pause in which nobody asked, as after this machine slept. Asking more or less often from now on makes none. */
        private Course paused(Asked asked, Course course) {
            var due = course.asked().plus(course.every());
            var latest = course.asked().plus(asked.every());
            if (!asked.result().at().isAfter((latest.isAfter(due) ? latest : due).plus(SLACK))) {
                return course;
            }
            end(course, course.answered().orElse(due));
            number++;
            all.put(
                    number,
                    new Outage(
                            number,
                            asked.target(),
                            What.UNKNOWN,
                            due,
                            due,
                            0,
                            Optional.empty(),
                            "nobody asked: this machine or the console stood still"));
            return new Course(Optional.of(number), Optional.empty(), course.asked(), course.every());
        }

        private Course served(Course course, Asked asked) {
            var at = asked.result().at();
            var open = outage(course);
            if (open.filter(o -> o.what() == What.FAILED).isPresent()
                    && course.answered().isEmpty()) {
                return course.with(course.open(), Optional.of(at), asked);
            }
            end(course, course.answered().orElse(at));
            return course.with(Optional.empty(), Optional.empty(), asked);
        }

        private Course hit(Course course, Asked asked, What what) {
            var at = asked.result().at();
            var open = outage(course).filter(o -> o.what() == what);
            if (open.isPresent()) {
                all.put(open.get().number(), open.get().again(at));
                return course.with(course.open(), Optional.empty(), asked);
            }
            end(course, course.answered().orElse(at));
            number++;
            all.put(
                    number,
                    new Outage(
                            number,
                            asked.target(),
                            what,
                            at,
                            at,
                            1,
                            Optional.empty(),
                            what == What.FAILED
                                    ? asked.result().why()
                                    : "nothing answered this machine: "
                                            + asked.result().why()));
            return course.with(Optional.of(number), Optional.empty(), asked);
        }

        private Optional<Outage> outage(Course course) {
            return course.open().flatMap(n -> Optional.ofNullable(all.get(n)));
        }

        private void end(Course course, Instant at) {
            course.open().ifPresent(n -> all.computeIfPresent(n, (_, o) -> o.over(at)));
        }
    }
}
