package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.Endpoint;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asked for who wants to work live.
 *
 * @param profile to begin with, if one was named
 * @param workingCopy if one was named; else the session's last one counts, and the current folder for a new session
 * @param goOnWith id of the session to go on with, if one was named
 * @param which session, where none was named
 * @param databases as whom and by which way they are read, until the window says otherwise
 * @param forgotten why a session goes on in an emulator that has forgotten what it did, if somebody said so
 * @param operator the person's name in the trail
 */
public record LiveWishes(
        Optional<String> profile,
        Optional<URI> endpoint,
        Optional<Path> workingCopy,
        Optional<String> goOnWith,
        WhichSession which,
        DatabaseLogin databases,
        Optional<String> forgotten,
        String operator) {

    /**
     * @throws app.medzenhealth.cutover.aws.Refused if the endpoint is neither AWS nor this machine
     * @throws Refusal if the reason is none
     */
    public LiveWishes {
        endpoint.ifPresent(Endpoint::allowed);
        forgotten = forgotten.map(LiveWishes::reason);
    }

    private static String reason(String words) {
        var reason = FreeText.REASON.accept(words);
        if (reason.length() < Session.SHORTEST_REASON) {
            throw new Refusal(
                    "--forgotten needs a written reason", "say in a sentence why the session continues anyway");
        }
        return reason;
    }
}
