package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.network.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Access to the plan's account, as one principal from the first to the last. New keys of the same principal take the place of
 * those that end, by themselves where that needs no person; clients need not be made again for it. For many threads.
 */
public final class Access implements AutoCloseable {
    /** New keys are got this long before the old ones end. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final SignIn signIn;
    private final Timekeeper time;
    private final LiveClients clients;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile SignIn.Entered now;
    private volatile Instant next = Instant.MIN;

    Access(SignIn signIn, Timekeeper time, SignIn.Entered first) {
        this.signIn = signIn;
        this.time = time;
        this.now = first;
        this.clients = signIn.issuer().reach().clients(this::keys);
    }

    public SignInStanding standing() {
        return now.standing();
    }

    /** Not guarded yet. */
    public Clients clients() {
        return clients;
    }

    /** Over which AWS, and whoever else is asked, is reached. */
    public Network network() {
        return signIn.issuer().reach().network();
    }

    SignIn signIn() {
        return signIn;
    }

    /**
     * Signs in again. What waits goes on with the new keys.
     *
     * @throws SignInProblem if it is not the same account and principal; the keys in use stay
     */
    public void again(String profile, Person person) throws InterruptedException {
        signIn.issuer().forget();
        now = signIn.attempt(profile, person, Optional.of(now.standing()));
    }

    /** The keys to sign with at this moment. */
    AwsCredentials keys() {
        var held = now;
        if (!held.held().renewsAlone() || !due(held, time.instant())) {
            return held.held().keys();
        }
        // Others go on with the old keys meanwhile, as long as these are good.
        var over = held.held().ends().filter(time.instant()::isBefore).isEmpty();
        if (over) {
            renewing.lock();
        } else if (!renewing.tryLock()) {
            return held.held().keys();
        }
        try {
            if (due(now, time.instant())) {
                renew();
            }
        } finally {
            renewing.unlock();
        }
        return now.held().keys();
    }

    private boolean due(SignIn.Entered held, Instant at) {
        return held.held().ends().filter(end -> at.isAfter(end.minus(EARLY))).isPresent() && !at.isBefore(next);
    }

    private void renew() {
        next = time.instant().plus(PAUSE);
        try {
            now = signIn.attempt(now.standing().profile(), Person.nobody(), Optional.of(now.standing()));
        } catch (SignInProblem e) {
            // Recorded. The old keys stay, and AWS says when they are over: then a person signs in again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
