package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Deletion.Going;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.action.Showing.Matter;
import app.medzenhealth.cutover.action.TakenAway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is gone for good with a step as it was reviewed, one by one: how much it holds, when it was used last and what outlives it.
 * What is typed for all of it comes from here, too.
 */
public record Deletions(List<Row> rows) {
    private static final String UNKNOWN = "unknown";
    private static final int MOST = 500;

    /** So many kinds can be counted one by one and still be typed. */
    private static final int KINDS_NAMED = 2;

    /**
     * One thing that goes.
     *
     * @param id as AWS calls it, where that is not its name; else empty
     * @param holds how much is in it; empty where nothing tells
     * @param lastUse {@code unknown} where nobody has measured it
     * @param copies what outlives it, each as it is found again; empty where nothing was shown to
     */
    public record Row(
            String region,
            String kind,
            String name,
            Optional<String> id,
            Going going,
            String holds,
            String lastUse,
            List<String> copies) {}

    /** By the previews and checks of the review alone: whoever reads them sees the same. */
    public static Deletions of(StepReview review) {
        return new Deletions(review.parts().stream()
                .flatMap(p -> told(p.preview()).stream().map(d -> row(d, p.checks())))
                .toList());
    }

    /** Of an action that does not say what goes, its calls do: nothing goes without a row. */
    private static List<Deletion> told(Preview preview) {
        return preview.deletions().isEmpty() ? TakenAway.of(preview.calls()) : preview.deletions();
    }

    /** Where nothing is read: as they are named, for {@link #phrase}. */
    static Deletions named(List<Deletion> deletions) {
        return new Deletions(
                deletions.stream().distinct().map(d -> row(d, List.of())).toList());
    }

    private static Row row(Deletion d, List<Check> checks) {
        var copies = new ArrayList<>(shown(checks, d, Matter.COPY));
        if (!d.stays().isBlank()) {
            copies.addFirst(d.stays());
        }
        var uses = shown(checks, d, Matter.LAST_USE);
        var id = d.label().split("/", 3);
        return new Row(
                d.region(),
                d.kind(),
                d.name(),
                Optional.of(id[id.length - 1]).filter(i -> !i.equals(d.name())),
                d.going(),
                d.holds(),
                d.lastUse().isBlank() ? uses.isEmpty() ? UNKNOWN : String.join(", ", uses) : d.lastUse(),
                List.copyOf(copies));
    }

    private static List<String> shown(List<Check> checks, Deletion of, Matter matter) {
        return checks.stream()
                .flatMap(c -> c.showing().stream())
                .filter(s -> s.matter() == matter && s.label().equals(of.label()))
                .map(Showing::words)
                .filter(w -> !w.isBlank())
                .distinct()
                .toList();
    }

    /** What is deleted as such; what goes with one of these is no deletion of its own. */
    private List<Row> byThemselves() {
        return rows.stream().filter(r -> r.going() == Going.BY_ITSELF).toList();
    }

    /** How many, and of what: {@code 7 log groups}, {@code 3 functions and 2 rules}, {@code 7 resources}. */
    public String counted() {
        var kinds = byThemselves().stream()
                .collect(Collectors.groupingBy(Row::kind, LinkedHashMap::new, Collectors.counting()));
        return kinds.size() > KINDS_NAMED
                ? Deletion.counted(byThemselves().size(), "resource")
                : kinds.entrySet().stream()
                        .map(k -> Deletion.counted(k.getValue(), k.getKey()))
                        .collect(Collectors.joining(" and "));
    }

    /** For a heading, and for whoever signs it. */
    public String headline() {
        return "Gone for good: " + counted();
    }

    /** What is typed for it: the name of one thing, or how many there are. Empty where nothing goes. */
    public Optional<String> phrase() {
        var all = byThemselves();
        return switch (all.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(all.getFirst().name());
            default -> Optional.of(counted());
        };
    }

    /** As the record of a confirmation says it; empty where nothing goes. */
    Map<String, Object> recorded() {
        var data = new LinkedHashMap<String, Object>();
        if (!rows.isEmpty()) {
            data.put(
                    "deletes",
                    rows.stream().limit(MOST).map(Deletions::recorded).toList());
        }
        if (rows.size() > MOST) {
            data.put("moreDeletes", rows.size() - MOST);
        }
        return data;
    }

    private static Map<String, Object> recorded(Row row) {
        var data = new LinkedHashMap<String, Object>();
        data.put("region", row.region());
        data.put("kind", row.kind());
        data.put("name", row.name());
        row.id().ifPresent(i -> data.put("id", i));
        data.put("holds", row.holds());
        data.put("lastUse", row.lastUse());
        data.put("copies", row.copies());
        return data;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether a name is that of something that goes. */
    public boolean has(String region, String name) {
        return rows.stream()
                .anyMatch(r -> r.region().equals(region)
                        && (r.name().equals(name) || Objects.equals(r.id().orElse(null), name)));
    }
}
