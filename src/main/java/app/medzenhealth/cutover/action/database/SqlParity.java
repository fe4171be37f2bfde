package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.ChangedRows;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Whether a replica holds everything its fenced source has written: that it follows it, and has replayed its log to the last position.
 * Rows are counted besides, before the fence where that was done, and else behind it.
 */
final class SqlParity extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.reads("sql.parity", "Compare a replica with its source")
            .requires(Kind.TEXT, "source", "target")
            .requires(Kind.REGION, "sourceRegion")
            .accepts(Kind.TEXT, "rows")
            .outputs("fenceLsn", "replayLsn")
            .is(Trait.PROVES_PARITY)
            .logsInTo("source", "target")
            .script(DataRecipes::parity)
            .createdBy(SqlParity::new);

    private final String region;
    private final String source;
    private final String sourceRegion;
    private final String target;
    private final Rows rows;

    private enum Rows {
        COUNTED_HERE,
        /** By a comparison of the same two before the fence. Where there was none lately, they are counted here all the same. */
        COMPARED_BEFORE
    }

    SqlParity(Inputs inputs) {
        region = inputs.region();
        source = Arns.name(inputs.text("source"));
        sourceRegion = inputs.text("sourceRegion");
        target = Arns.name(inputs.text("target"));
        rows = rows(inputs.optional("rows"));
    }

    private static Rows rows(Optional<String> said) {
        if (said.filter(r -> !r.equals("before")).isPresent()) {
            throw new ActionFailure("sql.parity: rows is before, or left out", "nothing was read", "correct the plan");
        }
        return said.isPresent() ? Rows.COMPARED_BEFORE : Rows.COUNTED_HERE;
    }

    private Optional<Instant> comparedBefore(ActionContext context) {
        return rows == Rows.COMPARED_BEFORE
                ? RowsCompared.lately(context, new RowsCompared.Pair(sourceRegion, source, region, target))
                : Optional.empty();
    }

    @Override
    protected String summary() {
        return "Compare what " + source + " has written with what " + target + " has replayed, and their rows"
                + (rows == Rows.COMPARED_BEFORE ? " unless they were compared before the fence" : "");
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(15), Duration.ofSeconds(2), () -> {
            var replay = read(context);
            if (replay.complete().orElse(false)) {
                return new Await.Reached(replay.evidence());
            }
            return replay.problem().isEmpty()
                    ? new Await.StillGoing(replay.evidence())
                    : new Await.Terminal(replay.problem());
        });
        var before = comparedBefore(context);
        var given = super.run(context, progress);
        if (before.isEmpty()) {
            note(context)
                    .write(new Counted(
                            position(
                                    given.values().get("fenceLsn"),
                                    given.values().get("replayLsn")),
                            Times.second(context.time().instant())));
        }
        return given;
    }

    /**
     * At which position every table was counted and found equal. As long as neither log has moved, nothing was written that a second
     * count could find: and it is asked for again before each step of the cutover, while users are without service.
     */
    record Counted(String position, String at) {}

    private SessionNote<Counted> note(ActionContext context) {
        return SessionNote.in(
                context, "parity-" + sourceRegion + "-" + source + "-" + region + "-" + target, Counted.class);
    }

    private static String position(@Nullable String fence, @Nullable String replay) {
        return fence + " " + replay;
    }

    private Optional<Counted> counted(ActionContext context, Map<String, String> outputs) {
        var now = position(outputs.get("fenceLsn"), outputs.get("replayLsn"));
        return outputs.size() < 2
                ? Optional.empty()
                : note(context).read().filter(c -> c.position().equals(now));
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var promoted = promoted(context);
        if (promoted.isPresent()) {
            return new Finding(written(context, promoted.get()));
        }
        var checks = new ArrayList<Check>();
        var outputs = new LinkedHashMap<String, String>();
        checks.add(Check.reading(target + " has replayed everything that " + source + " has written", () -> {
            var replay = read(context);
            replay.source().ifPresent(p -> outputs.put("fenceLsn", p.printed()));
            replay.target().ifPresent(p -> outputs.put("replayLsn", p.printed()));
            if (replay.complete().isEmpty()) {
                return new Check.Unknown(replay.evidence());
            }
            return replay.complete().get()
                    ? new Check.Pass(replay.evidence())
                    : new Check.Fail(
                            replay.evidence() + ", " + replay.behind().orElse(0L) + " bytes behind",
                            "keep the fence and look again; it should catch up in seconds");
        }));
        checks.add(follows(context));
        var before = comparedBefore(context);
        checks.add(before.isPresent() ? compared(before.get()) : rows(context, outputs));
        return new Finding(checks, new Outputs(outputs));
    }

    /** Once this session has promoted the target, which had everything then, it is the source alone that can have more. */
    private Optional<PromotionRecord> promoted(ActionContext context) {
        try {
            return Rds.in(context, region)
                    .instance(target)
                    .filter(i -> !InstanceStatus.replica(i))
                    .flatMap(i -> PromotionRecord.of(context, region, i))
                    .filter(r -> InstanceName.same(r.source(), source));
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    private Check.Outcome written(
            ActionContext context, PromotionRecord promoted, SqlProber.Answer.State state, String there) {
        return switch (ChangedRows.since(promoted.rowsChanged(), state.rowsChanged(), "the source")) {
            case ChangedRows.NotKnown(var why) -> new Check.Unknown(why);
            case ChangedRows.Counted(var more) ->
                Check.passIf(
                        () -> !state.inRecovery() && more == 0,
                        "promoted " + Times.second(promoted.at()) + ", and " + (more == 0 ? "no row" : more + " rows")
                                + " changed in the source since" + context.sql().way(there),
                        "what was written there since is not in " + target
                                + ": find out who wrote, and stay on the old side");
        };
    }

    private Check written(ActionContext context, PromotionRecord promoted) throws InterruptedException {
        return Check.reading(source + " has written nothing since " + target + " was promoted", () -> {
            var there = Endpoints.of(Rds.in(context, sourceRegion).instance(source));
            return switch (context.sql().probe(there)) {
                case SqlProber.Answer.NoAnswer no -> new Check.Unknown("the source does not answer: " + no.reason());
                case SqlProber.Answer.State state -> written(context, promoted, state, there);
            };
        });
    }

    /** Positions of two logs can be compared only where the one is replayed from the other. */
    private Check follows(ActionContext context) throws InterruptedException {
        return Check.reading(target + " follows " + source, () -> {
            var follows = Rds.in(context, region)
                    .instance(target)
                    .map(InstanceStatus::source)
                    .orElse("");
            return Check.passIf(
                    () -> Arns.name(follows).equals(source),
                    follows.isEmpty() ? "it follows no other instance" : "it follows " + follows,
                    "compare the replica that the fenced database has");
        });
    }

    private static Check compared(Instant before) {
        return Check.pass(
                "Rows were compared before users were cut off",
                "counted on both sides until " + Times.second(before)
                        + ", while users wrote; what they wrote since is in the log");
    }

    private Check rows(ActionContext context, Map<String, String> outputs) throws InterruptedException {
        var title = "Every table holds as many rows on both";
        var counted = counted(context, outputs);
        return counted.isPresent()
                ? Check.pass(title, "counted " + counted.get().at() + " at this same position of both logs: equal")
                : counts(context, title);
    }

    private Check counts(ActionContext context, String title) throws InterruptedException {
        var there = Endpoints.of(Rds.in(context, sourceRegion).instance(source));
        var here = Endpoints.of(Rds.in(context, region).instance(target));
        return RowCounts.of(context, there, here, 0).check(title);
    }

    private Replay read(ActionContext context) throws InterruptedException {
        return Replay.of(
                context,
                Rds.in(context, sourceRegion).instance(source),
                Rds.in(context, region).instance(target));
    }
}
