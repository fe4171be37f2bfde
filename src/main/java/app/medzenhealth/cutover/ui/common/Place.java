package app.medzenhealth.cutover.ui.common;

import org.kordamp.ikonli.feather.Feather;

/** A screen in the navigation, in its order; the n-th is reached by Ctrl+n. */
public enum Place {
    MISSION("mission", "Mission", Feather.CROSSHAIR),
    PHASES("phases", "Phases", Feather.LIST),
    CUTOVER("cutover", "Cutover", Feather.ACTIVITY),
    MONITOR("monitor", "Monitor", Feather.BAR_CHART_2),
    AFTER("after", "After", Feather.FLAG),
    INVENTORY("inventory", "Inventory", Feather.GRID),
    AUDIT("audit", "Audit", Feather.FILE_TEXT),
    PLAN("plan", "Plan", Feather.MAP),
    SETTINGS("settings", "Settings", Feather.SETTINGS);

    private final String id;
    private final String title;
    private final Feather symbol;

    Place(String id, String title, Feather symbol) {
        this.id = id;
        this.title = title;
        this.symbol = symbol;
    }

    /** For node ids and file names. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public Feather symbol() {
        return symbol;
    }
}
