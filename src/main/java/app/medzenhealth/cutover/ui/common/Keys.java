package app.medzenhealth.cutover.ui.common;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Keys that mean the same on every screen. */
public final class Keys {
    public static final KeyCombination HOLD = new KeyCodeCombination(KeyCode.H, KeyCombination.CONTROL_DOWN);
    public static final KeyCombination REFRESH = new KeyCodeCombination(KeyCode.F5);

    public static final KeyCombination NOTE = new KeyCodeCombination(KeyCode.N, KeyCombination.CONTROL_DOWN);
    public static final KeyCombination COPY_HEAD =
            new KeyCodeCombination(KeyCode.C, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);

    public static final KeyCombination BREAK_GLASS = new KeyCodeCombination(KeyCode.B, KeyCombination.CONTROL_DOWN);

    private Keys() {}

    /** Ctrl+1 is the first. */
    public static KeyCombination screen(int number) {
        return new KeyCodeCombination(KeyCode.getKeyCode(Integer.toString(number)), KeyCombination.CONTROL_DOWN);
    }
}
