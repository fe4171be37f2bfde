package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Whether the trail is whole, in words: what was checked, or the first record that does not fit. */
final class VerdictBanner extends HBox {
    private final Icon icon = new Icon(Feather.SHIELD);
    private final Label title = Labels.wrapped("", "h3");
    private final Label text = Labels.wrapped("", "muted");
    private final VBox checked = new VBox();
    private final Label checkedText = Labels.wrapped("", "caption", "muted");
    private final Button more = quiet("audit-checked", "What was checked");
    private final Button fault = quiet("audit-open-fault", "");
    private final Button stop = quiet("audit-verify-stop", "Stop verifying");
    private final ProgressBar bar = new ProgressBar();
    private final Label far = Labels.whole("", "caption", "muted");
    private final HBox working = new HBox(bar, far, stop);
    private final LongConsumer openRecord;

    VerdictBanner(LongConsumer openRecord) {
        this.openRecord = openRecord;
        setId("audit-verdict");
        getStyleClass().addAll("card", "verdict");
        setAlignment(Pos.CENTER_LEFT);
        icon.getStyleClass().add("verdict-icon");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Verifying the trail");
        HBox.setHgrow(bar, Priority.ALWAYS);
        working.getStyleClass().add("row");
        working.setAlignment(Pos.CENTER_LEFT);
        checked.getChildren().add(checkedText);
        checkedText.setId("audit-checked-text");
        more.setOnAction(_ -> unfold(!checked.isVisible()));
        var words = new VBox(title, text, checked, working);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words, more, fault);
        unfold(false);
        progress(Optional.empty(), () -> {});
    }

    private static Button quiet(String id, String text) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("quiet", "small");
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    /**
     * How a verdict is put.
     *
     * @param checked one line each
     * @param seq the first record that does not fit, 0 where there is none
     */
    record Words(Feather symbol, Tone tone, String title, String text, List<String> checked, long seq) {
        private Words(Feather symbol, Tone tone, String title, String text) {
            this(symbol, tone, title, text, List.of(), 0);
        }

        /** @param head where the trail stands now, which the verdict need not know of */
        static Words of(Optional<Verdict> verdict, AuditHead head, Instant now) {
            return verdict.map(v -> of(v, head, now))
                    .orElseGet(() -> new Words(
                            Feather.HELP_CIRCLE,
                            Tone.UNKNOWN,
                            "Not verified yet",
                            "Whether the trail is whole is unknown until it is verified."));
        }

        private static Words of(Verdict verdict, AuditHead head, Instant now) {
            return switch (verdict) {
                case Verdict.Intact v ->
                    new Words(
                            v.isOf(head) ? Feather.CHECK_CIRCLE : Feather.CLOCK,
                            v.isOf(head) ? Tone.OK : Tone.WARN,
                            v.isOf(head)
                                    ? "Intact: all " + InWords.count(v.records(), "record", "records") + " fit together"
                                    : v.records() + " of " + InWords.count(head.records(), "record", "records")
                                            + " verified: those fit together",
                            "Up to head " + InWords.head(v.root()) + ", checked " + InWords.ago(v.at(), now)
                                    + gradually(v)
                                    + ". " + signed(v)
                                    + " Once someone else has written a head down, what came before it cannot be"
                                    + " changed unseen.",
                            v.checked(),
                            0);
                case Verdict.Tampered v ->
                    new Words(
                            Feather.X_OCTAGON,
                            Tone.BAD,
                            "Tampered: " + v.where() + " is the first that does not fit",
                            v.problem() + " Found " + InWords.ago(v.at(), now)
                                    + ". Stop, keep the state directory as it is, and hold it against the last"
                                    + " exported bundle.",
                            List.of(),
                            v.seq());
                case Verdict.Unverifiable(Instant at, String why) ->
                    new Words(
                            Feather.HELP_CIRCLE,
                            Tone.UNKNOWN,
                            "Cannot be verified",
                            why + " Tried " + InWords.ago(at, now) + ". This is not the same as intact.");
            };
        }

        private static String gradually(Verdict.Intact v) {
            var came = v.records() - v.whole();
            return came <= 0
                    ? ""
                    : ", the last " + (came == 1 ? "one" : came) + " as " + (came == 1 ? "it" : "they") + " came";
        }

        private static String signed(Verdict.Intact v) {
            var since = v.records() - v.signed();
            return since <= 0
                    ? "All of them are signed."
                    : (v.signed() == 1 ? "The first is signed, " : "The first " + v.signed() + " are signed, ")
                            + (since == 1 ? "the one since then is" : "the " + since + " since then are")
                            + " chained to " + (v.signed() == 1 ? "it." : "them.");
        }
    }

    void show(Words words) {
        getStyleClass().removeAll("ok", "bad", "unknown", "warn", "accent", "neutral");
        getStyleClass().add(words.tone().styleClass());
        icon.show(words.symbol());
        icon.getStyleClass().removeAll("ok", "bad", "unknown", "warn");
        icon.getStyleClass().add(words.tone().styleClass());
        title.setText(words.title());
        text.setText(words.text());
        checkedText.setText(
                String.join("\n", words.checked().stream().map(c -> "✓ " + c).toList()));
        present(more, !words.checked().isEmpty());
        if (words.checked().isEmpty()) {
            unfold(false);
        }
        present(fault, words.seq() > 0);
        fault.setText("Open record " + words.seq());
        fault.setOnAction(_ -> openRecord.accept(words.seq()));
    }

    /** @param progress empty: nothing is being verified */
    void progress(Optional<ShownProgress.At> progress, Runnable onStop) {
        present(working, progress.isPresent());
        stop.setOnAction(_ -> onStop.run());
        progress.ifPresent(p -> {
            bar.setProgress(p.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : p.fraction());
            far.setText(p.total() <= 0 ? p.what() : p.what() + " " + p.done() + " of " + p.total());
        });
    }

    private void unfold(boolean open) {
        present(checked, open);
        more.setText(open ? "Less" : "What was checked");
    }

    private static void present(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
