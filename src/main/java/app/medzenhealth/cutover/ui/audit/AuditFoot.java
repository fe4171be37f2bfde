package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Which stretch of the trail is in the table, and what leads further. */
final class AuditFoot extends HBox {
    private final TrailBrowser browser;
    private final Label words = Labels.whole("", "caption", "muted");
    private final Button older = button("audit-older", "Read older records");
    private final Button newest = button("audit-newest", "Back to the newest");
    private final Button again = button("audit-read-again", "Read again");

    AuditFoot(TrailBrowser browser) {
        this.browser = browser;
        getStyleClass().addAll("row", "table-foot");
        setAlignment(Pos.CENTER_LEFT);
        older.setOnAction(_ -> browser.older());
        newest.setOnAction(_ -> browser.toNewest());
        again.setOnAction(_ -> {
            browser.toNewest();
            browser.grown(browser.records());
        });
        getChildren().addAll(words, newest, older, again);
        show();
    }

    void show() {
        var window = browser.window();
        var records = browser.records();
        var top = window.to() >= records;
        words.setText(
                window.lines().isEmpty()
                        ? ""
                        : window.complete() && top && browser.filter().everything()
                                ? "all " + InWords.count(records, "record", "records")
                                : InWords.count(window.lines().size(), "line", "lines") + " of records "
                                        + window.from() + " to " + window.to()
                                        + (browser.moving() ? ", reading…" : ""));
        present(older, !window.complete());
        present(newest, !top && !window.lines().isEmpty());
        present(again, false);
    }

    void failed() {
        present(again, true);
    }

    private static void present(Button button, boolean there) {
        button.setVisible(there);
        button.setManaged(there);
    }

    private static Button button(String id, String text) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("quiet", "small");
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }
}
