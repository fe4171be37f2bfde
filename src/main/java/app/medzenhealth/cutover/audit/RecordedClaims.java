package app.medzenhealth.cutover.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether what records claim follows from the records before them: that a second person signed, and that a call or a command that ended had
 * been begun. A chain shows that records follow each other, not that the console wrote them; what a second person signed nobody else can
 * write. Checked as long as no record is left out: what a claim rests on could be among those.
 */
final class RecordedClaims {
    private static final String COMMAND_OUTCOME = "command.outcome";
    /** The kinds of which more than their links is read. */
    static final Set<String> KINDS = Set.of(
            OpenedIn.KIND,
            "approval.enrol",
            "approval.challenge",
            "approval.accepted",
            "call.outcome",
            COMMAND_OUTCOME);

    private static final String INTENT = "call.intent";
    private static final String COMMAND_INTENT = "command.intent";
    private static final String CHALLENGE = "CC2.";

    /** It does not name the text of the plan. */
    private static final String EARLIER_CHALLENGE = "CC1.";

    private static final String RESPONSE = "CR1.";
    /** A challenge that is meant to be read is smaller. Bytes. */
    private static final int LARGEST_CHALLENGE = 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper();

    /** By session, as it was opened last. */
    private final Map<String, AuditRecord> opened = new HashMap<>();

    private final Map<Of, String> keys = new HashMap<>();
    private final Map<Of, AuditRecord> challenges = new HashMap<>();
    private final Map<Long, String> begun = new HashMap<>();
    private final Map<Long, String> started = new HashMap<>();
    private boolean gaps;
    private long approvals;
    private long outcomes;
    private long commands;

    /** Something of a session: a name, or a step. */
    private record Of(String session, String what) {}

    RecordedClaims() {}

    private RecordedClaims(RecordedClaims other) {
        opened.putAll(other.opened);
        keys.putAll(other.keys);
        challenges.putAll(other.challenges);
        begun.putAll(other.begun);
        started.putAll(other.started);
        commands = other.commands;
        gaps = other.gaps;
        approvals = other.approvals;
        outcomes = other.outcomes;
    }

    RecordedClaims copy() {
        return new RecordedClaims(this);
    }

    /** Records are left out here. */
    void skipped() {
        gaps = true;
    }

    void take(ChainCheck.Reading reading) throws TrailFault {
        var links = reading.links();
        if (links == null || gaps) {
            return;
        }
        if (links.kind().equals(INTENT)) {
            begun.put(links.seq(), links.session());
        } else if (links.kind().equals(COMMAND_INTENT)) {
            started.put(links.seq(), links.session());
        }
        if (reading.told().isPresent()) {
            take(reading.told().get());
        }
    }

    private void take(AuditRecord record) throws TrailFault {
        switch (record.kind()) {
            case OpenedIn.KIND -> opened.put(record.session(), record);
            case "approval.enrol" -> keys.put(new Of(record.session(), text(record, "name")), text(record, "key"));
            case "approval.challenge" -> challenges.put(new Of(record.session(), record.step()), record);
            case "approval.accepted" -> {
                var problem = problem(record, challenges.remove(new Of(record.session(), record.step())));
                if (!problem.isEmpty()) {
                    throw TrailFault.tampered(
                            record.seq(),
                            "it says that " + record.actor() + " approved step " + record.step() + ", and " + problem);
                }
                approvals++;
            }
            case "call.outcome" -> {
                if (!(record.data().get("intent") instanceof Long intent)
                        || !record.session().equals(begun.remove(intent))) {
                    throw TrailFault.tampered(
                            record.seq(), "it tells how a call ended that had not been begun, or had ended before");
                }
                outcomes++;
            }
            case COMMAND_OUTCOME -> {
                if (!(record.data().get("intent") instanceof Long intent)
                        || !record.session().equals(started.remove(intent))) {
                    throw TrailFault.tampered(
                            record.seq(), "it tells how a command ended that had not been begun, or had ended before");
                }
                commands++;
            }
            default -> {}
        }
    }

    /** Why it is no approval; empty if it is one. */
    private String problem(AuditRecord accepted, @Nullable AuditRecord asked) {
        if (asked == null) {
            return "nobody was asked to, or the answer counted already";
        }
        var challenge = text(asked, "challenge");
        try {
            if (!Instant.parse(accepted.at()).isBefore(Instant.parse(text(asked, "expires")))) {
                return "the challenge had expired";
            }
            var earlier = challenge.startsWith(EARLIER_CHALLENGE);
            var question = parsed(challenge, earlier ? EARLIER_CHALLENGE : CHALLENGE);
            var answer = parsed(text(accepted, "response"), RESPONSE);
            var fingerprint = text(accepted, "fingerprint");
            if (!fingerprint.equals(text(asked, "fingerprint"))
                    || !fingerprint.equals(text(question, "fingerprint"))
                    || !accepted.step().equals(text(question, "step"))
                    || !accepted.session().equals(text(question, "session"))) {
                return "the challenge was about something else";
            }
            if (earlier
                    ? namesPlans(accepted.session())
                    : !ofItsPlan(accepted.session(), question.path("planDigest"))) {
                return "the challenge was for another text of the plan, or names none";
            }
            var name = text(answer, "name");
            var key = keys.get(new Of(accepted.session(), name));
            if (key == null || !name.equals(accepted.actor())) {
                return "they had not been enrolled";
            }
            return signed(challenge, text(answer, "signature"), key)
                    ? ""
                    : "the response is not their signature under the challenge";
        } catch (IllegalArgumentException | DateTimeParseException | JacksonException | IOException e) {
            return "challenge or response cannot be read";
        }
    }

    /** Whether the console that opened the session last has the text of the plan signed for. */
    private boolean namesPlans(String session) {
        var open = opened.get(session);
        return open != null
                && open.data().get(TrailExport.VERSION_MEMBER) instanceof Long version
                && version >= BundleFiles.VERSION;
    }

    private boolean ofItsPlan(String session, JsonNode signed) {
        var open = opened.get(session);
        return open != null
                && open.data().get("planDigest") instanceof String plan
                && signed.isString()
                && plan.equals(signed.asString());
    }

    private static String text(AuditRecord record, String member) {
        return record.data().get(member) instanceof String text ? text : "";
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }

    /** What stands in a challenge or response: Base64 for addresses (RFC 4648, section 5) of JSON, deflated (RFC 1950) or not. */
    private static JsonNode parsed(String text, String prefix) throws IOException {
        if (!text.startsWith(prefix)) {
            throw new IllegalArgumentException("another beginning");
        }
        var bytes = Base64.getUrlDecoder().decode(text.substring(prefix.length()));
        if (bytes.length > 0 && bytes[0] == '{') {
            return JSON.readTree(bytes);
        }
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            var json = inflated.readNBytes(LARGEST_CHALLENGE + 1);
            if (json.length > LARGEST_CHALLENGE) {
                throw new IllegalArgumentException("too large");
            }
            return JSON.readTree(json);
        }
    }

    private static boolean signed(String text, String signature, String key) {
        return Ed25519.verifies(
                text.getBytes(StandardCharsets.UTF_8),
                Base64.getUrlDecoder().decode(signature),
                Base64.getDecoder().decode(key));
    }

    /** What was found to follow, for people. */
    String words() {
        return approvals + (approvals == 1 ? " approval: the signature" : " approvals: each the signature")
                + " of an enrolled person; " + outcomes
                + (outcomes == 1 ? " outcome: of a call" : " outcomes: each of a call")
                + " that was begun"
                + (commands == 0 ? "" : "; " + commands + " of commands on the console's machine likewise")
                + (gaps ? "; those after records that are left out cannot be checked" : "");
    }
}
