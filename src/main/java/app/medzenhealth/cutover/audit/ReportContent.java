package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportBlock.Cell;
import app.medzenhealth.cutover.audit.ReportBlock.Column;
import app.medzenhealth.cutover.audit.ReportBlock.Fact;
import app.medzenhealth.cutover.audit.ReportBlock.Facts;
import app.medzenhealth.cutover.audit.ReportBlock.Grid;
import app.medzenhealth.cutover.audit.ReportBlock.Look;
import app.medzenhealth.cutover.audit.ReportBlock.NewPage;
import app.medzenhealth.cutover.audit.ReportBlock.Title;
import app.medzenhealth.cutover.audit.ReportBlock.Warning;
import app.medzenhealth.cutover.audit.ReportBlock.Words;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the report for people says: on its first page for a board, then for an auditor: what was done, by whom and when, phase by phase, with
 * its evidence, what was out of the ordinary, and how to check it.
 */
final class ReportContent {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final ReportFacts facts;
    private final Optional<Plan> plan;
    private final Checkpoint checkpoint;
    private final VerifierKey key;
    private final String product;
    private final String selection;
    private final long records;

    ReportContent(
            ReportFacts facts,
            Optional<Plan> plan,
            Checkpoint checkpoint,
            VerifierKey key,
            String product,
            String selection,
            long records) {
        this.facts = facts;
        this.plan = plan;
        this.checkpoint = checkpoint;
        this.key = key;
        this.product = product;
        this.selection = selection;
        this.records = records;
    }

    /** What stands above each page, at its left. */
    String mark() {
        return "Cutover report" + plan.map(p -> " · " + p.title()).orElse("")
                + (facts.notOnAws().isEmpty() ? "" : " · " + facts.notOnAws());
    }

    /** The same at its right. */
    String whose() {
        return accounts() + (facts.sessions().isEmpty() ? "" : "session " + some(facts.sessions(), 2));
    }

    /** Below each page. */
    String head() {
        return TrailHead.of(checkpoint).words();
    }

    /** The same, where it is of a part; otherwise empty. */
    String warning() {
        return partial() ? "PARTIAL: " + cut(selection) : "";
    }

    String product() {
        return product;
    }

    List<ReportBlock> blocks() {
        var blocks = new ArrayList<ReportBlock>();
        blocks.addAll(title());
        blocks.addAll(new BoardPage(facts, plan, partial(), ofTheWhole()).blocks());
        blocks.add(new NewPage());
        blocks.add(new Title("For the auditor"));
        blocks.add(overview());
        closing().ifPresent(blocks::add);
        summary().ifPresent(blocks::add);
        blocks.addAll(phases());
        blocks.add(events(
                "Go and no-go",
                "For which role, who said it, and in which words",
                facts.answers(),
                none("None: nobody was asked for a go, or nobody answered.")));
        blocks.add(events(
                "Skips, overrides and decisions",
                "Reason",
                facts.overrides(),
                none("None: no step was skipped, overridden, undone or decided by hand, and no value was changed.")));
        blocks.add(events(
                "Statements, answers and ticks",
                "What was stated, and the words given",
                facts.statements(),
                none("None: nobody stated or ticked anything.")));
        blocks.add(events(
                "Daily checks after the cutover",
                "How healthy it was, and what was seen",
                facts.daily(),
                none("None: nobody has looked on a day after the cutover.")));
        blocks.add(events(
                "Messages that were posted",
                "Which, to whom, in which words, and what was answered",
                facts.messages(),
                none("None: the console posted nothing.")));
        inventory().ifPresent(blocks::add);
        blocks.add(events(
                "Deletions that were confirmed",
                "What it held, when it was used last, and what outlives it, as read right before",
                facts.deletions(),
                none("None: nothing was confirmed that is gone for good.")));
        blocks.add(events(
                "Approvals by a second person",
                "Fingerprint of the state that was signed, or why refused",
                facts.approvals(),
                none("None were asked for.")));
        blocks.add(events(
                "What the second person signed",
                "The challenge, word for word",
                facts.signed(),
                none("None: nobody signed.")));
        blocks.add(
                events(
                        "Failures, refusals and recoveries",
                        "What happened",
                        facts.troubles(),
                        none(
                                "None: no step failed, nothing was refused, and the console was not restarted in the middle of a step.")));
        blocks.add(departures());
        blocks.add(events("Notes", "Note", facts.notes(), none("No notes were written.")));
        blocks.add(calls());
        blocks.add(verifying());
        return List.copyOf(blocks);
    }

    private boolean partial() {
        return records < checkpoint.size();
    }

    /** A part says nothing of what is not in it. */
    private String none(String ofAll) {
        return partial() ? "None in this part." : ofAll;
    }

    private String ofTheWhole() {
        return partial() ? " (" + facts.wholeWords() + ")" : "";
    }

    private String accounts() {
        var known =
                facts.accounts().isEmpty() ? plan.map(Plan::account).orElse("") : String.join(", ", facts.accounts());
        return known.isEmpty() ? "" : "account " + known + " · ";
    }

    private static String some(Collection<String> texts, int most) {
        var shown = String.join(", ", texts.stream().limit(most).toList());
        return texts.size() <= most ? shown : shown + " and " + (texts.size() - most) + " more";
    }

    private static String cut(String text) {
        return text.length() <= 70 ? text : text.substring(0, 70) + "…";
    }

    private List<ReportBlock> title() {
        var blocks = new ArrayList<ReportBlock>();
        blocks.add(new Title("Cutover report"
                + plan.map(p -> ": " + p.title() + ", " + p.company()).orElse("")));
        if (plan.isEmpty()) {
            blocks.add(new Words("The plan is not known here."));
        }
        if (facts.notOnAws().contains("REHEARSAL")) {
            blocks.add(
                    new Warning("REHEARSAL: what follows was done on an embedded estate. No AWS account was touched."));
        }
        if (facts.notOnAws().contains("EMULATOR")) {
            blocks.add(
                    new Warning(
                            "EMULATOR: its sessions worked on an emulator of AWS. What follows says nothing about AWS itself."));
        }
        if (partial()) {
            blocks.add(
                    new Warning(
                            "PARTIAL: " + records + " of " + checkpoint.size() + " records (" + selection
                                    + "). What is not in it is not known from this report, but for what is marked as told from the whole."));
        }
        return blocks;
    }

    private ReportBlock overview() {
        var all = new ArrayList<Fact>();
        all.add(new Fact("Account", facts.accounts().isEmpty() ? "–" : String.join(", ", facts.accounts())));
        all.add(new Fact("Records", records + (partial() ? " of " + checkpoint.size() : "")));
        all.add(new Fact("Session", facts.sessions().isEmpty() ? "–" : some(facts.sessions(), 5)));
        all.add(new Fact(
                "Changing calls",
                facts.calls().count() + ", of which not done: " + facts.calls(ReportFacts.Fate.NOT_DONE) + "; unknown"
                        + (partial() ? " from this part" : "") + ": " + facts.calls(ReportFacts.Fate.UNKNOWN)));
        all.add(new Fact("Time (UTC)", time(facts.first()) + " to " + time(facts.last())));
        all.add(new Fact("Reading calls", facts.reads() + ", of which failed: " + facts.readErrors()));
        all.add(new Fact("People", some(facts.people(), 20)));
        all.add(new Fact(
                "Skips and overrides",
                facts.overrides().count() + ", of which went on in spite of an open item: " + facts.waived()
                        + "; failures and refusals: "
                        + facts.troubles().count()));
        all.add(new Fact("Requests went to", facts.endpoints().isEmpty() ? "–" : some(facts.endpoints(), 3)));
        all.add(new Fact("Plan file, SHA-256", facts.planTexts().isEmpty() ? "–" : some(facts.planTexts(), 2)));
        all.add(new Fact("Working copy", facts.workingCopies().isEmpty() ? "–" : some(facts.workingCopies(), 2)));
        all.add(new Fact("Downtime", downtime()));
        if (!facts.regions().isEmpty()) {
            all.add(new Fact("Regions", String.join("; ", facts.regions()) + ofTheWhole()));
        }
        all.add(new Fact("Head", checkpoint.head() + " after " + checkpoint.size() + " records"));
        return new Facts("", 2, false, all);
    }

    private String downtime() {
        var budget = plan.map(p -> "; planned at most " + words(p.window().downtimeBudget()))
                .orElse("");
        if (plan.isEmpty()) {
            return "not known: the plan, which says what stops writes, is not known here";
        }
        return facts.downtime()
                        .map(time -> words(time) + (facts.whole().downtimeEnded() ? "" : " and not ended"))
                        .orElse("none recorded")
                + ofTheWhole()
                + facts.downtimeBasis().map(b -> "; " + b).orElse("")
                + budget
                + parts();
    }

    /** What the downtime went by with. */
    private String parts() {
        var parts = facts.downtimeParts();
        return parts.isEmpty()
                ? ""
                : ". Its parts: "
                        + parts.stream()
                                .map(p -> p.words() + " " + words(p.took()))
                                .collect(Collectors.joining("; "));
    }

    private List<Phase> touched() {
        return plan.map(p -> p.everything().toList()).orElse(List.of()).stream()
                .filter(p -> p.steps().stream().anyMatch(s -> facts.steps().containsKey(s.id())))
                .toList();
    }

    private static String name(Phase phase) {
        return phase.id().matches("\\d+") ? "Phase " + phase.id() + ": " + phase.title() : phase.title();
    }

    private Optional<ReportBlock> summary() {
        var touched = touched();
        if (touched.isEmpty()) {
            return Optional.empty();
        }
        var rows = new ArrayList<List<Cell>>();
        for (var phase : touched) {
            var between = facts.whole().steps().between(phase);
            var stories = phase.steps().stream()
                    .map(s -> facts.whole().steps().all().get(s.id()))
                    .filter(Objects::nonNull)
                    .toList();
            rows.add(row(
                    name(phase),
                    time(between.map(StepStories.Between::from)),
                    time(between.map(StepStories.Between::to)),
                    planned(phase.planned()),
                    between.map(b -> words(b.took())).orElse("–"),
                    stories.size() + " of " + phase.steps().size(),
                    result(phase, stories, between)));
        }
        return Optional.of(new Grid(
                "Phase by phase",
                "times are UTC" + ofTheWhole(),
                List.of(
                        new Column("Phase", 11),
                        new Column("Began", 6),
                        new Column("Ended", 6),
                        new Column("Planned", 6),
                        new Column("Took", 5),
                        new Column("Steps", 4),
                        new Column("Result", 7)),
                rows,
                "",
                0));
    }

    private static List<Cell> row(String... texts) {
        return Arrays.stream(texts).map(Cell::new).toList();
    }

    private static String planned(Phase.Span span) {
        return span.least().equals(span.most())
                ? words(span.most())
                : span.least().isZero()
                        ? "up to " + words(span.most())
                        : words(span.least()) + " to " + words(span.most());
    }

    private static String result(Phase phase, List<StepStories.Story> stories, Optional<StepStories.Between> between) {
        var states = new TreeMap<String, Long>();
        stories.forEach(story -> states.merge(story.state(), 1L, Long::sum));
        var complete = stories.size() == phase.steps().size()
                && states.keySet().stream().allMatch(s -> s.equals("succeeded") || s.equals("skipped"));
        var words = complete && states.size() == 1 && states.containsKey("succeeded")
                ? "complete"
                : (complete ? "complete; " : "not complete; ")
                        + String.join(
                                ", ",
                                states.entrySet().stream()
                                        .map(e -> e.getValue() + " " + e.getKey())
                                        .toList());
        var longer = between.filter(b -> b.took().compareTo(phase.planned().most()) > 0)
                .isPresent();
        return longer ? words + "; longer than planned" : words;
    }

    private List<ReportBlock> phases() {
        var blocks = new ArrayList<ReportBlock>();
        var rest = new LinkedHashMap<String, StepStories.Story>(facts.steps());
        for (var phase : touched()) {
            var rows = new ArrayList<List<Cell>>();
            for (var step : phase.steps()) {
                var story = rest.remove(step.id());
                if (story != null) {
                    rows.add(line(story, step.id(), step.title(), Optional.of(step.expected())));
                }
            }
            blocks.add(steps(name(phase), phase.goal() + ofTheWhole(), rows));
            evidence(phase).ifPresent(blocks::add);
        }
        if (!rest.isEmpty()) {
            var rows = new ArrayList<List<Cell>>();
            rest.forEach((id, story) -> rows.add(line(story, id, "", Optional.empty())));
            blocks.add(steps(
                    plan.isEmpty() ? "Steps" : "Steps that the plan does not name",
                    ofTheWhole().strip(),
                    rows));
        }
        return blocks;
    }

    /** What was found when each of its steps ended; empty where none kept anything. */
    private Optional<ReportBlock> evidence(Phase phase) {
        var rows = phase.steps().stream()
                .filter(s -> facts.steps().containsKey(s.id()))
                .flatMap(s -> Objects.requireNonNull(facts.steps().get(s.id())).evidence().stream()
                        .map(e -> List.of(new Cell(s.id(), Look.SMALL), new Cell(e, Look.SMALL))))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Grid(
                        "Evidence, " + name(phase),
                        "what was found when each step ended" + ofTheWhole(),
                        List.of(new Column("Step", 6), new Column("Evidence", 94)),
                        rows,
                        "",
                        0));
    }

    /** All that two people signed at the end; empty where nobody has. */
    private Optional<ReportBlock> closing() {
        return facts.whole()
                .ended()
                .map(e -> new Grid(
                        "How everything stood when the session was closed",
                        "as " + e.actor() + " and " + ReportFacts.text(e, "approvedBy") + " signed it" + ofTheWhole(),
                        List.of(
                                new Column("Part", 10),
                                new Column("What", 14),
                                new Column("How", 14),
                                new Column("Words", 62)),
                        e.data().get("lines") instanceof List<?> lines
                                ? lines.stream()
                                        .filter(Map.class::isInstance)
                                        .map(l -> (Map<?, ?>) l)
                                        .map(l -> row(
                                                told(l, "part"), told(l, "name"), told(l, "standing"), told(l, "text")))
                                        .toList()
                                : List.of(),
                        "Nothing was said.",
                        0));
    }

    private static String told(Map<?, ?> line, String member) {
        var value = line.get(member);
        return value == null ? "" : String.valueOf(value);
    }

    private static ReportBlock steps(String heading, String goal, List<List<Cell>> rows) {
        return new Grid(
                heading,
                goal,
                List.of(
                        new Column("Step", 9),
                        new Column("Title", 21),
                        new Column("State", 10),
                        new Column("By", 16),
                        new Column("Began (UTC)", 12),
                        new Column("Ended (UTC)", 12),
                        new Column("Planned", 8, true),
                        new Column("Took", 9, true)),
                rows,
                "",
                0);
    }

    private static List<Cell> line(StepStories.Story story, String id, String title, Optional<Duration> planned) {
        var took = story.took();
        var longer = took.isPresent() && planned.isPresent() && took.get().compareTo(planned.get()) > 0;
        return List.of(
                new Cell(id),
                new Cell(title),
                new Cell(story.state() + (story.attempts() > 1 ? " (attempt " + story.attempts() + ")" : "")),
                new Cell(story.by()),
                new Cell(time(story.started())),
                new Cell(time(story.ended())),
                new Cell(planned.map(ReportContent::words).orElse("–")),
                new Cell(
                        took.map(ReportContent::words).orElse("–") + (longer ? " (longer)" : ""),
                        longer ? Look.STRONG : Look.PLAIN));
    }

    private static ReportBlock events(String heading, String column, ReportFacts.Events events, String none) {
        return new Grid(
                heading,
                "",
                List.of(
                        new Column("Time (UTC)", 12),
                        new Column("Step", 9),
                        new Column("What", 12),
                        new Column("By", 16),
                        new Column(column, 42)),
                events.items().stream()
                        .map(e -> row(short19(e.at()), e.step(), e.what(), e.actor(), e.text()))
                        .toList(),
                none,
                events.left());
    }

    /** What the plan's baseline has, and what the steps that are done have made of it: not read again. */
    private Optional<ReportBlock> inventory() {
        if (plan.isEmpty() || plan.get().baseline().isEmpty()) {
            return Optional.empty();
        }
        var gone = facts.goneNames();
        return Optional.of(new Grid(
                "Inventory before and after",
                "before: the plan's baseline; after: as the confirmed steps leave it, which no reading of the regions replaces"
                        + ofTheWhole(),
                List.of(
                        new Column("Region", 12),
                        new Column("Service", 10),
                        new Column("Resource", 34),
                        new Column("Planned", 9),
                        new Column("After", 26)),
                plan.get().baseline().stream()
                        .map(r -> row(
                                r.region(),
                                r.service() + " " + r.type(),
                                r.name(),
                                r.disposition().name().toLowerCase(Locale.ROOT),
                                after(gone.get(r.region() + " " + r.name()))))
                        .toList(),
                none("None."),
                0));
    }

    private String after(@Nullable String step) {
        var story = step == null ? null : facts.whole().steps().all().get(step);
        return story == null
                ? "no step was confirmed that deletes it"
                : story.state().equals("succeeded")
                        ? "gone by step " + step
                        : "to be gone by step " + step + ", which is " + story.state();
    }

    private ReportBlock departures() {
        var rows = new ArrayList<List<Cell>>();
        for (var phase : touched()) {
            for (var departure : phase.departures()) {
                rows.add(row(name(phase).split(":")[0], departure.id(), departure.text()));
            }
            for (var step : phase.steps()) {
                if (facts.steps().containsKey(step.id())) {
                    for (var departure : step.departures()) {
                        rows.add(row("Step " + step.id(), departure.id(), departure.text()));
                    }
                }
            }
        }
        return new Grid(
                "Departures from the written plan",
                "where the plan that was carried out differs from the written one, and why",
                List.of(new Column("Where", 9), new Column("Id", 5), new Column("What and why", 77)),
                rows,
                plan.isPresent() ? none("None in what was done.") : "The plan is not known here.",
                0);
    }

    private ReportBlock calls() {
        return new Grid(
                "Changing calls",
                "each was recorded before it was sent",
                List.of(
                        new Column("Time (UTC)", 84),
                        new Column("Step", 34),
                        new Column("Region", 68),
                        new Column("Operation", 144),
                        new Column("Resource", 168),
                        new Column("Outcome", 102),
                        new Column("Request id", 158)),
                facts.calls().items().stream().map(ReportContent::call).toList(),
                none("None."),
                facts.calls().left());
    }

    private static List<Cell> call(ReportFacts.Call call) {
        return List.of(
                new Cell(short19(call.at()), Look.SMALL),
                new Cell(call.step(), Look.SMALL),
                new Cell(call.region(), Look.SMALL),
                new Cell(call.operation(), Look.SMALL),
                new Cell(call.resource(), Look.SMALL),
                new Cell(call.outcome(), call.outcome().equals("done") ? Look.SMALL : Look.SMALL_STRONG),
                new Cell(call.requestId().isEmpty() ? "none given" : call.requestId(), Look.CODE));
    }

    private ReportBlock verifying() {
        var all = new ArrayList<Fact>();
        all.add(new Fact(
                "What counts",
                "This report is a reading aid. What counts is events.jsonl in the bundle it came with: each record is chained to the"
                        + " one before, and the checkpoint is signed over all of them."));
        all.add(new Fact(
                "How",
                "With the console: audit verify BUNDLE. Without it: SPEC.md in the bundle describes the format so that anyone can check"
                        + " it with a short script of their own."));
        all.add(new Fact(
                "Compare",
                "The head below with what was read aloud or written down during the cutover. Whoever holds both the records and the key"
                        + " can rewrite what came after the last head that someone else saw."));
        if (!facts.regions().isEmpty()) {
            all.add(new Fact("Regions", String.join("; ", facts.regions()) + ofTheWhole()));
        }
        all.add(new Fact("Head", checkpoint.head() + " after " + checkpoint.size() + " records"));
        all.add(new Fact("Root", Sha256.hex(checkpoint.root()), true));
        all.add(new Fact("Records", String.valueOf(checkpoint.size()), true));
        all.add(new Fact("Key", key.line(), true));
        all.add(new Fact("Written by", "Cutover Console " + product));
        all.add(new Fact("Records by kind", kinds()));
        all.add(new Fact("Signed for the lead", "\n\nname, date, signature"));
        all.add(new Fact("Signed by the auditor", "\n\nname, date, signature"));
        return new Facts("How to check this report", 1, true, all);
    }

    private String kinds() {
        return String.join(
                ", ",
                facts.kinds().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("–");
    }

    static String short19(String at) {
        return at.substring(0, 19).replace('T', ' ');
    }

    /** For example {@code 3 d 4 h}, {@code 12 min 5 s}, {@code 340 ms}. */
    static String words(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d" + (time.toHoursPart() > 0 ? " " + time.toHoursPart() + " h" : "");
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h" + (time.toMinutesPart() > 0 ? " " + time.toMinutesPart() + " min" : "");
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min" + (time.toSecondsPart() > 0 ? " " + time.toSecondsPart() + " s" : "");
        }
        return time.toSeconds() > 0 || time.isZero() ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
