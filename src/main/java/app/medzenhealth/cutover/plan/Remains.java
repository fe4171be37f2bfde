package app.medzenhealth.cutover.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is still in a region that was swept, as the newest sweep told it. */
public final class Remains {
    /** The output in which a sweep tells it. */
    public static final String OUTPUT = "remains";
    /** What the output says where the sweep found nothing at all. */
    public static final String NOTHING = "nothing";

    private Remains() {}

    /**
     * By region, {@link #NOTHING} included. A region that no sweep has told anything of is not in it.
     *
     * @param done ids of steps that are done and not undone, in the order in which they ended
     * @param outputs of a step that is done, by name
     */
    public static Map<String, String> of(Plan plan, List<String> done, Function<String, Map<String, String>> outputs) {
        var remains = new LinkedHashMap<String, String>();
        for (var id : done) {
            plan.step(id)
                    .ifPresent(step -> step.actions().stream()
                            .filter(a -> a.has(Trait.SWEEPS))
                            .flatMap(a -> a.region().stream())
                            .forEach(region -> {
                                // Of a sweep that says nothing of what remains, whoever decided that it was done knows.
                                remains.remove(region);
                                var told = outputs.apply(id).get(OUTPUT);
                                if (told != null) {
                                    remains.put(region, told);
                                }
                            }));
        }
        return remains;
    }
}
