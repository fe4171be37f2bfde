package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.monitor.PostgresSqlProber;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.DatabaseControl;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The database login in use: what the console was started with, until the window says otherwise. It is in memory only, and whoever
 * writes is told of the password before it is used.
 */
final class DatabaseAccess implements DatabaseControl, AutoCloseable {
    private final Redactor redactor;
    private volatile DatabaseLogin now;

    DatabaseAccess(DatabaseLogin first, Redactor redactor) {
        this.redactor = redactor;
        first.password().ifPresent(redactor::protect);
        this.now = first;
    }

    /** Asked anew for each question to a database. */
    PostgresSqlProber.Login login() {
        return now.login();
    }

    @Override
    public View current() {
        var login = now;
        return new View(
                login.user(),
                login.password().isPresent(),
                login.database(),
                new TreeMap<>(login.tunnels())
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .collect(Collectors.joining(", ")),
                login.sslMode());
    }

    @Override
    public Optional<String> problem(Wanted wanted) {
        if (wanted.user().isBlank()) {
            return Optional.of("A user is needed.");
        }
        if (wanted.database().isBlank()) {
            return Optional.of("The name of the database is needed.");
        }
        try {
            PostgresSqlProber.Login.tunnels(wanted.tunnels());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + ": write INSTANCE=HOST:PORT, as medzen-ehrbase-db=127.0.0.1:15432,"
                    + " several with commas.");
        }
    }

    @Override
    public synchronized void use(Wanted wanted) {
        problem(wanted).ifPresent(p -> {
            throw new Refusal(p, "correct it; the login in use stays as it was");
        });
        var password = Optional.of(wanted.password()).filter(p -> !p.isEmpty());
        password.ifPresent(redactor::protect);
        var user = wanted.user().strip();
        now = new DatabaseLogin(
                user,
                password.or(() -> user.equals(now.user()) ? now.password() : Optional.empty()),
                wanted.database().strip(),
                now.sslMode(),
                PostgresSqlProber.Login.tunnels(wanted.tunnels()));
    }

    @Override
    public synchronized void forgetPassword() {
        now = now.withoutPassword();
    }

    /** Nobody is signed in any more. */
    @Override
    public void close() {
        forgetPassword();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAccess[" + now + "]";
    }
}
