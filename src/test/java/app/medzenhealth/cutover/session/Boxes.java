package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A small world to act on: boxes that have a state. */
final class Boxes {
    final Map<String, String> state = new LinkedHashMap<>();
    /** Names whose making fails, with the reason. */
    final Map<String, String> broken = new LinkedHashMap<>();
    /** Names that cannot be read. */
    final Map<String, String> unreadable = new LinkedHashMap<>();

    int made;
    /** The plan as the last look saw it. */
    @Nullable
    Plan plan;

    int waited;
    /** What a closing box becomes. */
    String closesAs = "closed";

    CountDownLatch started = new CountDownLatch(0);
    CountDownLatch mayGoOn = new CountDownLatch(0);
    boolean dies;
    /** Comes after a box was made, and may throw. */
    Runnable stumbles = () -> {};

    /** The console is gone in the middle of an action. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    ActionCatalogue catalogue() {
        return ActionCatalogue.of(List.of(
                ActionSpec.writes("box.make", "Make a box")
                        .requires(ActionSignature.Kind.TEXT, "name")
                        .outputs("boxArn")
                        .sends("boxes", "MakeBox")
                        .undoneBy("the box is taken away")
                        .script((context, with, script) -> script.say("make " + with.text("name")))
                        .createdBy(i -> new Make(i.text("name"))),
                ActionSpec.writes("fence.writes", "Fence with a box")
                        .is(Trait.FENCES)
                        .requires(ActionSignature.Kind.TEXT, "name")
                        .sends("boxes", "MakeBox")
                        .undoneBy("the box is taken away")
                        .script((context, with, script) -> script.say("make " + with.text("name")))
                        .createdBy(i -> new Make(i.text("name"))),
                ActionSpec.reads("box.look", "Look at a box")
                        .requires(ActionSignature.Kind.TEXT, "name")
                        .script((context, with, script) -> script.say("look at " + with.text("name")))
                        .createdBy(i -> new Look(i.text("name")))));
    }

    private final class Look extends ReadOnlyAction {
        private final String name;

        Look(String name) {
            this.name = name;
        }

        @Override
        protected String summary() {
            return "Looks at " + name;
        }

        @Override
        protected Finding look(ActionContext context, Progress progress) {
            plan = context.plan();
            return new Finding(check(name));
        }
    }

    private Check check(String name) {
        if (unreadable.containsKey(name)) {
            return Check.unknown(name + " is closed", unreadable.get(name));
        }
        return "closed".equals(state.get(name))
                ? Check.pass(name + " is closed", "closed")
                : Check.fail(name + " is closed", String.valueOf(state.get(name)), "close it");
    }

    private final class Make implements Action {
        private final String name;

        Make(String name) {
            this.name = name;
        }

        @Override
        public Preview preview(ActionContext context) {
            var now = state.getOrDefault(name, Fact.ABSENT);
            return new Preview(
                    "Makes " + name,
                    List.of(new Fact(name, "state", now)),
                    List.of(new Change("us-east-2", name, "state", now, "closed")),
                    now.equals("closed") || now.equals("closing") ? List.of() : List.of(call()),
                    "Remove it",
                    Duration.ofMinutes(1),
                    List.of());
        }

        private PlannedCall call() {
            return new PlannedCall(
                    "us-east-2", "boxes", "MakeBox", new PlannedCall.Resource.Named(name), List.of("make", name));
        }

        @Override
        public List<Check> preflight(ActionContext context) {
            return List.of(
                    unreadable.containsKey(name)
                            ? Check.unknown("Place for " + name, unreadable.get(name))
                            : Check.pass("Place for " + name, "there is"));
        }

        @Override
        public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
            started.countDown();
            mayGoOn.await();
            if (broken.containsKey(name)) {
                throw new ActionFailure(broken.get(name), name + " was not made", "mend it");
            }
            if ("closing".equals(state.get(name))) {
                waited++;
                context.time().sleep(Duration.ofHours(1));
                state.put(name, closesAs);
            } else if (!"closed".equals(state.get(name))) {
                made++;
                state.put(name, "closed");
                stumbles.run();
            }
            if (dies) {
                throw new Killed();
            }
            return new Outputs(Map.of("boxArn", "arn:box:" + name));
        }

        @Override
        public List<Check> verify(ActionContext context) {
            return List.of(check(name));
        }

        @Override
        public Undo undo(List<Fact> before) {
            return new Undo.Inverse(new Remove(name));
        }

        @Override
        public Verdict reconcile(ActionContext context) {
            return Verdict.from(verify(context));
        }
    }

    private final class Remove implements Action {
        private final String name;

        Remove(String name) {
            this.name = name;
        }

        @Override
        public Preview preview(ActionContext context) {
            return new Preview(
                    "Removes " + name,
                    List.of(new Fact(name, "state", state.getOrDefault(name, Fact.ABSENT))),
                    List.of(),
                    List.of(),
                    "Make it again",
                    Duration.ofMinutes(1),
                    List.of());
        }

        @Override
        public List<Check> preflight(ActionContext context) {
            return List.of();
        }

        @Override
        public Outputs run(ActionContext context, Progress progress) {
            state.remove(name);
            if (dies) {
                throw new Killed();
            }
            return Outputs.NONE;
        }

        @Override
        public List<Check> verify(ActionContext context) {
            return List.of();
        }

        @Override
        public Undo undo(List<Fact> before) {
            return new Undo.None("it was an inverse");
        }

        @Override
        public Verdict reconcile(ActionContext context) {
            return unreadable.containsKey(name)
                    ? new Verdict.Undecided(name + " cannot be read: " + unreadable.get(name))
                    : new Verdict.Done("removed");
        }
    }
}
