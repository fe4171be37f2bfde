package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.plan.DispositionRule;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Puts the regions of an inventory next to each other and holds them against the plan's baseline. What is unknown is never
 * taken for absent: neither in a cell nor in the drift.
 */
public final class Comparison {

    private static final String ANYWHERE = "unknown";

    /** One row: the same thing in every region. */
    private record Key(String service, String type, String logical) {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::service).thenComparing(Key::type).thenComparing(Key::logical);
    }

    private static final class Draft {
        final Map<String, SeenResource> seen = new LinkedHashMap<>();
        final List<Plan.Resource> planned = new ArrayList<>();
    }

    private final List<ServiceScan> scans;
    private final Set<ServicePlace> unread;
    /** By place why what is known of it holds no longer for sure. */
    private final Map<ServicePlace, String> stale = new HashMap<>();

    private final Plan plan;
    private final StepTraces traces;
    private final LogicalNames names;
    private final Dispositions dispositions;
    private final Map<String, Map<String, Observation<List<SeenResource>>>> read = new HashMap<>();
    private final Map<String, Set<String>> notOffered = new HashMap<>();
    private final Map<ServicePlace, List<Gap>> gaps = new HashMap<>();
    private final Map<Key, Draft> drafts = new TreeMap<>(Key.ORDER);

    private static final List<Plan.Disposition> WEIGHT =
            List.of(Plan.Disposition.KEEP, Plan.Disposition.MOVE, Plan.Disposition.RETIRE, Plan.Disposition.DELETE);

    private Comparison(
            String account,
            List<ServiceScan> scans,
            Set<ServicePlace> unread,
            Predicate<ServicePlace> awaited,
            Plan plan,
            StepTraces traces) {
        this.traces = traces;
        this.scans = scans;
        this.unread = unread;
        this.plan = plan;
        var regions = new LinkedHashSet<String>();
        plan.regions().forEach(r -> regions.add(r.id()));
        scans.forEach(s -> regions.add(s.region()));
        unread.forEach(p -> regions.add(p.region()));
        this.names = new LogicalNames(regions, account);
        this.dispositions = new Dispositions(plan, scans.stream().flatMap(ServiceScan::resources));
        for (var scan : scans) {
            var place = ServicePlace.of(scan);
            scan.failure()
                    .map(f -> "not read again: " + f.reason())
                    .or(() -> Optional.of("not read again").filter(w -> awaited.test(place)))
                    .ifPresent(why -> stale.put(place, why));
        }
    }

    public static SideBySide of(Inventory inventory, Plan plan) {
        return of(inventory, plan, StepTraces.NONE);
    }

    /** @param traces what the session's own steps account for */
    public static SideBySide of(Inventory inventory, Plan plan, StepTraces traces) {
        return new Comparison(inventory.account(), inventory.scans(), Set.of(), place -> false, plan, traces)
                .sideBySide();
    }

    /** What was not read yet has no cell, and nothing is concluded from it. */
    public static SideBySide of(UnfinishedInventory unfinished, Plan plan) {
        return new Comparison(
                        plan.account(),
                        unfinished.scans(),
                        unfinished.unread(),
                        // While it reads, what was known stays in sight with its age; a scan that has ended does not
                        // bring it.
                        place -> unfinished.state() != UnfinishedInventory.State.READING && unfinished.awaits(place),
                        plan,
                        unfinished.traces())
                .sideBySide();
    }

    private SideBySide sideBySide() {
        scans.forEach(
                s -> read.computeIfAbsent(s.service(), k -> new HashMap<>()).put(s.region(), s.found()));
        scans.forEach(s -> gaps.put(ServicePlace.of(s), s.gaps()));
        scans.stream()
                .filter(s -> !s.offered())
                .forEach(s -> notOffered
                        .computeIfAbsent(s.service(), k -> new LinkedHashSet<>())
                        .add(s.region()));
        plan.baseline()
                .forEach(b -> draft(new Key(b.service(), b.type(), b.logical()))
                        .planned
                        .add(b));
        scans.stream().flatMap(ServiceScan::resources).forEach(this::place);
        var rows = new ArrayList<SideBySide.Row>();
        drafts.forEach((key, draft) -> rows.add(row(key, draft)));
        return new SideBySide(columns(rows), List.copyOf(rows));
    }

    private Draft draft(Key key) {
        return drafts.computeIfAbsent(key, k -> new Draft());
    }

    /** The plan's name for it wins; two things of one region that would share a row keep their full names. */
    private void place(SeenResource resource) {
        var logical =
                dispositions.line(resource).map(Plan.Resource::logical).orElseGet(() -> names.of(resource.name()));
        for (var name : List.of(
                logical,
                resource.name(),
                resource.name() + " (" + resource.id() + ")",
                resource.name() + " (" + resource.arn() + ")")) {
            var draft = draft(new Key(resource.service(), resource.type(), name));
            if (draft.seen.putIfAbsent(resource.region(), resource) == null) {
                return;
            }
        }
        var last = resource.name() + " (" + resource.id() + ")";
        var count = 2;
        while (draft(new Key(resource.service(), resource.type(), last + " #" + count))
                        .seen
                        .putIfAbsent(resource.region(), resource)
                != null) {
            count++;
        }
    }

    private List<String> columns(List<SideBySide.Row> rows) {
        var columns = new LinkedHashSet<String>();
        plan.regions().forEach(r -> columns.add(r.id()));
        unread.forEach(p -> columns.add(p.region()));
        rows.forEach(row -> row.cells().forEach((region, cell) -> {
            if (cell instanceof SideBySide.Cell.Present) {
                columns.add(region);
            }
        }));
        return List.copyOf(columns);
    }

    private SideBySide.Row row(Key key, Draft draft) {
        var cells = new LinkedHashMap<String, SideBySide.Cell>();
        var byRegion = read.getOrDefault(key.service(), Map.of());
        var first = firstInOrder(draft);
        regionsOf(draft, byRegion).forEach(region -> {
            var seen = draft.seen.get(region);
            if (seen != null) {
                cells.put(region, new SideBySide.Cell.Present(seen, differences(first.orElse(seen), seen)));
                return;
            }
            switch (byRegion.get(region)) {
                case null -> {}
                case Observation.Known<List<SeenResource>> known ->
                    cells.put(
                            region,
                            notOffered.getOrDefault(key.service(), Set.of()).contains(region)
                                    ? new SideBySide.Cell.NotOffered()
                                    : gap(key, region)
                                            .<SideBySide.Cell>map(SideBySide.Cell.Unknown::new)
                                            .orElseGet(SideBySide.Cell.Absent::new));
                case Observation.Unknown<List<SeenResource>> unknown ->
                    cells.put(region, new SideBySide.Cell.Unknown(unknown.reason()));
            }
        });
        // What is kept in one region and deleted in another must not look kept.
        var ruled = draft.seen.values().stream()
                .flatMap(r -> dispositions.of(r).stream())
                .filter(s -> s.rule().isPresent())
                .toList();
        var disposition = Stream.concat(
                        draft.planned.stream().map(Plan.Resource::disposition),
                        ruled.stream().map(Dispositions.Said::disposition))
                .max(Comparator.comparingInt(WEIGHT::indexOf));
        return new SideBySide.Row(
                key.service(),
                key.type(),
                key.logical(),
                Map.copyOf(cells),
                disposition,
                ruled.stream()
                        .filter(r -> disposition.filter(r.disposition()::equals).isPresent())
                        .flatMap(r -> r.rule().stream())
                        .map(DispositionRule::why)
                        .findFirst(),
                drift(key, draft, cells),
                step(draft),
                (int) unplanned(draft).stream()
                                .filter(r -> traces.of(r).isEmpty())
                                .count()
                        + (int) gone(draft, cells).stream()
                                .filter(p -> removed(p).isEmpty())
                                .count());
    }

    private Optional<String> step(Draft draft) {
        return draft.seen.values().stream()
                .flatMap(r -> traces.of(r).stream())
                .findFirst()
                .or(() ->
                        draft.planned.stream().flatMap(p -> removed(p).stream()).findFirst());
    }

    private Optional<String> removed(Plan.Resource planned) {
        return traces.removed(planned.region(), planned.service(), planned.name());
    }

    /** Seen, and the plan does not say what happens to it. */
    private List<SeenResource> unplanned(Draft draft) {
        return draft.seen.values().stream()
                .filter(r -> dispositions.of(r).isEmpty())
                .toList();
    }

    /** In the baseline, and known not to be there. */
    private List<Plan.Resource> gone(Draft draft, Map<String, SideBySide.Cell> cells) {
        return draft.planned.stream()
                .filter(p -> p.region().equals(ANYWHERE)
                        ? draft.seen.isEmpty()
                                && !cells.isEmpty()
                                && cells.values().stream().noneMatch(SideBySide.Cell.Unknown.class::isInstance)
                                && unread.stream().noneMatch(u -> u.service().equals(p.service()))
                        : cells.get(p.region()) instanceof SideBySide.Cell.Absent
                                || cells.get(p.region()) instanceof SideBySide.Cell.NotOffered)
                .toList();
    }

    /** Why the thing may be there though it is not in the list: what was not known, and what may have come since. */
    private Optional<String> gap(Key key, String region) {
        var old = Optional.ofNullable(stale.get(new ServicePlace(region, key.service())));
        return old.isPresent() ? old : unseen(key, region);
    }

    private Optional<String> unseen(Key key, String region) {
        return gaps.getOrDefault(new ServicePlace(region, key.service()), List.of()).stream()
                .filter(g -> g.covers(key.type()))
                .findFirst()
                .map(Gap::words);
    }

    private List<String> regionsOf(Draft draft, Map<String, Observation<List<SeenResource>>> byRegion) {
        var regions = new LinkedHashSet<String>();
        plan.regions().forEach(r -> regions.add(r.id()));
        regions.addAll(byRegion.keySet());
        regions.addAll(draft.seen.keySet());
        return List.copyOf(regions);
    }

    private Optional<SeenResource> firstInOrder(Draft draft) {
        return plan.regions().stream()
                .map(r -> draft.seen.get(r.id()))
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> draft.seen.values().stream().findFirst());
    }

    private static List<String> differences(SeenResource first, SeenResource other) {
        if (first == other) {
            return List.of();
        }
        var keys = new LinkedHashSet<String>(first.details().keySet());
        keys.addAll(other.details().keySet());
        var differences = new ArrayList<String>();
        for (var key : keys) {
            var here = other.details().getOrDefault(key, "–");
            var there = first.details().getOrDefault(key, "–");
            if (!here.equals(there)) {
                differences.add(key + " " + here + " ≠ " + there);
            }
        }
        return List.copyOf(differences);
    }

    /** What is certain comes first: something missing, then something unplanned, then what cannot be said. */
    private SideBySide.Drift drift(Key key, Draft draft, Map<String, SideBySide.Cell> cells) {
        var unknown = cells.isEmpty()
                || cells.values().stream().anyMatch(SideBySide.Cell.Unknown.class::isInstance)
                || unread.stream().anyMatch(p -> p.service().equals(key.service()));
        for (var planned : draft.planned) {
            unknown |= !planned.region().equals(ANYWHERE) && cells.get(planned.region()) == null;
        }
        var gone = gone(draft, cells);
        if (gone.stream().anyMatch(p -> removed(p).isEmpty())) {
            return SideBySide.Drift.MISSING;
        }
        var unplanned = unplanned(draft);
        if (unplanned.stream().anyMatch(r -> traces.of(r).isEmpty())) {
            return SideBySide.Drift.NOT_IN_PLAN;
        }
        if (!unknown && !(gone.isEmpty() && unplanned.isEmpty())) {
            return SideBySide.Drift.BY_STEP;
        }
        return unknown ? SideBySide.Drift.UNKNOWN : SideBySide.Drift.AS_PLANNED;
    }
}
