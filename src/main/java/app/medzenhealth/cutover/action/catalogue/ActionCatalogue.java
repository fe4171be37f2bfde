package app.medzenhealth.cutover.action.catalogue;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.ActionUse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every kind of action that a plan may name, in order. */
public final class ActionCatalogue {
    private final Map<String, ActionType> types;

    private ActionCatalogue(Map<String, ActionType> types) {
        this.types = types;
    }

    /** @throws IllegalArgumentException if two have the same name */
    @SafeVarargs
    public static ActionCatalogue of(List<ActionType>... groups) {
        var types = new LinkedHashMap<String, ActionType>();
        for (var group : groups) {
            for (var type : group) {
                if (types.put(type.name(), type) != null) {
                    throw new IllegalArgumentException("two action types are named " + type.name());
                }
            }
        }
        return new ActionCatalogue(types);
    }

    /** This catalogue and more, for actions that another room provides. */
    public ActionCatalogue and(List<ActionType> more) {
        return of(List.copyOf(types.values()), more);
    }

    public List<ActionSignature> signatures() {
        return types.values().stream().map(ActionType::signature).toList();
    }

    public Collection<ActionType> types() {
        return types.values();
    }

    /** What the changes of these actions need, as IAM spells it, sorted; what is not in the catalogue needs nothing. */
    public SortedSet<String> permissions(Stream<ActionUse> uses) {
        var all = new TreeSet<String>();
        uses.flatMap(u -> find(u.type()).stream()).forEach(t -> all.addAll(t.permissions()));
        return all;
    }

    public Optional<ActionType> find(String type) {
        return Optional.ofNullable(types.get(type));
    }

    /**
     * The action that a plan means.
     *
     * @param resolved without variables
     * @throws ActionFailure if the type is unknown or its inputs do not fit
     */
    public Action make(ActionUse resolved) {
        var type = find(resolved.type())
                .orElseThrow(() -> new ActionFailure(
                        "There is no action " + resolved.type(),
                        "nothing was sent",
                        "correct the plan: plan check lists the actions there are"));
        return type.make().apply(new Inputs(resolved.type(), resolved.region(), resolved.with()));
    }
}
