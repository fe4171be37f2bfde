package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every phase on the embedded estate, without a window; ends with a verified bundle. It is kept as a rehearsal of the window is: cut
 * off, it goes on here or there.
 */
@Command(
        name = "rehearse",
        description = "Runs every step of every phase on the embedded estate and leaves a verified bundle.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "smooth",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Scenario scenario = Scenario.SMOOTH;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "rehearsal",
            description = "Where the bundle goes. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("rehearsal");

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--continue",
            paramLabel = "SESSION",
            arity = "0..1",
            fallbackValue = "",
            description = "Go on with this rehearsal, of the window or of here; without a name, with the last one.")
    private @Nullable String goOnWith;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        try (var desk = desk(plan.chosen(), state.open("rehearsal"))) {
            scenario.prepare(desk.world().estate());
            var session = desk.workplace().session();
            session.waitAgain();
            var lead = new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), this::step);
            var outcome = lead.goThrough();
            var summary = Summary.of(desk, out);
            print(summary, outcome);
            return outcome.complete() && summary.unaudited() == 0 && summary.verified() ? Exit.DONE : Exit.FAILED;
        }
    }

    private RehearsalDesk desk(PlanReading.Read chosen, StateDirectory folder) throws InterruptedException {
        if (goOnWith != null) {
            var wanted = Optional.of(goOnWith).filter(s -> !s.isBlank());
            return RehearsalDesk.resume(chosen, folder, new Rehearsals(chosen, folder, wanted).wanted());
        }
        RehearsalDesk.last(chosen, folder, Optional.empty())
                .filter(k -> k.open(chosen.plan()))
                .ifPresent(k -> spec.commandLine()
                        .getErr()
                        .println("Rehearsal " + k.session() + " did not come to its end. To go on with it: --continue "
                                + k.session() + ". This is a new one."));
        return RehearsalDesk.begin(chosen, folder);
    }

    private void step(StepView view) {
        var word = view.state().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        var took = view.state() instanceof StepState.Succeeded s ? s.took().toMillis() : 0;
        if (json) {
            var line = new LinkedHashMap<String, Object>();
            line.put("event", "step");
            line.put("phase", phaseOf(view));
            line.put("step", view.step().id());
            line.put("state", word);
            line.put("title", view.step().title());
            line.put("tookMillis", took);
            if (view.state() instanceof StepState.Failed f) {
                line.put("happened", f.problem().happened());
                line.put("next", f.problem().next());
            }
            println(JSON.writeValueAsString(line));
        } else {
            println("%-12s %-10s %s"
                    .formatted(view.step().id(), word, view.step().title()));
        }
    }

    private static String phaseOf(StepView view) {
        var id = view.step().id();
        return id.substring(0, Math.max(id.lastIndexOf('.'), 0));
    }

    private void print(Summary s, RehearsedLead.Outcome outcome) {
        if (json) {
            var line = new LinkedHashMap<String, Object>();
            line.put("event", "summary");
            line.put("phases", s.phases());
            line.put("steps", s.steps());
            line.put("mutations", s.mutations());
            line.put("unaudited", s.unaudited());
            line.put("downtimeMillis", s.downtimeMillis());
            line.put("bundle", s.bundle().toString());
            line.put("head", s.head().digits());
            line.put("records", s.head().records());
            line.put("complete", outcome.complete());
            outcome.stoppedAt().ifPresent(w -> line.put("stoppedAt", w));
            println(JSON.writeValueAsString(line));
        } else {
            println("");
            println("%d phases, %d steps, %d mutating calls, %d of them without a record"
                    .formatted(s.phases(), s.steps(), s.mutations(), s.unaudited()));
            println("downtime %d min %d s".formatted(s.downtimeMillis() / 60_000, s.downtimeMillis() / 1000 % 60));
            println("bundle   " + s.bundle() + (s.verified() ? ", verified" : ", NOT VERIFIED"));
            println("audit    " + s.head().words());
            outcome.stoppedAt().ifPresent(w -> println((outcome.complete() ? "open     " : "STOPPED  ") + w));
        }
    }

    private void println(String text) {
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(text);
        writer.flush();
    }
}
