package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.FrozenBaseline;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what is to be deleted is what the frozen baseline lists: the very thing, by its ARN and, as far as AWS tells, by when it
 * was made and by its code. What has come since was in no list that anybody has approved.
 *
 * @param digest of the baseline, as the step that froze it has given it to the trail
 */
record Listed(String digest) {

    Check of(ActionContext context, Target target) throws InterruptedException {
        var title = target.label() + " is listed in the baseline";
        return Check.reading(title, () -> {
            var baseline = new FrozenBaseline(context);
            Optional<String> there;
            try {
                there = baseline.digest();
            } catch (ActionFailure altered) {
                return new Check.Fail(
                        String.valueOf(altered.getMessage()),
                        "freeze the baseline again, and look at what has changed");
            }
            if (there.isEmpty()) {
                return new Check.Unknown("no baseline is on file");
            }
            if (!there.get().equals(digest)) {
                return new Check.Fail(
                        "the baseline on file has the digest " + there.get() + ", and the recorded one has " + digest,
                        "freeze the baseline again, and look at what has changed");
            }
            return judged(context, baseline, target);
        });
    }

    private static Check.Outcome judged(ActionContext context, FrozenBaseline baseline, Target target) {
        var entry = baseline.entry(target.region(), target.service(), target.type(), target.id());
        var takenAt = baseline.takenAt();
        if (context.session().equals(target.marks().get(Target.MADE_BY))) {
            return new Check.Pass(
                    entry.isEmpty()
                            ? "it was not in the baseline: this session has made it since, as its tag says"
                            : "this session has made it anew since the baseline, as its tag says");
        }
        if (entry.isEmpty()) {
            return new Check.Fail(
                    target.label() + " in " + target.region() + " is not in the baseline"
                            + takenAt.map(t -> " of " + Times.second(t)).orElse("")
                            + ": it was not there then, and nobody has listed it for deletion",
                    "find out whose it is; to have it deleted, freeze the baseline again and look at what has changed");
        }
        if (takenAt.isEmpty()) {
            return new Check.Unknown("the baseline does not say when it was taken");
        }
        if (target.since().filter(takenAt.get()::isBefore).isPresent()) {
            return new Check.Fail(
                    "it was made or changed at " + Times.second(target.since().get()) + ", after the baseline of "
                            + Times.second(takenAt.get()) + ": it is not what was listed",
                    "find out who made it anew; to have it deleted, freeze the baseline again");
        }
        var others = target.marks().entrySet().stream()
                .filter(m -> !m.getValue().equals(entry.get().details().getOrDefault(m.getKey(), m.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            return new Check.Fail(
                    "its " + String.join(", ", others) + " is another than in the baseline of "
                            + Times.second(takenAt.get()),
                    "find out who has changed it; to have it deleted, freeze the baseline again");
        }
        var disposition = entry.get().disposition();
        if (disposition.isEmpty()) {
            return new Check.Fail(
                    "neither a line nor a rule of the plan says what happens to it",
                    "decide about it in the plan, and freeze the baseline again");
        }
        if (disposition.get() == Plan.Disposition.KEEP || kept(context, target)) {
            return new Check.Fail("the plan's own list keeps it", "correct the plan");
        }
        return new Check.Pass(entry.get().arn() + ", in the baseline of " + Times.second(takenAt.get()));
    }

    private static boolean kept(ActionContext context, Target target) {
        return context.plan().baseline().stream()
                .filter(r -> r.disposition() == Plan.Disposition.KEEP)
                .anyMatch(r -> r.service().equals(target.service())
                        && r.type().equals(target.type())
                        && r.name().equals(target.id())
                        && (r.region().equals(target.region()) || r.region().equals("unknown")));
    }
}
