package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Shortcut;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Under the list, always in sight: how one gets back from here, and what that costs now. */
final class WaysBack extends VBox {
    private static final PseudoClass BRIEF = PseudoClass.getPseudoClass("brief");

    private final Button go = new Button("", new Icon(Feather.CORNER_UP_LEFT));
    private final Label costs = Labels.wrapped("", "caption", "muted");
    private final Consumer<String> open;
    private Object shown = "";
    private String way = "";
    private String name = "";
    private boolean shortly;

    /** @param open shows a way back by its id */
    WaysBack(ScreenContext desk, Consumer<String> open) {
        this.open = open;
        setId("ways-back");
        getStyleClass().addAll("ways-back", "divided-top");
        go.setId("go-back");
        go.getStyleClass().addAll("quiet");
        go.setMaxWidth(Double.MAX_VALUE);
        go.setAlignment(Pos.CENTER_LEFT);
        go.setWrapText(true);
        go.setMinHeight(USE_PREF_SIZE);
        go.setOnAction(_ -> this.open.accept(way));
        getChildren().addAll(go, costs);
        show(desk.readings().session());
    }

    /** In a low window the list needs the room: where it leads and what it costs is then told by the button's tooltip. */
    void brief(boolean brief) {
        pseudoClassStateChanged(BRIEF, brief);
        go.setText((brief ? "Roll back… (" : name + " (")
                + Shortcut.WAYS_BACK.keys().getFirst() + ")");
        costs.setVisible(!brief);
        costs.setManaged(!brief);
        go.setTooltip(brief ? new Tooltip(name + ". " + costs.getText()) : null);
        go.accessibleHelpProperty().set(name + ". " + costs.getText());
        shortly = brief;
    }

    void show(SessionView view) {
        var back = view.wayBackNow();
        setVisible(back.isPresent());
        setManaged(back.isPresent());
        back.ifPresent(p -> {
            var price = p.steps().stream().findFirst().flatMap(s -> Risk.price(view, s.step()));
            var from = view.plan().rollbacks().stream()
                    .filter(r -> r.procedure().id().equals(p.phase().id()))
                    .map(Rollback::from)
                    .findFirst()
                    .orElse("");
            if (Objects.equals(shown, List.of(p.phase().id(), price, from))) {
                return;
            }
            shown = List.of(p.phase().id(), price, from);
            way = p.phase().id();
            name = p.phase().title();
            tell(p, price, from);
        });
    }

    private void tell(PhaseView back, Optional<Rollback.Price> price, String from) {
        var time = "About " + InWords.roughly(back.phase().planned().least()) + " to "
                + InWords.roughly(back.phase().planned().most()) + ". ";
        costs.setText(price.map(c -> (c.pointOfNoReturn() ? "Going back now loses data. " : time) + c.text())
                .orElse("Nothing to go back from yet: offered from step " + from + " on."));
        var tone = price.map(c -> c.pointOfNoReturn() ? Tone.BAD : Tone.WARN).orElse(Tone.NEUTRAL);
        brief(shortly);
        costs.getStyleClass().setAll("label", "caption", tone == Tone.NEUTRAL ? "muted" : tone.styleClass());
        go.getStyleClass().removeAll("caution", "danger", "quiet");
        go.getStyleClass()
                .add(
                        switch (tone) {
                            case BAD -> "danger";
                            case WARN -> "caution";
                            default -> "quiet";
                        });
    }
}
