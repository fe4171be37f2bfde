package app.medzenhealth.cutover.ui.common;

import java.util.Optional;

/** Leads from one screen to another; on the JavaFX thread. */
public interface Navigator {

    /** @param target what to show there: the id of a step, phase, resource or record */
    void go(Place place, Optional<String> target);

    default void go(Place place) {
        go(place, Optional.empty());
    }

    default void goToStep(String step) {
        go(Place.PHASES, Optional.of(step));
    }

    /** Whether there is such a screen. */
    boolean has(Place place);
}
