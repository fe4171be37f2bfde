package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/** A key that a screen answers by itself: not one that is typed into a field, nor one with Ctrl, Alt or Meta. */
public final class ScreenKey {
    private ScreenKey() {}

    public static boolean is(KeyEvent e) {
        return !(e.getTarget() instanceof TextInputControl) && !e.isControlDown() && !e.isAltDown() && !e.isMetaDown();
    }
}
