package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.monitor.PostgresSqlProber;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * As whom and by which way databases are read. The password stays in memory: it is in no record, and whoever writes takes it out.
 *
 * @param tunnels by the database's host or by its instance: host and port that lead to it
 */
record DatabaseLogin(
        String user, Optional<String> password, String database, String sslMode, Map<String, String> tunnels) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What was given when the console was started; each goes before the variable of the environment. */
    record Given(Optional<String> user, Optional<String> password, Optional<String> tunnels) {
        static final Given NOTHING = new Given(Optional.empty(), Optional.empty(), Optional.empty());

        /** Without the password. */
        @Override
        public String toString() {
            return "Given[" + user.orElse("") + "]";
        }
    }

    /**
     * As PostgreSQL's own tools take it: {@code PGUSER}, {@code PGPASSWORD}, {@code PGDATABASE}, {@code PGSSLMODE}; and
     * {@code CUTOVER_PGTUNNEL}.
     *
     * @throws IllegalArgumentException if a way through a tunnel is not understood
     */
    static DatabaseLogin of(Given given, Map<String, String> environment) {
        return new DatabaseLogin(
                given.user().or(() -> variable(environment, "PGUSER")).orElse("postgres"),
                given.password().or(() -> variable(environment, "PGPASSWORD")),
                variable(environment, "PGDATABASE").orElse("ehrbase"),
                variable(environment, "PGSSLMODE").orElse("verify-full"),
                PostgresSqlProber.Login.tunnels(given.tunnels()
                        .or(() -> variable(environment, "CUTOVER_PGTUNNEL"))
                        .orElse("")));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }

    DatabaseLogin withoutPassword() {
        return new DatabaseLogin(user, Optional.empty(), database, sslMode, tunnels);
    }

    PostgresSqlProber.Login login() {
        return new PostgresSqlProber.Login(user, () -> password.orElse(""), database, sslMode, PATIENCE, tunnels);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseLogin[" + user + ", " + database + ", " + tunnels + "]";
    }
}
