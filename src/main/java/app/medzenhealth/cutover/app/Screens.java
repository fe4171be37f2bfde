package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.ui.audit.AuditScreen;
import app.medzenhealth.cutover.ui.closing.AfterScreen;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.cutover.CutoverScreen;
import app.medzenhealth.cutover.ui.inventory.InventoryScreen;
import app.medzenhealth.cutover.ui.mission.MissionScreen;
import app.medzenhealth.cutover.ui.monitor.MonitorScreen;
import app.medzenhealth.cutover.ui.phases.PhasesScreen;
import app.medzenhealth.cutover.ui.plan.PlanScreen;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import java.util.List;

/** The window's screens in the order of the navigation. */
final class Screens {
    private Screens() {}

    static List<ScreenEntry> all() {
        return List.of(
                new ScreenEntry(Place.MISSION, MissionScreen::new),
                new ScreenEntry(Place.PHASES, PhasesScreen::new),
                new ScreenEntry(Place.CUTOVER, CutoverScreen::new),
                new ScreenEntry(Place.MONITOR, MonitorScreen::new),
                new ScreenEntry(Place.AFTER, AfterScreen::new),
                new ScreenEntry(Place.INVENTORY, InventoryScreen::new),
                new ScreenEntry(Place.AUDIT, AuditScreen::new),
                new ScreenEntry(Place.PLAN, PlanScreen::new),
                new ScreenEntry(Place.SETTINGS, SettingsScreen::new));
    }
}
