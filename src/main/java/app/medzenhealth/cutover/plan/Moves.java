package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import app.medzenhealth.cutover.plan.PlanPlaces.Purpose;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the cutovers of a plan and its ways back move: which databases they close and make take writes, and where they lead users.
 *
 * @param all what the steps do and what they are verified by, and what checklists and soaks look at
 * @param byTrait what steps do, in the plan's order
 */
record Moves(Plan plan, OrderCheck order, StepOutputs outputs, List<ActionAt> all, Map<Trait, List<ActionAt>> byTrait) {

    /** A database by the region that it is in, where the plan says it. */
    record Database(String region, String name) {
        static Optional<Database> of(ActionUse use) {
            return use.region().flatMap(r -> use.database().map(d -> new Database(r, d)));
        }

        @Override
        public String toString() {
            return name + " in " + region;
        }
    }

    static Moves of(PlanPlaces stated, OrderCheck order, ActionCheck actions) {
        var all = stated.actions().toList();
        var byTrait = new EnumMap<Trait, List<ActionAt>>(Trait.class);
        for (var trait : Trait.values()) {
            byTrait.put(
                    trait,
                    all.stream()
                            .filter(a -> a.purpose() == Purpose.RUN && a.use().has(trait))
                            .toList());
        }
        return new Moves(stated.plan(), order, new StepOutputs(actions::signature), all, byTrait);
    }

    /** What steps do that has the trait, in the plan's order. */
    List<ActionAt> doing(Trait trait) {
        return byTrait.getOrDefault(trait, List.of());
    }

    /** The same in the cutovers of the way there. */
    List<ActionAt> thereDoing(Trait trait) {
        return doing(trait).stream().filter(Moves::isThere).toList();
    }

    /** Whether it is in a cutover of the way there. */
    static boolean isThere(ActionAt at) {
        return !at.in().rollback() && at.in().phase().does(Trait.FENCES);
    }

    static boolean cutsOver(ActionAt at) {
        return at.in().phase().cutsOver();
    }

    /** Whether a database moves: one side is closed, and another one takes over. */
    boolean databaseMoves() {
        return thereDoing(Trait.FENCES).stream().anyMatch(f -> f.in().phase().does(Trait.PROMOTES));
    }

    Set<Database> fenced() {
        return databases(thereDoing(Trait.FENCES));
    }

    Set<Database> promoted() {
        return databases(thereDoing(Trait.PROMOTES));
    }

    static Set<Database> databases(List<ActionAt> doing) {
        return doing.stream().flatMap(a -> Database.of(a.use()).stream()).collect(Collectors.toSet());
    }

    /** The names that the cutovers and the ways back lead users by. */
    Set<String> names() {
        return doing(Trait.REDIRECTS).stream()
                .filter(Moves::cutsOver)
                .map(a -> name(a.use()))
                .collect(Collectors.toSet());
    }

    /** Where the cutovers of the way there lead users. */
    Set<String> there() {
        return thereDoing(Trait.REDIRECTS).stream().map(a -> value(a.use())).collect(Collectors.toSet());
    }

    static String name(ActionUse use) {
        return plain(String.valueOf(use.with().get("name")));
    }

    /** What a record says, be it a value or an alias. */
    static String value(ActionUse use) {
        return plain(String.valueOf(use.with().getOrDefault("value", use.with().getOrDefault("aliasName", ""))));
    }

    /** A name as it is compared: DNS makes no difference between small and large letters, or by the root's dot. */
    static String plain(String name) {
        var small = Variables.in(name).isEmpty() ? name.toLowerCase(Locale.ROOT) : name;
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }

    /** The region that an address is in, by the step that gives it or by AWS's own name for it. */
    Optional<String> regionOf(String address) {
        return Variables.whole(address).isPresent()
                ? giver(address).flatMap(a -> a.use().region())
                : plan.regions().stream()
                        .map(Plan.Region::id)
                        .filter(r -> address.contains("." + r + "."))
                        .findFirst();
    }

    /** The action that gives what a text consisting of one variable stands for, where exactly one does. */
    Optional<ActionAt> giver(String text) {
        return Variables.whole(text).flatMap(this::giving);
    }

    /** @param variable for example {@code 2.3.endpoint} */
    Optional<ActionAt> giving(String variable) {
        return plan.steps()
                .filter(s -> variable.startsWith(s.id() + "."))
                .max(Comparator.comparingInt(s -> s.id().length()))
                .flatMap(s -> giving(s, variable.substring(s.id().length() + 1)));
    }

    private Optional<ActionAt> giving(Step step, String output) {
        var dot = output.lastIndexOf('.');
        var numbered = dot > 0 && output.substring(dot + 1).matches("[1-9][0-9]?");
        var givers = outputs.givers(step, numbered ? output.substring(0, dot) : output);
        if (numbered && !givers.isEmpty()) {
            var number = Integer.parseInt(output.substring(dot + 1));
            return number <= givers.size() ? use(step, givers.get(number - 1)) : Optional.empty();
        }
        return givers.size() == 1 ? use(step, givers.getFirst()) : Optional.empty();
    }

    private Optional<ActionAt> use(Step step, int index) {
        return all.stream()
                .filter(a -> a.step() != null
                        && a.purpose() == Purpose.RUN
                        && a.step().id().equals(step.id()))
                .filter(a -> a.pointer().endsWith("/actions/" + index))
                .findFirst();
    }

    /** Whether one is complete whenever the other begins; in one step they are carried out in their order. */
    boolean before(ActionAt first, ActionAt then) {
        return first.step() != null
                && then.step() != null
                && (first.step().id().equals(then.step().id())
                        ? index(first) < index(then)
                        : order.before(first.step().id(), then.step().id()));
    }

    /** The same, in one phase: what another phase did is not relied on by a way back. */
    boolean beforeHere(ActionAt first, ActionAt then) {
        return first.in().phase().id().equals(then.in().phase().id()) && before(first, then);
    }

    private static int index(ActionAt at) {
        return Integer.parseInt(at.pointer().substring(at.pointer().lastIndexOf('/') + 1));
    }

    static String id(ActionAt at) {
        return Objects.requireNonNull(at.step()).id();
    }

    /** What takes writes when the action is carried out: what its phase has promoted or opened before. */
    Set<Database> takesWrites(ActionAt at) {
        return Stream.of(Trait.PROMOTES, Trait.LIFTS_FENCE)
                .flatMap(t -> doing(t).stream())
                .filter(a -> beforeHere(a, at))
                .flatMap(a -> Database.of(a.use()).stream())
                .collect(Collectors.toSet());
    }

    static boolean starts(ActionUse use) {
        return use.has(Trait.SCALES) && !RequiredFact.stops(use);
    }

    /** Region, cluster and service of what scales, closes or makes one. */
    static List<Object> service(ActionUse use) {
        return Stream.of(
                        use.region().orElse(""),
                        use.with().getOrDefault("cluster", ""),
                        use.with().getOrDefault("service", ""))
                .map(Object.class::cast)
                .toList();
    }

    /** Texts of an input that is a text or a list of them. */
    static List<String> texts(ActionUse use, String input) {
        return switch (use.with().get(input)) {
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case null -> List.of();
            case Object one -> String.valueOf(one).isBlank() ? List.of() : List.of(String.valueOf(one));
        };
    }

    /** The checklists that lock any of these steps or phases, with what they look at. */
    List<Checklist> gating(Set<String> ids) {
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.gates().filter(ids::contains).isPresent())
                .toList();
    }

    static Stream<ActionUse> checks(List<Checklist> lists, Trait trait) {
        return lists.stream()
                .flatMap(c -> c.items().stream())
                .flatMap(i -> i.check().stream())
                .filter(c -> c.has(trait));
    }

    static IntStream each(List<?> list) {
        return IntStream.range(0, list.size());
    }
}
