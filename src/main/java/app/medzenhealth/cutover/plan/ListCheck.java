package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A checklist locks something, and that before what it is to guard: nobody ticks while users are without service. What a fence and the deletions after it stand on is asked for by the lists that lock them.
 */
final class ListCheck {
    /** A tick about the moment does not count for longer: it is made on the day of the window. A stated figure. */
    private static final Duration MOMENT = Duration.ofHours(24);

    private final Moves moves;
    private final Faults faults;

    private ListCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, PlanPlaces places, Faults faults) {
        var check = new ListCheck(moves, faults);
        places.phases().forEach(check::locks);
        check.asked();
        if (moves.databaseMoves()) {
            moves.thereDoing(Trait.FENCES).forEach(check::fence);
            places.phases().stream().filter(p -> !p.rollback()).forEach(check::deletions);
        }
    }

    private void locks(PlanPlaces.PhaseAt in) {
        var lists = in.phase().checklists();
        for (var i = 0; i < lists.size(); i++) {
            var list = lists.get(i);
            var pointer = in.pointer() + "/checklists/" + i;
            if (list.gates().isEmpty()) {
                faults.found(
                        pointer,
                        "the list “" + list.title() + "” locks nothing: everything goes on with none of it ticked",
                        "add “gates:” with the step or phase that waits for it");
            }
            list.gates()
                    .filter(g -> whileDown(in, g))
                    .ifPresent(g -> faults.found(
                            pointer + "/gates",
                            "the list “" + list.title() + "” locks step " + g
                                    + ", which comes after the fence: users are without service while it is ticked",
                            "let it lock the fence"));
        }
    }

    /** Between the fence and the step that leads users on. */
    private boolean whileDown(PlanPlaces.PhaseAt in, String step) {
        var here = in.phase().id();
        return doingHere(Trait.FENCES, here).anyMatch(f -> moves.order().before(Moves.id(f), step))
                && doingHere(Trait.REDIRECTS, here)
                        .anyMatch(r -> Moves.id(r).equals(step) || moves.order().before(step, Moves.id(r)));
    }

    private Stream<ActionAt> doingHere(Trait trait, String phase) {
        return moves.doing(trait).stream().filter(a -> a.in().phase().id().equals(phase));
    }

    private void asked() {
        moves.all().stream()
                .filter(a -> a.use().has(Trait.ASKS_WHETHER_DONE))
                .forEach(a -> Moves.texts(a.use(), "steps").stream()
                        .filter(s -> moves.plan().step(s).isEmpty()
                                && moves.plan().phase(s).isEmpty())
                        .forEach(s -> faults.found(
                                a.pointer() + "/with/steps",
                                "there is no step or phase “" + s + "”",
                                "name an existing one")));
    }

    private void fence(ActionAt fence) {
        var gates = Stream.concat(
                        Stream.of(Moves.id(fence)),
                        moves.plan().window().go().filter(go -> moves.order().before(go, Moves.id(fence))).stream())
                .collect(Collectors.toSet());
        var lists = moves.gating(gates);
        var missing = new ArrayList<String>();
        doingHere(Trait.PROMOTES, fence.in().phase().id())
                .flatMap(p -> Moves.Database.of(p.use()).stream())
                .filter(d -> lag(lists, d::equals).isEmpty())
                .forEach(d -> missing.add("how far " + d.name() + " lags behind"));
        if (!watched(fence, lists)) {
            missing.add("whether the alarms that the plan makes tell somebody, one of "
                    + moves.promoted().stream()
                            .map(Moves.Database::name)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + " among them");
        }
        if (!announced(lists)) {
            missing.add("whether the window was announced, and as long before as its messages are due");
        }
        if (done(lists, s -> s.does(Trait.PACKS_WAY_BACK)).isEmpty()) {
            missing.add("whether the way back was written down and tried");
        }
        if (!aboutTheMoment(lists)) {
            missing.add("a person about the moment, by a tick that is valid for " + Times.inWords(MOMENT) + " at most");
        }
        missing.forEach(what -> faults.found(
                fence.pointer(),
                "no list before step " + Moves.id(fence) + " asks " + what,
                "add an item to a list whose “gates:” is " + Moves.id(fence)));
    }

    /** What looks at a database of that kind and limits how far it lags. */
    private static Optional<ActionUse> lag(List<Checklist> lists, Predicate<Moves.Database> which) {
        return Moves.checks(lists, Trait.CHECKS_DATABASE)
                .filter(c -> c.with().get("expect") instanceof Map<?, ?> expect && expect.containsKey("maxLagSeconds"))
                .filter(c -> Moves.Database.of(c).filter(which).isPresent())
                .findFirst();
    }

    private boolean watched(ActionAt fence, List<Checklist> lists) {
        var made = new LinkedHashMap<String, Map<?, ?>>();
        moves.doing(Trait.MAKES_ALARMS).stream()
                .filter(a -> moves.before(a, fence))
                .forEach(a -> WatchCheck.alarms(a)
                        .forEach((name, alarm) -> made.put(a.use().region().orElse("") + "/" + name, alarm)));
        var names = moves.promoted().stream().map(Moves.Database::name).collect(Collectors.toSet());
        return Moves.checks(lists, Trait.CHECKS_ALARMS)
                .filter(c -> Boolean.TRUE.equals(c.with().get("configured")))
                .map(WatchCheck::asked)
                .anyMatch(asked -> asked.containsAll(made.keySet())
                        && made.values().stream().anyMatch(alarm -> WatchCheck.about(alarm, names)));
    }

    private List<Step> done(List<Checklist> lists, Predicate<Step> which) {
        return Moves.checks(lists, Trait.ASKS_WHETHER_DONE)
                .flatMap(c -> Moves.texts(c, "steps").stream())
                .flatMap(s -> moves.plan().step(s).stream())
                .filter(which)
                .toList();
    }

    /** Whatever is to be sent days ahead has been for so many days; and something is. */
    private boolean announced(List<Checklist> lists) {
        var ahead = moves.plan().messages().stream()
                .filter(m -> Notice.of(m).daysAhead() > 0)
                .collect(Collectors.toMap(Plan.Message::id, m -> Notice.of(m).daysAhead(), (a, b) -> a));
        var since = new LinkedHashMap<String, Duration>();
        Moves.checks(lists, Trait.ASKS_WHETHER_DONE)
                .forEach(c -> Moves.texts(c, "steps").stream()
                        .flatMap(s -> moves.plan().step(s).stream())
                        .flatMap(moves.plan()::messages)
                        .forEach(m -> since.merge(
                                m.id(),
                                MeasureCheck.span(c, "since").orElse(Duration.ZERO),
                                (a, b) -> a.compareTo(b) > 0 ? a : b)));
        return ahead.entrySet().stream()
                        .allMatch(m ->
                                since.getOrDefault(m.getKey(), Duration.ZERO).compareTo(Duration.ofDays(m.getValue()))
                                        >= 0)
                && since.values().stream().anyMatch(s -> s.compareTo(Duration.ofDays(1)) >= 0);
    }

    private static boolean aboutTheMoment(List<Checklist> lists) {
        return lists.stream()
                .flatMap(l -> l.items().stream())
                .filter(i -> i.check().isEmpty())
                .flatMap(i -> i.valid().stream())
                .anyMatch(v -> v.compareTo(MOMENT) <= 0);
    }

    private void deletions(PlanPlaces.PhaseAt in) {
        var deleting = in.steps()
                .filter(s -> s.step().actions().stream()
                        .anyMatch(a -> a.has(Trait.DESTROYS) && !DeletionCheck.madeHere(s, a)))
                .toList();
        if (deleting.isEmpty()) {
            return;
        }
        var ids = deleting.stream().map(s -> s.step().id()).toList();
        var before = Stream.concat(
                        Stream.of(in.phase().id()),
                        in.steps()
                                .map(s -> s.step().id())
                                .filter(s -> ids.stream()
                                        .allMatch(d ->
                                                d.equals(s) || moves.order().before(s, d))))
                .collect(Collectors.toSet());
        opens(in, moves.gating(before), deleting.getFirst().pointer());
        deleting.forEach(this::formerDatabase);
    }

    private void opens(PlanPlaces.PhaseAt in, List<Checklist> lists, String pointer) {
        var missing = new ArrayList<String>();
        if (lists.stream()
                .flatMap(l -> l.items().stream())
                .allMatch(i -> i.check().isPresent())) {
            missing.add("a person, who approves it");
        }
        if (Moves.checks(lists, Trait.CHECKS_ALARMS).noneMatch(c -> c.with().containsKey("over"))) {
            missing.add("whether the alarms were quiet since the cutover");
        }
        if (Moves.checks(lists, Trait.CHECKS_NAME).noneMatch(c -> moves.names().contains(Moves.name(c)))) {
            missing.add("where " + String.join(", ", moves.names()) + " leads");
        }
        if (Moves.checks(lists, Trait.READS_METRICS).findAny().isEmpty()) {
            missing.add("whether users’ requests arrive on the new side");
        }
        missing.forEach(what -> faults.found(
                pointer,
                "no list before the first deletion of phase " + in.phase().id() + " asks " + what,
                "add an item to a list whose “gates:” is the phase"));
    }

    /** The database that the cutover led away from goes only while another one follows the new one. */
    private void formerDatabase(PlanPlaces.StepAt at) {
        var former = at.step().actions().stream()
                .filter(a -> a.has(Trait.DESTROYS))
                .flatMap(a -> Moves.Database.of(a).stream())
                .anyMatch(moves.fenced()::contains);
        if (!former) {
            return;
        }
        var names = moves.promoted().stream().map(Moves.Database::name).collect(Collectors.toSet());
        Set<Moves.Database> following = moves.doing(Trait.REPLICATES).stream()
                .filter(r -> names.contains(String.valueOf(r.use().with().get("source"))))
                .flatMap(r -> Moves.Database.of(r.use()).stream())
                .collect(Collectors.toSet());
        if (lag(moves.gating(Set.of(at.step().id(), at.in().phase().id())), following::contains)
                .isEmpty()) {
            faults.found(
                    at.pointer(),
                    "no list before step " + at.step().id() + " asks whether a replica of " + String.join(", ", names)
                            + " has caught up: nothing else stands by once this is gone",
                    "add an item with rds.check of it to a list whose “gates:” is "
                            + at.step().id());
        }
    }
}
