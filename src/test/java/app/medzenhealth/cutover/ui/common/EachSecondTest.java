package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.animation.Animation;
import javafx.animation.Animation.Status;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class EachSecondTest {
    private final StackPane root = new StackPane();
    private Label aging;
    private Animation ticking;
    private Stage stage;

    @Start
    void open(Stage shown) {
        stage = shown;
        aging = new Label();
        ticking = EachSecond.whileShown(aging, () -> aging.setText(aging.getText() + "."));
        assertThat(ticking.getStatus()).isEqualTo(Status.STOPPED);
        root.getChildren().add(aging);
        stage.setScene(new Scene(root, 100, 100));
        stage.show();
    }

    @Test
    void what_is_closed_does_nothing_more_and_goes_on_when_it_is_shown_again(FxRobot robot) {
        assertThat(ticking.getStatus()).isEqualTo(Status.RUNNING);
        robot.interact(() -> root.getChildren().clear());
        assertThat(ticking.getStatus()).isEqualTo(Status.STOPPED);
        robot.interact(() -> root.getChildren().add(aging));
        assertThat(ticking.getStatus()).isEqualTo(Status.RUNNING);
    }

    @Test
    void with_its_window_it_ends(FxRobot robot) {
        robot.interact(stage::hide);

        assertThat(ticking.getStatus()).isEqualTo(Status.STOPPED);
    }
}
