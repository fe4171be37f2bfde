package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.Trail;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.concurrent.Once;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/**
 * Intercepts every client. A read passes and is counted; a mutating call needs its permit, the plan's permission to write in
 * that region, and its intent on disk, in this order, and leaves its outcome there too. Nothing is exempt: what is not known
 * to be a read is a mutation.
 *
 * <p>Records: {@code call.intent} before a mutating call, {@code call.outcome} after it, {@code call.refused} where it was not
 * sent, {@code reads.summary} when a step ends, at the close, and otherwise at most once a minute.
 */
public final class Guard {

    private static final long SUMMARY_NANOS = Duration.ofMinutes(1).toNanos();

    /** Kept by class: an interface like EC2's has thousands of methods to look through. */
    private static final ClassValue<Boolean> ASYNCHRONOUS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return InterceptedClient.isAsynchronous(type);
        }
    };

    private record Which(Class<?> type, String region) {}

    private final Clients raw;
    private final String account;
    private final PermitBook permits;
    private final Trail trail;
    private final Timekeeper time;
    private final RegionAccess access;
    private final Writers writers;
    private final LongSupplier nanos;
    private final ReadCounts reads = new ReadCounts();
    private final AtomicLong reported;
    private final AtomicBoolean latched = new AtomicBoolean();
    private final Once<Which, SdkClient> proxies = new Once<>();

    public Guard(Clients raw, String account, PermitBook permits, Trail trail, Timekeeper time, RegionAccess access) {
        this(raw, account, permits, trail, time, access, step -> raw);
    }

    /** @param writers whose clients send what is permitted; reads are always sent by {@code raw} */
    public Guard(
            Clients raw,
            String account,
            PermitBook permits,
            Trail trail,
            Timekeeper time,
            RegionAccess access,
            Writers writers) {
        this(raw, account, permits, trail, time, access, writers, System::nanoTime);
    }

    /** @param nanos the machine's time: a virtual clock may run through days in seconds and would flood the trail */
    Guard(
            Clients raw,
            String account,
            PermitBook permits,
            Trail trail,
            Timekeeper time,
            RegionAccess access,
            Writers writers,
            LongSupplier nanos) {
        this.raw = raw;
        this.writers = writers;
        this.account = account;
        this.permits = permits;
        this.trail = trail;
        this.time = time;
        this.access = access;
        this.nanos = nanos;
        this.reported = new AtomicLong(nanos.getAsLong());
    }

    /** The clients for everyone. Asking for anything but a synchronous client of the SDK is refused. */
    public Clients guarded() {
        return this::client;
    }

    /** Reads since the start. */
    public ReadCounts reads() {
        return reads;
    }

    /**
     * Whether an outcome could not be written: from then on no mutating call is sent until a restart has looked at what became
     * of it.
     */
    public boolean latched() {
        return latched.get();
    }

    private <C extends SdkClient> C client(Class<C> type, String region) {
        if (!type.isInterface() || !AwsClient.class.isAssignableFrom(type) || ASYNCHRONOUS.get(type)) {
            throw new Refused("Refused: " + type.getName() + " is not a synchronous client of the SDK");
        }
        return type.cast(proxies.get(new Which(type, region), w -> proxy(type, region)));
    }

    private <C extends SdkClient> C proxy(Class<C> type, String region) {
        return InterceptedClient.of(type, new GuardedClient<>(this, type, region, raw));
    }

    /** Sends what {@code send} sends, if it may. */
    <T extends @Nullable Object> T call(String region, RequestShape shape, Sending<T> send) throws Throwable {
        if (RequestFields.texts(shape.request()).stream().anyMatch(Redactor::isMarked)) {
            throw refused(
                    shape.isRead() ? region : shape.region(region),
                    shape,
                    "",
                    "it holds “[redacted: …]”, which stands for a value that looked like a secret and was not kept");
        }
        return shape.isRead() ? read(region, shape, send) : mutate(region, shape, send);
    }

    /** Sends the request as it is, or without the SDK's own retries. */
    interface Sending<T extends @Nullable Object> {
        T send(RequestShape shape, Clients from) throws Throwable;
    }

    private <T extends @Nullable Object> T read(String region, RequestShape shape, Sending<T> send) throws Throwable {
        var from = nanos.getAsLong();
        var code = "";
        try {
            return send.send(shape, raw);
        } catch (Throwable failure) {
            code = code(failure);
            if (failure instanceof AwsServiceException answered) {
                Asked.note(answered, shape.service(), shape.operation());
            }
            throw failure;
        } finally {
            reads.passed(shape.service(), region, shape.operation(), nanos.getAsLong() - from, code);
            summariseIfDue();
        }
    }

    /** The service's error code, or what failed on the way to it. */
    private static String code(Throwable failure) {
        var code = AwsErrors.explain(failure).code();
        return code.isBlank() ? failure.getClass().getSimpleName() : code;
    }

    private void summariseIfDue() {
        var last = reported.get();
        var now = nanos.getAsLong();
        if (now - last >= SUMMARY_NANOS && reported.compareAndSet(last, now)) {
            summarise();
        }
    }

    /** Writes the reads since the last summary, if there were any. A trail that cannot be written does not stop reads. */
    public void summarise() {
        var counts = reads.drain();
        if (counts.isEmpty()) {
            return;
        }
        var lines = new ArrayList<Map<String, Object>>();
        for (var count : counts) {
            var line = new LinkedHashMap<String, Object>();
            line.put("service", count.service());
            line.put("region", count.region());
            line.put("operation", count.operation());
            line.put("calls", count.calls());
            line.put("errors", count.failed());
            line.put("latencyMillis", count.latency().toMillis());
            line.put("minMillis", count.shortest().toMillis());
            line.put("medianMillis", count.median().toMillis());
            line.put("maxMillis", count.longest().toMillis());
            if (!count.errors().isEmpty()) {
                line.put("codes", count.errors());
            }
            lines.add(line);
        }
        try {
            trail.append("console", "reads.summary", "", Map.of("reads", lines));
        } catch (TrailUnavailable unavailable) {
            // The trail itself says so wherever it matters: no mutating call gets past it.
        }
    }

    private <T extends @Nullable Object> T mutate(String clientRegion, RequestShape shape, Sending<T> send)
            throws Throwable {
        var region = shape.region(clientRegion);
        if (latched.get()) {
            throw refused(
                    region, shape, "", "the outcome of an earlier call could not be written: restart the console");
        }
        var doubt = time.doubt();
        if (doubt.isPresent()) {
            throw refused(region, shape, "", doubt.get());
        }
        var problem = wrongPlace(region, shape);
        if (problem != null) {
            throw refused(region, shape, "", problem);
        }
        var permit = switch (permits.take(
                account, access.planDigest(), region, shape.service(), shape.operation(), shape.resource())) {
            case PermitBook.Answer.Granted granted -> granted.permit();
            case PermitBook.Answer.Denied denied -> throw refused(region, shape, "", denied.why());
        };
        if (!access.mayWrite(permit.step(), shape.isGlobal() ? RegionAccess.GLOBAL : region)) {
            throw refused(
                    region,
                    shape,
                    permit.step(),
                    "the plan does not let step " + permit.step() + " write in " + region);
        }
        for (var other : shape.otherRegions()) {
            if (!access.mayWrite(permit.step(), other)) {
                throw refused(
                        region,
                        shape,
                        permit.step(),
                        "it writes in " + other + " too, where the plan does not let step " + permit.step() + " write");
            }
        }
        var from = writer(region, shape, permit);
        return new MutatingCall(trail, time, permits, latched, permit, region, shape).send(from, send);
    }

    private Clients writer(String region, RequestShape shape, Permit permit) {
        try {
            return writers.of(permit.step());
        } catch (Refused refused) {
            throw refused(region, shape, permit.step(), String.valueOf(refused.getMessage()));
        }
    }

    private @Nullable String wrongPlace(String region, RequestShape shape) {
        for (var other : shape.accounts()) {
            if (!other.equals(account)) {
                return "it names account " + other + ", and the plan's is " + account;
            }
        }
        return null;
    }

    /** Something that is no request at all, such as making presigned URLs. */
    Refused refusedMethod(String region, Class<?> type, String method, String why) {
        var service = Spelling.service(type);
        return refused(region, service, method, ResourceNames.NEW, "", why, Map.of());
    }

    private Refused refused(String region, RequestShape shape, String step, String why) {
        return refused(region, shape.service(), shape.operation(), shape.resource(), step, why, shape.data());
    }

    private Refused refused(
            String region,
            String service,
            String operation,
            String resource,
            String step,
            String why,
            Map<String, Object> request) {
        var words = "Refused: " + service + " " + operation + " on " + resource + " in " + region + ": " + why
                + ". Nothing was sent.";
        var data = new LinkedHashMap<String, Object>();
        data.put("account", account);
        data.put("region", region);
        data.put("service", service);
        data.put("operation", operation);
        data.put("resource", resource);
        data.put("why", why);
        data.put("request", request);
        try {
            trail.append("console", "call.refused", step, data);
        } catch (TrailUnavailable unavailable) {
            return new Refused(words + " This could not be recorded: " + unavailable.getMessage(), unavailable);
        }
        return new Refused(words);
    }
}
