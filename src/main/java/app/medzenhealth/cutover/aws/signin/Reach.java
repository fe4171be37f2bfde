package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.network.Network;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** How AWS is reached: at which endpoint, over which network. The network's bundle is that of the profile in use. */
final class Reach {
    private final Optional<URI> endpoint;
    private final Network machines;
    private final Network following = Network.following(this::current);
    private volatile Network network;
    /** Told what AWS's own clock says. */
    private final Timekeeper time;

    Reach(Machine machine, Optional<URI> endpoint, SecretSink secrets, Timekeeper time) {
        this.endpoint = endpoint;
        this.time = time;
        this.machines = machine.network();
        this.network = machines;
        machines.secrets().forEach(secrets::keep);
    }

    private Network current() {
        return network;
    }

    /** Puts back what counts now: for a profile that nobody got in with. */
    Runnable kept() {
        var now = network;
        return () -> network = now;
    }

    /** From now on with the {@code ca_bundle} of the profile, where it names one. */
    void use(Optional<Path> bundle, String profile) {
        network = bundle.map(b -> machines.withBundle(b, "ca_bundle of profile \"" + profile + "\""))
                .orElse(machines);
    }

    /** Always that of the profile in use, for whoever keeps it. */
    Network network() {
        return following;
    }

    LiveClients clients(AwsCredentialsProvider keys) {
        return new LiveClients(keys, endpoint, Patience.USUAL, following, time::answered);
    }
}
