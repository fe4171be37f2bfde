package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.monitor.PostgresSqlProber;
import app.medzenhealth.cutover.session.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * As whom and by which way databases are read. The password stays in memory: it is in no record, and whoever writes takes it out.
 *
 * @param tunnels by the database's host or by its instance: host and port that lead to it
 */
public record DatabaseLogin(
        String user, Optional<String> password, String database, String sslMode, Map<String, String> tunnels) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What was given when the console was started; each goes before the variable of the environment. */
    public record Given(Optional<String> user, Optional<String> password, Optional<String> tunnels) {
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
     * @throws Refusal if a way through a tunnel is not understood
     */
    public static DatabaseLogin of(Given given, Map<String, String> environment) {
        return new DatabaseLogin(
                given.user().or(() -> variable(environment, "PGUSER")).orElse("postgres"),
                given.password().or(() -> variable(environment, "PGPASSWORD")),
                variable(environment, "PGDATABASE").orElse("ehrbase"),
                variable(environment, "PGSSLMODE").orElse("verify-full"),
                tunnels(given.tunnels()
                        .or(() -> variable(environment, "CUTOVER_PGTUNNEL"))
                        .orElse("")));
    }

    private static Map<String, String> tunnels(String text) {
        try {
            return PostgresSqlProber.Login.tunnels(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    String.valueOf(e.getMessage()),
                    "write --db-tunnel or CUTOVER_PGTUNNEL as medzen-ehrbase-db=127.0.0.1:15432");
        }
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
