package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.session.breakglass.Pack;
import app.medzenhealth.cutover.session.breakglass.PackFolder;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Saves what is left of the plan as scripts. Names and tokens that the session will use are minted and kept first, so that whoever
 * comes second, console or script, finds what the other has made. AWS is not asked: a pack can be saved when nothing answers.
 */
final class BreakGlass {
    private final SessionContext core;
    private final SessionJournal journal;
    private final Plan plan;
    private final SessionWorld world;
    private final Supplier<AuditHead> head;

    /** @param head where the audit trail stands */
    BreakGlass(SessionContext core, SessionWorld world, Supplier<AuditHead> head) {
        this.core = core;
        this.journal = core.journal;
        this.plan = core.plan;
        this.world = world;
        this.head = head;
    }

    /** @param phases ids; empty: all that is left, and the ways back */
    Saved save(Set<String> phases, Path folder, Operator by, Progress progress) throws InterruptedException {
        for (var phase : phases) {
            if (plan.phase(phase).isEmpty()) {
                throw new Refusal("There is no phase " + phase + " in this plan", "choose a phase of the plan");
            }
        }
        var pack = pack(phases, by, progress);
        if (pack.parts().isEmpty()) {
            throw new Refusal("Every step is done or skipped", "there is nothing to save");
        }
        try {
            progress.at(0.9, "writing " + folder);
            var saved =
                    new PackFolder(core.surroundings.redactor()).write(pack, folder, written -> record(written, by));
            core.changed();
            progress.at(1, "saved");
            return saved;
        } catch (IOException e) {
            var reason = reason(e);
            throw new Refusal(
                    "The pack could not be written: " + reason,
                    (reason.startsWith("No space") ? "make room there, or " : "") + "choose another folder");
        }
    }

    private void record(Saved saved, Operator by) {
        var pack = saved.pack();
        journal.write(
                by.name(),
                "breakglass.saved",
                "",
                Map.of(
                        "folder", saved.folder().toString(),
                        "steps", pack.steps(),
                        "commands", pack.reads() + pack.changes(),
                        "blanked", saved.blanked(),
                        "files", saved.digests()));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "nothing may be written to the folder it should go to";
            case FileAlreadyExistsException taken -> taken.getFile() + " exists already and is not a folder";
            case FileSystemException system
            when system.getReason() != null -> system.getReason() + ": " + system.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }

    private Pack pack(Set<String> phases, Operator by, Progress progress) throws InterruptedException {
        var parts = wanted(phases);
        var left = new HashSet<String>();
        parts.forEach(p -> p.steps().stream().filter(this::open).map(Step::id).forEach(left::add));
        journal.atomically(() -> minted().forEach(core::mint));
        var script = new StepScript(core, left);
        var made = new ArrayList<Pack.Part>();
        var at = 0;
        for (var phase : parts) {
            var files = new ArrayList<Pack.StepFile>();
            for (var step : phase.steps()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("cancelled");
                }
                if (open(step)) {
                    progress.at(0.9 * at++ / left.size(), "step " + step.id());
                    var number = "%02d".formatted(files.size() + 1);
                    journal.atomically(() -> files.add(
                            script.of(phase, core.decided.of(step), number + "-step-" + plain(step.id()) + ".sh")));
                }
            }
            if (!files.isEmpty()) {
                made.add(new Pack.Part(folder(phase), title(phase), files));
            }
        }
        return journal.atomically(() -> new Pack(
                plan.title(),
                plan.id(),
                plan.account(),
                core.id,
                world(),
                core.now(),
                by.name(),
                "head " + head.get().head() + " after " + head.get().records() + " records",
                plan.regions().stream().map(Plan.Region::id).toList(),
                List.copyOf(made),
                parts.stream()
                        .flatMap(p -> p.steps().stream())
                        .filter(s -> !open(s))
                        .map(s -> s.id() + " " + s.title() + ": "
                                + (journal.state().step(s.id()).stage() == StepRecord.Stage.SKIPPED
                                        ? "skipped"
                                        : "done"))
                        .toList(),
                underWay(),
                script.unset()));
    }

    private Pack.World world() {
        var not = switch (world.mode()) {
            case LIVE -> "";
            case EMULATOR ->
                "EMULATOR: saved from work on " + world.endpoint().orElse("an emulator")
                        + ", not on AWS. What it calls done may not be done on AWS.";
            case REHEARSAL ->
                "REHEARSAL: saved from a rehearsal. What it calls done is not done on AWS, and its values are"
                        + " invented.";
        };
        return new Pack.World(
                world.mode().name(),
                not,
                world.endpoint().orElse(world.mode() == SessionView.Mode.REHEARSAL ? "an embedded estate" : "AWS"),
                world.partition(),
                world.planDigest(),
                core.workingCopy().toString());
    }

    private List<Phase> wanted(Set<String> phases) {
        var all = Stream.concat(plan.sequence(), plan.rollbacks().stream().map(Rollback::procedure));
        return all.filter(p -> phases.isEmpty() || phases.contains(p.id())).toList();
    }

    private boolean open(Step step) {
        return !journal.state().step(step.id()).settled();
    }

    /** Every step that names something by what is minted for it. */
    private Set<String> minted() {
        var steps = new HashSet<String>();
        plan.steps()
                .filter(this::open)
                .forEach(s -> Stream.concat(
                                s.actions().stream(), s.verify().stream().flatMap(v -> v.by().stream()))
                        .flatMap(a -> Variables.in(a.with()).stream())
                        .forEach(v -> {
                            if (v.equals(Variables.MINT)) {
                                steps.add(s.id());
                            } else if (v.endsWith("." + Variables.MINT)) {
                                steps.add(v.substring(0, v.length() - Variables.MINT.length() - 1));
                            }
                        }));
        return steps;
    }

    private List<String> underWay() {
        var lines = new ArrayList<String>();
        plan.steps().forEach(s -> {
            var kept = journal.state().step(s.id());
            var named = "Step " + s.id() + " " + s.title();
            switch (kept.stage()) {
                case RUNNING -> lines.add(named + " is under way since " + Times.minute(kept.at()) + " UTC");
                case UNDOING -> lines.add(named + " is being undone since " + Times.minute(kept.at()) + " UTC");
                case IN_DOUBT -> lines.add(named + " is in doubt: " + kept.text());
                case FAILED ->
                    lines.add(named + " failed: "
                            + (kept.problem() == null ? "" : kept.problem().happened()));
                case OPEN, SUCCEEDED, SKIPPED, UNDONE -> {}
            }
        });
        journal.state()
                .hold()
                .ifPresent(h -> lines.add("Everything is on hold since " + Times.minute(h.at()) + " UTC by " + h.by()));
        return List.copyOf(lines);
    }

    private String title(Phase phase) {
        var numbered = plan.phases().contains(phase);
        return (numbered ? "Phase " + phase.id() + ": " : "") + phase.title();
    }

    private String folder(Phase phase) {
        var back = plan.rollbacks().stream().anyMatch(r -> r.procedure().equals(phase));
        var numbered = plan.phases().contains(phase);
        return (numbered ? "phase-" : back ? "way-back-" : "") + plain(phase.id());
    }

    private static String plain(String id) {
        return id.replaceAll("[^A-Za-z0-9.-]", "-");
    }
}
