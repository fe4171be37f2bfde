package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.RehearsalRun;
import app.medzenhealth.cutover.app.Scenario;
import app.medzenhealth.cutover.audit.DowntimePart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        var run = new RehearsalRun(plan.chosen(), state.folder(), scenario, out, this::step);
        var result = goOnWith == null
                ? run.anew(this::unfinished)
                : run.goOn(Optional.of(goOnWith).filter(s -> !s.isBlank()));
        print(result);
        return result.passed() ? Exit.DONE : Exit.FAILED;
    }

    private void unfinished(String session) {
        spec.commandLine()
                .getErr()
                .println("Rehearsal " + session + " did not come to its end. To go on with it: --continue " + session
                        + ". This is a new one.");
    }

    private void step(RehearsalRun.EndedStep step) {
        if (json) {
            var line = new LinkedHashMap<String, Object>();
            line.put("event", "step");
            line.put("phase", step.phase());
            line.put("step", step.step());
            line.put("state", step.state());
            line.put("title", step.title());
            line.put("tookMillis", step.tookMillis());
            step.problem().ifPresent(p -> {
                line.put("happened", p.happened());
                line.put("next", p.next());
            });
            println(JSON.writeValueAsString(line));
        } else {
            println("%-12s %-10s %s".formatted(step.step(), step.state(), step.title()));
        }
    }

    private void print(RehearsalRun.Result result) {
        var s = result.summary();
        if (json) {
            var line = new LinkedHashMap<String, Object>();
            line.put("event", "summary");
            line.put("phases", s.phases());
            line.put("steps", s.steps());
            line.put("mutations", s.mutations());
            line.put("unaudited", s.unaudited());
            line.put("downtimeMillis", s.downtimeMillis());
            line.put(
                    "downtimeParts",
                    s.downtimeParts().stream().map(RehearseCommand::line).toList());
            line.put("downtimeBasis", s.downtimeBasis());
            s.reads().ifPresent(r -> line.put("readsFailedMillis", r.toMillis()));
            s.writes().ifPresent(w -> line.put("writesFailedMillis", w.toMillis()));
            line.put("bundle", s.bundle().toString());
            line.put("head", s.headDigits());
            line.put("records", s.records());
            line.put("complete", result.complete());
            result.stoppedAt().ifPresent(w -> line.put("stoppedAt", w));
            println(JSON.writeValueAsString(line));
        } else {
            println("");
            println("%d phases, %d steps, %d mutating calls, %d of them without a record"
                    .formatted(s.phases(), s.steps(), s.mutations(), s.unaudited()));
            println("downtime " + duration(s.downtimeMillis()) + ", " + s.downtimeBasis() + ": reads failed "
                    + s.reads().map(r -> duration(r.toMillis())).orElse("for a time not measured") + ", writes "
                    + s.writes().map(w -> duration(w.toMillis())).orElse("for a time not measured"));
            s.downtimeParts()
                    .forEach(p -> println(
                            "         %s  %s".formatted(duration(p.took().toMillis()), p.words())));
            println("bundle   " + s.bundle() + (s.verified() ? ", verified" : ", NOT VERIFIED"));
            println("audit    " + s.headWords());
            result.stoppedAt().ifPresent(w -> println((result.complete() ? "open     " : "STOPPED  ") + w));
        }
    }

    private static Map<String, Object> line(DowntimePart part) {
        var line = new LinkedHashMap<String, Object>();
        line.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
        line.put("step", part.step());
        line.put("tookMillis", part.took().toMillis());
        return line;
    }

    private static String duration(long millis) {
        return "%d min %d s".formatted(millis / 60_000, millis / 1000 % 60);
    }

    private void println(String text) {
        var writer = spec.commandLine().getOut();
        writer.println(text);
        writer.flush();
    }
}
