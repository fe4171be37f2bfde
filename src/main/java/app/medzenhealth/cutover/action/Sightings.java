package app.medzenhealth.cutover.action;

import java.util.List;
import java.util.Optional;

/**
 * Whether something that is not there was ever there. What the frozen baseline holds was, and so was what this session made or
 * began to delete. Anything else that is not found may as well be a misspelt name, and is not taken for gone.
 *
 * @param service as the inventory calls it, {@code lambda}
 * @param type as the inventory calls it, {@code function}
 */
public record Sightings(ActionContext context, String region, String service, String type) {

    public static final String NEVER = "not found: neither this session nor the baseline ever saw it";

    /** Notes what this session made, or is about to delete: on disk before the call. */
    public void note(String name) {
        note(name, name);
    }

    /** @param id what it is called besides its name */
    public void note(String name, String id) {
        file(name).write(new Noted(name, id));
    }

    public boolean ever(String name) {
        return where(name).isPresent();
    }

    private Optional<String> where(String name) {
        return file(name)
                .read()
                .filter(n -> n.name().equals(name))
                .map(n -> "it is gone; this session had it before it" + (n.id().equals(name) ? "" : ", as " + n.id()))
                .or(() -> new FrozenBaseline(context)
                        .arn(region, service, type, name)
                        .map(arn -> "it is gone; the baseline holds " + arn));
    }

    /** Of what is not there: gone where it was there once, else not known. */
    public Check.Outcome gone(String name) {
        return where(name)
                .<Check.Outcome>map(evidence -> new Check.Pass(evidence))
                .orElseGet(() -> new Check.Unknown(NEVER + " in " + region));
    }

    /** For whoever decides about the step; empty where it was there once. */
    public Optional<String> warning(String name) {
        return ever(name)
                ? Optional.empty()
                : Optional.of(name + ": " + NEVER + " in " + region
                        + ". If the name is misspelt, what is meant stays: the step stays open about it.");
    }

    /**
     * At the end, when what was found is done with.
     *
     * @param gone the post-conditions
     * @throws ItemsOpen if one of them is about something that was never seen: a person decides about it in writing
     */
    public static void requireSeen(List<Check> gone) {
        var never = gone.stream()
                .filter(c ->
                        c.outcome() instanceof Check.Unknown u && u.evidence().startsWith(NEVER))
                .toList();
        if (!never.isEmpty()) {
            throw new ItemsOpen(
                    never,
                    "what was found is done; of these nothing was",
                    "correct the name, or decide in writing that nothing of it is left");
        }
    }

    private SessionNote<Noted> file(String name) {
        return SessionNote.in(context, "seen-" + service + "-" + type + "-" + region + "-" + name, Noted.class);
    }

    private record Noted(String name, String id) {}
}
