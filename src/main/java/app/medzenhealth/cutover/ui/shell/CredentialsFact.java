package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.aws.signin.SignInStanding;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** How long the credentials last, counting down; opens what can be done about it. */
final class CredentialsFact extends Button {
    /** From here on it warns. */
    static final Duration SHORT = Duration.ofMinutes(30);

    /** From here on it counts seconds. */
    private static final Duration SECONDS = Duration.ofMinutes(10);

    private final Label name = Labels.whole("", "caption", "muted");
    private final Label value = Labels.whole("", "value");
    private final Icon icon = new Icon(Feather.KEY);
    private final Tooltip more = new Tooltip();
    private Tone tone = Tone.NEUTRAL;

    CredentialsFact(Runnable onClick) {
        setId("fact-credentials");
        getStyleClass().add("credentials-fact");
        setMinWidth(USE_PREF_SIZE);
        var words = new VBox(name, value);
        words.getStyleClass().add("fact");
        words.setAlignment(Pos.CENTER_RIGHT);
        var row = new HBox(icon, words);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_RIGHT);
        setGraphic(row);
        setTooltip(more);
        setOnAction(_ -> onClick.run());
        value.getStyleClass().add(tone.styleClass());
        icon.getStyleClass().add(tone.styleClass());
    }

    void present(boolean there) {
        setVisible(there);
        setManaged(there);
    }

    /** @param until when a person is needed again; empty: not before the work is done */
    void show(Instant now, Optional<Instant> until, Optional<SignInStanding> standing) {
        var who = standing.map(s -> "\n" + s.arn() + "\nprofile " + s.profile() + ", " + s.way())
                .orElse("");
        if (until.isEmpty()) {
            var renews = standing.filter(SignInStanding::renews).isPresent();
            say(
                    "credentials",
                    renews ? "renew alone" : "do not end",
                    Feather.KEY,
                    Tone.NEUTRAL,
                    (renews ? "Keys renew by themselves when these expire" : "Nothing says when these keys expire")
                            + who);
            return;
        }
        var end = until.get();
        var left = Duration.between(now, end);
        var when = "Credentials end at " + InWords.clock(end) + " UTC";
        if (!left.isPositive()) {
            say(
                    "credentials",
                    "expired",
                    Feather.X_OCTAGON,
                    Tone.BAD,
                    "Expired. Sign in again; waiting steps resume." + who);
        } else if (left.compareTo(SHORT) < 0) {
            var rest = left.compareTo(SECONDS) < 0 ? InWords.stopwatch(left) : minutes(left);
            say("credentials end soon", rest + " left", Feather.ALERT_TRIANGLE, Tone.WARN, when + who);
        } else {
            say("credentials", minutes(left) + " left", Feather.KEY, Tone.NEUTRAL, when + who);
        }
    }

    private static String minutes(Duration left) {
        return InWords.exactly(left.truncatedTo(ChronoUnit.MINUTES));
    }

    private void say(String newName, String newValue, Feather symbol, Tone newTone, String explanation) {
        name.setText(newName);
        value.setText(newValue);
        icon.show(symbol);
        more.setText(explanation);
        setAccessibleText(newName + ": " + newValue);
        if (tone != newTone) {
            value.getStyleClass().remove(tone.styleClass());
            icon.getStyleClass().remove(tone.styleClass());
            tone = newTone;
            value.getStyleClass().add(tone.styleClass());
            icon.getStyleClass().add(tone.styleClass());
        }
    }
}
