package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.monitor.SqlProber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * How far a replica has replayed what its source has written, asked of both databases. The ReplicaLag metric is no substitute: on
 * an idle source it counts up to five minutes.
 */
record Replay(Optional<Position> source, Optional<Position> target, String problem, String way) {

    /** One segment of the write-ahead log. */
    private static final long SMALL_BYTES = 16L << 20;

    record Position(Lsn lsn, String printed) {}

    static Replay of(ActionContext context, Optional<DBInstance> source, Optional<DBInstance> target)
            throws InterruptedException {
        var from = Endpoints.of(source);
        var to = Endpoints.of(target);
        var there = context.sql().probe(from);
        var here = context.sql().probe(to);
        var problems = new ArrayList<String>();
        return new Replay(
                position("source", there, false, problems),
                position("target", here, true, problems),
                String.join("; ", problems),
                context.sql().way(from) + context.sql().way(to));
    }

    /** Whether the target has replayed everything the source had written; empty where it cannot be said. */
    Optional<Boolean> complete() {
        return source.flatMap(s -> target.map(t -> t.lsn().compareTo(s.lsn()) >= 0));
    }

    /** Whether it is close enough behind to catch up in seconds; empty where it cannot be said. */
    Optional<Boolean> close() {
        return behind().map(bytes -> bytes <= SMALL_BYTES);
    }

    /** Bytes the target is behind, at least 0; empty where it cannot be said. */
    Optional<Long> behind() {
        return source.flatMap(s -> target.map(t -> Math.max(0, t.lsn().bytesTo(s.lsn()))));
    }

    String evidence() {
        return problem.isEmpty()
                ? "source at " + source.map(Position::printed).orElse("?") + ", target replayed "
                        + target.map(Position::printed).orElse("?") + way
                : problem;
    }

    /** A replica that receives nothing may stand where its source stands, and not move when that does. */
    private static Optional<String> lost(SqlProber.Replication replication) {
        return switch (replication) {
            case NONE, ACTIVE -> Optional.empty();
            case INACTIVE -> Optional.of("receives nothing of what its source writes: replication is not active");
            case NOT_SHOWN ->
                Optional.of("does not show this login whether it receives what its source writes; as rds_superuser:"
                        + " grant pg_monitor to the login's role");
        };
    }

    private static Optional<Position> position(
            String role, SqlProber.Answer answer, boolean recovery, List<String> problems) {
        return switch (answer) {
            case SqlProber.Answer.NoAnswer no -> {
                problems.add("the " + role + " does not answer: " + no.reason());
                yield Optional.empty();
            }
            case SqlProber.Answer.State state -> {
                if (state.inRecovery() != recovery) {
                    problems.add("the " + role + " is " + (state.inRecovery() ? "" : "not ") + "in recovery");
                    yield Optional.empty();
                }
                var lost = lost(state.replication());
                if (lost.isPresent()) {
                    problems.add("the " + role + " " + lost.get());
                    yield Optional.empty();
                }
                var lsn = Lsn.parse(state.currentLsn());
                if (lsn.isEmpty()) {
                    problems.add("the " + role + " gave no position: " + state.currentLsn());
                }
                yield lsn.map(l -> new Position(l, state.currentLsn()));
            }
        };
    }
}
