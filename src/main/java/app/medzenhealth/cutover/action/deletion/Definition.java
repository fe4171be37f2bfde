package app.medzenhealth.cutover.action.deletion;

import java.util.List;

/** What something is made of, as far as it can be saved. */
sealed interface Definition {

    /** @param parts all that is needed to make it again, but for what a policy of AWS's keeps to itself */
    record Of(List<Part> parts) implements Definition {
        public Of {
            parts = List.copyOf(parts);
        }
    }

    /** It is not there. */
    record Gone() implements Definition {}

    /** It has nothing that could be saved by itself. */
    record Nothing(String why) implements Definition {}

    /** It has, and this console cannot save it. */
    record Unsaved(String why, String remedy) implements Definition {}
}
