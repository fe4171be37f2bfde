package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.Writers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Sends each phase's changes under a role of its own, where the plan names one, with a session policy that allows that phase's
 * actions in its regions and nothing else. Each time a role is taken it is recorded with its policy ({@code signin.role}).
 */
public final class WriteRoles implements Writers, AutoCloseable {
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final Access access;
    private final Timekeeper time;
    private final Function<String, Optional<Use>> uses;
    private final Map<Use, Taken> taken = new ConcurrentHashMap<>();

    /**
     * A role for a step's changes.
     *
     * @param policy at most 2,048 characters of JSON
     */
    public record Use(String role, String sessionName, String policy) {}

    /** @param uses by step's id; empty: the changes are sent as whoever is signed in */
    public WriteRoles(Access access, Timekeeper time, Function<String, Optional<Use>> uses) {
        this.access = access;
        this.time = time;
        this.uses = uses;
    }

    @Override
    public Clients of(String step) {
        return uses.apply(step)
                .map(use -> taken.computeIfAbsent(use, Taken::new).ready(step))
                .orElse(access.clients());
    }

    private final class Taken {
        private final Use use;
        private final LiveClients clients;
        private @Nullable Held held;

        Taken(Use use) {
            this.use = use;
            this.clients = access.signIn().issuer().reach().clients(this::keys);
        }

        private AwsCredentials keys() {
            return current().keys();
        }

        private synchronized Held current() {
            if (held == null) {
                throw new Refused("Refused: the role " + use.role() + " has not been taken");
            }
            return held;
        }

        /** Takes the role where it is not held, or ends soon: before anything is sent. */
        synchronized Clients ready(String step) {
            var now = time.instant();
            if (held == null
                    || held.ends().filter(end -> now.isBefore(end.minus(EARLY))).isEmpty()) {
                try {
                    held = access.signIn().issuer().sts().writing(access.keys(), use);
                } catch (SignInProblem problem) {
                    throw new Refused("the role for this phase's changes, " + use.role() + ", could not be taken: "
                            + problem.happened());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Refused("it was stopped while the role for this phase's changes was taken");
                }
                access.signIn().record("signin.role", Map.of("role", use.role(), "policy", use.policy(), "for", step));
            }
            return clients;
        }
    }

    @Override
    public void close() {
        taken.values().forEach(t -> t.clients.close());
    }
}
