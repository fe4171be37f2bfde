package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScreenKey;
import app.medzenhealth.cutover.ui.common.TallPage;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;

/** The first screen. */
public final class MissionScreen implements Screen {
    private final Readings readings;
    private final RegionMap map;
    private final LiveTable table;
    private final NextStepCard next;
    private final PhaseTimeline timeline;
    private final HandoverPanel handover;
    private final SessionLog log;
    private final Notes notes;
    private final TallPage page;
    private final MissionLayout view;
    private final Background.Latest<Topology> topology;
    private Optional<Topology> shownTopology = Optional.empty();
    private long shownRevision = -1;
    private Subscription followed = Subscription.EMPTY;

    public MissionScreen(ScreenContext desk) {
        readings = desk.readings();
        map = new RegionMap(desk);
        topology = desk.background().latest("Finding where traffic goes", this::showMap);
        table = new LiveTable(desk);
        next = new NextStepCard(desk);
        timeline = new PhaseTimeline(desk);
        notes = new Notes(desk, this::showLog);
        handover = new HandoverPanel(desk, () -> shownTopology);
        log = new SessionLog(handover::open);
        page = new TallPage(table);
        view = new MissionLayout(map, page, next, timeline, log);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        followed = Subscription.combine(
                readings.sessionProperty().subscribe(this::show),
                readings.inventoryProperty().subscribe(_ -> showInventory()),
                readings.nowProperty().subscribe(_ -> showTime()),
                notes.follow());
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
    }

    private void pressed(KeyEvent e) {
        if (!ScreenKey.is(e)) {
            return;
        }
        if (e.getCode() == KeyCode.T) {
            if (e.isShiftDown()) {
                handover.copy();
            } else {
                handover.open();
            }
            e.consume();
        }
    }

    private void show(SessionView session) {
        if (session.revision() != shownRevision) {
            shownRevision = session.revision();
            next.show(session);
            showLog();
            map.show(session, shownTopology);
        }
        timeline.show(session, readings.now());
    }

    private void showLog() {
        log.show(readings.session(), notes.lines());
    }

    private void showInventory() {
        var plan = readings.session().plan();
        InventorySource.of(readings.inventory())
                .ifPresentOrElse(
                        source -> topology.submit(() -> Topology.of(plan, source.scans(), source::read)),
                        () -> map.show(readings.session(), Optional.empty()));
        table.show(readings.inventory(), plan);
    }

    private void showMap(Topology seen) {
        shownTopology = Optional.of(seen);
        map.show(readings.session(), shownTopology);
    }

    private void showTime() {
        timeline.show(readings.session(), readings.now());
    }

    @Override
    public Optional<Node> filter() {
        view.bringUp(page);
        return Optional.of(table.filter());
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("T", "Handover card for whoever takes over"),
                new KeyHint("Shift+T", "Copy the handover as text"),
                new KeyHint("Enter", "In the table: open the resource in the inventory"));
    }
}
