package app.medzenhealth.cutover.action;

import java.util.ArrayList;
import java.util.List;

/**
 * How the live state differs from the wanted one.
 *
 * @param facts the live state, without volatile values
 * @param changes from → to, for what is still missing
 * @param stages what is still to be done, in order; empty where nothing is
 * @param deletions what is gone for good afterwards, one by one
 */
public record Outlook(
        List<Fact> facts, List<Change> changes, List<Stage> stages, List<String> warnings, List<Deletion> deletions) {

    /** Collects an outlook while the live state is read. */
    public static final class Notes {
        private final List<Fact> facts = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private final List<Stage> stages = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<Deletion> deletions = new ArrayList<>();

        public Notes fact(String resource, String attribute, Object value) {
            facts.add(new Fact(resource, attribute, String.valueOf(value)));
            return this;
        }

        public Notes change(String region, String resource, String attribute, Object from, Object to) {
            return change(new Change(region, resource, attribute, String.valueOf(from), String.valueOf(to)));
        }

        public Notes change(Change change) {
            changes.add(change);
            return this;
        }

        public Notes stage(Stage stage) {
            stages.add(stage);
            return this;
        }

        public Notes warn(String warning) {
            warnings.add(warning);
            return this;
        }

        public Notes deletes(Deletion deletion) {
            deletions.add(deletion);
            return this;
        }

        public Outlook done() {
            return new Outlook(
                    List.copyOf(facts),
                    List.copyOf(changes),
                    List.copyOf(stages),
                    List.copyOf(warnings),
                    List.copyOf(deletions));
        }
    }
}
