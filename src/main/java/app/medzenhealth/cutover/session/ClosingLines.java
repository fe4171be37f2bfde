package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.DowntimeAttempt;
import app.medzenhealth.cutover.audit.DowntimePart;
import app.medzenhealth.cutover.audit.DowntimeWords;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.ClosingLine.Part;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of a session at its end: each line with how it is known. */
final class ClosingLines {
    private final SessionView view;
    private final Endings.Read read;
    private final List<ClosingLine> lines = new ArrayList<>();

    private ClosingLines(SessionView view, Endings.Read read) {
        this.view = view;
        this.read = read;
    }

    static List<ClosingLine> of(SessionView view, Endings.Read read, List<DowntimeAttempt> attempts) {
        var all = new ClosingLines(view, read);
        all.downtime(view.downtime(), attempts);
        all.soak();
        view.plan().criteria().forEach(all::criterion);
        view.exceptions().forEach(e -> all.add(Part.EXCEPTIONS, "", "", e));
        all.remains();
        all.cost();
        return List.copyOf(all.lines);
    }

    private void add(Part part, String name, String standing, String text) {
        lines.add(new ClosingLine(part, name, standing, text));
    }

    private void downtime(Downtime d, List<DowntimeAttempt> attempts) {
        var over = d.soFar().compareTo(d.budget()) > 0;
        add(
                Part.DOWNTIME,
                "In all",
                d.basis().words(),
                Times.inWords(d.soFar()) + " of " + Times.inWords(d.budget()) + " announced"
                        + (over ? ", exceeded" : "") + "; "
                        + DowntimeWords.told("reads", d.reads()) + "; " + DowntimeWords.told("writes", d.writes())
                        + (d.unknown().isPositive()
                                ? "; for " + Times.inWords(d.unknown()) + " the asking machine heard nothing"
                                : ""));
        for (var attempt : attempts) {
            add(
                    Part.DOWNTIME,
                    attempt.number() == 0 ? "Before the first attempt" : "Attempt " + attempt.number(),
                    Times.inWords(attempt.length()),
                    Times.second(attempt.from()) + " to " + Times.second(attempt.to()) + ": "
                            + attempt.parts().stream().map(ClosingLines::part).collect(Collectors.joining("; ")));
        }
    }

    private static String part(DowntimePart part) {
        return part.words() + " " + Times.inWords(part.took());
    }

    private void soak() {
        read.soak()
                .ifPresent(s -> add(
                        Part.SOAK,
                        "Healthy time",
                        s.enough() ? "measured" : "measured, not enough",
                        s.words() + " (" + s.source() + ", " + s.signals() + " signals)"));
        for (var day : view.daily()) {
            add(
                    Part.SOAK,
                    "Day " + day.day() + ", from " + Times.minute(day.from()) + " UTC",
                    day.said()
                            .map(t -> "looked at by " + t.by() + ", " + Times.minute(t.at()) + " UTC")
                            .orElse("nobody has looked"),
                    day.said().map(SessionView.Tick::note).orElse(""));
        }
    }

    private void criterion(Plan.Criterion criterion) {
        var standing = CriterionStanding.of(
                criterion, Optional.ofNullable(read.criteria().get(criterion.id())), view.attested());
        switch (standing) {
            case CriterionStanding.Measured(var checks) ->
                criterion(criterion, measured(checks), criterion.text() + " — " + found(checks));
            case CriterionStanding.Attested(var by) ->
                criterion(
                        criterion,
                        "attested",
                        criterion.text() + " — " + by.by() + ", " + Times.minute(by.at()) + " UTC: " + by.note());
            case CriterionStanding.CannotBeMet(var because) ->
                criterion(criterion, "cannot be met", criterion.text() + " — " + because);
            case CriterionStanding.NotShown _ -> criterion(criterion, "not shown", criterion.text());
        }
    }

    private void criterion(Plan.Criterion criterion, String standing, String text) {
        add(Part.CRITERIA, criterion.id(), standing, text);
    }

    private static String measured(List<Check> checks) {
        if (checks.stream().allMatch(Check::passed)) {
            return "met, measured";
        }
        if (checks.stream().anyMatch(c -> c.outcome() instanceof Check.Fail)) {
            return "not met, measured";
        }
        return checks.stream().anyMatch(c -> c.outcome() instanceof Check.NotMeasured) ? "not measured" : "unknown";
    }

    /** What speaks against it, or else all that was found. */
    private static String found(List<Check> checks) {
        var against = checks.stream().filter(c -> !c.passed()).toList();
        return (against.isEmpty() ? checks : against)
                .stream().map(c -> c.title() + ": " + c.outcome().evidence()).collect(Collectors.joining("; "));
    }

    private void remains() {
        var remains = view.remains();
        view.rolesNow()
                .forEach((region, role) -> add(
                        Part.REMAINS,
                        region,
                        role.word(),
                        Optional.ofNullable(remains.get(region))
                                .map(r -> "swept: " + r)
                                .orElse("")));
        for (var phase : view.phases()) {
            if (phase.openItems() > 0) {
                add(
                        Part.REMAINS,
                        "Phase " + phase.phase().id(),
                        "open",
                        phase.openItems() + (phase.openItems() == 1 ? " item" : " items")
                                + " of its lists and deliverables");
            }
        }
    }

    private void cost() {
        var planned = view.plan().costs();
        var before = planned.stream().mapToInt(Plan.Cost::beforeUsd).sum();
        var after = planned.stream().mapToInt(Plan.Cost::afterUsd).sum();
        if (!planned.isEmpty()) {
            add(Part.COST, "A month by the plan", "planned", "$" + before + " before, $" + after + " after");
        }
        CostStanding.month(view)
                .ifPresent(month -> read.cost()
                        .filter(c -> !c.isEmpty())
                        .ifPresentOrElse(
                                checks -> add(
                                        Part.COST,
                                        "By the bill",
                                        checks.stream().allMatch(Check::passed) ? "measured" : "not known",
                                        found(checks)),
                                () -> add(
                                        Part.COST,
                                        "By the bill",
                                        "open until " + Times.day(CostStanding.from(month)),
                                        CostStanding.words(month)
                                                + " is the first whole month after the last phase: before its figures are there, no"
                                                + " bill shows what the migration costs or saves")));
    }
}
