package app.medzenhealth.cutover.app;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;
import java.util.Optional;

/** Whether a window can be opened here. JavaFX itself only says so by dying. */
public final class Display {
    private Display() {}

    /** What is missing, in words; empty when nothing is. */
    @SuppressWarnings("restricted") // native access is enabled for this program; nothing of the library is called
    public static Optional<String> missing() {
        if (isHeadless()
                || !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        if (blank("DISPLAY") && blank("WAYLAND_DISPLAY")) {
            return Optional.of("there is no display (DISPLAY is not set)");
        }
        try (var arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup("libgtk-3.so.0", arena);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("the library libgtk-3 is not installed");
        }
    }

    /** Whether somebody may be looking at a window that is opened here. */
    static boolean isSeen() {
        return missing().isEmpty() && !isHeadless();
    }

    /** JavaFX draws into memory only. */
    private static boolean isHeadless() {
        return "Headless".equalsIgnoreCase(System.getProperty("glass.platform", ""));
    }

    private static boolean blank(String variable) {
        var value = System.getenv(variable);
        return value == null || value.isBlank();
    }
}
