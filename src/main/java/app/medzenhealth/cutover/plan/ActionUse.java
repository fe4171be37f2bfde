package app.medzenhealth.cutover.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An action as a plan uses it.
 *
 * @param type a name from the action catalogue, for example {@code rds.create-snapshot}
 * @param region where it acts; empty for what has no region (Route 53, local commands)
 * @param with inputs: text, numbers, booleans, lists and maps as YAML has them; text may hold <code>${…}</code>
 * @param traits as its type declares them; a plan's file does not say them
 */
public record ActionUse(String type, Optional<String> region, Map<String, Object> with, Set<Trait> traits) {

    /** Of a type that declares no trait. */
    public ActionUse(String type, Optional<String> region, Map<String, Object> with) {
        this(type, region, with, Set.of());
    }

    /** Whether its type declares it. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The database that its input {@code instance} names, as the plan writes it. */
    public Optional<String> database() {
        return Optional.ofNullable(with.get("instance")).map(String::valueOf);
    }

    /** The step whose statement it goes by, where it asks for one. */
    Optional<String> decidedIn() {
        return Optional.ofNullable(with.get("decidedIn")).map(String::valueOf);
    }

    /** Whether a person decides in it about several things one by one. */
    public boolean decidesEach() {
        return has(Trait.BY_PERSON) && with.containsKey("each");
    }

    /** Every text among its inputs, in lists and maps too. */
    Stream<String> texts() {
        return texts(with);
    }

    private static Stream<String> texts(Object value) {
        return switch (value) {
            case String text -> Stream.of(text);
            case Map<?, ?> map -> map.values().stream().flatMap(ActionUse::texts);
            case List<?> list -> list.stream().flatMap(ActionUse::texts);
            case null, default -> Stream.empty();
        };
    }

    /** The same with other inputs. */
    public ActionUse with(Map<String, Object> inputs) {
        return new ActionUse(type, region, inputs, traits);
    }
}
