package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogRing;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Gathered;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.MonitorFeed;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScreenKey;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/** What AWS measures itself: metrics, logs and alarms of the plan. It is read while this is on show, and nothing is changed by it. */
public final class MonitorScreen implements Screen {
    /** As often as somebody who reads along notices. */
    private static final Duration TAKEN_EVERY = Duration.ofMillis(250);

    private final ScreenContext desk;
    private final Readings readings;
    private final Optional<MonitorFeed> feed;
    private final MetricsPanel metrics = new MetricsPanel();
    private final AlarmsPanel alarms = new AlarmsPanel();
    private final LogsPanel logs;
    private final StackPane view = new StackPane();
    private final Background.Latest<LogRing.Found> wanted;
    private Subscription followed = Subscription.EMPTY;
    private Optional<Gathered<Taken>> taking = Optional.empty();
    private Optional<AutoCloseable> look = Optional.empty();
    private Optional<MonitorFeed.Reading> last = Optional.empty();
    /** Read by the thread that gathers. */
    private volatile LogFilter filter = LogFilter.ALL;

    private record Taken(MonitorFeed.Reading reading, LogRing.Found lines) {}

    public MonitorScreen(ScreenContext desk) {
        this.desk = desk;
        readings = desk.readings();
        feed = desk.console().monitor();
        logs = new LogsPanel(this::find);
        wanted = desk.background().latest("Looking through log lines", logs::otherLines);
        view.setId("monitor");
        view.getStyleClass().add("hour-screen");
        var planned = readings.session().plan().monitoring();
        if (feed.isEmpty()) {
            view.getChildren()
                    .setAll(Blank.unknown("Not read", "Nobody reads metrics, logs and alarms in this console."));
        } else if (feed.get().current().metrics().rows().isEmpty()
                && feed.get().current().alarms().isEmpty()
                && planned.logs().isEmpty()) {
            view.getChildren()
                    .setAll(Blank.empty(
                            "This plan shows no metrics, logs or alarms",
                            "Name them under “monitoring” in the plan's file to have them here."));
        } else {
            var scroll = ScrollRoom.keep(new ScrollPane(new MonitorLayout(metrics, alarms, logs)));
            scroll.setFitToWidth(true);
            scroll.setFitToHeight(true);
            scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
            scroll.setId("monitor-scroll");
            view.getChildren().setAll(scroll);
        }
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        feed.ifPresent(f -> {
            var gathered = new Gathered<>(
                    TAKEN_EVERY, () -> new Taken(f.current(), f.find(filter, LogsPanel.SHOWN)), this::take);
            taking = Optional.of(gathered);
            look = Optional.of(f.look(gathered::changed));
            show(f.current());
            find();
            followed = readings.nowProperty().subscribe(_ -> age());
        });
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
        wanted.cancel();
        taking.ifPresent(Gathered::close);
        taking = Optional.empty();
        look.ifPresent(MonitorScreen::end);
        look = Optional.empty();
    }

    private static void end(AutoCloseable look) {
        try {
            look.close();
        } catch (Exception e) {
            throw new IllegalStateException("looking at metrics, logs and alarms could not be ended", e);
        }
    }

    private void find() {
        filter = logs.wantedLines();
        var now = filter;
        feed.ifPresent(f -> wanted.submit(() -> f.find(now, LogsPanel.SHOWN)));
    }

    private void take(Taken taken) {
        show(taken.reading());
        logs.lines(taken.lines());
    }

    private void show(MonitorFeed.Reading reading) {
        var now = readings.now();
        if (last.filter(l -> l.metrics() == reading.metrics()).isEmpty()) {
            metrics.show(reading.metrics(), now);
        }
        alarms.show(reading, now);
        logs.groups(reading, now);
        last = Optional.of(reading);
    }

    private void age() {
        last.ifPresent(l -> {
            metrics.age(l.metrics(), readings.now());
            alarms.age(readings.now());
        });
    }

    @Override
    public Optional<Node> filter() {
        return feed.map(_ -> logs.filterField());
    }

    @Override
    public boolean readAgain() {
        feed.ifPresent(f -> desk.background().act("Reading metrics, logs and alarms", f::readNow, () -> {
            show(f.current());
            find();
        }));
        return feed.isPresent();
    }

    private void pressed(KeyEvent e) {
        if (!ScreenKey.is(e) || e.isShiftDown()) {
            return;
        }
        if (e.getCode() == KeyCode.P) {
            logs.togglePause();
            e.consume();
        }
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("P", "Stop the log lines, or let them go on"));
    }
}
