package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.util.List;

/**
 * Who is asked before the change window is used, each for a role of the contacts. The step that decides on the window waits for the go of
 * all of them, and a no-go of one locks it and what comes behind it.
 *
 * @param valid how long a go counts
 */
public record Board(Duration valid, List<Seat> seats) {
    /** Nobody is asked but whoever decides on the window. */
    public static final Board NONE = new Board(Duration.ZERO, List.of());

    public Board {
        seats = List.copyOf(seats);
    }

    /**
     * @param role of a contact
     * @param claims ids of the checklists of which a go says that they are ticked
     */
    public record Seat(String role, List<String> claims, String source) {
        public Seat {
            claims = List.copyOf(claims);
        }
    }
}
