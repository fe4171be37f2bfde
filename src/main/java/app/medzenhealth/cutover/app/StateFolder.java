package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.Endpoint;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.Passphrase;
import app.medzenhealth.cutover.store.StateDirectory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where sessions and their audit trails are kept: a folder for each kind of work, or the one that a person chose.
 *
 * @param chosen empty: {@code cutover-console/<mode>} under {@code $XDG_STATE_HOME} or {@code ~/.local/state}
 * @param passphrase of the signing key, where it is sealed
 */
public record StateFolder(Optional<Path> chosen, Passphrase passphrase) {
    /** The mode of rehearsals. */
    public static final String REHEARSAL = "rehearsal";

    /** For whoever knows of no passphrase. */
    public StateFolder(Optional<Path> chosen) {
        this(chosen, Passphrase.NONE);
    }

    /** The same, asking for a passphrase that was not given with the command in another way. */
    StateFolder typedIn(GivenPassphrase.Typing window) {
        return passphrase instanceof GivenPassphrase given ? new StateFolder(chosen, given.typedIn(window)) : this;
    }

    /** The mode of live work, or of work on an emulator: each endpoint has its own. */
    public static String live(Optional<URI> endpoint) {
        return endpoint.map(e -> (Endpoint.isLoopback(e) ? "emulator-" : "live-")
                        + Endpoint.spelled(e).replaceFirst("^https?://", "").replaceAll("[^a-z0-9.-]+", "-"))
                .orElse("live");
    }

    /** @param mode {@link #REHEARSAL}, or what {@link #live} makes of an endpoint: they never share a folder */
    StateDirectory open(String mode) {
        return mode.startsWith("live")
                ? StateDirectory.alone(path(mode), asked(mode))
                : StateDirectory.at(path(mode), asked(mode));
    }

    /** What a live trail's key is sealed under is asked for; a rehearsal's is sealed where somebody says so. */
    private Passphrase asked(String mode) {
        return mode.startsWith("live") && passphrase instanceof GivenPassphrase given
                ? given.askingToBegin()
                : passphrase;
    }

    /**
     * The database of a session that was begun, for whoever only looks: where there is none, none is made.
     *
     * @throws Refusal if no session was begun there
     */
    Path begun(String mode) {
        return begun(mode, "start one with “gui” or “rehearse”");
    }

    /** @param start how one is begun */
    Path begun(String mode, String start) {
        var folder = path(mode);
        var database = folder.resolve("cutover.db");
        if (Files.notExists(database, LinkOption.NOFOLLOW_LINKS) && Files.notExists(folder.resolve("head"))) {
            throw new Refusal(
                    "There is no session in " + folder, "name the session's folder with --state, or " + start);
        }
        return database;
    }

    Path path(String mode) {
        var base = Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(s -> !s.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return chosen.orElseGet(() -> base.resolve("cutover-console").resolve(mode));
    }
}
