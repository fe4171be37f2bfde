package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import java.util.List;

/** The screens as the product shows them. */
public final class EveryScreen {
    private EveryScreen() {}

    public static List<ScreenEntry> entries() {
        return Screens.all();
    }
}
