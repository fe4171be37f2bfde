package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Shortcut;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.layout.GridPane;

/** The keys there are, as {@code ?} shows them. */
final class KeyOverlay {
    private static final List<KeyHint> EVERYWHERE = Stream.concat(
                    Arrays.stream(Shortcut.values()).map(Shortcut::hint),
                    Stream.of(
                            new KeyHint("Ctrl+1 … Ctrl+9", "Go to a screen"),
                            new KeyHint("↑ ↓ ← →", "Move"),
                            new KeyHint("Tab", "To the next control"),
                            new KeyHint("Enter", "Open, or do what the marked button says"),
                            new KeyHint("Ctrl+Enter", "In a text: send it"),
                            new KeyHint("Esc", "Back, or close")))
            .toList();

    private KeyOverlay() {}

    /** Each key once: what it means on this screen goes before what it means elsewhere. */
    static List<KeyHint> hints(List<KeyHint> here) {
        var hints = new ArrayList<KeyHint>();
        var taken = new HashSet<KeyHint>();
        for (var everywhere : EVERYWHERE) {
            var own = here.stream()
                    .filter(h -> h.parts().stream().anyMatch(everywhere.parts()::contains))
                    .findFirst();
            hints.add(own.map(h -> new KeyHint(everywhere.keys(), h.meaning())).orElse(everywhere));
            own.ifPresent(taken::add);
        }
        here.stream().filter(h -> !taken.contains(h)).forEach(hints::add);
        return hints;
    }

    static void show(DialogService dialogs, List<KeyHint> here) {
        var grid = new GridPane(24, 10);
        var row = 0;
        for (var hint : hints(here)) {
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
