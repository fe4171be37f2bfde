package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
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
    private static final Pattern DAYS = Pattern.compile("\\b(\\d+)\\+?\\s*days?\\b");

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
                figure(criterion.text(), FIGURE, by, Trait.READS_METRICS, pointer);
                figure(criterion.text(), MONEY, by, Trait.COMPARES_COST, pointer);
                days(criterion.text(), by, pointer);
            });
        }
    }

    private void figure(String text, Pattern pattern, ActionUse by, Trait needed, String pointer) {
        var figure = pattern.matcher(text);
        if (figure.find() && !by.has(needed)) {
            faults.found(
                    pointer,
                    by.type() + " cannot measure “" + figure.group().strip() + "”: it reads no such figure",
                    needed == Trait.COMPARES_COST
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
                item.check().ifPresent(by -> days(item.text(), by, pointer));
            }
        }
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
        var steps = by.with().get("steps") instanceof List<?> list ? list : List.of();
        return Stream.concat(
                spans(by),
                steps.stream()
                        .flatMap(id -> places.plan().step(String.valueOf(id)).stream())
                        .flatMap(s -> s.actions().stream())
                        .flatMap(MeasureCheck::spans));
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
