package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.Tone;
import org.kordamp.ikonli.feather.Feather;

/** What a record says became of something: shape, word and tone. */
enum Outcome {
    BEGUN(Feather.PLAY_CIRCLE, "begun", Tone.ACCENT),
    DONE(Feather.CHECK_CIRCLE, "done", Tone.OK),
    FAILED(Feather.X_OCTAGON, "failed", Tone.BAD),
    REFUSED(Feather.SLASH, "refused", Tone.WARN),
    UNKNOWN(Feather.HELP_CIRCLE, "unknown", Tone.UNKNOWN),
    NOT_SENT(Feather.MINUS_CIRCLE, "not sent", Tone.NEUTRAL),
    WAITS(Feather.CLOCK, "waits", Tone.WARN),
    DECIDED(Feather.USER, "decided", Tone.WARN),
    NOTED(Feather.EDIT_3, "noted", Tone.NEUTRAL);

    private final Feather symbol;
    private final String word;
    private final Tone tone;

    Outcome(Feather symbol, String word, Tone tone) {
        this.symbol = symbol;
        this.word = word;
        this.tone = tone;
    }

    Feather symbol() {
        return symbol;
    }

    String word() {
        return word;
    }

    Tone tone() {
        return tone;
    }
}
