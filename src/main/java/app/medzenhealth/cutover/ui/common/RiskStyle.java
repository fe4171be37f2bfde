package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import org.kordamp.ikonli.feather.Feather;

/** How a risk is shown: the same colour on a step's page, on its button and on its dialog. */
public final class RiskStyle {
    private RiskStyle() {}

    public static Tone tone(Risk risk) {
        return switch (risk.level()) {
            case READS, REVERSIBLE, STAYS -> Tone.ACCENT;
            case DOWNTIME -> Tone.WARN;
            case IRREVERSIBLE, DELETES, LOSES_DATA -> Tone.BAD;
        };
    }

    /** Of the button that does it. */
    public static Kind button(Risk risk) {
        return switch (risk.level()) {
            case READS, REVERSIBLE, STAYS -> Kind.PRIMARY;
            case DOWNTIME -> Kind.CAUTION;
            case IRREVERSIBLE, DELETES, LOSES_DATA -> Kind.DANGER;
        };
    }

    public static Chip chip(Risk risk) {
        return switch (risk.level()) {
            case READS -> new Chip(Feather.EYE, risk.level().words(), Tone.NEUTRAL);
            case REVERSIBLE -> new Chip(Feather.CORNER_UP_LEFT, risk.level().words(), Tone.OK);
            case STAYS -> new Chip(Feather.PLUS, risk.level().words(), Tone.NEUTRAL);
            case DOWNTIME -> new Chip(Feather.ALERT_TRIANGLE, risk.level().words(), Tone.WARN);
            case IRREVERSIBLE, DELETES, LOSES_DATA ->
                new Chip(Feather.ALERT_TRIANGLE, risk.level().words(), Tone.BAD);
        };
    }
}
