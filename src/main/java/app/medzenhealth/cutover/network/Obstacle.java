package app.medzenhealth.cutover.network;

import java.util.Optional;

/**
 * What was in the way of a connection, said by this machine's own network and not by whom it was meant for. Nothing was sent there.
 *
 * @param happened one sentence without a full stop
 * @param next what to do about it
 */
public record Obstacle(String happened, String next) {
    private static final int DEEPEST = 20;

    /** What stands behind a failure, if it is one of these. */
    public static Optional<Obstacle> behind(Throwable failure) {
        var depth = 0;
        for (var t = failure; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
            switch (t) {
                case NotConnected n -> {
                    return Optional.of(new Obstacle(n.happened(), n.next()));
                }
                case ProxyUnreachable p -> {
                    return Optional.of(
                            new Obstacle(p.happened(), "see whether that proxy is right, and answers; then try again"));
                }
                case UntrustedIssuer u -> {
                    return Optional.of(new Obstacle(u.happened(), UntrustedIssuer.NEXT));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    public String words() {
        return happened + "; " + next;
    }
}
