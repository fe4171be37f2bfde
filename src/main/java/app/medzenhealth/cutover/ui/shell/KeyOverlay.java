package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.layout.GridPane;

/** The keys there are, as {@code ?} shows them. */
final class KeyOverlay {
    private static final List<KeyHint> EVERYWHERE = List.of(
            new KeyHint("Ctrl+1 … Ctrl+6", "Go to a screen"),
            new KeyHint("Ctrl+H", "Hold: nothing new is sent"),
            new KeyHint("Ctrl+N", "Write a note into the audit trail"),
            new KeyHint("Ctrl+Shift+C", "Copy the audit head, 12 digits to read aloud"),
            new KeyHint("Ctrl+B", "Break glass: save the remaining steps as scripts"),
            new KeyHint("/", "Filter"),
            new KeyHint("↑ ↓ ← →", "Move"),
            new KeyHint("Enter", "Open, or do what the marked button says"),
            new KeyHint("Esc", "Back, or close"),
            new KeyHint("F5", "Read the regions again"),
            new KeyHint("?", "These keys"));

    private KeyOverlay() {}

    static void show(DialogService dialogs, List<KeyHint> here) {
        GridPane grid = new GridPane(24, 10);
        int row = 0;
        for (KeyHint hint : Stream.concat(EVERYWHERE.stream(), here.stream()).toList()) {
            grid.add(Labels.whole(hint.keys(), "key"), 0, row);
            grid.add(Labels.wrapped(hint.meaning()), 1, row);
            row++;
        }
        dialogs.open(new Dialog(
                "keys",
                Tone.NEUTRAL,
                "Keys",
                "",
                grid,
                "",
                List.of(DialogService.Button.quiet("close", "Close")),
                Optional.empty()));
    }
}
