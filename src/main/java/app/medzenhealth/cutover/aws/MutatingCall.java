package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Trail;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/** One permitted mutating call: intent on disk, the call, outcome on disk. */
final class MutatingCall {

    private final Trail trail;
    private final Timekeeper time;
    private final PermitBook permits;
    private final AtomicBoolean latched;
    private final Permit permit;
    private final String region;
    private final RequestShape shape;

    MutatingCall(
            Trail trail,
            Timekeeper time,
            PermitBook permits,
            AtomicBoolean latched,
            Permit permit,
            String region,
            RequestShape shape) {
        this.trail = trail;
        this.time = time;
        this.permits = permits;
        this.latched = latched;
        this.permit = permit;
        this.region = region;
        this.shape = shape;
    }

    <T> T send(Clients from, Guard.Sending<T> send) throws Throwable {
        var intent = trail.append(permit.actor(), "call.intent", permit.step(), intent());
        var sent = time.instant();
        if (permits.held()) {
            outcome(intent, "not sent", sent, Map.of("message", "put on hold"));
            throw new Refused("Refused: " + shape.service() + " " + shape.operation() + " on " + shape.resource()
                    + ": changes were put on hold. Nothing was sent.");
        }
        T answer;
        try {
            answer = send.send(shape, from);
        } catch (Throwable failure) {
            var error = AwsErrors.explain(failure);
            var details = new LinkedHashMap<String, Object>();
            details.put("code", error.code());
            details.put("message", error.words());
            details.put("requestId", error.requestId());
            try {
                outcome(intent, became(error), sent, details);
            } catch (TrailUnavailable unavailable) {
                unavailable.addSuppressed(failure);
                throw unavailable;
            }
            throw failure;
        }
        if (answer instanceof SdkPojo pojo) {
            permits.answered(permit.group(), shape.operation(), names(pojo));
        }
        outcome(intent, "done", sent, Map.of("requestId", requestId(answer)));
        return answer;
    }

    private Map<String, Object> intent() {
        var data = new LinkedHashMap<String, Object>();
        data.put("permit", permit.id());
        data.put("group", permit.group());
        data.put("account", permit.account());
        data.put("region", region);
        data.put("service", shape.service());
        data.put("operation", shape.operation());
        data.put("resource", shape.resource());
        data.put("planDigest", permit.planDigest());
        data.put("fingerprint", permit.fingerprint());
        data.put("request", shape.data());
        return data;
    }

    /** A request whose fate is not certain may have taken effect: only reading AWS can tell. */
    private String became(AwsError error) {
        return switch (error.fate()) {
            case REJECTED -> "failed";
            case UNKNOWN -> "unknown";
            case NOT_SENT -> shape.carriesToken() ? "unknown" : "not sent";
        };
    }

    private void outcome(AuditRecord intent, String outcome, Instant sent, Map<String, Object> details) {
        var data = new LinkedHashMap<String, Object>();
        data.put("intent", intent.seq());
        data.put("permit", permit.id());
        data.put("region", region);
        data.put("service", shape.service());
        data.put("operation", shape.operation());
        data.put("resource", shape.resource());
        data.put("outcome", outcome);
        data.put("tookMillis", Duration.between(sent, time.instant()).toMillis());
        data.putAll(details);
        try {
            trail.append(permit.actor(), "call.outcome", permit.step(), data);
        } catch (TrailUnavailable unavailable) {
            latched.set(true);
            permits.hold();
            throw new TrailUnavailable(
                    shape.service() + " " + shape.operation() + " on " + shape.resource() + " ended as \"" + outcome
                            + "\", but that could not be written down. Nothing more is sent until a restart has verified "
                            + "the trail and read from AWS what became of it.",
                    unavailable);
        }
    }

    private Set<String> names(SdkPojo answer) {
        var names = new HashSet<String>();
        for (var text : RequestFields.texts(answer)) {
            names.add(text);
            names.add(ResourceNames.normalised(shape.service(), text));
        }
        return names;
    }

    private static String requestId(Object answer) {
        if (answer instanceof AwsResponse response && response.responseMetadata() != null) {
            var id = response.responseMetadata().requestId();
            return id == null ? "" : id;
        }
        return "";
    }
}
