package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.script.Command;

/** The PostgreSQL client as a command. Who signs in and with what is in PGUSER, PGPASSWORD and PGDATABASE of whoever calls it. */
final class Psql {
    private Psql() {}

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
