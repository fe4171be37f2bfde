package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.AccessControl;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import java.time.Instant;
import java.util.List;

/** The screens as the product shows them. */
public final class EveryScreen {
    private EveryScreen() {}

    public static List<ScreenEntry> entries() {
        return Screens.all();
    }

    /** Somebody signed in, whose credentials end soon. */
    public static AccessControl access(Plan plan, Instant now) {
        return new TourAccess(new TourEntrance(plan, TourEntrance.Stop.PROFILES, now), now);
    }
}
