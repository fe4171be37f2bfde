package app.medzenhealth.cutover.aws.signin;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Credentials in hand.
 *
 * @param ends when these keys end; empty where they do not, or nobody says
 */
record Held(AwsCredentials keys, Optional<Instant> ends, Renewal renewal) {

    /** How new keys are come by when these end. */
    sealed interface Renewal {
        record ByPerson() implements Renewal {}

        /** @param until when a person is needed after all; empty: never */
        record Alone(Optional<Instant> until) implements Renewal {}
    }

    /**
     * How long work can go on without a person; empty: as long as it takes. Keys of a role outlive those that it was taken with:
     * the last ones are good to their own end.
     */
    Optional<Instant> lasts() {
        return ends.flatMap(end -> switch (renewal) {
            case Renewal.ByPerson person -> ends;
            case Renewal.Alone alone -> alone.until().map(until -> until.isAfter(end) ? until : end);
        });
    }

    boolean renewsAlone() {
        return renewal instanceof Renewal.Alone && ends.isPresent();
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "Held[ends=" + ends + ", renewal=" + renewal + "]";
    }
}
