package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.store.StateDirectory;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a rehearsal costs by the size of its plan: processor time of whole rehearsals, the smallest size first as the baseline.
 * Not a part of the tests' suite.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=app.medzenhealth.cutover.app.PlanGrowth \
 *     -Drun.jvm.args=-Xmx2g -Dcutover.args="105 1050"</pre>
 */
public final class PlanGrowth {
    private static final int STEPS_A_PHASE = 15;
    private static final int ROUNDS = 3;

    private PlanGrowth() {}

    /** {@code args}: numbers of steps. */
    public static void main(String[] args) throws Exception {
        rehearse(STEPS_A_PHASE * 7);
        var baseline = 0L;
        for (var arg : args) {
            var steps = Integer.parseInt(arg);
            var best = Long.MAX_VALUE;
            for (var i = 0; i < (steps > 500 ? 1 : ROUNDS); i++) {
                best = Math.min(best, rehearse(steps));
            }
            if (baseline == 0) {
                baseline = best;
            }
            System.out.printf(
                    "%5d steps: %7.2f s of processor, %5.1f ms a step, %5.1f times the first%n",
                    steps, best / 1e9, best / 1e6 / steps, (double) best / baseline);
        }
        System.exit(0);
    }

    /** Nanoseconds of this process. */
    private static long rehearse(int steps) throws Exception {
        var plan = plan(steps);
        var time = new VirtualTime(MedZenEstate.START);
        var folder = Files.createTempDirectory("cutover-growth");
        var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var before = bean.getProcessCpuTime();
            var outcome = new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {})
                    .goThrough();
            if (!outcome.complete()) {
                throw new IllegalStateException(outcome.toString());
            }
            return bean.getProcessCpuTime() - before;
        }
    }

    private static Plan plan(int steps) {
        var like = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var phases = new ArrayList<Phase>();
        for (var p = 1; p <= steps / STEPS_A_PHASE; p++) {
            phases.add(phase(p, like.phases().getFirst()));
        }
        return PlanVariant.empty(like.id(), like.account())
                .title(like.title())
                .company(like.company())
                .regions(like.regions())
                .phases(phases)
                .plan();
    }

    private static Phase phase(int number, Phase like) {
        var id = "g" + number;
        var list = new Checklist(
                id + "-list",
                "Before " + id,
                Optional.of(id),
                List.of(new Checklist.Item(id + "-item", "It may begin", Optional.empty(), Optional.empty(), "here")),
                "here");
        return new Phase(
                id,
                "Part " + number,
                "",
                like.planned(),
                number == 1 ? List.of() : List.of("g" + (number - 1)),
                Optional.empty(),
                Map.of(),
                List.of(list),
                IntStream.rangeClosed(1, STEPS_A_PHASE)
                        .mapToObj(s -> step(id, s))
                        .toList(),
                List.of(),
                List.of(),
                "here");
    }

    private static Step step(String phase, int number) {
        return new Step(
                phase + "." + number,
                "Wait " + number,
                "To see what a step costs.",
                Step.Effect.READS,
                Step.Confirm.NONE,
                Optional.empty(),
                number == 1 ? List.of() : List.of(phase + "." + (number - 1)),
                List.of(new ActionUse("wait.for", Optional.empty(), Map.of("time", "PT1M", "why", "it is measured"))),
                List.of(new Step.Verification("It was waited for", Optional.empty())),
                Duration.ofMinutes(1),
                List.of(),
                "here");
    }
}
