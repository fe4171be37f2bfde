package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.DatabaseLogin;
import app.medzenhealth.cutover.app.LiveWishes;
import app.medzenhealth.cutover.app.WhichSession;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes with {@code --live PROFILE} for commands that open a session. */
final class LiveOptions {
    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "With --live: this endpoint instead of AWS; loopback only.")
    private @Nullable URI endpoint;

    @Option(
            names = "--working-copy",
            paramLabel = "DIR",
            description = "With --live: the project's working copy. Default: the session's last one, else this folder.")
    private @Nullable Path workingCopy;

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description = "With --live: read databases as this user. Default: PGUSER.")
    private @Nullable String databaseUser;

    @Option(
            names = "--db-password",
            interactive = true,
            arity = "0",
            description = "With --live: ask for that user's password here; kept in memory only. Default: PGPASSWORD.")
    private @Nullable String databasePassword;

    @Option(
            names = "--db-tunnel",
            paramLabel = "DB=HOST:PORT",
            description =
                    "With --live: ways to databases through a tunnel, by instance or host, with commas between them."
                            + " Default: CUTOVER_PGTUNNEL.")
    private @Nullable String tunnels;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "With --live: your name in the audit trail. Default: the user's.")
    private @Nullable String operator;

    /** Whether the session is that of an endpoint. */
    boolean elsewhere() {
        return endpoint != null;
    }

    /** @param with the profile's name; blank: none was named */
    LiveWishes wishes(String with, Optional<String> goOnWith, WhichSession which, Optional<String> forgotten) {
        return new LiveWishes(
                Optional.of(with).filter(p -> !p.isBlank()),
                Optional.ofNullable(endpoint),
                Optional.ofNullable(workingCopy),
                goOnWith,
                which,
                DatabaseLogin.of(
                        new DatabaseLogin.Given(
                                Optional.ofNullable(databaseUser),
                                Optional.ofNullable(databasePassword),
                                Optional.ofNullable(tunnels)),
                        System.getenv()),
                forgotten,
                Optional.ofNullable(operator)
                        .filter(name -> !name.isBlank())
                        .orElse(System.getProperty("user.name", "operator")));
    }
}
