package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import java.util.Optional;

/** Reads what going back would lose, for the price that is shown with it and confirmed. Nothing is recorded by it. */
final class Losses {
    private final SessionContext core;

    Losses(SessionContext core) {
        this.core = core;
    }

    /** Of the way back that is offered now; nothing where none is. */
    void read() throws InterruptedException {
        var offered = core.view.get().wayBackNow().map(SessionView.PhaseView::phase);
        var way = core.plan.rollbacks().stream()
                .filter(r -> offered.filter(r.procedure()::equals).isPresent())
                .findFirst();
        if (way.isPresent()) {
            read(way.get());
        }
    }

    /** Of the way back that a step belongs to; nothing of a step of the way there. */
    void before(Phase phase) throws InterruptedException {
        for (var way : core.plan.rollbacks()) {
            if (way.procedure().equals(phase)) {
                read(way);
            }
        }
    }

    private void read(Rollback way) throws InterruptedException {
        var by = by(way);
        if (by.isEmpty()) {
            return;
        }
        var checks = core.evidence.read(by.get(), core.context(""));
        var told = new LossReading(core.now(), checks);
        var id = way.procedure().id();
        var changed = core.journal.atomically(() -> {
            var before = Optional.ofNullable(core.live.losses().get(id));
            core.live.loss(id, told);
            return before.filter(b -> b.checks().equals(checks)).isEmpty();
        });
        if (changed) {
            core.changed();
        }
    }

    /** Where the way compares the two sides itself, once it has: by the same comparison. */
    private Optional<ActionUse> by(Rollback way) {
        return way.leaves()
                .map(l -> core.resolve("", l))
                .or(() -> parity(way)
                        .filter(s -> core.journal.atomically(
                                () -> core.journal.state().step(s.id()).settled()))
                        .flatMap(s -> s.actions().stream()
                                .filter(a -> a.has(Trait.PROVES_PARITY))
                                .map(a -> core.resolve(s.id(), a))
                                .findFirst()));
    }

    static Optional<Step> parity(Rollback way) {
        return way.procedure().steps().stream()
                .filter(s -> s.does(Trait.PROVES_PARITY))
                .findFirst();
    }
}
