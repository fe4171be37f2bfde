package app.medzenhealth.cutover.concurrent;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What of the console's own environment a program gets to see: what it needs to find its way about this machine, by name, and nothing
 * else. Keys, tokens, agents and what changes how programs are loaded have no name here.
 */
public final class ChildEnvironment {
    private static final Set<String> ANYWHERE = Set.of("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TERM", "TMPDIR");

    /** Without these, Windows starts few programs (learn.microsoft.com, CreateProcessW, lpEnvironment). */
    private static final Set<String> WINDOWS = Set.of(
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "COMSPEC",
            "PATHEXT",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "HOMEDRIVE",
            "HOMEPATH",
            "APPDATA",
            "LOCALAPPDATA",
            "PROGRAMDATA",
            "PROGRAMFILES",
            "PROGRAMFILES(X86)",
            "NUMBER_OF_PROCESSORS",
            "PROCESSOR_ARCHITECTURE");

    private static final Set<String> PERSONAL =
            Set.of("USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP");

    /** How a program finds the person's screen and browser (xdg-open; the XDG Base Directory and Desktop Entry specifications). */
    private static final Set<String> DESKTOP = Set.of(
            "BROWSER",
            "DISPLAY",
            "XAUTHORITY",
            "WAYLAND_DISPLAY",
            "DBUS_SESSION_BUS_ADDRESS",
            "DESKTOP_SESSION",
            "GNOME_DESKTOP_SESSION_ID",
            "KDE_FULL_SESSION",
            "KDE_SESSION_VERSION",
            "USER",
            "LOGNAME",
            "WSL_DISTRO_NAME",
            "WSL_INTEROP");

    private ChildEnvironment() {}

    /** @param own the console's environment */
    public static Map<String, String> of(Map<String, String> own) {
        return kept(own, ChildEnvironment::plain);
    }

    /** The least, for a program that is not trusted with how the person has set up the machine: nothing, where the system needs nothing. */
    public static Map<String, String> bare(Map<String, String> own) {
        var bare = kept(own, name -> windows() && WINDOWS.contains(name));
        bare.keySet().removeIf(name -> PERSONAL.contains(name.toUpperCase(Locale.ROOT)));
        return bare;
    }

    /** The same for a program that opens something on the person's screen. */
    public static Map<String, String> withDesktop(Map<String, String> own) {
        return kept(own, name -> plain(name) || DESKTOP.contains(name) || name.startsWith("XDG_"));
    }

    private static boolean plain(String name) {
        return ANYWHERE.contains(name) || name.startsWith("LC_") || windows() && WINDOWS.contains(name);
    }

    private static Map<String, String> kept(Map<String, String> own, Predicate<String> allowed) {
        var kept = new TreeMap<String, String>();
        own.forEach((name, value) -> {
            if (allowed.test(windows() ? name.toUpperCase(Locale.ROOT) : name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
