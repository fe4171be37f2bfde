package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.script.Command;

/** The PostgreSQL client as a command. Who signs in and with what is in PGUSER, PGPASSWORD and PGDATABASE of whoever calls it. */
public final class Psql {
    /**
     * Of a session of another role a login sees its kind only with {@code pg_read_all_stats} (PostgreSQL Documentation, Predefined Roles):
     * without it nobody would seem to be connected, so that the answer is no number then. {@code rdsadmin} is RDS's own.
     */
    private static final String OTHERS = "select case when pg_has_role('pg_read_all_stats', 'usage')"
            + " then (count(*) filter (where backend_type = 'client backend'))::text else 'hidden from this login' end"
            + " from pg_stat_activity where pid <> pg_backend_pid() and usename is distinct from 'rdsadmin'";

    private Psql() {}

    /** How many clients are connected besides this one. */
    public static Command others(String host) {
        return at(host, OTHERS);
    }

    static Command at(String host, String sql) {
        return Command.of(
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--host",
                host,
                "--port",
                "5432",
                "--command",
                sql);
    }
}
