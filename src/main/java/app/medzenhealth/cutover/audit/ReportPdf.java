package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Departure;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import java.awt.Color;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfWriter;

/** The report for people: what was done, by whom and when, phase by phase, what was out of the ordinary, and how to check it. */
final class ReportPdf {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Color LINE = new Color(0xd0d5dd);
    private static final Color SHADE = new Color(0xf2f4f7);
    private static final Color QUIET = new Color(0x475467);
    private static final int LONGEST = 600;

    private final ReportFacts summary;
    private final Optional<Plan> plan;
    private final Checkpoint checkpoint;
    private final VerifierKey key;
    private final String product;
    private final String selection;
    private final long records;

    ReportPdf(
            ReportFacts summary,
            Optional<Plan> plan,
            Checkpoint checkpoint,
            VerifierKey key,
            String product,
            String selection,
            long records) {
        this.summary = summary;
        this.plan = plan;
        this.checkpoint = checkpoint;
        this.key = key;
        this.product = product;
        this.selection = selection;
        this.records = records;
    }

    /** The fonts of one document: they remember which letters it used. */
    private record Fonts(Font title, Font heading, Font text, Font strong, Font small, Font code) {
        static Fonts load() throws IOException {
            BaseFont regular = font("Inter-Regular.ttf");
            BaseFont bold = font("Inter-SemiBold.ttf");
            BaseFont mono = font("JetBrainsMono-Regular.ttf");
            return new Fonts(
                    new Font(bold, 20),
                    new Font(bold, 13),
                    new Font(regular, 9),
                    new Font(bold, 9),
                    new Font(regular, 8, Font.NORMAL, QUIET),
                    new Font(mono, 8));
        }

        private static BaseFont font(String name) throws IOException {
            try (InputStream in = ReportPdf.class.getResourceAsStream("/assets/fonts/" + name)) {
                if (in == null) {
                    throw new IOException("the console's own font " + name + " is missing: install it again");
                }
                return BaseFont.createFont(
                        name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, in.readAllBytes(), null);
            }
        }
    }

    /** @param out stays open */
    void write(OutputStream out) throws IOException {
        Fonts fonts = Fonts.load();
        try {
            Document document = new Document(PageSize.A4.rotate(), 42, 42, 48, 54);
            PdfWriter writer = PdfWriter.getInstance(document, new Unclosed(out));
            writer.setPageEvent(new Footer(fonts, checkpoint));
            document.addTitle("Cutover report, head " + checkpoint.head());
            document.addCreator("Cutover Console " + product);
            document.open();
            overview(document, fonts);
            phases(document, fonts);
            exceptions(document, fonts);
            departures(document, fonts);
            notes(document, fonts);
            calls(document, fonts);
            verifying(document, fonts);
            document.close();
        } catch (DocumentException e) {
            throw new IOException("the report could not be written: " + e.getMessage(), e);
        }
    }

    private void overview(Document document, Fonts fonts) {
        document.add(new Paragraph(plan.map(Plan::title).orElse("Cutover") + ": report", fonts.title()));
        if (records < checkpoint.size()) {
            document.add(spaced(
                    "PARTIAL: " + records + " of " + checkpoint.size() + " records (" + selection + ").",
                    fonts.strong()));
        }
        PdfPTable table = table(2, 7);
        plan.ifPresent(p -> row(table, fonts, "Company, account", p.company() + ", " + p.account()));
        row(table, fonts, "Time (UTC)", time(summary.first()) + " to " + time(summary.last()));
        row(table, fonts, "People", String.join(", ", summary.people()));
        row(table, fonts, "Records", records + (records < checkpoint.size() ? " of " + checkpoint.size() : ""));
        row(
                table,
                fonts,
                "Changing calls to AWS",
                String.valueOf(summary.calls().items().size() + summary.calls().left()));
        row(table, fonts, "Reading calls to AWS", summary.reads() + ", of which failed: " + summary.readErrors());
        row(table, fonts, "Downtime", downtime());
        row(table, fonts, "Head", checkpoint.head() + " over " + checkpoint.size() + " records");
        document.add(table);
    }

    private String downtime() {
        String budget = plan.map(p -> "; planned at most " + words(p.window().downtimeBudget()))
                .orElse("");
        return summary.downtime()
                .map(time -> words(time) + (summary.downtimeEnded() ? "" : " and not ended") + budget)
                .orElse("none recorded" + budget);
    }

    private void phases(Document document, Fonts fonts) {
        Map<String, ReportFacts.Story> rest = new LinkedHashMap<>(summary.steps());
        List<Phase> known = plan.map(p -> p.everything().toList()).orElse(List.of());
        for (Phase phase : known) {
            List<Step> touched =
                    phase.steps().stream().filter(s -> rest.containsKey(s.id())).toList();
            if (touched.isEmpty()) {
                continue;
            }
            document.add(heading("Phase " + phase.id() + ": " + phase.title(), fonts));
            document.add(new Paragraph(
                    "Planned " + words(phase.planned().least()) + " to "
                            + words(phase.planned().most()) + ", took "
                            + summary.took(phase).map(ReportPdf::words).orElse("no time that is recorded") + ". "
                            + touched.size() + " of " + phase.steps().size() + " steps have records.",
                    fonts.small()));
            PdfPTable table = table(2, 11, 5, 8, 6, 6);
            header(table, fonts, "Step", "Title", "State", "By", "Started (UTC)", "Took / planned");
            for (Step step : touched) {
                ReportFacts.Story story = rest.remove(step.id());
                line(table, fonts, story, step.id(), step.title(), " / " + words(step.expected()));
            }
            document.add(table);
        }
        if (!rest.isEmpty()) {
            document.add(heading(known.isEmpty() ? "Steps" : "Steps that the plan does not name", fonts));
            PdfPTable table = table(2, 11, 5, 8, 6, 6);
            header(table, fonts, "Step", "Title", "State", "By", "Started (UTC)", "Took");
            rest.forEach((id, story) -> line(table, fonts, story, id, "", ""));
            document.add(table);
        }
    }

    private static void line(
            PdfPTable table, Fonts fonts, ReportFacts.Story story, String id, String title, String planned) {
        cells(
                table,
                fonts.text(),
                id,
                title,
                story.state() + (story.attempts() > 1 ? " (attempt " + story.attempts() + ")" : ""),
                story.by(),
                time(story.started()),
                took(story) + planned);
    }

    private static String took(ReportFacts.Story story) {
        return story.started().isPresent() && story.ended().isPresent()
                ? words(Duration.between(story.started().get(), story.ended().get()))
                : "–";
    }

    private void exceptions(Document document, Fonts fonts) {
        document.add(heading("Skips, overrides and everything out of the ordinary", fonts));
        events(
                document,
                fonts,
                summary.exceptions(),
                "Nothing: no step was skipped, failed, refused or decided by hand.");
    }

    private void notes(Document document, Fonts fonts) {
        document.add(heading("Notes", fonts));
        events(document, fonts, summary.notes(), "No notes were written.");
    }

    private static void events(
            Document document, Fonts fonts, ReportFacts.Limited<ReportFacts.Event> events, String none) {
        if (events.items().isEmpty()) {
            document.add(spaced(none, fonts.text()));
            return;
        }
        PdfPTable table = table(6, 2, 5, 7, 18);
        header(table, fonts, "Time (UTC)", "Step", "What", "By", "Why");
        for (ReportFacts.Event event : events.items()) {
            cells(table, fonts.text(), short19(event.at()), event.step(), event.what(), event.actor(), event.text());
        }
        document.add(table);
        more(document, fonts, events.left());
    }

    private void departures(Document document, Fonts fonts) {
        List<String[]> lines = new ArrayList<>();
        plan.ifPresent(p -> p.everything().forEach(phase -> {
            boolean touched =
                    phase.steps().stream().anyMatch(s -> summary.steps().containsKey(s.id()));
            if (touched) {
                phase.departures().forEach(d -> lines.add(departure("Phase " + phase.id(), d)));
            }
            phase.steps().stream()
                    .filter(s -> summary.steps().containsKey(s.id()))
                    .forEach(s -> s.departures().forEach(d -> lines.add(departure(s.id(), d))));
        }));
        document.add(heading("Departures from the written plan", fonts));
        if (lines.isEmpty()) {
            document.add(
                    spaced(plan.isPresent() ? "None in what was done." : "The plan is not known here.", fonts.text()));
            return;
        }
        PdfPTable table = table(2, 2, 20);
        header(table, fonts, "Where", "Id", "What and why");
        lines.forEach(line -> cells(table, fonts.text(), line));
        document.add(table);
    }

    private static String[] departure(String where, Departure departure) {
        return new String[] {where, departure.id(), departure.text()};
    }

    private void calls(Document document, Fonts fonts) {
        document.add(heading("Changing calls to AWS", fonts));
        if (summary.calls().items().isEmpty()) {
            document.add(spaced("None.", fonts.text()));
            return;
        }
        PdfPTable table = table(6, 2, 4, 9, 8, 8, 9);
        header(table, fonts, "Time (UTC)", "Step", "Region", "Operation", "Resource", "Outcome", "AWS request id");
        for (ReportFacts.Call call : summary.calls().items()) {
            AuditRecord intent = call.intent();
            cells(
                    table,
                    fonts.small(),
                    short19(intent.at()),
                    intent.step(),
                    text(intent, "region"),
                    text(intent, "service") + " " + text(intent, "operation"),
                    text(intent, "resource"),
                    call.outcome(),
                    call.requestId());
        }
        document.add(table);
        more(document, fonts, summary.calls().left());
    }

    private void verifying(Document document, Fonts fonts) {
        document.add(heading("How to check this report", fonts));
        document.add(spaced(
                "This report is a reading aid. What counts is events.jsonl in the bundle it came with: each record is chained"
                        + " to the one before, and the checkpoint is signed over all of them. SPEC.md in the bundle describes the"
                        + " format so that anyone can check it with a script of their own; the console does with: audit verify BUNDLE",
                fonts.text()));
        document.add(spaced(
                "Compare the head with what was read aloud or written down during the cutover. Whoever holds both the records"
                        + " and the key can rewrite what came after the last head that someone else saw.",
                fonts.text()));
        PdfPTable table = table(2, 9);
        row(table, fonts, "Head", checkpoint.head());
        code(table, fonts, "Root", Sha256.hex(checkpoint.root()));
        code(table, fonts, "Records", String.valueOf(checkpoint.size()));
        code(table, fonts, "Key", key.line());
        row(table, fonts, "Written by", "Cutover Console " + product);
        document.add(table);
        StringBuilder counts = new StringBuilder();
        summary.kinds()
                .forEach((kind, count) -> counts.append(counts.isEmpty() ? "" : ", ")
                        .append(kind)
                        .append(" ")
                        .append(count));
        document.add(spaced("Records by kind: " + counts + ".", fonts.small()));
    }

    private static void more(Document document, Fonts fonts, long left) {
        if (left > 0) {
            document.add(spaced("… and " + left + " more, all in events.jsonl.", fonts.small()));
        }
    }

    private static Paragraph heading(String text, Fonts fonts) {
        Paragraph heading = new Paragraph(text, fonts.heading());
        heading.setSpacingBefore(16);
        heading.setSpacingAfter(4);
        heading.setKeepTogether(true);
        return heading;
    }

    private static Paragraph spaced(String text, Font font) {
        Paragraph paragraph = new Paragraph(text, font);
        paragraph.setSpacingBefore(4);
        return paragraph;
    }

    private static PdfPTable table(int... widths) {
        PdfPTable table = new PdfPTable(widths.length);
        table.setWidthPercentage(100);
        table.setWidths(widths);
        table.setSpacingBefore(6);
        table.setSplitLate(false);
        return table;
    }

    private static void header(PdfPTable table, Fonts fonts, String... titles) {
        for (String title : titles) {
            PdfPCell cell = cell(title, fonts.strong());
            cell.setBackgroundColor(SHADE);
            table.addCell(cell);
        }
        table.setHeaderRows(1);
    }

    private static void cells(PdfPTable table, Font font, String... texts) {
        for (String text : texts) {
            table.addCell(cell(text, font));
        }
    }

    private static void row(PdfPTable table, Fonts fonts, String name, String value) {
        table.addCell(cell(name, fonts.strong()));
        table.addCell(cell(value, fonts.text()));
    }

    private static void code(PdfPTable table, Fonts fonts, String name, String value) {
        table.addCell(cell(name, fonts.strong()));
        table.addCell(cell(value, fonts.code()));
    }

    private static PdfPCell cell(String text, Font font) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        PdfPCell cell = new PdfPCell(new Phrase(shown, font));
        cell.setPadding(4);
        cell.setBorderColor(LINE);
        cell.setBorderWidth(0.5f);
        return cell;
    }

    private static String text(AuditRecord record, String name) {
        Object value = record.data().get(name);
        return value == null ? "" : value.toString();
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("–");
    }

    private static String short19(String at) {
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

    /** Head and page number on every page. */
    private static final class Footer extends PdfPageEventHelper {
        private final Fonts fonts;
        private final Checkpoint checkpoint;

        Footer(Fonts fonts, Checkpoint checkpoint) {
            this.fonts = fonts;
            this.checkpoint = checkpoint;
        }

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            Phrase phrase = new Phrase(
                    "head " + checkpoint.head() + " · " + checkpoint.size() + " records · page "
                            + writer.getPageNumber(),
                    fonts.small());
            ColumnText.showTextAligned(
                    writer.getDirectContent(),
                    Element.ALIGN_CENTER,
                    phrase,
                    document.getPageSize().getWidth() / 2,
                    30,
                    0);
        }
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
