package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.KeyPlaces;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.Shortcut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** Every documented key on every keyboard. */
@ExtendWith(ApplicationExtension.class)
class KeysTest {
    /**
     * What the 45 keys of digits, letters and signs give, without Shift and with it, row by row; a blank: a dead key. From the
     * X Keyboard Extension's symbols (xkeyboard-config), the first two levels.
     */
    private static final Map<String, String[]> LAYOUTS = new TreeMap<>(Map.of(
            "us",
                    rows(
                            "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
                            "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"),
            "de",
                    rows(
                            "1234567890ß qwertzuiopü+asdfghjklöäyxcvbnm,.-",
                            "!\"§$%&/()=? QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_"),
            "fr",
                    rows(
                            "&é\"'(-è_çà)=azertyuiop $qsdfghjklmùwxcvbn,;:!",
                            "1234567890°+AZERTYUIOP £QSDFGHJKLM%WXCVBN?./§"),
            "be",
                    rows(
                            "&é\"'(§è!çà)-azertyuiop $qsdfghjklmùwxcvbn,;:=",
                            "1234567890°_AZERTYUIOP *QSDFGHJKLM%WXCVBN?./+"),
            "ru",
                    rows(
                            "1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.",
                            "!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"),
            "ua",
                    rows(
                            "1234567890-=йцукенгшщзхїфівапролджєячсмитьбю.",
                            "!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,"),
            "gr",
                    rows(
                            "1234567890-=;ςερτυθιοπ[]ασδφγηξκλ 'ζχψωβνμ,./",
                            "!@#$%^&*()_+:ΣΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ \"ΖΧΨΩΒΝΜ<>?"),
            "tr",
                    rows(
                            "1234567890*-qwertyuıopğüasdfghjklşizxcvbnmöç.",
                            "!'^+%&/()=?_QWERTYUIOPĞÜASDFGHJKLŞİZXCVBNMÖÇ:"),
            "dvorak",
                    rows(
                            "1234567890[]',.pyfgcrl/=aoeuidhtns-;qjkxbmwvz",
                            "!@#$%^&*(){}\"<>PYFGCRL?+AOEUIDHTNS_:QJKXBMWVZ"),
            "cz",
                    rows(
                            "+ěščřžýáíé= qwertzuiopú)asdfghjklů§yxcvbnm,.-",
                            "1234567890% QWERTZUIOP/(ASDFGHJKL\"!YXCVBNM?:_")));

    /** Signs that Glass has a name for (OpenJFX, glass_key.cpp, initialize_key). */
    private static final Map<Character, KeyCode> SIGNS = Map.ofEntries(
            Map.entry(',', KeyCode.COMMA),
            Map.entry('-', KeyCode.MINUS),
            Map.entry('.', KeyCode.PERIOD),
            Map.entry('/', KeyCode.SLASH),
            Map.entry(';', KeyCode.SEMICOLON),
            Map.entry('=', KeyCode.EQUALS),
            Map.entry('[', KeyCode.OPEN_BRACKET),
            Map.entry(']', KeyCode.CLOSE_BRACKET),
            Map.entry('\'', KeyCode.QUOTE),
            Map.entry('&', KeyCode.AMPERSAND),
            Map.entry('*', KeyCode.ASTERISK),
            Map.entry('"', KeyCode.QUOTEDBL),
            Map.entry(':', KeyCode.COLON),
            Map.entry('$', KeyCode.DOLLAR),
            Map.entry('!', KeyCode.EXCLAMATION_MARK),
            Map.entry('(', KeyCode.LEFT_PARENTHESIS),
            Map.entry(')', KeyCode.RIGHT_PARENTHESIS),
            Map.entry('+', KeyCode.PLUS),
            Map.entry('_', KeyCode.UNDERSCORE));

    private static final List<KeyCode> EVERYWHERE_ALIKE = List.of(
            KeyCode.F1,
            KeyCode.F2,
            KeyCode.F3,
            KeyCode.F4,
            KeyCode.F5,
            KeyCode.F6,
            KeyCode.F7,
            KeyCode.F8,
            KeyCode.F9,
            KeyCode.F10,
            KeyCode.F11,
            KeyCode.F12,
            KeyCode.ENTER,
            KeyCode.ESCAPE,
            KeyCode.TAB,
            KeyCode.UP,
            KeyCode.DOWN,
            KeyCode.LEFT,
            KeyCode.RIGHT);

    private HandMadeConsole console;
    private ConsoleWindow window;
    private Scene scene;

    private static String[] rows(String plain, String shifted) {
        return new String[] {plain, shifted};
    }

    @Start
    void start(Stage stage) {
        console = HandMadeConsole.midCutover();
        window = ShownWindow.on(stage, console, new Background(), EveryScreen.entries());
        scene = stage.getScene();
        window.start();
    }

    @Stop
    void stop() {
        window.close();
    }

    @Test
    void every_documented_key_can_be_pressed_on_every_layout(FxRobot robot) {
        var documented = new ArrayList<KeyHint>(KeyOverlay.hints(List.of()));
        robot.interact(() -> EveryScreen.entries()
                .forEach(e -> documented.addAll(
                        KeyOverlay.hints(e.make().apply(window.desk()).keys()))));
        var unreachable = new TreeSet<String>();
        var tried = 0;
        for (var layout : LAYOUTS.entrySet()) {
            var reached = reached(layout.getValue());
            for (var hint : documented) {
                tried++;
                // Of keys that mean the same, one is enough.
                if (hint.parts().stream().flatMap(KeysTest::spelled).noneMatch(reached::contains)) {
                    unreachable.add(layout.getKey() + ": " + hint.keys() + " (" + hint.meaning() + ")");
                }
            }
            for (var shortcut : Shortcut.values()) {
                assertThat(shortcut.keys().getFirst())
                        .as("the key that every layout has")
                        .matches("(Shift\\+)?F\\d+");
                assertThat(reached).as(layout.getKey()).contains("shortcut " + shortcut);
            }
        }
        System.out.println(tried + " documented keys tried on " + LAYOUTS.keySet() + ", unreachable: " + unreachable);
        assertThat(unreachable).isEmpty();
    }

    @Test
    void the_screens_are_reached_directly_where_the_row_of_digits_gives_them_with_or_without_shift() {
        for (var layout : List.of("us", "de", "fr", "ru", "ua", "gr", "tr", "dvorak")) {
            assertThat(reached(LAYOUTS.get(layout)))
                    .as(layout)
                    .contains("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9");
        }
    }

    @Test
    void the_overlay_lists_each_key_once_on_every_screen(FxRobot robot) {
        robot.interact(() -> EveryScreen.entries().forEach(e -> {
            var keys = KeyOverlay.hints(e.make().apply(window.desk()).keys()).stream()
                    .flatMap(h -> h.parts().stream())
                    .toList();
            assertThat(keys).as(e.place().title()).doesNotHaveDuplicates();
        }));
    }

    @Test
    void the_readme_names_the_keys_that_every_layout_has() throws Exception {
        var readme = Files.readString(Path.of("README.md"));
        for (var shortcut : Shortcut.values()) {
            assertThat(readme)
                    .as(shortcut.name())
                    .contains("`" + shortcut.keys().getFirst() + "`");
        }
    }

    @Test
    void the_digits_of_a_french_keyboard_change_the_screen(FxRobot robot) {
        press(robot, KeyCode.LEFT_PARENTHESIS, "(", true);
        assertThat(window.navigator()).isNotNull();
        assertThat(selected()).isEqualTo(Place.AFTER);
        press(robot, KeyCode.AMPERSAND, "&", true);
        assertThat(selected()).isEqualTo(Place.MISSION);
        press(robot, KeyCode.UNDEFINED, "é", true);
        assertThat(selected()).isEqualTo(Place.PHASES);
    }

    @Test
    void the_brake_works_by_its_function_key_and_by_its_place_on_a_cyrillic_keyboard(FxRobot robot) {
        press(robot, KeyCode.F8, "", false);
        assertThat(console.told()).containsExactly("hold lead@medzenhealth.app");
        press(robot, KeyCode.UNDEFINED, "р", true);
        assertThat(console.told()).hasSize(2);
    }

    @Test
    void one_key_leads_to_the_way_back_from_any_screen(FxRobot robot) {
        press(robot, KeyCode.F7, "", false);
        assertThat(selected()).isEqualTo(Place.PHASES);
        assertThat(((Label) scene.lookup("#step-title")).getText()).isEqualTo("Lift the fence in eu-west-1");
    }

    private Place selected() {
        return Stream.of(Place.values())
                .filter(p -> ((ToggleButton) scene.lookup("#go-" + p.id())).isSelected())
                .findFirst()
                .orElseThrow();
    }

    private void press(FxRobot robot, KeyCode code, String text, boolean control) {
        robot.interact(() -> Event.fireEvent(
                scene.getRoot(),
                new KeyEvent(KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, text, code, false, control, false, false)));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** How a key is written in the overlay, as {@link #reached} writes what was pressed. */
    private static Stream<String> spelled(String part) {
        if (part.contains("…")) {
            // A range of keys, or else the keys that turn the screens one by one.
            return Stream.of(part.split("…")[0], "shortcut " + Shortcut.NEXT_SCREEN);
        }
        return Stream.of(
                switch (part) {
                    case "↑" -> "Up";
                    case "↓" -> "Down";
                    case "←" -> "Left";
                    case "→" -> "Right";
                    default -> part;
                });
    }

    /** Everything that can be asked for by pressing one key, with or without Ctrl and Shift, on a layout. */
    private static Set<String> reached(String[] rows) {
        var reached = new HashSet<String>();
        for (var control : new boolean[] {false, true}) {
            for (var shift : new boolean[] {false, true}) {
                for (var i = 0; i < rows[0].length(); i++) {
                    var plain = rows[0].charAt(i);
                    var given = shift ? rows[1].charAt(i) : plain;
                    take(pressed(code(plain), text(given, control), shift, control), reached);
                    if (!control && given != ' ') {
                        take(typed(given, shift), reached);
                    }
                }
                for (var code : EVERYWHERE_ALIKE) {
                    take(pressed(code, "", shift, control), reached);
                }
            }
        }
        return reached;
    }

    private static void take(KeyEvent event, Set<String> reached) {
        if (event.getEventType() == KeyEvent.KEY_TYPED) {
            reached.add(event.getCharacter());
            Stream.of(Shortcut.values()).filter(s -> s.typed(event)).forEach(s -> reached.add("shortcut " + s));
            return;
        }
        var named = KeyPlaces.named(event).orElse(event);
        Shortcut.of(named).forEach(s -> reached.add("shortcut " + s));
        KeyPlaces.screen(named).ifPresent(n -> reached.add("Ctrl+" + n));
        if (named.getCode() != KeyCode.UNDEFINED) {
            reached.add((named.isShiftDown() ? "Shift+" : "")
                    + (named.isControlDown() ? "Ctrl+" : "")
                    + name(named.getCode()));
            if (named.isShiftDown() && named.isControlDown()) {
                reached.add("Ctrl+Shift+" + name(named.getCode()));
            }
        }
    }

    private static String name(KeyCode code) {
        return code == KeyCode.ESCAPE ? "Esc" : code.getName();
    }

    /** Glass's name of a key: by the character it gives without Shift. */
    private static KeyCode code(char plain) {
        if (plain >= 'a' && plain <= 'z' || plain >= '0' && plain <= '9') {
            return KeyCode.getKeyCode(String.valueOf(plain).toUpperCase(Locale.ROOT));
        }
        return SIGNS.getOrDefault(plain, KeyCode.UNDEFINED);
    }

    /** Glass turns Latin letters with Ctrl into control characters, and leaves others as they are. */
    private static String text(char given, boolean control) {
        return given == ' '
                ? ""
                : String.valueOf(control && given >= 'a' && given <= 'z' ? (char) (given - 'a' + 1) : given);
    }

    private static KeyEvent pressed(KeyCode code, String text, boolean shift, boolean control) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, text, code, shift, control, false, false);
    }

    private static KeyEvent typed(char character, boolean shift) {
        return new KeyEvent(
                KeyEvent.KEY_TYPED, String.valueOf(character), "", KeyCode.UNDEFINED, shift, false, false, false);
    }
}
