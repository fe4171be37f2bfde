package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Optional;
import javafx.scene.control.Button;
import org.kordamp.ikonli.feather.Feather;

/** Verifies the trail: one at a time, with progress, and can be stopped. The last verdict then still stands. */
final class VerificationPanel {
    private final ScreenContext desk;
    private final VerdictBanner banner;
    private final Button button = new Button("Verify", new Icon(Feather.SHIELD));
    private Runnable stop = () -> {};
    private boolean working;
    private boolean answered;

    VerificationPanel(ScreenContext desk, VerdictBanner banner) {
        this.desk = desk;
        this.banner = banner;
        button.setId("audit-verify");
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(_ -> verify());
    }

    Button button() {
        return button;
    }

    void show() {
        banner.show(VerdictBanner.Words.of(
                desk.readings().verdict(),
                desk.readings().session().audit(),
                desk.readings().now()));
    }

    void verify() {
        if (working) {
            return;
        }
        working = true;
        answered = false;
        button.setDisable(true);
        button.setText("Verifying…");
        var feed = desk.console().audit();
        var progress = new ShownProgress(desk.background(), at -> {
            if (working) {
                banner.progress(Optional.of(at), this::stop);
            }
        });
        banner.progress(Optional.of(new ShownProgress.At(0, 0, "Beginning")), this::stop);
        stop = desk.background()
                .stoppable(
                        "Verifying the audit trail",
                        () -> {
                            feed.verify(progress);
                            desk.background().later(() -> answered = true);
                        },
                        this::ended);
    }

    /** Begins, or stops what has begun. */
    void toggle() {
        if (working) {
            stop();
        } else {
            verify();
        }
    }

    private void stop() {
        stop.run();
    }

    private void ended() {
        working = false;
        button.setDisable(false);
        button.setText("Verify");
        banner.progress(Optional.empty(), () -> {});
        desk.readings().refreshSoon();
        show();
        if (!answered) {
            desk.notices().say(Tone.WARN, "Not verified: it did not finish. The verdict shown is the previous one.");
        }
    }
}
