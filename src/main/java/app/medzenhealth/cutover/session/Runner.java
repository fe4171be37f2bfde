package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemsOpen;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.session.StepReview.Part;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Carries out the actions of a confirmed review, one after another. Before each it reads the live state again: what another hand
 * changed since the review stops it; what the actions before it changed does not.
 */
final class Runner {
    private final PermitBook permits;
    private final EffectGate effects;
    private final String account;
    private final String planDigest;

    /** @param planDigest of the text of the plan that is confirmed here */
    Runner(PermitBook permits, EffectGate effects, String account, String planDigest) {
        this.permits = permits;
        this.effects = effects;
        this.account = account;
        this.planDigest = planDigest;
    }

    /** What the session hears of a run. */
    interface Listener {
        /** The action at this index begins. May refuse, which ends the run before anything of it was sent. */
        void begins(int index);

        /** The action that has begun is about to change something. May refuse: then nothing of it is sent. */
        void changes() throws InterruptedException;

        /** Whether a person goes on without an item, in writing. */
        boolean waived(Check item);

        /**
         * The action at this index has ended well.
         *
         * @param before what the run's actions before it gave
         * @param given what it gave itself
         * @return what all have given so far
         */
        Map<String, String> ended(int index, Map<String, String> before, Map<String, String> given);
    }

    /**
     * @param reviewed the actions' parts of the review, in order
     * @param make the action at an index, from the outputs so far
     * @return the outputs of all actions
     */
    Map<String, String> run(
            List<Part> reviewed,
            Made make,
            String fingerprint,
            Operator by,
            ActionContext context,
            Progress progress,
            Listener listener)
            throws InterruptedException {
        Map<String, String> outputs = Map.of();
        var touched = new HashSet<String>();
        for (var i = 0; i < reviewed.size(); i++) {
            listener.begins(i);
            var action = make.at(i, outputs);
            var before = reviewed.get(i).preview();
            var now = action.preview(context);
            compare(before, now, touched);
            var share = share(i, reviewed.size());
            var part = new Progress() {
                @Override
                public void at(double fraction, String text) {
                    progress.at(fraction < 0 ? fraction : share.apply(fraction), text);
                }

                @Override
                public void line(String text) {
                    progress.line(text);
                }
            };
            var leave = EffectGate.Leave.of(
                    action, new LocalCommands.Confirmed(planDigest, fingerprint, by.name()), validity(now));
            var outcome = effects.pass(context.step(), reviewed.get(i).use(), now.calls(), leave, () -> {
                if (!now.calls().isEmpty()) {
                    listener.changes();
                }
                return orWaived(() -> permitted(action, now, fingerprint, by, context, part), listener);
            });
            touched.addAll(touches(before));
            touched.addAll(touches(now));
            outputs = listener.ended(i, outputs, outcome.values());
        }
        return outputs;
    }

    private interface Run {
        Outputs go() throws InterruptedException;
    }

    /** What was found, where a person goes on without everything that was not. */
    private static Outputs orWaived(Run run, Listener listener) throws InterruptedException {
        try {
            return run.go();
        } catch (ItemsOpen items) {
            if (items.open().stream().allMatch(listener::waived)) {
                return items.outputs();
            }
            throw items;
        }
    }

    /** Makes an action from the outputs of those before it. */
    interface Made {
        Action at(int index, Map<String, String> outputs);
    }

    private Outputs permitted(
            Action action, Preview now, String fingerprint, Operator by, ActionContext context, Progress progress)
            throws InterruptedException {
        var group = UUID.randomUUID().toString();
        var validity = validity(now);
        try {
            for (var call : now.calls()) {
                permits.issue(group, account, planDigest, call, context.step(), fingerprint, by.name(), validity);
            }
            return action.run(context, progress);
        } finally {
            permits.revoke(group);
        }
    }

    /** Long enough for a slow day, short enough that a forgotten permit is worth nothing tomorrow. */
    private static Duration validity(Preview now) {
        return now.expected().multipliedBy(3).plus(Duration.ofMinutes(30));
    }

    private static void compare(Preview reviewed, Preview now, Set<String> touched) {
        var differences = Reviews.differences(foreign(reviewed, touched), foreign(now, touched));
        if (!foreign(reviewed, touched).equals(foreign(now, touched))) {
            throw new ActionFailure(
                    "The live state is not the one you reviewed: " + String.join("; ", differences),
                    "nothing of “" + now.summary() + "” was sent",
                    "review the step again and confirm what you see");
        }
        var unexpected = now.calls().stream()
                .filter(c -> reviewed.calls().stream().noneMatch(r -> same(r, c)))
                .toList();
        if (!unexpected.isEmpty()) {
            throw new ActionFailure(
                    "It would now need a call that you did not see: "
                            + unexpected.getFirst().operation() + " in "
                            + unexpected.getFirst().region(),
                    "nothing of “" + now.summary() + "” was sent",
                    "review the step again and confirm what you see");
        }
    }

    /** The same call as reviewed; its resource may have been a variable then that an earlier action has given a value since. */
    private static boolean same(PlannedCall reviewed, PlannedCall now) {
        return reviewed.service().equals(now.service())
                && reviewed.operation().equals(now.operation())
                && reviewed.region().equals(now.region())
                && (reviewed.resource().equals(now.resource())
                        || !(reviewed.resource() instanceof PlannedCall.Resource.Named n)
                        || n.id().contains("${"));
    }

    /** Facts about what the step's own earlier actions did not touch. */
    private static Map<String, String> foreign(Preview preview, Set<String> touched) {
        var facts = new LinkedHashMap<String, String>();
        for (var f : preview.facts()) {
            if (!touched.contains(f.resource()) && !f.resource().contains("${")) {
                facts.put(f.resource() + " " + f.attribute(), f.value());
            }
        }
        return facts;
    }

    private static Set<String> touches(Preview preview) {
        var resources = new HashSet<String>();
        preview.changes().forEach(c -> resources.add(c.resource()));
        preview.calls().forEach(c -> {
            if (c.resource() instanceof PlannedCall.Resource.Named n) {
                resources.add(n.id());
            }
        });
        return resources;
    }

    private static Function<Double, Double> share(int index, int of) {
        return fraction -> (index + Math.clamp(fraction, 0, 1)) / of;
    }
}
