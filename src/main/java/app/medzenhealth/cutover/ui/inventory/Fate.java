package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Optional;

/** What the plan says happens to a resource, its silence included. */
enum Fate {
    KEEP("keep", Tone.NEUTRAL),
    MOVE("move", Tone.ACCENT),
    DELETE("delete", Tone.BAD),
    RETIRE("retire", Tone.WARN),
    UNSAID("plan says nothing", Tone.NEUTRAL);

    private final String word;
    private final Tone tone;

    Fate(String word, Tone tone) {
        this.word = word;
        this.tone = tone;
    }

    String word() {
        return word;
    }

    Tone tone() {
        return tone;
    }

    static Fate of(SideBySide.Row row) {
        return of(row.disposition());
    }

    static Fate of(Optional<Plan.Disposition> disposition) {
        return disposition
                .map(d -> switch (d) {
                    case KEEP -> KEEP;
                    case MOVE -> MOVE;
                    case DELETE -> DELETE;
                    case RETIRE -> RETIRE;
                })
                .orElse(UNSAID);
    }
}
