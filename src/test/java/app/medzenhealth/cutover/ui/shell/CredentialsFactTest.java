package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.signin.Again;
import app.medzenhealth.cutover.aws.signin.SignInStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class CredentialsFactTest {
    private static final Instant END = Instant.parse("2026-01-21T03:00:00Z");

    private CredentialsFact fact;

    @Start
    void open(Stage stage) {
        fact = new CredentialsFact(() -> {});
        stage.setScene(new Scene(new StackPane(fact), 400, 100));
        stage.show();
    }

    private record Seen(String words, String shape, boolean warns, boolean bad) {}

    private Seen at(FxRobot robot, Duration before) {
        robot.interact(() -> fact.show(END.minus(before), Optional.of(END), Optional.empty()));
        var value = robot.lookup(".value").query();
        var icon = robot.lookup(".icon").queryLabeled();
        return new Seen(
                fact.getAccessibleText(),
                icon.getText(),
                value.getStyleClass().contains("warn") && icon.getStyleClass().contains("warn"),
                value.getStyleClass().contains("bad") && icon.getStyleClass().contains("bad"));
    }

    private static String symbol(Feather feather) {
        return Character.toString(feather.getCode());
    }

    @Test
    void it_counts_down_and_warns_by_word_shape_and_colour(FxRobot robot) {
        assertThat(List.of(
                        at(robot, Duration.ofMinutes(61)),
                        at(robot, Duration.ofMinutes(30)),
                        at(robot, Duration.ofSeconds(29 * 60 + 59)),
                        at(robot, Duration.ofSeconds(9 * 60 + 5)),
                        at(robot, Duration.ZERO),
                        at(robot, Duration.ofMinutes(50))))
                .containsExactly(
                        new Seen("credentials: 1 h 1 min left", symbol(Feather.KEY), false, false),
                        new Seen("credentials: 30 min left", symbol(Feather.KEY), false, false),
                        new Seen("credentials end soon: 29 min left", symbol(Feather.ALERT_TRIANGLE), true, false),
                        new Seen("credentials end soon: 09:05 left", symbol(Feather.ALERT_TRIANGLE), true, false),
                        new Seen("credentials: expired", symbol(Feather.X_OCTAGON), false, true),
                        new Seen("credentials: 50 min left", symbol(Feather.KEY), false, false));
    }

    @Test
    void keys_that_renew_alone_count_nothing(FxRobot robot) {
        robot.interact(() -> fact.show(
                END,
                Optional.empty(),
                Optional.of(new SignInStanding(
                        "lead",
                        "assumes a role",
                        "558069890522",
                        "arn:aws:sts::558069890522:assumed-role/operator/lead",
                        Optional.of(END),
                        Optional.empty(),
                        true,
                        new Again.Unmeasured()))));
        assertThat(fact.getAccessibleText()).isEqualTo("credentials: renew alone");
        assertThat(fact.getTooltip().getText()).contains("assumed-role/operator/lead", "profile lead");
    }
}
