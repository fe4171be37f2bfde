package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Sessions;

/** Who is connected to a database besides the console: an idle session can write the moment after. */
public final class ConnectedClients {
    /** "The rds_superuser can use pg_terminate_backend … to stop any connections" (Amazon RDS User Guide, the rds_superuser role). */
    private static final String REMEDY =
            "find out whose they are, and end them at their source; what stays open ends, as"
                    + " rds_superuser, with: select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend'"
                    + " and pid <> pg_backend_pid() and usename <> 'rdsadmin'";

    private ConnectedClients() {}

    /** Passes where there is none; unknown where the database does not tell. */
    public static Check.Outcome none(ActionContext context, String endpoint) throws InterruptedException {
        return switch (context.sql().probe(endpoint)) {
            case Answer.State state -> none(context, endpoint, state);
            case Answer.NoAnswer(var reason) -> new Check.Unknown(reason);
        };
    }

    private static Check.Outcome none(ActionContext context, String endpoint, Answer.State state) {
        return switch (state.sessions()) {
            case Sessions.Counted(var count) ->
                Check.passIf(
                        () -> count == 0,
                        words(state.sessions()) + context.sql().way(endpoint),
                        REMEDY);
            case Sessions.NotShown(var reason) -> new Check.Unknown(reason);
        };
    }

    public static String words(Sessions sessions) {
        return switch (sessions) {
            case Sessions.Counted(var count) ->
                count + (count == 1 ? " session" : " sessions") + " besides the console's";
            case Sessions.NotShown(var reason) -> "sessions not known: " + reason;
        };
    }
}
