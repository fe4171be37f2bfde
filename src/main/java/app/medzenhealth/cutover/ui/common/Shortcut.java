package app.medzenhealth.cutover.ui.common;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import javafx.scene.input.KeyEvent;

/**
 * What a key does on every screen. Each has a function key, which every keyboard layout has in the same place; letters, digits
 * and signs beside it are for those whose layout has them.
 */
public enum Shortcut {
    KEYS("These keys", key(KeyCode.F1), sign("?")),
    NEXT_STEP("Go to what is to be done next", key(KeyCode.F2)),
    FILTER("Filter", key(KeyCode.F3), sign("/")),
    READ_AGAIN("Read the regions again", key(KeyCode.F5)),
    NEXT_SCREEN("Next screen", key(KeyCode.F6)),
    PREVIOUS_SCREEN("Screen before", key(KeyCode.F6, KeyCombination.SHIFT_DOWN)),
    WAYS_BACK("Roll back: the way back, and what it costs now", key(KeyCode.F7)),
    HOLD("Hold: nothing new is sent", key(KeyCode.F8), key(KeyCode.H, KeyCombination.CONTROL_DOWN)),
    NOTE("Write a note into the audit trail", key(KeyCode.F9), key(KeyCode.N, KeyCombination.CONTROL_DOWN)),
    COPY_HEAD(
            "Copy the audit head, 12 digits to read aloud",
            key(KeyCode.F9, KeyCombination.SHIFT_DOWN),
            key(KeyCode.C, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN)),
    BREAK_GLASS(
            "Break glass: save the remaining steps as scripts",
            key(KeyCode.F12),
            key(KeyCode.B, KeyCombination.CONTROL_DOWN));

    private final String meaning;
    private final List<Stroke> strokes;

    Shortcut(String meaning, Stroke... strokes) {
        this.meaning = meaning;
        this.strokes = List.of(strokes);
    }

    private sealed interface Stroke {}

    private record Key(KeyCombination combination) implements Stroke {}

    /** Wherever on the keyboard it is. */
    private record Sign(String character) implements Stroke {}

    private static Stroke key(KeyCode code, Modifier... modifiers) {
        return new Key(new KeyCodeCombination(code, modifiers));
    }

    private static Stroke sign(String character) {
        return new Sign(character);
    }

    /** Whether a pressed key asks for it. */
    public boolean pressed(KeyEvent event) {
        return strokes.stream().anyMatch(s -> s instanceof Key(KeyCombination combination) && combination.match(event));
    }

    /** Whether a typed character asks for it. */
    public boolean typed(KeyEvent event) {
        return !event.isControlDown()
                && !event.isMetaDown()
                && strokes.stream()
                        .anyMatch(s -> s instanceof Sign(String character) && character.equals(event.getCharacter()));
    }

    /** As the overlay shows it. */
    public KeyHint hint() {
        return new KeyHint(String.join(" or ", keys()), meaning);
    }

    /** As printed on the keys, the function key first. */
    public List<String> keys() {
        return strokes.stream()
                .map(s -> switch (s) {
                    case Key(KeyCombination combination) ->
                        combination.getName().replace("Shift+Ctrl+", "Ctrl+Shift+");
                    case Sign(String character) -> character;
                })
                .toList();
    }

    /** All that a pressed key may ask for. */
    public static Stream<Shortcut> of(KeyEvent event) {
        return Arrays.stream(values()).filter(s -> s.pressed(event));
    }
}
