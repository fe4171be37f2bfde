package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ChangedRows;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * How many rows were changed in a database since this session promoted it, whoever did it. One that still follows another takes no
 * writes.
 */
final class SqlUntouched extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.reads("sql.untouched", "Count what was written since the promotion")
            .requires(Kind.TEXT, "instance")
            .logsInTo("instance")
            .is(Trait.COUNTS_WRITES)
            .script(
                    (context, with, script) -> script.attest(
                            "Nobody has written to " + with.text("instance")
                                    + " since it was promoted: the sum of n_tup_ins, n_tup_upd and n_tup_del in pg_stat_user_tables is what it was then"))
            .createdBy(SqlUntouched::new);

    private final String region;
    private final String instance;

    private SqlUntouched(Inputs in) {
        region = in.region();
        instance = InstanceName.plain(in.text("instance"));
    }

    @Override
    protected String summary() {
        return "Counts what was written to " + instance + " since it was promoted.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return new Finding(
                Check.reading("Nothing was written to " + instance + " since its promotion", () -> judged(context)));
    }

    private Check.Outcome judged(ActionContext context) throws InterruptedException {
        var there = Rds.in(context, region).instance(instance);
        if (there.isEmpty()) {
            return new Check.Unknown(instance + " is gone");
        }
        return switch (context.sql().probe(Endpoints.of(there))) {
            case SqlProber.Answer.NoAnswer(var reason) -> new Check.Unknown(reason);
            case SqlProber.Answer.State state
            when state.inRecovery() -> new Check.Pass("it follows another database and takes no writes");
            case SqlProber.Answer.State state -> since(context, there.get(), state);
        };
    }

    private Check.Outcome since(ActionContext context, DBInstance found, SqlProber.Answer.State state) {
        var record = FirstCount.of(context, region, found);
        if (record.isEmpty()) {
            return new Check.Unknown("it takes writes, and nobody counted its rows when it was promoted");
        }
        var since = Times.second(record.get().at());
        return switch (ChangedRows.since(record.get().rowsChanged(), ChangedRows.told(state), instance)) {
            case ChangedRows.NotKnown(var why) -> new Check.Unknown(why);
            case ChangedRows.Counted(var more) ->
                Check.passIf(
                        () -> more == 0,
                        more == 0
                                ? "no row was changed since " + since
                                : more + " rows were changed in " + instance + " since it was promoted at " + since,
                        "stay on this side, or go back to the other without them");
        };
    }
}
