package app.medzenhealth.cutover.action;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What no service can be asked for: people's statements about a step, and when the session had done what. */
public interface Attestations {

    /** The statement for the step, made by a named person; empty until made. */
    Optional<Attestation> attestation(String step);

    /**
     * Who has stated about these in the step, and of which of them by their names: for a script, which cannot ask later.
     *
     * @param names of resources
     */
    default String told(String step, List<String> names) {
        return "when this was saved, "
                + attestation(step)
                        .map(a -> a.person() + " had"
                                + named(names.stream().filter(a::names).toList(), " named ")
                                + named(names.stream().filter(n -> !a.names(n)).toList(), " not named "))
                        .orElse("nobody had stated anything in step " + step);
    }

    private static String named(List<String> names, String words) {
        return names.isEmpty() ? "" : words + String.join(", ", names);
    }

    /**
     * What a named person decided in writing about one open item of a step; empty until decided.
     *
     * @param item the title of its check
     */
    default Optional<Attestation> decision(String step, String item) {
        return Optional.empty();
    }

    /** When a step was begun the first time; empty until then, and where nothing keeps it. */
    default Optional<Instant> begun(String step) {
        return Optional.empty();
    }

    /**
     * When a step that succeeded, or a phase of which every step is settled, began and ended; empty until then.
     *
     * @param stepOrPhase its id
     */
    default Optional<Done> done(String stepOrPhase) {
        return Optional.empty();
    }

    record Done(Instant began, Instant ended) {}

    /** @param statement what the person was shown and stated; the note is in their own words */
    record Attestation(String person, Instant at, String note, String statement) {
        private static final Pattern BETWEEN = Pattern.compile("[\\s,;:]+");

        /** In whose own words everything is. */
        public Attestation(String person, Instant at, String note) {
            this(person, at, note, "");
        }

        /** In a table's cell, of what has no copy. */
        public String nobodyNeeds(String step) {
            return "no copy: " + person + " stated in step " + step + " that nobody needs it";
        }

        /** What was decided about a thing, where each was decided on by itself; empty where it was not. */
        public Optional<ItemDecision> decided(String item) {
            return ItemDecision.in(note, item);
        }

        /** Whether the statement or the note holds this very name. Of what is to stay nobody has said that it may go. */
        public boolean names(String resource) {
            return decided(resource)
                    .map(d -> d.choice() == ItemDecision.Choice.DELETE)
                    .orElseGet(() -> holds(resource));
        }

        private boolean holds(String resource) {
            return BETWEEN.splitAsStream(statement + " " + note)
                    .map(w -> w.endsWith(".") ? w.substring(0, w.length() - 1) : w)
                    .anyMatch(resource::equals);
        }
    }
}
