package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.audit.DowntimeBasis;
import app.medzenhealth.cutover.audit.DowntimeWords;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Whether users were without service for less than a time, by the clock of this session. How long a fence stood is an estimate: it
 * shows that the time was too long, and never that it was short enough.
 */
final class DowntimeWithin extends ReadOnlyAction {
    private final Duration most;
    private final Supplier<Downtime> downtime;

    private DowntimeWithin(Duration most, Supplier<Downtime> downtime) {
        this.most = most;
        this.downtime = downtime;
    }

    /** @param downtime until now */
    static ActionType type(Supplier<Downtime> downtime) {
        return ActionSpec.readsGlobally("downtime.within", "Users were without service for less than")
                .requires(Kind.DURATION, "most")
                .is(Trait.MEASURES_DOWNTIME)
                .script((context, with, script) ->
                        script.say("How long users were without service is told by the probes, which"
                                + " this script does not have: it should be less than "
                                + Times.inWords(with.duration("most")) + "."))
                .createdBy(inputs -> new DowntimeWithin(inputs.duration("most"), downtime));
    }

    @Override
    protected String summary() {
        return "Compares how long users were without service with " + Times.inWords(most) + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(
                new Check("Users were without service for less than " + Times.inWords(most), judged(downtime.get())));
    }

    private Check.Outcome judged(Downtime d) {
        if (d.soFar().isZero() && d.basis() == DowntimeBasis.ESTIMATED) {
            return new Check.Unknown("there was no fence yet, and nobody measured");
        }
        var found = Times.inWords(d.soFar()) + ", " + d.basis().words() + ": " + DowntimeWords.told("reads", d.reads())
                + ", "
                + DowntimeWords.told("writes", d.writes())
                + (d.unknown().isPositive() ? "; nobody knows of " + Times.inWords(d.unknown()) : "");
        if (d.soFar().compareTo(most) >= 0) {
            return new Check.Fail(
                    found + (d.counting() ? "; it still counts" : ""),
                    "nothing makes it shorter afterwards: say in the report why it took so long");
        }
        if (d.counting()) {
            return new Check.Unknown("it still counts: " + found);
        }
        return d.basis() == DowntimeBasis.MEASURED && d.unknown().isZero()
                ? new Check.Pass(found)
                : new Check.NotMeasured("an estimate alone, " + found);
    }
}
