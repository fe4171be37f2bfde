package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.NoteDialog;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScreenKey;
import app.medzenhealth.cutover.ui.common.TallPage;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** The audit trail: what was done, by whom, and whether the trail is whole. */
public final class AuditScreen implements Screen {
    private static final double TABLE_SHARE = 0.6;

    private final ScreenContext desk;
    private final VerdictBanner banner = new VerdictBanner(this::openRecord);
    private final HeadDigits head = new HeadDigits();
    private final VerificationPanel verify;
    private final TrailBrowser browser;
    private final ExportPanel exports;
    private final AuditFilters filters;
    private final AuditTable table;
    private final AuditFoot foot;
    private final RecordDetails details;
    private final Label counts = Labels.line("", "muted");
    private final Tooltip allCounts = new Tooltip();
    private final SplitPane split = new SplitPane();
    private final VBox view = new VBox();
    private final TallPage scrolled = new TallPage(view);
    private final Background.Latest<Optional<AuditFeed.SignedHead>> signed;
    private Optional<Long> wanted = Optional.empty();
    private volatile long companionsOf;
    private Subscription followed = Subscription.EMPTY;

    public AuditScreen(ScreenContext desk) {
        this.desk = desk;
        browser = new TrailBrowser(desk.background(), desk.console().audit(), new TrailBrowser.Shown() {
            @Override
            public void window(TrailWindow window) {
                settle(window);
            }

            @Override
            public void tally(Tally tally) {
                filters().offer(tally);
                showCounts();
            }

            @Override
            public void failed(Problem problem) {
                unreadable(problem);
            }

            @Override
            public void uncounted(Problem problem) {
                filters().hits("hits unknown: " + problem.happened());
            }
        });
        verify = new VerificationPanel(desk, banner);
        exports = new ExportPanel(desk, browser);
        signed = desk.background().latest("Reading the signed head", head::show);
        table = new AuditTable(this::showDetails, browser::older, browser::newer);
        foot = new AuditFoot(browser);
        details = new RecordDetails(desk.navigator(), this::openRecord, table::move, this::closeDetails);
        filters = new AuditFilters(
                desk.readings().session().plan(), this::filterNow, table::requestFocus, this::openRecord);
        split.getItems().add(list());
        split.setMinWidth(0);
        split.getStyleClass().add("page-body");
        VBox.setVgrow(split, Priority.ALWAYS);
        view.setId("audit");
        view.getStyleClass().addAll("page", "audit");
        view.getChildren().addAll(top(), filters, split, table.measure());
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        table.setPlaceholder(Blank.loading("Reading the trail", "The newest records come first.", -1));
    }

    private AuditFilters filters() {
        return filters;
    }

    private VBox top() {
        counts.setId("audit-counts");
        counts.setMaxWidth(Double.MAX_VALUE);
        counts.setTooltip(allCounts);
        HBox.setHgrow(counts, Priority.ALWAYS);
        var line = new HBox(
                Labels.whole("Audit", "h1"),
                counts,
                button("audit-note", "Add note…", Feather.EDIT_3, () -> NoteDialog.open(desk)),
                button("audit-export", "Export…", Feather.DOWNLOAD, exports::ask),
                verify.button());
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        var proof = new Proof(banner, head);
        var top = new VBox(line, proof, exports);
        top.getStyleClass().add("page-head");
        return top;
    }

    private VBox list() {
        var list = new VBox(table, foot);
        list.setMinSize(0, 0);
        VBox.setVgrow(table, Priority.ALWAYS);
        return list;
    }

    @Override
    public Parent view() {
        return scrolled;
    }

    @Override
    public void activate() {
        followed = Subscription.combine(
                desk.readings().sessionProperty().subscribe(this::show),
                desk.readings().nowProperty().subscribe(_ -> verify.show()));
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
        browser.stop();
        signed.cancel();
    }

    /** @param target a record's number, or a phase's or step's id: its records */
    @Override
    public void open(String target) {
        var phase = desk.readings().session().plan().phase(target).isPresent();
        if (!phase && target.matches("#?\\d{1,18}")) {
            openRecord(Long.parseLong(target.replace("#", "")));
        } else {
            filters.part(target);
        }
    }

    @Override
    public Optional<Node> filter() {
        return Optional.of(filters.field());
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("/", "Filter; #214 and Enter opens that record, Enter leads to the table, Esc clears"),
                new KeyHint("C", "Clear all filters"),
                new KeyHint("↑ ↓", "Choose a record; it opens beside the table"),
                new KeyHint("O", "Jump from an intent to its outcome, and back"),
                new KeyHint("H", "Copy the head"),
                new KeyHint("V", "Verify the trail; again to stop"),
                new KeyHint("E", "Export"),
                new KeyHint("N", "Add a note"),
                new KeyHint("Esc", "Close the record"));
    }

    private void pressed(KeyEvent e) {
        if (!ScreenKey.is(e)) {
            return;
        }
        switch (e.getCode()) {
            case KeyCode.C -> filters.clear();
            case KeyCode.O -> details.openOther();
            case KeyCode.H -> head.copy();
            case KeyCode.V -> verify.toggle();
            case KeyCode.E -> exports.ask();
            case KeyCode.N -> NoteDialog.open(desk);
            case KeyCode.ESCAPE -> closeDetails();
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void show(SessionView session) {
        var audit = session.audit();
        head.show(audit.head(), audit.records());
        signed.submit(() -> desk.console().audit().signed());
        counts.setText(InWords.count(audit.records(), "record", "records") + " · "
                + (audit.writable() ? "being written" : "cannot be written: " + audit.problem()));
        allCounts.setText(counts.getText());
        counts.getStyleClass().setAll("label", audit.writable() ? "muted" : "bad");
        if (audit.records() == 0) {
            table.setPlaceholder(
                    Blank.empty("No records yet", "The first is written when something is reviewed or done."));
        }
        browser.grown(audit.records());
        verify.show();
    }

    private void filterNow() {
        browser.filter(filters.filter());
    }

    private void settle(TrailWindow window) {
        table.settle(window.lines());
        showCounts();
        wanted.ifPresent(this::choose);
        showDetails();
    }

    private void showCounts() {
        var all = browser.filter().everything();
        var counted = browser.tally().upTo() >= browser.records();
        filters.hits(
                all
                        ? together()
                        : InWords.count(browser.tally().hits(), "hit", "hits")
                                + (counted
                                        ? " in " + InWords.count(browser.records(), "record", "records")
                                        : " so far, " + browser.tally().upTo() + " of " + browser.records()
                                                + " searched"));
        foot.show();
        if (browser.records() > 0 && !all) {
            table.setPlaceholder(
                    counted
                            ? Blank.empty("Nothing matches", "No record matches all filters. C clears them.")
                            : Blank.loading("Searching", "Checks every record of the trail.", -1));
        }
    }

    /** Times of one session say nothing about those of another. */
    private String together() {
        var sessions = browser.tally().sessions().size();
        return sessions < 2
                ? ""
                : sessions
                        + " sessions are shown together. A rehearsal has a clock of its own: times may run backwards";
    }

    private void unreadable(Problem problem) {
        if (!browser.window().filter().equals(browser.filter())) {
            table.settle(List.of());
            showDetails();
        }
        table.setPlaceholder(Blank.unknown("The trail could not be read", problem.happened() + " " + problem.next()));
        foot.failed();
        desk.notices().problem(problem);
    }

    private void openRecord(long seq) {
        var records = desk.readings().session().audit().records();
        if (seq < 1 || seq > records) {
            desk.notices().say(Tone.WARN, "There is no record #" + seq + ": the trail has " + records + ".");
            return;
        }
        wanted = Optional.of(seq);
        if (!choose(seq)) {
            filters.clearQuietly();
            browser.around(seq);
        }
    }

    /** Whether the record is in the table. */
    private boolean choose(long seq) {
        if (!table.choose(seq)) {
            return false;
        }
        wanted = Optional.empty();
        table.requestFocus();
        return true;
    }

    private void showDetails() {
        var chosen = table.selected();
        chosen.ifPresent(this::detail);
        var open = split.getItems().contains(details);
        if (chosen.isPresent() && !open) {
            split.getItems().add(details);
            split.setDividerPositions(TABLE_SHARE);
        } else if (chosen.isEmpty() && open) {
            split.getItems().remove(details);
        }
    }

    private void detail(AuditLine line) {
        details.show(line);
        var seq = line.seq();
        if (companionsOf != seq) {
            companionsOf = seq;
            var feed = desk.console().audit();
            var records = browser.records();
            desk.background()
                    .<Companions>run(
                            "Looking for what belongs to record " + seq,
                            () -> Companions.of(feed, line.record(), records, () -> companionsOf != seq),
                            c -> details.show(seq, c));
        }
    }

    private void closeDetails() {
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }

    private static Button button(String id, String text, Feather symbol, Runnable action) {
        var button = new Button(text, new Icon(symbol));
        button.setId(id);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
