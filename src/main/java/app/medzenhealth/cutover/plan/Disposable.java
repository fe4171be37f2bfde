package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a phase of the way there makes and takes away again itself, as a drill does: a database, or a name.
 *
 * @param subject what it is: a {@link Moves.Database}, or the text of a name
 * @param made by which it comes
 * @param goes by which it goes again
 */
record Disposable(Object subject, ActionAt made, ActionAt goes) {

    static List<Disposable> in(Moves moves) {
        return Stream.concat(
                        of(moves, Trait.MAKES_DATABASE, Trait.DESTROYS, a -> Moves.Database.of(a.use()).stream()),
                        of(moves, Trait.REDIRECTS, Trait.TAKES_NAME_AWAY, a -> Stream.of(Moves.name(a.use()))))
                .toList();
    }

    private static Stream<Disposable> of(Moves moves, Trait makes, Trait takes, Function<ActionAt, Stream<?>> subject) {
        return moves.doing(makes).stream()
                .filter(a -> !a.in().rollback())
                .flatMap(made -> subject.apply(made)
                        .flatMap(what -> moves.doing(takes).stream()
                                .filter(goes -> moves.beforeHere(made, goes)
                                        && subject.apply(goes).anyMatch(what::equals))
                                .map(goes -> new Disposable(what, made, goes))));
    }

    /** Whether an action is about that very thing. */
    boolean isOf(ActionUse use) {
        return subject instanceof Moves.Database database
                ? Moves.Database.of(use).filter(database::equals).isPresent()
                : subject.equals(Moves.name(use));
    }

    /** Whether it is gone, or not there yet, whenever the way back may be begun or is open. */
    boolean outside(Moves moves, Rollback way) {
        Predicate<ActionAt> over = at -> way.standsOn()
                .anyMatch(s -> s.equals(Moves.id(at)) || moves.order().before(Moves.id(at), s));
        return over.test(goes) || begunAfterClosing(moves, way, made);
    }

    /** Whether the way back leads nowhere any more once the action may be carried out. */
    static boolean begunAfterClosing(Moves moves, Rollback way, ActionAt at) {
        return way.costs().stream()
                .filter(Rollback.Price::closes)
                .anyMatch(c -> c.step().equals(Moves.id(at)) || moves.order().before(c.step(), Moves.id(at)));
    }
}
