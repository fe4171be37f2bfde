package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The code of a single sign-on, to be compared with the page that has opened. */
final class DeviceCodePane extends VBox {
    private final DeviceCode code;
    private final Label left = Labels.wrapped("", "caption", "muted");

    DeviceCodePane(DeviceCode code, Browser browser) {
        this.code = code;
        getStyleClass().add("rows");
        var digits = Labels.whole(code.code(), "device-code");
        digits.setId("signin-user-code");
        digits.setAccessibleText("Code " + String.join(" ", code.code().split("")));
        var box = new HBox(digits);
        box.getStyleClass().add("device-code-box");
        box.setAlignment(Pos.CENTER);
        var link = Labels.wrapped(code.page().toString(), "mono", "caption");
        link.setId("signin-link");
        var again = new Button("Open the page again", new Icon(Feather.EXTERNAL_LINK));
        again.setId("signin-open");
        again.getStyleClass().add("small");
        again.setOnAction(_ -> browser.open(code.page()));
        var foot = new HBox(
                again, new CopyButton("Copy the link", () -> code.page().toString()));
        foot.getStyleClass().add("row");
        foot.setAlignment(Pos.CENTER_LEFT);
        left.setId("signin-code-left");
        getChildren()
                .addAll(
                        Labels.wrapped("A page has opened in your browser. Confirm there only if it shows this code:"),
                        box,
                        link,
                        foot,
                        left);
    }

    /** Says how long the code is good for. */
    void at(Instant now) {
        var rest = Duration.between(now, code.expires());
        left.setText(
                rest.isPositive()
                        ? "The code is good for another " + InWords.stopwatch(rest)
                        : "The code has expired; waiting for the answer");
    }
}
