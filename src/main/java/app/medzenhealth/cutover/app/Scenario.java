package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.InjectedFault.Effect;
import java.util.Locale;

/** What goes wrong in a rehearsal. */
public enum Scenario {
    /** Nothing does. */
    SMOOTH {
        @Override
        void prepare(Estate estate) {}
    },
    /** The answer to the promotion is lost after it took effect: it must be found out by reading, and not sent again. */
    LOST_ANSWER {
        @Override
        void prepare(Estate estate) {
            estate.faults().add(InjectedFault.times(1, "rds", "PromoteReadReplica", "eu-central-1", Effect.LOST_REPLY));
        }
    },
    /** AWS asks to slow down now and then, in the middle of everything. */
    THROTTLING {
        @Override
        void prepare(Estate estate) {
            for (var calls = 200; calls <= 2_000; calls += 200) {
                estate.faults()
                        .add(InjectedFault.times(1, "*", "*", "*", Effect.THROTTLING)
                                .after(calls));
            }
        }
    },
    /** The tables in Cape Town may not be read: what depends on them stays locked, and the rehearsal ends there. */
    DENIED {
        @Override
        void prepare(Estate estate) {
            estate.faults().add(InjectedFault.always("dynamodb", "ListTables", "af-south-1", Effect.ACCESS_DENIED));
        }
    };

    abstract void prepare(Estate estate);

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
