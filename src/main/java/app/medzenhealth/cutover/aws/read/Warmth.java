package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.InterceptedClient;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import app.medzenhealth.cutover.concurrent.Threads;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;

/** Meets the SDK's classes while something else is done, so that the first reading does not have to. Sends nothing. */
public final class Warmth {

    private Warmth() {}

    /** What the inventory is read with; those of many operations first, since they take longest. */
    public static List<Class<? extends SdkClient>> clients() {
        return Readers.inventory().stream()
                .map(Reader::service)
                .distinct()
                .flatMap(name -> AwsServices.named(name).stream())
                .sorted(Comparator.comparing((AwsService s) -> s.reads().size()).reversed())
                .<Class<? extends SdkClient>>map(s -> s.client().get())
                .toList();
    }

    /** Returns at once; whoever needs a class before it is warm makes it himself. */
    public static Thread begin() {
        return Threads.start("warmth", Warmth::all);
    }

    private static void all() {
        try (var clients = new LiveClients(AnonymousCredentialsProvider.create(), Optional.empty())) {
            for (var type : clients()) {
                InterceptedClient.prepare(type);
                clients.client(type, "us-east-1");
            }
        } catch (RuntimeException e) {
            // What cannot be made is said where it is needed.
        }
    }
}
