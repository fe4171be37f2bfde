package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a plan calls measured can be measured by what it names: a figure by something that reads figures, a number of days by
 * something that looks back so far. A soak is as long as everything that asks about it.
 */
final class MeasureCheck {
    private static final Pattern FIGURE =
            Pattern.compile("[<>≤≥]?\\s*\\d[\\d.,]*\\s*(%|ms\\b|seconds?\\b|minutes?\\b)");
    private static final Pattern MONEY = Pattern.compile("\\$\\s*\\d");
    /**
     * What words are about, and what can measure that: a check of another kind would be green for another reason. Each with what a
     * person may be told to use in its place.
     */
    private static final List<Subject> SUBJECTS = List.of(
            new Subject("(?i)\\bdata loss\\b", "by sql.parity, now or by steps.measured", Trait.PROVES_PARITY),
            new Subject("(?i)\\b(total downtime|downtime during)\\b", "by downtime.within", Trait.MEASURES_DOWNTIME),
            new Subject("(?i)\\buptime\\b|\\bavailability of\\b", "by soak.healthy", Trait.COUNTS_HEALTHY_HOURS),
            new Subject("(?i)\\bstable operation\\b", "by soak.healthy", Trait.COUNTS_HEALTHY_HOURS),
            new Subject("(?i)\\berror rate\\b", "by metrics.healthy or soak.healthy", Trait.READS_METRICS),
            new Subject(
                    "(?i)\\b(response times?|latency|connection time)\\b", "by metrics.healthy", Trait.READS_METRICS),
            new Subject("(?i)\\brequests arrive\\b", "by metrics.healthy", Trait.READS_METRICS),
            new Subject(
                    "(?i)\\bfailover test\\b",
                    "by steps.measured of a step that lets a name fail over",
                    Trait.HOLDS_HEALTH_CHECK),
            new Subject("(?i)\\bdecommissioned\\b", "by residual.sweep", Trait.SWEEPS),
            new Subject("(?i)\\b(savings|cost reduction)\\b", "by cost.compare", Trait.COMPARES_COST));

    private static final Pattern DAYS = Pattern.compile("\\b(\\d+)\\+?\\s*days?\\b");

    private record Subject(Pattern words, String by, Trait trait) {
        Subject(String words, String by, Trait trait) {
            this(Pattern.compile(words), by, trait);
        }
    }

    private final PlanPlaces places;
    private final Faults faults;

    private MeasureCheck(PlanPlaces places, Faults faults) {
        this.places = places;
        this.faults = faults;
    }

    static void look(PlanPlaces places, Faults faults) {
        var check = new MeasureCheck(places, faults);
        check.criteria();
        places.phases().forEach(in -> {
            check.checklists(in);
            in.phase().soak().ifPresent(soak -> check.soak(in, soak));
        });
    }

    private void criteria() {
        var criteria = places.plan().criteria();
        for (var i = 0; i < criteria.size(); i++) {
            var criterion = criteria.get(i);
            var pointer = "/criteria/" + i + "/measure";
            criterion.measure().ifPresent(by -> {
                figure(criterion.text(), FIGURE, by, Set.of(Trait.READS_METRICS, Trait.MEASURES_DOWNTIME), pointer);
                figure(criterion.text(), MONEY, by, Set.of(Trait.COMPARES_COST), pointer);
                days(criterion.text(), by, pointer);
                subject(criterion.text(), by, pointer);
            });
        }
    }

    private void figure(String text, Pattern pattern, ActionUse by, Set<Trait> needed, String pointer) {
        var figure = pattern.matcher(text);
        if (figure.find() && needed.stream().noneMatch(by::has)) {
            faults.found(
                    pointer,
                    by.type() + " cannot measure “" + figure.group().strip() + "”: it reads no such figure",
                    needed.contains(Trait.COMPARES_COST)
                            ? "measure it by cost.compare, or leave the measure out: a person states it then"
                            : "measure it by metrics.healthy, or leave the measure out: a person states it then");
        }
    }

    private void checklists(PlanPlaces.PhaseAt in) {
        var lists = in.phase().checklists();
        for (var i = 0; i < lists.size(); i++) {
            var items = lists.get(i).items();
            for (var j = 0; j < items.size(); j++) {
                var item = items.get(j);
                var pointer = in.pointer() + "/checklists/" + i + "/items/" + j + "/check";
                item.check().ifPresent(by -> {
                    days(item.text(), by, pointer);
                    subject(item.text(), by, pointer);
                });
            }
        }
    }

    /** What it measures itself, or what a step has measured whose findings it reads: that a step is done measures nothing. */
    private void subject(String text, ActionUse by, String pointer) {
        SUBJECTS.stream()
                .filter(s -> s.words().matcher(text).find())
                .filter(s -> measuring(by).noneMatch(use -> use.has(s.trait())))
                .forEach(s -> {
                    var said = s.words().matcher(text);
                    faults.found(
                            pointer,
                            by.type() + " cannot measure “" + (said.find() ? said.group() : text)
                                    + "”: it is about something else",
                            "measure it " + s.by() + ", or leave it out: a person states it then");
                });
    }

    private Stream<ActionUse> measuring(ActionUse by) {
        return Stream.concat(
                Stream.of(by),
                asked(by)
                        .flatMap(s -> Stream.concat(
                                s.actions().stream(), s.verify().stream().flatMap(v -> v.by().stream()))));
    }

    private Stream<Step> asked(ActionUse by) {
        var steps = by.has(Trait.TELLS_MEASURED) && by.with().get("steps") instanceof List<?> list ? list : List.of();
        return steps.stream().flatMap(id -> places.plan().step(String.valueOf(id)).stream());
    }

    private void days(String text, ActionUse by, String pointer) {
        var said = DAYS.matcher(text);
        if (said.find()) {
            var days = Duration.ofDays(Long.parseLong(said.group(1)));
            if (longest(looksBack(by)).filter(l -> l.compareTo(days) >= 0).isEmpty()) {
                faults.found(
                        pointer,
                        by.type() + " does not look back on “" + said.group() + "”",
                        "let it look back so far: " + days);
            }
        }
    }

    /** How far it looks back itself, or what the steps do whose completion it asks for. */
    private Stream<Duration> looksBack(ActionUse by) {
        return Stream.concat(
                spans(by), asked(by).flatMap(s -> s.actions().stream()).flatMap(MeasureCheck::spans));
    }

    private static Stream<Duration> spans(ActionUse use) {
        return Stream.of("since", "over", "within")
                .flatMap(input -> Optional.ofNullable(use.with().get(input)).stream())
                .flatMap(value -> duration(String.valueOf(value)).stream());
    }

    /** What an input says of a time; empty where it says none. */
    static Optional<Duration> span(ActionUse use, String input) {
        return Optional.ofNullable(use.with().get(input)).flatMap(v -> duration(String.valueOf(v)));
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> longest(Stream<Duration> spans) {
        return spans.max(Duration::compareTo);
    }

    /** What a phase asks about the time before it, its soak must have lasted for. */
    private void soak(PlanPlaces.PhaseAt in, Phase.Soak soak) {
        var asked = longest(Stream.concat(
                soak.checks().stream().flatMap(MeasureCheck::spans),
                in.phase().checklists().stream()
                        .flatMap(c -> c.items().stream())
                        .flatMap(i -> i.check().stream())
                        .flatMap(MeasureCheck::spans)));
        asked.filter(span -> span.compareTo(soak.time()) > 0)
                .ifPresent(span -> faults.found(
                        in.pointer() + "/soak/time",
                        "the soak before phase " + in.phase().id() + " lasts " + soak.time()
                                + ", but its checks look back on " + span,
                        "let it last as long"));
    }
}
