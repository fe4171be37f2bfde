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
import java.time.Duration;
import java.util.OptionalLong;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Whether nobody writes to a database now, whoever it might be: between two looks no row of the application's tables is changed. One
 * that RDS does not run takes no writes.
 */
final class SqlStanding extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.reads("sql.standing", "Nobody writes to a database")
            .requires(Kind.TEXT, "instance")
            .logsInTo("instance")
            .script(
                    (context, with, script) -> script.attest(
                            "Nobody writes to " + with.text("instance")
                                    + ": the sum of n_tup_ins, n_tup_upd and n_tup_del in pg_stat_user_tables stays the same for ten seconds"))
            .createdBy(SqlStanding::new);

    /** A session tells what it has counted within a second, where it goes on working. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final String region;
    private final String instance;

    private SqlStanding(Inputs in) {
        region = in.region();
        instance = in.text("instance");
    }

    @Override
    protected String summary() {
        return "Looks twice whether anybody writes to " + instance + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return new Finding(Check.reading("Nobody writes to " + instance, () -> judged(context)));
    }

    private Check.Outcome judged(ActionContext context) throws InterruptedException {
        var there = Rds.in(context, region).instance(instance);
        var status = there.map(DBInstance::dbInstanceStatus).orElse("gone");
        if (there.isEmpty() || status.equals("stopped")) {
            return new Check.Pass("it is " + status);
        }
        var endpoint = Endpoints.of(there);
        return switch (context.sql().probe(endpoint)) {
            case SqlProber.Answer.NoAnswer(var reason) -> new Check.Unknown(reason);
            case SqlProber.Answer.State state
            when state.inRecovery() -> new Check.Pass("it follows another database and takes no writes");
            case SqlProber.Answer.State state -> twice(context, endpoint, state.rowsChanged());
        };
    }

    private static Check.Outcome twice(ActionContext context, String endpoint, OptionalLong first)
            throws InterruptedException {
        context.time().sleep(BETWEEN);
        var second = ChangedRows.told(context.sql().probe(endpoint));
        if (first.isEmpty() || second.isEmpty()) {
            return new Check.Unknown("it does not tell how many rows were changed"
                    + context.sql().way(endpoint));
        }
        return Check.passIf(
                () -> first.equals(second),
                (second.getAsLong() - first.getAsLong()) + " rows changed within " + BETWEEN.toSeconds() + " s",
                "find out who writes there: services, functions and sessions that the plan does not name");
    }
}
