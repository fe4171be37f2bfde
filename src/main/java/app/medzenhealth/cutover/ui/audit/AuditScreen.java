package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.NoteDialog;
import app.medzenhealth.cutover.ui.common.Screen;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** The audit trail: what was done, by whom, and whether the trail is whole. */
public final class AuditScreen implements Screen {
    private static final double TABLE_SHARE = 0.66;
    private static final int ENOUGH_MATCHES = 200;

    private final Desk desk;
    private final VerdictBanner banner = new VerdictBanner();
    private final HeadDigits head = new HeadDigits();
    private final ExportDesk exports;
    private final AuditFilters filters;
    private final AuditTable table;
    private final RecordDetails details;
    private final Label counts = Labels.line("", "muted");
    private final Label foot = Labels.whole("", "caption", "muted");
    private final Button older = new Button("Read older records");
    private final Button verify = button("audit-verify", "Verify", Feather.SHIELD, this::verify);
    private final SplitPane split = new SplitPane();
    private final VBox view = new VBox();
    private final Background.Latest<List<AuditLine>> matches;
    private TrailPages pages = TrailPages.NONE;
    private Optional<Long> wanted = Optional.empty();
    private boolean reading;
    private Subscription followed = Subscription.EMPTY;

    public AuditScreen(Desk desk) {
        this.desk = desk;
        exports = new ExportDesk(desk);
        matches = desk.background().latest("Filtering the records", this::settle);
        table = new AuditTable(this::showDetails, this::readOlder);
        details = new RecordDetails(desk.navigator(), this::openRecord, this::closeDetails);
        filters = new AuditFilters(desk.readings().session().plan(), this::filterNow, table::requestFocus);
        counts.setId("audit-counts");
        counts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(counts, Priority.ALWAYS);
        HBox line = new HBox(
                Labels.whole("Audit", "h1"),
                counts,
                button("audit-note", "Add note…", Feather.EDIT_3, this::addNote),
                button("audit-export", "Export…", Feather.DOWNLOAD, exports::ask),
                verify);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(banner, Priority.ALWAYS);
        HBox proof = new HBox(banner, head);
        proof.getStyleClass().add("proof");
        VBox top = new VBox(line, proof, exports);
        top.getStyleClass().add("page-head");
        older.setId("audit-older");
        older.getStyleClass().addAll("quiet", "small");
        older.setOnAction(_ -> readOlder());
        HBox bottom = new HBox(foot, older);
        bottom.getStyleClass().addAll("row", "table-foot");
        bottom.setAlignment(Pos.CENTER_LEFT);
        VBox list = new VBox(table, bottom);
        list.setMinSize(0, 0);
        VBox.setVgrow(table, Priority.ALWAYS);
        split.getItems().add(list);
        split.setMinSize(0, 0);
        VBox.setVgrow(split, Priority.ALWAYS);
        view.setId("audit");
        view.getStyleClass().addAll("page", "audit");
        view.getChildren().addAll(top, filters, split, table.measure());
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        table.setPlaceholder(Blank.loading("Reading the trail", "The newest records come first.", -1));
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        followed = Subscription.combine(
                desk.readings().sessionProperty().subscribe(this::show),
                desk.readings().nowProperty().subscribe(_ -> showVerdict()));
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
        matches.cancel();
    }

    /** @param target a record's number, or a step's id: its records */
    @Override
    public void open(String target) {
        if (target.matches("#?\\d+")) {
            openRecord(Long.parseLong(target.replace("#", "")));
        } else {
            filters.step(target);
        }
    }

    @Override
    public Optional<Node> filter() {
        return Optional.of(filters.field());
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("/", "Filter; Enter leads to the table, Esc clears"),
                new KeyHint("↑ ↓", "Choose a record; it opens beside the table"),
                new KeyHint("H", "Copy the head"),
                new KeyHint("V", "Verify the trail"),
                new KeyHint("E", "Export"),
                new KeyHint("N", "Add a note"),
                new KeyHint("Esc", "Close the record"));
    }

    private void pressed(KeyEvent e) {
        if (e.getTarget() instanceof TextInputControl || e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        switch (e.getCode()) {
            case KeyCode.H -> head.copy();
            case KeyCode.V -> verify.fire();
            case KeyCode.E -> exports.ask();
            case KeyCode.N -> addNote();
            case KeyCode.ESCAPE -> closeDetails();
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void show(SessionView session) {
        head.show(session.audit().head(), session.audit().records());
        counts.setText(InWords.count(session.audit().records(), "record", "records") + " · "
                + (session.audit().writable()
                        ? "being written"
                        : "cannot be written: " + session.audit().problem()));
        counts.getStyleClass().setAll("label", session.audit().writable() ? "muted" : "bad");
        if (session.audit().records() > pages.newest()) {
            readNewer(session.audit().records());
        } else if (session.audit().records() == 0) {
            table.setPlaceholder(
                    Blank.empty("No records yet", "The first is written when something is reviewed or done."));
        }
        showVerdict();
    }

    private void showVerdict() {
        banner.show(VerdictBanner.Words.of(
                desk.console().audit().lastVerdict(), desk.readings().now()));
    }

    private void readNewer(long records) {
        AuditFeed feed = desk.console().audit();
        TrailPages known = pages;
        read(() -> known.lines().isEmpty() ? TrailPages.last(feed, records) : known.newer(feed));
    }

    private void readOlder() {
        if (!pages.complete()) {
            TrailPages known = pages;
            AuditFeed feed = desk.console().audit();
            read(() -> known.older(feed));
        }
    }

    /** One page at a time: pages are an unbroken stretch. */
    private void read(java.util.concurrent.Callable<TrailPages> page) {
        if (reading) {
            return;
        }
        reading = true;
        desk.background()
                .run(
                        "Reading the audit trail",
                        page,
                        read -> {
                            reading = false;
                            pages = read;
                            filters.offer(read.lines());
                            filterNow();
                        },
                        problem -> {
                            reading = false;
                            table.setPlaceholder(Blank.unknown(
                                    "The trail could not be read", problem.happened() + " " + problem.next()));
                            desk.notices().problem(problem);
                        });
    }

    private void filterNow() {
        List<AuditLine> lines = pages.lines();
        AuditQuery query = filters.query();
        matches.submit(() -> query.of(lines));
    }

    private void settle(List<AuditLine> lines) {
        table.settle(lines);
        AuditQuery query = filters.query();
        boolean all = query.isAll();
        if (!pages.lines().isEmpty()) {
            table.setPlaceholder(Blank.empty(
                    "Nothing matches",
                    pages.complete()
                            ? "No record passes the filter."
                            : "No record read so far passes the filter. Older ones are being read."));
        }
        foot.setText((all ? "" : InWords.count(lines.size(), "match", "matches") + " in ")
                + (pages.complete() ? "all " : "the newest ")
                + InWords.count(pages.lines().size(), "record", "records"));
        older.setVisible(!pages.complete());
        older.setManaged(!pages.complete());
        wanted.ifPresent(this::openRecord);
        if (!all && lines.size() < ENOUGH_MATCHES) {
            readOlder();
        }
        showDetails();
    }

    private void openRecord(long seq) {
        if (seq >= pages.oldest() && seq <= pages.newest()) {
            if (table.getItems().stream().noneMatch(l -> l.seq() == seq)) {
                wanted = Optional.of(seq);
                filters.search("");
                return;
            }
            wanted = Optional.empty();
            table.choose(seq);
            table.requestFocus();
        } else if (seq >= 1) {
            wanted = Optional.of(seq);
            readOlder();
        }
    }

    private void showDetails() {
        Optional<AuditLine> chosen = table.selected();
        chosen.ifPresent(details::show);
        boolean open = split.getItems().contains(details);
        if (chosen.isPresent() && !open) {
            split.getItems().add(details);
            split.setDividerPositions(TABLE_SHARE);
        } else if (chosen.isEmpty() && open) {
            split.getItems().remove(details);
        }
    }

    private void closeDetails() {
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }

    private void verify() {
        verify.setDisable(true);
        verify.setText("Verifying…");
        banner.progress(Optional.of(-1.0));
        TrailProgress progress = (done, total, _) ->
                desk.background().later(() -> banner.progress(Optional.of(total <= 0 ? -1.0 : (double) done / total)));
        AuditFeed feed = desk.console().audit();
        desk.background().run("Verifying the audit trail", () -> feed.verify(progress), _ -> verified(), problem -> {
            verified();
            desk.notices().problem(problem);
        });
    }

    private void verified() {
        verify.setDisable(false);
        verify.setText("Verify");
        banner.progress(Optional.empty());
        showVerdict();
    }

    private void addNote() {
        NoteDialog.open(desk);
    }

    private static Button button(String id, String text, Feather symbol, Runnable action) {
        Button button = new Button(text, new Icon(symbol));
        button.setId(id);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
