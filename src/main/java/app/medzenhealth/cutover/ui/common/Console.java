package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.SessionControl;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.session.WebhookAddresses;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the window needs of the rest of the product. The composition root gives the real one; tests give a hand-made one.
 *
 * <p>Methods named {@code view}, {@code latest} or {@code current} answer at once. All others may block and are called
 * through {@link Background} only.
 */
public interface Console {

    SessionControl session();

    /** The clock of everything shown: virtual in rehearsal. */
    InstantSource clock();

    InventoryFeed inventory();

    AuditFeed audit();

    ParameterLookup parameters();

    /** Present in rehearsal only. */
    Optional<SpeedControl> speed();

    /** Plays the second person in rehearsal; empty in live mode, where only another person can. */
    default Optional<RehearsedApprover> rehearsedApprover() {
        return Optional.empty();
    }

    /** When the credentials in use end; empty where they do not, or where nobody knows. Answers at once. */
    Optional<Instant> credentialsUntil();

    /** As whom the console works in AWS; empty in rehearsal. Answers at once. */
    default Optional<AccessControl> access() {
        return Optional.empty();
    }

    /** Where requests go in place of AWS, in words for a badge; empty where they go to AWS. Answers at once. */
    default Optional<String> endpoint() {
        return Optional.empty();
    }

    /** Where project files come from; empty where nobody says. Answers at once. */
    default Optional<WorkingCopyControl> workingCopy() {
        return Optional.empty();
    }

    /** As whom databases are read; empty in rehearsal. Answers at once. */
    default Optional<DatabaseControl> databases() {
        return Optional.empty();
    }

    /** Which resolvers are asked besides this machine's; empty in rehearsal. Answers at once. */
    default Optional<ResolverControl> resolvers() {
        return Optional.empty();
    }

    /** Asks the whole plan; empty where that cannot be done. */
    default Optional<FlightControl> flight() {
        return Optional.empty();
    }

    /** What users get, as probes see it; empty where nobody asks. Answers at once. */
    default Optional<ProbeFeed> probes() {
        return Optional.empty();
    }

    /** What the account measures of itself; empty where nobody reads it. Answers at once. */
    default Optional<MonitorFeed> monitor() {
        return Optional.empty();
    }

    /** What the session acts on, as it was opened; empty where nobody says. Answers at once. */
    default Optional<SessionWorld> world() {
        return Optional.empty();
    }

    /** How earlier goings-through of the plan went. Reads from the disk: not for the JavaFX thread. */
    default List<RehearsedRun> rehearsedRuns() {
        return List.of();
    }

    /** Where the plan's webhooks are; empty where nothing is posted. Answers at once. */
    default Optional<WebhookAddresses> webhooks() {
        return Optional.empty();
    }

    /** Where the trail and the session's state are kept; empty where nobody says. Answers at once. */
    default Optional<Path> stateDirectory() {
        return Optional.empty();
    }
}
