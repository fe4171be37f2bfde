package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.EachSecond;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The foot of a dialog that asks for nothing but a second person's signature: their part, and in words what is still missing. */
final class SignedFoot extends VBox {
    private static final String NOBODY = "Locked: no second person has been asked. Make a challenge and send it.";

    private final SecondPerson second;
    private final String ready;
    private final ObservableBooleanValue wrong;
    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");

    /**
     * @param id of the dialog
     * @param ready what is said once it is signed
     * @param wrong locks besides: something that was filled in cannot be sent
     */
    SignedFoot(
            String id, ScreenContext desk, SecondPerson.Question question, String ready, ObservableBooleanValue wrong) {
        this.ready = ready;
        this.wrong = wrong;
        second = new SecondPerson(desk, question, this::update);
        reason.setId(id + "-reason");
        getStyleClass().add("rows");
        getChildren().addAll(second, new Steady(reason, NOBODY, ready));
        again();
    }

    /** What they sign, for the dialog's body. */
    Node signs() {
        return second.signs();
    }

    /** Locks the button that sends. */
    BooleanProperty locked() {
        return locked;
    }

    Optional<String> response() {
        return second.response();
    }

    /** Something else is to be signed: what was signed counts no longer. */
    void again() {
        second.restart(true);
        update();
    }

    /** A signature runs out: looks each second, as long as the dialog is shown. */
    void follow(Node body) {
        EachSecond.whileShown(body, () -> {
            second.draw();
            update();
        });
    }

    private void update() {
        var missing = second.missing();
        locked.set(missing.isPresent() || wrong.get());
        reason.getStyleClass().setAll("label", missing.isPresent() ? "warn" : "ok");
        reason.setText(missing.orElse(ready));
    }
}
