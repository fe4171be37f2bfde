package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is there and is to be deleted.
 *
 * @param service as the inventory calls it, {@code lambda}
 * @param type as the inventory calls it, {@code function}
 * @param id its name, or its id where names need not be unique
 * @param since when it was made or, where AWS tells that alone, changed last; empty where AWS does not tell
 * @param marks of the very one, as the inventory's details name them, for example {@code CodeSha256}
 */
public record Target(
        String region, String service, String type, String id, Optional<Instant> since, Map<String, String> marks) {

    /** The mark that names the session that made it, by the tag that it gave it. */
    public static final String MADE_BY = "made by session";

    public Target {
        marks = Map.copyOf(marks);
    }

    /** Of which AWS does not tell since when it is there. */
    public static Target of(String region, String service, String type, String id) {
        return new Target(region, service, type, id, Optional.empty(), Map.of());
    }

    /** @param label {@code service/type/id} */
    public static Target of(String region, String label) {
        var parts = label.split("/", 3);
        if (parts.length < 3) {
            throw new ActionFailure(
                    label + " is not written as service/type/id",
                    "nothing was sent",
                    "correct the plan, or its parameters");
        }
        return of(region, parts[0], parts[1], parts[2]);
    }

    public Target since(Optional<Instant> instant) {
        return new Target(region, service, type, id, instant, marks);
    }

    public Target marked(String name, String value) {
        var all = new HashMap<>(marks);
        all.put(name, value);
        return new Target(region, service, type, id, since, all);
    }

    /** {@code service/type}. */
    public String kind() {
        return service + "/" + type;
    }

    /** {@code service/type/id}. */
    public String label() {
        return kind() + "/" + id;
    }
}
