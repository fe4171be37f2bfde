package app.medzenhealth.cutover.ui.common;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * What a key is by its place on the keyboard, where its layout leaves JavaFX without a name for it. Glass names a key by the
 * character that it gives without Shift (OpenJFX, {@code glass_key.cpp}, {@code get_glass_key}): letters that are not Latin have
 * no name then, and the digits of a French keyboard are called ampersand, quote and so on, or nothing at all.
 */
public final class KeyPlaces {
    private static final String LATIN = "qwertyuiopasdfghjklzxcvbnm";
    /** The same keys on a Russian or Ukrainian keyboard, and on a Greek one; a blank: none of the letters. */
    private static final String[] OTHERS = {
        "йцукенгшщзфывапролдячсмить", "йцукенгшщзфівапролдячсмить", " ςερτυθιοπασδφγηξκλζχψωβνμ"
    };
    /** The row of digits without Shift: French, Belgian, Czech. */
    private static final String[] DIGITS = {"&é\"'(-è_çà", "&é\"'(§è!çà", "\0ěščřžýáíé"};

    private static final Map<Character, KeyCode> LETTERS = letters();

    private KeyPlaces() {}

    private static Map<Character, KeyCode> letters() {
        var letters = new HashMap<Character, KeyCode>();
        for (var row : OTHERS) {
            for (var i = 0; i < row.length(); i++) {
                letters.put(
                        row.charAt(i),
                        KeyCode.getKeyCode(LATIN.substring(i, i + 1).toUpperCase(Locale.ROOT)));
            }
        }
        letters.remove(' ');
        return Map.copyOf(letters);
    }

    /** The same press under the name that the key has on a Latin keyboard; empty where it has one already, or none there. */
    public static Optional<KeyEvent> named(KeyEvent event) {
        if (event.getCode() != KeyCode.UNDEFINED || event.getText().length() != 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        LETTERS.get(Character.toLowerCase(event.getText().charAt(0))))
                .map(code -> new KeyEvent(
                        event.getEventType(),
                        event.getCharacter(),
                        event.getText(),
                        code,
                        event.isShiftDown(),
                        event.isControlDown(),
                        event.isAltDown(),
                        event.isMetaDown()));
    }

    /** Which screen Ctrl and a key of the row of digits ask for, whether they give the digits with Shift or without: 1 is the first. */
    public static OptionalInt screen(KeyEvent event) {
        if (!event.isControlDown() || event.isShiftDown() || event.isAltDown() || event.isMetaDown()) {
            return OptionalInt.empty();
        }
        if (event.getCode().isDigitKey()) {
            return number(event.getCode().getName().replaceAll("\\D", ""));
        }
        if (event.getText().length() == 1) {
            for (var row : DIGITS) {
                var at = row.indexOf(event.getText());
                if (at >= 0) {
                    return OptionalInt.of(at + 1);
                }
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt number(String digits) {
        return digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }
}
