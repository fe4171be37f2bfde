package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SessionControl;

/** Everything a screen works with. */
public record ScreenContext(
        Console console,
        Readings readings,
        Background background,
        DialogService dialogs,
        Notices notices,
        Navigator navigator,
        SceneTheme theme) {

    /** The person at this console. */
    public Operator operator() {
        return readings.session().operator();
    }

    public SessionControl session() {
        return console.session();
    }
}
