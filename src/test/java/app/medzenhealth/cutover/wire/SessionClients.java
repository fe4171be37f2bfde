package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.InterceptedClient;
import app.medzenhealth.cutover.aws.InterceptedClient.Sending;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.aws.RequestShape;
import app.medzenhealth.cutover.wire.protocol.Operation;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/**
 * A session's clients beneath its guard: each request says in headers what action sends it.
 *
 * @param asked every request that is labelled, in order
 * @param reads what is asked for everything that changes nothing; without labels unless it is {@code patient}
 * @param patient sends mutations
 * @param hasty sends mutations whose answer will not come
 */
record SessionClients(
        AtWork atWork,
        Asker asker,
        BadWeather weather,
        Queue<Asked> asked,
        Clients reads,
        Clients patient,
        Clients hasty)
        implements Clients {

    SessionClients(AtWork atWork, Asker asker, BadWeather weather, Clients reads, Clients patient, Clients hasty) {
        this(atWork, asker, weather, new ConcurrentLinkedQueue<>(), reads, patient, hasty);
    }

    static final String ACTION = "X-Wire-Action";
    static final String INTENT = "X-Wire-Intent";

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return InterceptedClient.of(type, new Calls(type, region));
    }

    private final class Calls extends LabelledCalls {

        Calls(Class<? extends SdkClient> type, String region) {
            super(type, region, reads);
        }

        @Override
        public @Nullable Object send(Sending sending) throws Throwable {
            var service = Operation.api(type);
            var operation = Operation.spelled(sending.method());
            var read = Operations.isRead(service, operation);
            if (read && reads != patient) {
                return sending.to(reads.client(type, region), sending.request());
            }
            var now = labels();
            asked.add(new Asked(now.action(), now.intent(), region, RequestShape.of(sending.request())));
            var hangs = !read && hangs(weather.ahead(now.action(), service + " " + operation), sending.request());
            return sending.to(
                    (hangs ? hasty : patient).client(type, region),
                    labelled(sending.request(), Map.of(ACTION, now.action(), INTENT, String.valueOf(now.intent()))));
        }

        private AtWork.Now labels() {
            var now = atWork.now();
            if (asker.watching()) {
                return new AtWork.Now("", now.intent());
            }
            return now.action().isEmpty() ? new AtWork.Now(asker.type().orElse(""), now.intent()) : now;
        }

        /** What carries a token is sent again by the SDK and meets the next fault too. */
        private boolean hangs(List<Fault> ahead, SdkRequest request) {
            return ahead.stream()
                    .limit(RequestShape.of(request).carriesToken() ? ahead.size() : 1)
                    .anyMatch(Fault::hangs);
        }
    }
}
