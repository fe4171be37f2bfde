package app.medzenhealth.cutover.plan;

import java.util.Map;
import java.util.Optional;

/**
 * What happens to resources that no line of the baseline names. All that is given must fit; the first rule that does decides.
 *
 * @param service the inventory's name for it; empty: any
 * @param type the inventory's name for it; empty: any
 * @param region its id, or {@code global}; empty: any
 * @param name a {@link NamePattern}; empty: any
 * @param tag {@code key=value}, or a key that must be there with whatever value; empty: any
 * @param follows what decides instead: it happens what happens to that; where there is no such thing, the rule does not fit. Either this
 *     or {@code disposition}
 * @param why for whoever reviews it
 */
public record DispositionRule(
        String id,
        Optional<String> service,
        Optional<String> type,
        Optional<String> region,
        Optional<String> name,
        Optional<String> tag,
        Optional<Followed> follows,
        Optional<Plan.Disposition> disposition,
        String why,
        String source) {

    /**
     * Another resource of the same region.
     *
     * @param name its name or its id; {@code {it}} is what the rule's own name has found
     */
    public record Followed(String service, String type, String name) {}

    /** Whether it fits but for the name. */
    public boolean asksFor(String itsService, String itsType, String itsRegion, Map<String, String> tags) {
        return is(service, itsService) && is(type, itsType) && is(region, itsRegion) && tagged(tags);
    }

    private static boolean is(Optional<String> wanted, String given) {
        return wanted.isEmpty() || wanted.get().equals(given);
    }

    private boolean tagged(Map<String, String> tags) {
        if (tag.isEmpty()) {
            return true;
        }
        var equals = tag.get().indexOf('=');
        return equals < 0
                ? tags.containsKey(tag.get())
                : tag.get().substring(equals + 1).equals(tags.get(tag.get().substring(0, equals)));
    }
}
