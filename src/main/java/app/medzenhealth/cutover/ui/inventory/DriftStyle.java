package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.ui.common.Tone;
import org.kordamp.ikonli.feather.Feather;

/** How a drift is shown: shape, word, tone, and a sentence for the details. */
record DriftStyle(Feather symbol, String word, Tone tone, String sentence) {

    /** As long as it cannot be said, because regions were not read. */
    static DriftStyle open(UnfinishedInventory.State state) {
        return switch (state) {
            case READING ->
                new DriftStyle(Feather.CLOCK, "reading…", Tone.NEUTRAL, "Shown when all regions have been read.");
            case STOPPED -> unread("Reading was stopped before all regions were read.");
            case FAILED -> unread("Reading failed before all regions were read.");
        };
    }

    private static DriftStyle unread(String why) {
        return new DriftStyle(
                Feather.HELP_CIRCLE, "not read", Tone.UNKNOWN, "Unknown: " + why + " Unknown is not absent.");
    }

    static DriftStyle of(SideBySide.Row row) {
        var look = of(row.drift());
        return row.drift() == Drift.BY_STEP && row.step().isPresent()
                ? new DriftStyle(
                        look.symbol(),
                        "by step " + row.step().get(),
                        look.tone(),
                        "Step " + row.step().get() + " of this session made, changed or removed it: that is expected.")
                : look;
    }

    static DriftStyle of(Drift drift) {
        return switch (drift) {
            case AS_PLANNED ->
                new DriftStyle(Feather.CHECK, "as planned", Tone.OK, "It is where the plan's baseline says it is.");
            case BY_STEP ->
                new DriftStyle(
                        Feather.PLAY_CIRCLE,
                        "by a step",
                        Tone.ACCENT,
                        "A step of this session made, changed or removed it: that is expected.");
            case NOT_IN_PLAN ->
                new DriftStyle(
                        Feather.PLUS_CIRCLE,
                        "not in plan",
                        Tone.WARN,
                        "It is there, but the plan's baseline does not know it in every region that has it.");
            case MISSING ->
                new DriftStyle(
                        Feather.MINUS_CIRCLE,
                        "missing",
                        Tone.BAD,
                        "The plan's baseline says it is there, and it is not.");
            case UNKNOWN ->
                new DriftStyle(
                        Feather.HELP_CIRCLE,
                        "unknown",
                        Tone.UNKNOWN,
                        "Unknown: at least one region could not be read. Unknown is not absent.");
        };
    }
}
