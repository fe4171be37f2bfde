package app.medzenhealth.cutover.action;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A read-only action: it plans no call, fails where a check does not pass, and leaves nothing to undo. */
public abstract class ReadOnlyAction implements Action {

    /** What was found. */
    public record Finding(List<Check> checks, Outputs outputs) {
        public Finding(Check... checks) {
            this(List.of(checks), Outputs.NONE);
        }
    }

    /** What is looked at and why, in one sentence. */
    protected abstract String summary();

    /** Looks once. What cannot be read is an unknown check, not an exception. */
    protected abstract Finding look(ActionContext context, Progress progress) throws InterruptedException;

    /** How long a look usually takes. */
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Preview preview(ActionContext context) throws InterruptedException {
        return new Preview(
                summary(), List.of(), List.of(), List.of(), "Nothing changes: it only reads.", expected(), List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of();
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        return judge(look(context, progress), progress);
    }

    /**
     * The outputs of a finding.
     *
     * @throws ActionFailure if one of its checks does not pass
     */
    protected final Outputs judge(Finding found, Progress progress) {
        found.checks()
                .forEach(c -> progress.line(
                        word(c) + " " + c.title() + " — " + c.outcome().evidence()));
        var open = found.checks().stream().filter(c -> !c.passed()).toList();
        var decidable =
                open.stream().filter(this::mayBeWaived).map(Check::title).collect(Collectors.toSet());
        if (!decidable.isEmpty()) {
            throw new ItemsOpen(
                    open,
                    decidable,
                    found.outputs(),
                    "read again, or decide about each open item in writing: " + remedies(open));
        }
        if (!open.isEmpty()) {
            throw new ActionFailure(
                    String.join(
                            "; ",
                            open.stream()
                                    .map(c -> word(c) + " " + c.title() + ": "
                                            + c.outcome().evidence())
                                    .toList()),
                    "nothing was changed; this step only reads",
                    remedies(open));
        }
        return found.outputs();
    }

    /** Whether an item that is open stands for itself, so that a person may decide to go on without it. */
    protected boolean mayBeWaived(Check open) {
        return false;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return look(context, Progress.SILENT).checks();
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("it only reads");
    }

    @Override
    public Verdict reconcile(ActionContext context) throws InterruptedException {
        return Verdict.from(verify(context));
    }

    static String word(Check check) {
        return switch (check.outcome()) {
            case Check.Pass pass -> "PASS";
            case Check.Fail fail -> "FAIL";
            case Check.Unknown unknown -> "UNKNOWN";
            case Check.NotMeasured unmeasured -> "NOT MEASURED";
        };
    }

    private static String remedies(List<Check> open) {
        var remedies = open.stream()
                .map(c -> switch (c.outcome()) {
                    case Check.Fail fail -> fail.remedy();
                    case Check.NotMeasured unmeasured -> "find out otherwise: no second look measures it";
                    case Check.Pass _, Check.Unknown _ -> "make it readable, then run it again";
                })
                .distinct()
                .toList();
        return String.join("; ", remedies);
    }
}
