package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.ui.common.Tone;
import org.kordamp.ikonli.feather.Feather;

/** How a drift is shown: shape, word, tone, and a sentence for the details. */
record DriftLook(Feather symbol, String word, Tone tone, String sentence) {

    /** As long as it cannot be said, because regions were not read. */
    static DriftLook open(UnfinishedInventory.State state) {
        return switch (state) {
            case READING ->
                new DriftLook(Feather.CLOCK, "reading…", Tone.NEUTRAL, "It is said when all regions were read.");
            case STOPPED -> unread("Reading was stopped before all regions were read.");
            case FAILED -> unread("Reading failed before all regions were read.");
        };
    }

    private static DriftLook unread(String why) {
        return new DriftLook(
                Feather.HELP_CIRCLE, "not read", Tone.UNKNOWN, "Cannot be said: " + why + " Unknown is not absent.");
    }

    static DriftLook of(SideBySide.Row row) {
        DriftLook look = of(row.drift());
        return row.drift() == Drift.BY_STEP && row.step().isPresent()
                ? new DriftLook(
                        look.symbol(),
                        "by step " + row.step().get(),
                        look.tone(),
                        "Step " + row.step().get() + " of this session made, changed or removed it: that is expected.")
                : look;
    }

    static DriftLook of(Drift drift) {
        return switch (drift) {
            case AS_PLANNED ->
                new DriftLook(Feather.CHECK, "as planned", Tone.OK, "It is where the plan's baseline says it is.");
            case BY_STEP ->
                new DriftLook(
                        Feather.PLAY_CIRCLE,
                        "by a step",
                        Tone.ACCENT,
                        "A step of this session made, changed or removed it: that is expected.");
            case NOT_IN_PLAN ->
                new DriftLook(
                        Feather.PLUS_CIRCLE,
                        "not in plan",
                        Tone.WARN,
                        "It is there, but the plan's baseline does not know it in every region that has it.");
            case MISSING ->
                new DriftLook(
                        Feather.MINUS_CIRCLE,
                        "missing",
                        Tone.BAD,
                        "The plan's baseline says it is there, and it is not.");
            case UNKNOWN ->
                new DriftLook(
                        Feather.HELP_CIRCLE,
                        "unknown",
                        Tone.UNKNOWN,
                        "Cannot be said: at least one region could not be read. Unknown is not absent.");
        };
    }
}
