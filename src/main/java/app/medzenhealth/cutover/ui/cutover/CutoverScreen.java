package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.plan.MovedName;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.ProbeFeed;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScreenKey;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Sides;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** The hour in which production moves. It shows, and carries nothing out: each step has its own page. */
public final class CutoverScreen implements Screen {
    private final ScreenContext desk;
    private final Readings readings;
    private final FeltPanel felt = new FeltPanel();
    private final FactsPanel time = new FactsPanel("hour-time", "Time");
    private final GoPanel board;
    private final TellPanel tell;
    private final FactsPanel data = new FactsPanel("hour-data", "Data");
    private final BehindChart behind = new BehindChart();
    private final FactsPanel name = new FactsPanel("hour-name", "Name");
    private final FactsPanel back = new FactsPanel("hour-back", "Way back");
    private final OddsPanel odds;
    private final Button goBack = new Button("Roll back…", new Icon(Feather.CORNER_UP_LEFT));
    private final PathPanel path;
    private final HourStep step;
    private final HourLayout layout;
    private final StackPane view = new StackPane();
    private final Parent hour;
    private long shownRevision = -1;
    private Subscription followed = Subscription.EMPTY;

    public CutoverScreen(ScreenContext desk) {
        this.desk = desk;
        readings = desk.readings();
        step = new HourStep(desk);
        odds = new OddsPanel(desk, this::show);
        path = new PathPanel(desk);
        board = new GoPanel(desk);
        tell = new TellPanel(desk);
        goBack.setId("hour-roll-back");
        goBack.getStyleClass().add("quiet");
        goBack.setMinWidth(Region.USE_PREF_SIZE);
        goBack.setOnAction(_ -> goBack());
        back.getChildren().add(goBack);
        data.below(behind);
        layout = new HourLayout(felt, List.of(time, board, data, name, back, odds), List.of(path, tell));
        var left = ScrollRoom.keep(new ScrollPane(layout));
        left.setFitToWidth(true);
        left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        left.setMinSize(0, 0);
        left.setId("hour-scroll");
        hour = new Sides(left, step);
        view.setId("cutover");
        view.getStyleClass().add("hour-screen");
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        odds.again();
        followed = Subscription.combine(
                readings.sessionProperty().subscribe(_ -> show()),
                readings.nowProperty().subscribe(_ -> show()));
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
    }

    private void show() {
        var session = readings.session();
        var stage = HourStage.of(session);
        var moving = stage.moving();
        if (moving.isEmpty()) {
            if (!view.getChildren().isEmpty() && view.getChildren().getFirst() instanceof Blank) {
                return;
            }
            view.getChildren()
                    .setAll(Blank.empty(
                            "This plan moves no production",
                            "No phase of it closes a side to writes: there is no hour to watch."));
            return;
        }
        if (!view.getChildren().contains(hour)) {
            view.getChildren().setAll(hour);
        }
        var now = readings.now();
        var reading = desk.console().probes().map(ProbeFeed::current).orElse(ProbeFeed.Reading.NONE);
        var facts = new HourFacts(session, moving.get(), now);
        felt.show(session, reading, now);
        time.show(new TimeFacts(session, now, ZoneId.systemDefault()).all());
        board.show(session);
        tell.setVisible(tell.show(session));
        layout.arrange(
                session.board().closed().isPresent()
                        ? List.of(time, data, name, back, odds, board)
                        : List.of(time, board, data, name, back, odds));
        data.note(said(stage));
        data.show(facts.data(reading.data().last().stream().findFirst()));
        behind.show(reading.data().points(), now);
        name.note(MovedName.in(session.plan()).map(MovedName::name).orElse(""));
        name.show(
                Stream.of(facts.name(reading.name()), facts.health(reading.health()), facts.answered(reading.probes()))
                        .flatMap(List::stream)
                        .toList());
        back.note(session.wayBackNow().map(p -> p.phase().title()).orElse(""));
        back.show(facts.wayBack(odds.rehearsals()));
        odds.show(session);
        path.show(moving.get(), now);
        goBack.setDisable(session.wayBackNow().isEmpty());
        goBack.getStyleClass().removeAll("danger", "caution", "quiet");
        goBack.getStyleClass()
                .add(session.wayBack()
                        .map(w -> w.pointOfNoReturn() ? "danger" : "caution")
                        .orElse("quiet"));
        if (session.revision() != shownRevision) {
            shownRevision = session.revision();
            step.show(session);
        }
    }

    private static String said(HourStage stage) {
        return switch (stage) {
            case HourStage.None _ -> "";
            case HourStage.Before(var _, var begun) -> begun ? "before the fence" : "the phase has not begun";
            case HourStage.Closed _ -> "as steps have read it";
            case HourStage.Switched _ -> "users were led to the new side";
            case HourStage.Soaking(var _, var soak) -> "soaks until " + InWords.day(soak.until()) + " UTC";
            case HourStage.Over _ -> "the phase is over";
        };
    }

    private void goBack() {
        readings.session()
                .wayBackNow()
                .map(p -> p.phase().id())
                .ifPresent(id -> desk.navigator().goToStep(id));
    }

    private void pressed(KeyEvent e) {
        if (!ScreenKey.is(e) || e.isShiftDown()) {
            return;
        }
        if (e.getCode() == KeyCode.G && step.button().isVisible()) {
            step.button().fire();
            e.consume();
        }
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("G", "Go to the step that runs or comes next"));
    }
}
