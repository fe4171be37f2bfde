package app.medzenhealth.cutover.action;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something made of many reads of which some did not show what they should. What was shown is kept; each of the others is an item
 * of its own, which a person may decide to go on without, in writing, where the action allows it.
 */
public final class ItemsOpen extends ActionFailure {
    private static final long serialVersionUID = 1L;
    /** So many are told with their evidence; of the others the name. */
    private static final int MOST_TOLD = 3;

    private final transient List<Check> open;
    private final transient Set<String> decidable;
    private final transient Outputs outputs;

    /**
     * @param open the items, none of which passes
     * @param decidable titles of those that a person may go on without
     * @param outputs what was found all the same
     */
    ItemsOpen(List<Check> open, Set<String> decidable, Outputs outputs, String next) {
        super(told(open), "nothing was changed; this step only reads", next);
        this.open = List.copyOf(open);
        this.decidable = Set.copyOf(decidable);
        this.outputs = outputs;
    }

    /** Of something that wrote: a person may go on without each of the items. */
    ItemsOpen(List<Check> open, String notDone, String next) {
        super(told(open), notDone, next);
        this.open = List.copyOf(open);
        this.decidable = open.stream().map(Check::title).collect(Collectors.toUnmodifiableSet());
        this.outputs = Outputs.NONE;
    }

    private static String told(List<Check> open) {
        var told = open.stream()
                .limit(MOST_TOLD)
                .map(c -> ReadOnlyAction.word(c) + " " + c.title() + ": "
                        + c.outcome().evidence())
                .collect(Collectors.joining("; "));
        return (open.size() == 1 ? "One item is open: " : open.size() + " items are open: ")
                + told
                + (open.size() > MOST_TOLD ? "; and " + (open.size() - MOST_TOLD) + " more, listed below" : "");
    }

    public List<Check> open() {
        return open;
    }

    public boolean decidable(Check item) {
        return decidable.contains(item.title());
    }

    public Outputs outputs() {
        return outputs;
    }
}
