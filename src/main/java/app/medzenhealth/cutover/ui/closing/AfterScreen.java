package app.medzenhealth.cutover.ui.closing;

import app.medzenhealth.cutover.session.ClosingLine;
import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Sides;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** After the cutover: which hours were healthy, who has looked, how everything stands, and the end. */
public final class AfterScreen implements Screen {
    private final ScreenContext desk;
    private final SoakPanel soak;
    private final EndPanel end;
    private final VBox left = new VBox();
    private final StackPane view = new StackPane();
    private Optional<List<ClosingLine>> lines = Optional.empty();
    private Subscription followed = Subscription.EMPTY;

    public AfterScreen(ScreenContext desk) {
        this.desk = desk;
        soak = new SoakPanel(desk);
        end = new EndPanel(desk, closing -> stands(closing.lines()));
        left.getStyleClass().add("after-left");
        left.getChildren().add(soak);
        var scroll = ScrollRoom.keep(new ScrollPane(left));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinSize(0, 0);
        scroll.setId("after-scroll");
        view.getChildren().add(new Sides(scroll, end));
        view.setId("after");
        view.getStyleClass().add("hour-screen");
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        followed = desk.readings().sessionProperty().subscribe(_ -> show());
        if (soak.unread()) {
            soak.read();
        }
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
    }

    private void show() {
        var session = desk.readings().session();
        soak.show(session);
        end.show(session);
        session.ended().map(Ended::lines).ifPresent(this::stands);
    }

    private void stands(List<ClosingLine> all) {
        if (lines.filter(all::equals).isPresent()) {
            return;
        }
        lines = Optional.of(all);
        var panels = new ArrayList<Region>();
        for (var part : ClosingLine.Part.values()) {
            var own = all.stream().filter(l -> l.part() == part).toList();
            if (!own.isEmpty() && part != ClosingLine.Part.SOAK) {
                panels.add(new StandingPanel(part, own));
            }
        }
        // At the end how everything stands comes first, and then what the hours were.
        panels.add(soak);
        left.getChildren().setAll(panels);
    }

    @Override
    public boolean readAgain() {
        soak.read();
        return true;
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("F5", "Read the hours again"));
    }
}
