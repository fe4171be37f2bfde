package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records as OCSF 1.6.0 events of class API Activity (6003, schema.ocsf.io), one JSON object a line, for a SIEM. An AWS call is one
 * event, made of its intent and its outcome; reads are one event per operation and summary with a count; what people did in
 * the console is an operation of the console. Intents wait in memory for their outcome, at most {@value #MOST_WAITING}.
 */
final class OcsfEvents {
    static final int MOST_WAITING = 4_096;

    private static final int CLASS = 6003;
    private static final String VERSION = "1.6.0";

    private final OutputStream out;
    private final String product;
    private final String partial;
    private final Map<Long, AuditRecord> waiting = new LinkedHashMap<>();
    private final Worlds worlds;

    /**
     * @param partial that the export is partial, in words, as a label of each event; empty for a whole one
     * @param worlds its own, filled by the records it gets
     */
    OcsfEvents(OutputStream out, String product, String partial, Worlds worlds) {
        this.out = out;
        this.product = product;
        this.partial = partial;
        this.worlds = worlds;
    }

    /** OCSF's activity_id of this class. */
    private enum Activity {
        CREATE(1, "Create"),
        READ(2, "Read"),
        UPDATE(3, "Update"),
        DELETE(4, "Delete"),
        OTHER(99, "Other");

        private final int id;
        private final String title;

        Activity(int id, String title) {
            this.id = id;
            this.title = title;
        }

        /** By AWS's habit of beginning an operation's name with a verb. */
        static Activity of(String operation) {
            var end = 1;
            while (end < operation.length() && Character.isLowerCase(operation.charAt(end))) {
                end++;
            }
            return switch (operation.substring(0, Math.min(end, operation.length()))) {
                case "Create",
                        "Register",
                        "Request",
                        "Run",
                        "Start",
                        "Restore",
                        "Copy",
                        "Replicate",
                        "Import",
                        "Allocate" -> CREATE;
                case "Describe",
                        "Get",
                        "List",
                        "Head",
                        "Lookup",
                        "Batch",
                        "Simulate",
                        "Query",
                        "Scan",
                        "Filter",
                        "Test" -> READ;
                case "Update",
                        "Modify",
                        "Put",
                        "Change",
                        "Tag",
                        "Untag",
                        "Set",
                        "Reboot",
                        "Promote",
                        "Enable",
                        "Disable",
                        "Add",
                        "Attach",
                        "Detach",
                        "Authorize",
                        "Execute",
                        "Associate" -> UPDATE;
                case "Delete", "Deregister", "Terminate", "Remove", "Revoke", "Release", "Stop", "Cancel" -> DELETE;
                default -> OTHER;
            };
        }
    }

    private enum Status {
        UNKNOWN(0, "Unknown"),
        SUCCESS(1, "Success"),
        FAILURE(2, "Failure");

        private final int id;
        private final String title;

        Status(int id, String title) {
            this.id = id;
            this.title = title;
        }
    }

    /** OCSF's type_id of an account (schema.ocsf.io/1.6.0/objects/account); what is other says itself what it is. */
    private enum AccountType {
        UNKNOWN(0, "Unknown"),
        AWS_ACCOUNT(10, "AWS Account"),
        OTHER(99, "Other");

        private final int id;
        private final String title;

        AccountType(int id, String title) {
            this.id = id;
            this.title = title;
        }

        static AccountType of(OpenedIn world) {
            return switch (world.mode()) {
                case "LIVE" -> AWS_ACCOUNT;
                case "EMULATOR", "REHEARSAL" -> OTHER;
                default -> UNKNOWN;
            };
        }
    }

    /** What also a partial export must say: whether its records are of AWS. */
    void frame(AuditRecord record) {
        if (record.kind().equals(OpenedIn.KIND)) {
            worlds.opens(record);
        }
    }

    void record(AuditRecord record) throws IOException {
        frame(record);
        switch (record.kind()) {
            case "call.intent" -> {
                waiting.put(record.seq(), record);
                if (waiting.size() > MOST_WAITING) {
                    var oldest = waiting.values().iterator();
                    var lost = oldest.next();
                    oldest.remove();
                    call(lost, null);
                }
            }
            case "call.outcome", "call.reconciled" -> call(intentOf(record), record);
            case "call.refused" -> call(record, record);
            case "reads.summary" -> reads(record);
            default -> console(record);
        }
    }

    /** Intents whose outcome never came: their status is unknown. */
    void finish() throws IOException {
        for (var intent : waiting.values()) {
            call(intent, null);
        }
        waiting.clear();
    }

    private AuditRecord intentOf(AuditRecord outcome) {
        AuditRecord intent = outcome.data().get("intent") instanceof Long seq ? waiting.remove(seq) : null;
        return intent == null ? outcome : intent;
    }

    private void call(AuditRecord intent, @Nullable AuditRecord outcome) throws IOException {
        var data = intent.data();
        var operation = text(data, "operation");
        var status = outcome == null ? Status.UNKNOWN : status(outcome);
        var last = outcome == null ? intent : outcome;
        var event = event(last, Activity.of(operation), status);
        var api = new TreeMap<String, Object>(
                Map.of("operation", operation, "service", Map.of("name", text(data, "service"))));
        var id = outcome == null ? "" : text(outcome.data(), "requestId");
        var request = new TreeMap<String, Object>(Map.of("uid", id.isEmpty() ? "intent-" + intent.seq() : id));
        if (data.get("request") instanceof Map<?, ?> sent) {
            request.put("data", sent);
        }
        api.put("request", request);
        if (outcome != null) {
            var code = text(outcome.data(), "code");
            var message = text(outcome.data(), "message");
            if (!code.isEmpty() || !message.isEmpty()) {
                var response = new TreeMap<String, Object>();
                putText(response, "error", code);
                putText(response, "error_message", message);
                api.put("response", response);
                putText(event, "status_code", code);
                putText(event, "status_detail", message);
            }
            if (outcome.data().get("tookMillis") instanceof Long took) {
                event.put("duration", took);
            }
            event.put("start_time", millis(intent));
            event.put("end_time", millis(outcome));
        }
        event.put("api", api);
        var region = text(data, "region");
        event.put("cloud", cloud(last, region, text(data, "account")));
        resource(event, text(data, "resource"), region);
        var unmapped = unmapped(last);
        unmapped.put("intent_seq", intent.seq());
        for (var name : List.of("permit", "fingerprint", "cli")) {
            if (data.get(name) != null) {
                unmapped.put(name, data.get(name));
            }
        }
        event.put("unmapped", unmapped);
        event.put(
                "message",
                text(data, "service") + " " + operation + " on " + text(data, "resource") + ": "
                        + status.title.toLowerCase(Locale.ROOT));
        write(event);
    }

    /** The guard says done or failed, others say ok or error; a refused call failed. */
    private static Status status(AuditRecord outcome) {
        if (outcome.kind().equals("call.refused")) {
            return Status.FAILURE;
        }
        var word = text(outcome.data(), outcome.kind().equals("call.reconciled") ? "verdict" : "outcome");
        return switch (word.isEmpty() ? text(outcome.data(), "result") : word) {
            case "ok", "done" -> Status.SUCCESS;
            case "error", "failed", "not sent", "not done" -> Status.FAILURE;
            default -> Status.UNKNOWN;
        };
    }

    private void reads(AuditRecord record) throws IOException {
        if (!(record.data().get("reads") instanceof List<?> lines)) {
            console(record);
            return;
        }
        for (var line : lines) {
            if (line instanceof Map<?, ?> read) {
                var count = new TreeMap<String, Object>();
                read.forEach((key, value) -> count.put(String.valueOf(key), value));
                read(record, count);
            }
        }
    }

    private void read(AuditRecord record, Map<String, Object> read) throws IOException {
        var errors = number(read, "errors");
        var calls = number(read, "calls");
        var event = event(
                record,
                Activity.READ,
                errors == 0 ? Status.SUCCESS : errors == calls ? Status.FAILURE : Status.UNKNOWN);
        event.put(
                "api", Map.of("operation", text(read, "operation"), "service", Map.of("name", text(read, "service"))));
        event.put("cloud", cloud(record, text(read, "region"), ""));
        event.put("count", calls);
        var unmapped = unmapped(record);
        unmapped.put("errors", errors);
        unmapped.put("latency_millis", number(read, "latencyMillis"));
        for (var name : List.of("minMillis", "medianMillis", "maxMillis", "codes")) {
            if (read.get(name) != null) {
                unmapped.put(name.replace("Millis", "_millis"), read.get(name));
            }
        }
        event.put("unmapped", unmapped);
        write(event);
    }

    private void console(AuditRecord record) throws IOException {
        var status = record.kind().endsWith(".refused") || record.kind().endsWith(".failed")
                ? Status.FAILURE
                : Status.SUCCESS;
        var event = event(record, Activity.OTHER, status);
        event.put("api", Map.of("operation", record.kind(), "service", Map.of("name", "cutover-console")));
        event.put("cloud", cloud(record, "", ""));
        if (!record.step().isEmpty()) {
            event.put("resources", List.of(Map.of("type", "step", "uid", record.step())));
        }
        var unmapped = unmapped(record);
        unmapped.put("data", record.data());
        event.put("unmapped", unmapped);
        write(event);
    }

    private Map<String, Object> event(AuditRecord record, Activity activity, Status status) {
        var event = new TreeMap<String, Object>();
        event.put("activity_id", (long) activity.id);
        event.put("activity_name", activity.title);
        event.put("actor", Map.of("app_name", "Cutover Console", "user", Map.of("name", record.actor())));
        event.put("category_name", "Application Activity");
        event.put("category_uid", 6L);
        event.put("class_name", "API Activity");
        event.put("class_uid", (long) CLASS);
        var metadata = new TreeMap<String, Object>(Map.of(
                "event_code", record.kind(),
                "original_time", record.at(),
                "product", Map.of("name", "Cutover Console", "vendor_name", "MedZen", "version", product),
                "profiles", List.of("cloud"),
                "sequence", record.seq(),
                "uid", record.session() + "/" + record.seq(),
                "version", VERSION));
        var world = worlds.of(record.session());
        metadata.put(
                "labels",
                Stream.of(partial, "mode: " + world.mode(), "requests to: " + world.endpoint())
                        .filter(l -> !l.isEmpty())
                        .toList());
        event.put("metadata", metadata);
        event.put("severity", "Informational");
        event.put("severity_id", 1L);
        event.put("src_endpoint", Map.of("name", "cutover-console"));
        event.put("status", status.title);
        event.put("status_id", (long) status.id);
        event.put("time", millis(record));
        event.put("type_name", "API Activity: " + activity.title);
        event.put("type_uid", CLASS * 100L + activity.id);
        return event;
    }

    /** What did not happen at AWS is not of AWS, and where it happened is not guessed. */
    private Map<String, Object> cloud(AuditRecord record, String region, String account) {
        var world = worlds.of(record.session());
        var cloud = new TreeMap<String, Object>(Map.of("provider", world.provider()));
        putText(cloud, "region", region);
        if (!account.isEmpty()) {
            var type = AccountType.of(world);
            cloud.put(
                    "account",
                    Map.of(
                            "uid",
                            account,
                            "type",
                            type == AccountType.OTHER ? world.provider() : type.title,
                            "type_id",
                            (long) type.id));
        }
        return cloud;
    }

    private static Map<String, Object> unmapped(AuditRecord record) {
        var unmapped = new TreeMap<String, Object>();
        unmapped.put("prev", record.prev());
        unmapped.put("session", record.session());
        putText(unmapped, "step", record.step());
        return unmapped;
    }

    private static void resource(Map<String, Object> event, String resource, String region) {
        if (!resource.isEmpty()) {
            var named = new TreeMap<String, Object>(Map.of("uid", resource, "name", resource));
            putText(named, "region", region);
            event.put("resources", List.of(named));
        }
    }

    private static long millis(AuditRecord record) {
        return RecordTime.millis(record);
    }

    private static void putText(Map<String, Object> map, String name, String text) {
        if (!text.isEmpty()) {
            map.put(name, text);
        }
    }

    private static String text(Map<String, Object> data, String name) {
        var value = data.get(name);
        return value == null ? "" : value.toString();
    }

    private static long number(Map<String, Object> data, String name) {
        return data.get(name) instanceof Long number ? number : 0;
    }

    private void write(Map<String, Object> event) throws IOException {
        out.write(Jcs.bytes(event));
        out.write('\n');
    }
}
