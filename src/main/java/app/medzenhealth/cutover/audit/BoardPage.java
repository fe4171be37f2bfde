package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportBlock.Cell;
import app.medzenhealth.cutover.audit.ReportBlock.Column;
import app.medzenhealth.cutover.audit.ReportBlock.Fact;
import app.medzenhealth.cutover.audit.ReportBlock.Facts;
import app.medzenhealth.cutover.audit.ReportBlock.Grid;
import app.medzenhealth.cutover.audit.ReportBlock.Lead;
import app.medzenhealth.cutover.audit.ReportBlock.Look;
import app.medzenhealth.cutover.audit.ReportBlock.Sides;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a board reads: what happened, whether it worked, what users felt, when, who, why, at what cost, and who signed. From the records
 * and the plan alone; what they do not say is said to be open. It takes one page: what does not fit is counted, and stands behind it.
 */
final class BoardPage {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    /** What speaks for it comes first. */
    private static final List<String> ORDER = List.of(
            "met, measured", "attested", "not met, measured", "not measured", "unknown", "not shown", "cannot be met");

    private static final int MOST_DECISIONS = 6;
    private static final int MOST_PEOPLE = 6;
    private static final int MOST_PARTS = 7;
    private static final int LONGEST_CRITERION = 68;
    private static final int LONGEST_WORDS = 100;
    private static final int LONGEST_WHAT = 14;
    private static final int LONGEST_REASON = 52;

    private final ReportFacts facts;
    private final Optional<Plan> plan;
    private final boolean partial;
    private final String ofTheWhole;

    BoardPage(ReportFacts facts, Optional<Plan> plan, boolean partial, String ofTheWhole) {
        this.facts = facts;
        this.plan = plan;
        this.partial = partial;
        this.ofTheWhole = ofTheWhole;
    }

    List<ReportBlock> blocks() {
        var left = new ArrayList<ReportBlock>();
        var right = new ArrayList<ReportBlock>();
        left.add(key());
        plan.map(p -> ReportTimeline.of(p, facts))
                .filter(t -> !t.lanes().isEmpty())
                .ifPresent(left::add);
        left.add(downtime());
        left.add(people());
        right.add(criteria());
        right.add(decisions());
        right.add(cost());
        left.add(signOff());
        return List.of(new Lead(headline()), new Sides(left, right));
    }

    private Optional<AuditRecord> ended() {
        return facts.whole().ended();
    }

    /** What happened, in a few sentences. */
    private String headline() {
        var said = new ArrayList<String>();
        said.add(ended().map(e -> sentence(ReportFacts.text(e, "outcome")) + ". " + ReportFacts.text(e, "headline"))
                .orElseGet(this::underWay));
        plan.flatMap(this::moved).ifPresent(said::add);
        plan.flatMap(this::rolledBack).ifPresent(said::add);
        return String.join(" ", said) + ofTheWhole;
    }

    private String underWay() {
        var stories = facts.whole().steps().all();
        if (plan.isEmpty() || stories.isEmpty()) {
            return "The session is not closed.";
        }
        var steps = plan.get().sequence().flatMap(p -> p.steps().stream()).toList();
        var done = steps.stream().filter(s -> state(s.id()).equals("succeeded")).count();
        var skipped =
                steps.stream().filter(s -> state(s.id()).equals("skipped")).count();
        return "The session is not closed: " + done + " of " + steps.size() + " steps are done"
                + (skipped == 0 ? "" : ", " + skipped + " skipped") + ".";
    }

    private String state(String step) {
        return Optional.ofNullable(facts.whole().steps().all().get(step))
                .map(StepStories.Story::state)
                .orElse("");
    }

    private Optional<Instant> end(String step) {
        return Optional.ofNullable(facts.whole().steps().all().get(step))
                .filter(s -> s.state().equals("succeeded"))
                .flatMap(StepStories.Story::ended);
    }

    private Optional<String> moved(Plan p) {
        return p.sequence()
                .filter(phase -> phase.does(Trait.FENCES))
                .flatMap(phase -> phase.steps().stream())
                .filter(s -> s.does(Trait.REDIRECTS))
                .flatMap(s -> end(s.id()).stream()
                        .map(at -> "Users were led to the new side on " + MINUTE.format(at) + " UTC, by step " + s.id()
                                + "."))
                .findFirst();
    }

    private Optional<String> rolledBack(Plan p) {
        return p.rollbacks().stream()
                .map(Rollback::procedure)
                .filter(way -> !way.steps().isEmpty()
                        && way.steps().stream().map(Step::id).allMatch(s -> end(s).isPresent()))
                .flatMap(way -> way.steps().stream()
                        .flatMap(s -> end(s.id()).stream())
                        .max(Comparator.naturalOrder())
                        .map(at -> "The way back “" + way.title() + "” was gone to its end on " + MINUTE.format(at)
                                + " UTC.")
                        .stream())
                .findFirst();
    }

    /** Did it work, and what did users feel. */
    private ReportBlock key() {
        var all = new ArrayList<Fact>();
        all.add(new Fact("Did it work", worked()));
        all.add(new Fact("What users felt", felt()));
        return new Facts("", 1, true, all);
    }

    private String worked() {
        var standings = lines("criteria").stream()
                .collect(Collectors.groupingBy(l -> text(l, "standing"), LinkedHashMap::new, Collectors.counting()));
        var exceptions = lines("exceptions").size();
        if (standings.isEmpty()) {
            return plan.isEmpty()
                    ? "not known: the plan is not known here"
                    : "open: of " + plan.get().criteria().size()
                            + " success criteria none counts before the session is closed";
        }
        return standings.entrySet().stream()
                        .sorted(Comparator.comparing(e -> ORDER.indexOf(e.getKey())))
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "))
                + " of "
                + standings.values().stream().mapToLong(Long::longValue).sum() + " criteria"
                + (exceptions == 0 ? "" : "; " + exceptions + (exceptions == 1 ? " exception" : " exceptions"));
    }

    private String felt() {
        if (plan.isEmpty()) {
            return "not known: the plan, which says what stops writes, is not known here";
        }
        return facts.downtime()
                        .map(time -> ReportContent.words(time) + " without service"
                                + (facts.whole().downtimeEnded() ? "" : ", and not ended"))
                        .orElse("no time without service is recorded")
                + ", " + ReportContent.words(plan.get().window().downtimeBudget()) + " were announced"
                + facts.downtimeBasis().map(b -> "; " + b).orElse("");
    }

    private ReportBlock downtime() {
        var rows = new ArrayList<List<Cell>>();
        var left = 0;
        for (var attempt : facts.attempts()) {
            rows.add(List.of(
                    new Cell(
                            attempt.number() == 0 ? "Before an attempt" : "Attempt " + attempt.number(),
                            Look.SMALL_STRONG),
                    new Cell(ReportContent.words(attempt.length()), Look.SMALL_STRONG),
                    new Cell(
                            ReportContent.short19(attempt.from().toString()) + " to "
                                    + ReportContent.short19(attempt.to().toString()),
                            Look.SMALL)));
            var parts = attempt.parts().stream()
                    .sorted(Comparator.comparing(DowntimePart::took).reversed())
                    .toList();
            for (var part : parts.stream().limit(MOST_PARTS).toList()) {
                rows.add(List.of(
                        new Cell("", Look.SMALL),
                        new Cell(ReportContent.words(part.took()), Look.SMALL),
                        new Cell(part.words() + title(part.step()), Look.SMALL)));
            }
            left += Math.max(0, parts.size() - MOST_PARTS);
        }
        return new Grid(
                "Downtime by attempt and part",
                "",
                List.of(
                        new Column("Attempt", 9),
                        new Column("Time", 7, true),
                        new Column("From, to (UTC); by what", 30)),
                rows,
                partial ? "None in this part." : "None is recorded.",
                left);
    }

    private String title(String step) {
        return plan.flatMap(p -> p.step(step)).map(s -> ": " + s.title()).orElse("");
    }

    private ReportBlock people() {
        var all = facts.peopleSeen();
        return new Grid(
                "People and roles",
                "",
                List.of(new Column("Who", 15), new Column("Spoke for", 11), new Column("Did", 24)),
                all.stream()
                        .limit(MOST_PEOPLE)
                        .map(p -> List.of(
                                new Cell(p.name(), Look.SMALL),
                                new Cell(p.roles(), Look.SMALL),
                                new Cell(p.did(), Look.SMALL)))
                        .toList(),
                "Nobody is named in these records.",
                Math.max(0, all.size() - MOST_PEOPLE));
    }

    private ReportBlock criteria() {
        var rows = new ArrayList<List<Cell>>();
        var read = lines("criteria");
        read.forEach(l -> rows.add(criterion(text(l, "name"), text(l, "standing"), text(l, "text"))));
        if (read.isEmpty()) {
            plan.map(Plan::criteria)
                    .orElse(List.of())
                    .forEach(c -> rows.add(
                            criterion(c.id(), c.unmeetable().isPresent() ? "cannot be met" : "open", c.text())));
        }
        return new Grid(
                "Success criteria",
                read.isEmpty() ? "read when the session is closed" : "as read when the session was closed",
                List.of(new Column("", 3), new Column("", 10), new Column("", 38)),
                rows,
                "The plan names none.",
                0);
    }

    private static List<Cell> criterion(String id, String standing, String text) {
        return List.of(
                new Cell(id, Look.SMALL),
                new Cell(standing, standing.startsWith("met") ? Look.SMALL : Look.SMALL_STRONG),
                new Cell(cut(text.replaceFirst(" (\\(|— ).*$", ""), LONGEST_CRITERION), Look.SMALL));
    }

    private ReportBlock decisions() {
        var all = new ArrayList<ReportFacts.Event>(facts.decisions().items());
        all.addAll(facts.answers().items());
        facts.overrides().items().stream()
                .filter(e -> !e.what().equals("value set") && !e.what().equals("tried again"))
                .forEach(all::add);
        all.sort(Comparator.comparing(ReportFacts.Event::at));
        var first = all.stream()
                .limit(MOST_DECISIONS)
                .map(e -> List.of(
                        new Cell(e.step().isEmpty() ? "–" : e.step(), Look.SMALL),
                        new Cell(cut(e.what(), LONGEST_WHAT), Look.SMALL),
                        new Cell(e.actor(), Look.SMALL),
                        new Cell(cut(e.text().replace('\n', ' '), LONGEST_REASON), Look.SMALL)))
                .toList();
        return new Grid(
                "Decisions, with who and why",
                "",
                List.of(new Column("Step", 4), new Column("What", 6), new Column("Who", 12), new Column("Why", 30)),
                first,
                partial ? "None in this part." : "Nobody decided anything beside the plan.",
                Math.max(0, all.size() - MOST_DECISIONS));
    }

    private ReportBlock cost() {
        var all = new ArrayList<Fact>();
        var read = lines("cost");
        read.forEach(l ->
                all.add(new Fact(text(l, "name"), text(l, "standing") + ": " + cut(text(l, "text"), LONGEST_WORDS))));
        if (read.isEmpty()) {
            var costs = plan.map(Plan::costs).orElse(List.of());
            all.add(new Fact(
                    "A month by the plan",
                    costs.isEmpty()
                            ? "the plan names no costs"
                            : "$"
                                    + costs.stream()
                                            .mapToInt(Plan.Cost::beforeUsd)
                                            .sum() + " before, $"
                                    + costs.stream()
                                            .mapToInt(Plan.Cost::afterUsd)
                                            .sum()
                                    + " after; open until a whole month has passed behind the last phase"));
        }
        lines("remains").stream()
                .filter(l -> !text(l, "text").isBlank())
                .limit(3)
                .forEach(l -> all.add(new Fact(
                        "Remains, " + text(l, "name"),
                        text(l, "standing") + ", " + cut(text(l, "text"), LONGEST_WORDS))));
        return new Facts("Cost, and what remains", 1, true, all);
    }

    private ReportBlock signOff() {
        var all = new ArrayList<Fact>();
        ended().ifPresentOrElse(
                        e -> {
                            all.add(new Fact("Closed by", e.actor() + ", " + ReportContent.short19(e.at()) + " UTC"));
                            all.add(new Fact(
                                    "Signed by",
                                    ReportFacts.text(e, "approvedBy") + ", second person, by a key of their own"));
                            if (!ReportFacts.text(e, "note").isBlank()) {
                                all.add(new Fact("Note", ReportFacts.text(e, "note")));
                            }
                        },
                        () -> all.add(new Fact("Sign-off", "open: nobody has closed the session")));
        return new Facts("Sign-off", 1, true, all);
    }

    /** What was signed of a part, when the session was closed. */
    private List<Map<?, ?>> lines(String part) {
        var found = new ArrayList<Map<?, ?>>();
        ended().ifPresent(e -> {
            if (e.data().get("lines") instanceof List<?> lines) {
                for (var line : lines) {
                    if (line instanceof Map<?, ?> told && part.equals(told.get("part"))) {
                        found.add(told);
                    }
                }
            }
        });
        return found;
    }

    private static String text(Map<?, ?> line, String member) {
        var value = line.get(member);
        return value == null ? "" : String.valueOf(value);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest).stripTrailing() + "…";
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
