package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Whether the trail is whole, in words. */
final class VerdictBanner extends HBox {
    private final Icon icon = new Icon(Feather.SHIELD);
    private final Label title = Labels.wrapped("", "h3");
    private final Label text = Labels.wrapped("", "muted");
    private final ProgressBar bar = new ProgressBar();

    VerdictBanner() {
        setId("audit-verdict");
        getStyleClass().addAll("card", "verdict");
        setAlignment(Pos.CENTER_LEFT);
        icon.getStyleClass().add("verdict-icon");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Verifying the trail");
        VBox words = new VBox(title, text, bar);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words);
        progress(Optional.empty());
    }

    /** How a verdict is put. */
    record Words(Feather symbol, Tone tone, String title, String text) {
        static Words of(Optional<Verdict> verdict, Instant now) {
            return verdict.map(v -> of(v, now))
                    .orElseGet(() -> new Words(
                            Feather.HELP_CIRCLE,
                            Tone.UNKNOWN,
                            "Not verified yet",
                            "Whether the trail is whole is unknown until it is verified."));
        }

        private static Words of(Verdict verdict, Instant now) {
            return switch (verdict) {
                case Verdict.Intact(Instant at, long records, String head) ->
                    new Words(
                            Feather.CHECK_CIRCLE,
                            Tone.OK,
                            "Intact: all " + InWords.count(records, "record", "records") + " fit together",
                            "Chain, tree and signed checkpoints were checked " + InWords.ago(at, now)
                                    + "; the last signed head is "
                                    + InWords.head(head)
                                    + ". Once someone else has written a head down, what came before it cannot be changed unseen.");
                case Verdict.Tampered(Instant at, String where, String problem) ->
                    new Words(
                            Feather.X_OCTAGON,
                            Tone.BAD,
                            "Tampered: " + where + " does not fit",
                            problem + " Found " + InWords.ago(at, now)
                                    + ". Stop, keep the state directory as it is, and hold it against the last exported bundle.");
                case Verdict.Unverifiable(Instant at, String why) ->
                    new Words(
                            Feather.HELP_CIRCLE,
                            Tone.UNKNOWN,
                            "Cannot be verified",
                            why + " Tried " + InWords.ago(at, now) + ". This is not the same as intact.");
            };
        }
    }

    void show(Words words) {
        getStyleClass().removeAll("ok", "bad", "unknown", "warn", "accent", "neutral");
        getStyleClass().add(words.tone().styleClass());
        icon.show(words.symbol());
        icon.getStyleClass().removeAll("ok", "bad", "unknown");
        icon.getStyleClass().add(words.tone().styleClass());
        title.setText(words.title());
        text.setText(words.text());
    }

    /** @param fraction 0 to 1, negative where nobody knows; empty: nothing is being verified */
    void progress(Optional<Double> fraction) {
        bar.setVisible(fraction.isPresent());
        bar.setManaged(fraction.isPresent());
        fraction.ifPresent(f -> bar.setProgress(f < 0 ? ProgressBar.INDETERMINATE_PROGRESS : f));
    }
}
