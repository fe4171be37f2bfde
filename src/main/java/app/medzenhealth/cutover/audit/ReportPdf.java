package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** The report for people: what was done, by whom and when, phase by phase, what was out of the ordinary, and how to check it. */
final class ReportPdf {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final ReportFacts facts;
    private final Optional<Plan> plan;
    private final Checkpoint checkpoint;
    private final VerifierKey key;
    private final String product;
    private final String selection;
    private final long records;

    ReportPdf(
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

    /** @param out stays open */
    void write(OutputStream out) throws IOException {
        var style = ReportStyle.load();
        try {
            var document = new Document(PageSize.A4.rotate(), 42, 42, 52, 54);
            var writer = PdfWriter.getInstance(document, new Unclosed(out));
            writer.setPageEvent(new ReportMargins(
                    style,
                    "Cutover report" + plan.map(p -> " · " + p.title()).orElse("")
                            + (facts.notOnAws().isEmpty() ? "" : " · " + facts.notOnAws()),
                    accounts() + (facts.sessions().isEmpty() ? "" : "session " + some(facts.sessions(), 2)),
                    TrailHead.of(checkpoint).words(),
                    partial() ? "PARTIAL: " + cut(selection) : ""));
            document.addTitle("Cutover report, " + TrailHead.of(checkpoint).words());
            document.addCreator("Cutover Console " + product);
            document.open();
            overview(document, style);
            summary(document, style);
            phases(document, style);
            events(
                    document,
                    style,
                    "Go and no-go",
                    "For which role, who said it, and in which words",
                    facts.answers(),
                    none("None: nobody was asked for a go, or nobody answered."));
            events(
                    document,
                    style,
                    "Skips, overrides and decisions",
                    "Reason",
                    facts.overrides(),
                    none(
                            "None: no step was skipped, overridden, undone or decided by hand, and no value was changed."));
            events(
                    document,
                    style,
                    "Statements, answers and ticks",
                    "What was stated, and the words given",
                    facts.statements(),
                    none("None: nobody stated or ticked anything."));
            events(
                    document,
                    style,
                    "Messages that were posted",
                    "Which, to whom, in which words, and what was answered",
                    facts.messages(),
                    none("None: the console posted nothing."));
            events(
                    document,
                    style,
                    "Deletions that were confirmed",
                    "What it held, when it was used last, and what outlives it, as read right before",
                    facts.deletions(),
                    none("None: nothing was confirmed that is gone for good."));
            events(
                    document,
                    style,
                    "Approvals by a second person",
                    "Fingerprint of the state that was signed, or why refused",
                    facts.approvals(),
                    none("None were asked for."));
            events(
                    document,
                    style,
                    "Failures, refusals and recoveries",
                    "What happened",
                    facts.troubles(),
                    none(
                            "None: no step failed, nothing was refused, and the console was not restarted in the middle of a step."));
            departures(document, style);
            events(document, style, "Notes", "Note", facts.notes(), none("No notes were written."));
            calls(document, style);
            verifying(document, style);
            document.close();
        } catch (DocumentException e) {
            throw new IOException("the report could not be written: " + e.getMessage(), e);
        } catch (ExceptionConverter e) {
            // What the library makes of a disk that is full.
            if (e.getException() instanceof IOException io) {
                throw new IOException(io.getMessage(), e);
            }
            throw e;
        }
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

    private void overview(Document document, ReportStyle style) {
        document.add(new Paragraph("Cutover report", style.title()));
        document.add(
                style.paragraph(plan.map(p -> p.title() + ", " + p.company()).orElse("The plan is not known here.")));
        if (facts.notOnAws().contains("REHEARSAL")) {
            document.add(ReportStyle.spaced(
                    "REHEARSAL: what follows was done on an embedded estate. No AWS account was touched.",
                    style.warning()));
        }
        if (facts.notOnAws().contains("EMULATOR")) {
            document.add(ReportStyle.spaced(
                    "EMULATOR: its sessions worked on an emulator of AWS. What follows says nothing about AWS itself.",
                    style.warning()));
        }
        if (partial()) {
            document.add(ReportStyle.spaced(
                    "PARTIAL: " + records + " of " + checkpoint.size() + " records (" + selection
                            + "). What is not in it is not known from this report, but for what is marked as told from the whole.",
                    style.warning()));
        }
        var table = ReportStyle.plain(3, 10, 4, 8);
        style.fact(table, "Account", facts.accounts().isEmpty() ? "–" : String.join(", ", facts.accounts()));
        style.fact(table, "Records", records + (partial() ? " of " + checkpoint.size() : ""));
        style.fact(table, "Session", facts.sessions().isEmpty() ? "–" : some(facts.sessions(), 5));
        style.fact(
                table,
                "Changing calls",
                facts.calls().count() + ", of which not done: " + facts.calls(ReportFacts.Fate.NOT_DONE) + "; unknown"
                        + (partial() ? " from this part" : "") + ": " + facts.calls(ReportFacts.Fate.UNKNOWN));
        style.fact(table, "Time (UTC)", time(facts.first()) + " to " + time(facts.last()));
        style.fact(table, "Reading calls", facts.reads() + ", of which failed: " + facts.readErrors());
        style.fact(table, "People", some(facts.people(), 20));
        style.fact(
                table,
                "Skips and overrides",
                facts.overrides().count() + ", of which went on in spite of an open item: " + facts.waived()
                        + "; failures and refusals: "
                        + facts.troubles().count());
        style.fact(table, "Requests went to", facts.endpoints().isEmpty() ? "–" : some(facts.endpoints(), 3));
        style.fact(table, "Plan file, SHA-256", facts.planTexts().isEmpty() ? "–" : some(facts.planTexts(), 2));
        style.fact(table, "Working copy", facts.workingCopies().isEmpty() ? "–" : some(facts.workingCopies(), 2));
        style.fact(table, "Downtime", downtime());
        if (!facts.regions().isEmpty()) {
            style.fact(table, "Regions", String.join("; ", facts.regions()) + ofTheWhole());
        }
        style.fact(table, "Head", checkpoint.head() + " after " + checkpoint.size() + " records");
        document.add(table);
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

    private void summary(Document document, ReportStyle style) {
        var touched = touched();
        if (touched.isEmpty()) {
            return;
        }
        var table = style.table(
                "Phase by phase",
                "times are UTC" + ofTheWhole(),
                new int[] {11, 6, 6, 6, 5, 4, 7},
                "Phase",
                "Began",
                "Ended",
                "Planned",
                "Took",
                "Steps",
                "Result");
        for (var phase : touched) {
            var between = facts.whole().steps().between(phase);
            var stories = phase.steps().stream()
                    .map(s -> facts.whole().steps().all().get(s.id()))
                    .filter(Objects::nonNull)
                    .toList();
            style.row(
                    table,
                    name(phase),
                    time(between.map(StepStories.Between::from)),
                    time(between.map(StepStories.Between::to)),
                    planned(phase.planned()),
                    between.map(b -> words(b.took())).orElse("–"),
                    stories.size() + " of " + phase.steps().size(),
                    result(phase, stories, between));
        }
        document.add(table);
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

    private void phases(Document document, ReportStyle style) {
        var rest = new LinkedHashMap<String, StepStories.Story>(facts.steps());
        for (var phase : touched()) {
            var table = steps(style, name(phase), phase.goal() + ofTheWhole());
            for (var step : phase.steps()) {
                var story = rest.remove(step.id());
                if (story != null) {
                    line(table, style, story, step.id(), step.title(), Optional.of(step.expected()));
                }
            }
            document.add(table);
        }
        if (!rest.isEmpty()) {
            var table = steps(
                    style,
                    plan.isEmpty() ? "Steps" : "Steps that the plan does not name",
                    ofTheWhole().strip());
            rest.forEach((id, story) -> line(table, style, story, id, "", Optional.empty()));
            document.add(table);
        }
    }

    private static PdfPTable steps(ReportStyle style, String heading, String goal) {
        return style.table(
                heading,
                goal,
                new int[] {9, 21, 10, 16, 12, 12, 8, 9},
                "Step",
                "Title",
                "State",
                "By",
                "Began (UTC)",
                "Ended (UTC)",
                "> Planned",
                "> Took");
    }

    private static void line(
            PdfPTable table,
            ReportStyle style,
            StepStories.Story story,
            String id,
            String title,
            Optional<Duration> planned) {
        var took = story.took();
        var longer = took.isPresent() && planned.isPresent() && took.get().compareTo(planned.get()) > 0;
        style.row(
                table,
                id,
                title,
                story.state() + (story.attempts() > 1 ? " (attempt " + story.attempts() + ")" : ""),
                story.by(),
                time(story.started()),
                time(story.ended()));
        table.addCell(ReportStyle.number(planned.map(ReportPdf::words).orElse("–"), style.text()));
        table.addCell(ReportStyle.number(
                took.map(ReportPdf::words).orElse("–") + (longer ? " (longer)" : ""),
                longer ? style.strong() : style.text()));
    }

    private static void events(
            Document document,
            ReportStyle style,
            String heading,
            String column,
            ReportFacts.Events events,
            String none) {
        var table = style.table(heading, "", new int[] {12, 9, 12, 16, 42}, "Time (UTC)", "Step", "What", "By", column);
        for (var event : events.items()) {
            style.row(table, short19(event.at()), event.step(), event.what(), event.actor(), event.text());
        }
        if (events.items().isEmpty()) {
            whole(table, style, none, 5);
        }
        document.add(table);
        more(document, style, events.left());
    }

    private static void whole(PdfPTable table, ReportStyle style, String text, int columns) {
        var cell = ReportStyle.cell(text, style.text());
        cell.setColspan(columns);
        table.addCell(cell);
    }

    private void departures(Document document, ReportStyle style) {
        var table = style.table(
                "Departures from the written plan",
                "where the plan that was carried out differs from the written one, and why",
                new int[] {9, 5, 77},
                "Where",
                "Id",
                "What and why");
        var none = true;
        for (var phase : touched()) {
            for (var departure : phase.departures()) {
                style.row(table, name(phase).split(":")[0], departure.id(), departure.text());
                none = false;
            }
            for (var step : phase.steps()) {
                if (facts.steps().containsKey(step.id())) {
                    for (var departure : step.departures()) {
                        style.row(table, "Step " + step.id(), departure.id(), departure.text());
                        none = false;
                    }
                }
            }
        }
        if (none) {
            whole(table, style, plan.isPresent() ? none("None in what was done.") : "The plan is not known here.", 3);
        }
        document.add(table);
    }

    private void calls(Document document, ReportStyle style) {
        var table = style.table(
                "Changing calls",
                "each was recorded before it was sent",
                new int[] {84, 34, 68, 144, 168, 102, 158},
                "Time (UTC)",
                "Step",
                "Region",
                "Operation",
                "Resource",
                "Outcome",
                "Request id");
        for (var call : facts.calls().items()) {
            table.addCell(ReportStyle.cell(short19(call.at()), style.small()));
            table.addCell(ReportStyle.cell(call.step(), style.small()));
            table.addCell(ReportStyle.cell(call.region(), style.small()));
            table.addCell(ReportStyle.cell(call.operation(), style.small()));
            table.addCell(ReportStyle.cell(call.resource(), style.small()));
            table.addCell(ReportStyle.cell(
                    call.outcome(), call.outcome().equals("done") ? style.small() : style.smallStrong()));
            table.addCell(ReportStyle.cell(call.requestId().isEmpty() ? "none given" : call.requestId(), style.code()));
        }
        if (facts.calls().items().isEmpty()) {
            whole(table, style, none("None."), 7);
        }
        document.add(table);
        more(document, style, facts.calls().left());
    }

    private void verifying(Document document, ReportStyle style) {
        var table = style.table("How to check this report", "", new int[] {2, 9});
        table.setKeepTogether(true);
        style.fact(
                table,
                "What counts",
                "This report is a reading aid. What counts is events.jsonl in the bundle it came with: each record is chained to the"
                        + " one before, and the checkpoint is signed over all of them.");
        style.fact(
                table,
                "How",
                "With the console: audit verify BUNDLE. Without it: SPEC.md in the bundle describes the format so that anyone can check"
                        + " it with a short script of their own.");
        style.fact(
                table,
                "Compare",
                "The head below with what was read aloud or written down during the cutover. Whoever holds both the records and the key"
                        + " can rewrite what came after the last head that someone else saw.");
        if (!facts.regions().isEmpty()) {
            style.fact(table, "Regions", String.join("; ", facts.regions()) + ofTheWhole());
        }
        style.fact(table, "Head", checkpoint.head() + " after " + checkpoint.size() + " records");
        style.codeFact(table, "Root", Sha256.hex(checkpoint.root()));
        style.codeFact(table, "Records", String.valueOf(checkpoint.size()));
        style.codeFact(table, "Key", key.line());
        style.fact(table, "Written by", "Cutover Console " + product);
        style.fact(table, "Records by kind", kinds());
        style.fact(table, "Signed for the lead", "\n\nname, date, signature");
        style.fact(table, "Signed by the auditor", "\n\nname, date, signature");
        document.add(table);
    }

    private String kinds() {
        return String.join(
                ", ",
                facts.kinds().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
    }

    private static void more(Document document, ReportStyle style, long left) {
        if (left > 0) {
            document.add(style.quiet("… and " + left + " more, all in events.jsonl."));
        }
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

    /** The document closes what it writes to; a bundle goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
