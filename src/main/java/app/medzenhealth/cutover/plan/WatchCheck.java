package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the plan watches by can tell something: alarms that can be raised and reach somebody, limits that can be passed. */
final class WatchCheck {
    /** Of these the largest value is 100 (RDS, ECS, ElastiCache and EC2 metrics in percent, by AWS's lists of them). */
    private static final Pattern PERCENT = Pattern.compile(".*(Utilization|Percent|Percentage)");

    /** Of these every single one is a fault. */
    private static final Pattern FAULTS =
            Pattern.compile("(?i).*(errors?|throttles|5xx.*|4xx.*|faults?|failures?|dropped.*)");

    /** So many faults in one period are more than an alarm may wait for. A stated figure. */
    private static final double MOST_FAULTS = 100;

    /** An alarm that is raised later wakes nobody in time. A stated figure. */
    private static final Duration LATEST = Duration.ofHours(1);

    /** So long somebody looks at metrics at least once users are on the new side. A stated figure. */
    private static final Duration LOOK = Duration.ofMinutes(5);

    /** The lag of an idle PostgreSQL source counts up to so much by itself (RDS User Guide, monitoring read replication). */
    private static final Duration IDLE_LAG = Duration.ofMinutes(5);

    /** The faults among requests: there are never more than all. */
    private static final Pattern SHARE = Pattern.compile("\\sof\\s");

    private static final Pattern LIMIT =
            Pattern.compile("\\S+\\s+(\\S+)\\s.*?([<>])=?\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*");

    private final Moves moves;
    private final Faults faults;

    private WatchCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        if (!moves.databaseMoves()) {
            return;
        }
        var check = new WatchCheck(moves, faults);
        moves.doing(Trait.MAKES_ALARMS).forEach(check::raised);
        moves.doing(Trait.MAKES_ALARM_TOPIC).forEach(check::topic);
        moves.all().stream().filter(a -> a.use().has(Trait.READS_METRICS)).forEach(check::limits);
        moves.all().stream().filter(a -> a.use().has(Trait.CHECKS_DATABASE)).forEach(check::lag);
        moves.thereDoing(Trait.REDIRECTS).forEach(check::watches);
    }

    /** By name. */
    static Map<String, Map<?, ?>> alarms(ActionAt at) {
        var found = new LinkedHashMap<String, Map<?, ?>>();
        if (at.use().with().get("alarms") instanceof List<?> list) {
            list.forEach(a -> {
                if (a instanceof Map<?, ?> alarm) {
                    found.put(String.valueOf(alarm.get("name")), alarm);
                }
            });
        }
        return found;
    }

    /** The alarms that a check asks for, each as region and name. */
    static Set<String> asked(ActionUse check) {
        return Moves.texts(check, "alarms").stream()
                .map(a -> a.contains("/") ? a : check.region().orElse("") + "/" + a)
                .collect(Collectors.toSet());
    }

    static boolean about(Map<?, ?> alarm, Set<String> names) {
        return alarm.get("dimensions") instanceof Map<?, ?> dimensions
                && dimensions.values().stream().map(String::valueOf).anyMatch(names::contains);
    }

    private void raised(ActionAt at) {
        if (!tellsSomebody(at)) {
            faults.found(
                    at.pointer(),
                    "the alarms of step " + Moves.id(at) + " tell nobody: "
                            + Optional.ofNullable(at.use().with().get("topic"))
                                    .map(t -> t + " is no topic that the plan makes in their region")
                                    .orElse("they name no topic"),
                    "add “topic” with the ARN of a topic that a step with alarms.topic makes in the same region");
        }
        alarms(at).forEach((name, alarm) -> {
            if (never(alarm)) {
                faults.found(
                        at.pointer() + "/with/alarms",
                        "the alarm “" + name + "” could never be raised, or only when it is too late: "
                                + alarm.get("metric") + " " + alarm.get("comparison") + " " + alarm.get("threshold"),
                        "give it a threshold that a fault passes");
            }
            var time = Duration.ofSeconds(
                            number(alarm.get("periodSeconds")).orElse(0.0).longValue())
                    .multipliedBy(number(alarm.get("evaluations")).orElse(0.0).longValue());
            if (time.compareTo(LATEST) > 0) {
                faults.found(
                        at.pointer() + "/with/alarms",
                        "the alarm “" + name + "” would be raised only after " + Times.inWords(time),
                        "let it look at fewer or shorter periods, " + Times.inWords(LATEST) + " at most");
            }
        });
    }

    /** A topic tells alarms of its own region only. */
    private boolean tellsSomebody(ActionAt at) {
        var topic = String.valueOf(at.use().with().getOrDefault("topic", ""));
        return moves.doing(Trait.MAKES_ALARM_TOPIC).stream()
                .filter(t -> t.use().region().equals(at.use().region()))
                .anyMatch(t -> moves.giver(topic).filter(t::equals).isPresent()
                        || topic.contains(":" + t.use().region().orElse("") + ":")
                                && topic.endsWith(":" + t.use().with().get("topic")));
    }

    private void topic(ActionAt at) {
        if (Moves.texts(at.use(), "emails").isEmpty()) {
            faults.found(
                    at.pointer() + "/with/emails",
                    "the topic " + at.use().with().get("topic") + " tells nobody",
                    "name an address that is read at night too");
        }
    }

    private static boolean never(Map<?, ?> alarm) {
        var metric = String.valueOf(alarm.get("metric"));
        var threshold = number(alarm.get("threshold"));
        return threshold.isPresent()
                && (">".equals(alarm.get("comparison"))
                        ? PERCENT.matcher(metric).matches() && threshold.get() >= 100
                                || FAULTS.matcher(metric).matches() && threshold.get() > MOST_FAULTS
                        : threshold.get() <= 0);
    }

    private static Optional<Double> number(@Nullable Object value) {
        return value instanceof Number n ? Optional.of(n.doubleValue()) : Optional.empty();
    }

    private void limits(ActionAt at) {
        for (var signal : Moves.texts(at.use(), "signals")) {
            var limit = LIMIT.matcher(signal);
            if (limit.matches()) {
                var value = Double.parseDouble(limit.group(3));
                var nothing = limit.group(2).equals("<")
                        ? PERCENT.matcher(limit.group(1)).matches() && value > 100
                                || SHARE.matcher(signal).find() && value >= 1
                        : value < 0;
                if (nothing) {
                    faults.found(
                            at.pointer() + "/with/signals",
                            "“" + signal + "” has a limit that nothing passes: it would be green whatever happens",
                            "give it a limit that a fault passes");
                }
            }
        }
    }

    private void lag(ActionAt at) {
        var most = moves.plan().window().downtimeBudget();
        var longest = most.compareTo(IDLE_LAG) > 0 ? most : IDLE_LAG;
        if (at.use().with().get("expect") instanceof Map<?, ?> expect
                && expect.get("maxLagSeconds") instanceof Number seconds
                && Duration.ofSeconds(seconds.longValue()).compareTo(longest) > 0) {
            faults.found(
                    at.pointer() + "/with/expect",
                    at.use().database().orElse("a replica") + " " + seconds.longValue()
                            + " s behind would count as caught up, and the downtime that is announced is "
                            + Times.inWords(most),
                    "write at most " + longest.toSeconds());
        }
    }

    private void watches(ActionAt redirect) {
        var names = moves.promoted().stream().map(Moves.Database::name).collect(Collectors.toSet());
        if (moves.doing(Trait.READS_METRICS).stream()
                .filter(a -> a.in().phase().id().equals(redirect.in().phase().id()) && moves.before(redirect, a))
                .filter(a -> Moves.texts(a.use(), "signals").stream()
                        .anyMatch(s -> names.stream().anyMatch(n -> s.contains("=" + n + " "))))
                .noneMatch(a -> MeasureCheck.span(a.use(), "for")
                        .filter(f -> f.compareTo(LOOK) >= 0)
                        .isPresent())) {
            faults.found(
                    redirect.pointer(),
                    "nobody watches " + String.join(", ", names) + " once step " + Moves.id(redirect)
                            + " has led users there",
                    "add metrics.watch of it, “for” " + LOOK + " or longer, to a later step of the phase");
        }
    }
}
