package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.ui.common.Tone;

/**
 * A line of a panel.
 *
 * @param detail from where it is known and since when; empty where that goes without saying
 */
record HourFact(String name, String value, Tone tone, String detail) {

    static HourFact of(String name, String value) {
        return new HourFact(name, value, Tone.NEUTRAL, "");
    }

    /** @param why nobody knows */
    static HourFact unknown(String name, String why) {
        return new HourFact(name, "not known", Tone.UNKNOWN, why);
    }
}
