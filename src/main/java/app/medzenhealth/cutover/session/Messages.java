package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.HttpProber.Request;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.plan.Webhook;
import app.medzenhealth.cutover.session.SessionView.Mode;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Posts the plan's messages to its webhooks: one request each, bounded in time, after its body was read and confirmed, with the intent on
 * disk before it and the outcome after it. Nothing waits for it, and no step hangs on it: whoever sends a message otherwise states so.
 */
final class Messages {
    static final String INTENT = "message.intent";
    static final String OUTCOME = "message.outcome";
    /** A webhook that has not answered by then is not waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LONGEST_DETAIL = 120;
    /** Teams answers 200 with these words where its channel did not take a card (connectors-using.md, as in {@link WebhookBody}). */
    private static final String TEAMS_ERROR = "endpoint returned HTTP error";

    private final SessionContext core;
    private final Set<String> sending = new HashSet<>();

    Messages(SessionContext core) {
        this.core = core;
    }

    /** The message as it would be posted now. Reads nothing but the session. */
    Posting posting(String id) {
        return core.journal.atomically(() -> {
            var message = core.plan
                    .message(id)
                    .orElseThrow(() -> new Refusal("There is no message " + id, "choose one of the plan's"));
            var webhook = message.webhook()
                    .flatMap(core.plan::webhook)
                    .orElseThrow(() -> new Refusal(
                            "The plan names no webhook for the message “" + id + "”",
                            "copy it, send it by " + message.channel() + ", and state so in its step"));
            var values = core.journal.state().parameters();
            var subject = PlanWording.of(core.plan, values, message.subject());
            var text = PlanWording.of(core.plan, values, message.body()).strip();
            var body = WebhookBody.of(webhook.kind(), subject, text, about(message));
            return new Posting(
                    message,
                    webhook,
                    core.surroundings.webhooks().host(webhook.id()),
                    subject,
                    text,
                    body,
                    DigestUtils.sha256Hex(webhook.id() + "\0" + body),
                    Variables.in(message.subject() + "\n" + message.body()).stream()
                            .flatMap(v -> core.plan.parameter(v).stream())
                            .filter(p -> values.getOrDefault(p.id(), "").isBlank())
                            .map(Plan.Parameter::title)
                            .toList(),
                    Optional.ofNullable(core.journal.state().posted().get(id)));
        });
    }

    private Map<String, String> about(Plan.Message message) {
        var about = new LinkedHashMap<String, String>();
        about.put("message", message.id());
        about.put("plan", core.plan.id());
        about.put("mode", core.world.mode().name());
        return about;
    }

    /**
     * Posts it, once, as it was read.
     *
     * @param fingerprint of the {@link Posting} that was confirmed
     * @return what became of it; that it was not taken, or that nothing was answered, is no error here
     * @throws Refusal if nothing was sent
     */
    Posted post(String id, String fingerprint, Operator by) throws InterruptedException {
        var ready = core.journal.atomically(() -> {
            var now = posting(id);
            require(now, fingerprint);
            var address = core.surroundings
                    .webhooks()
                    .address(now.webhook().id())
                    .orElseThrow(() -> new Refusal(
                            "Where “" + now.webhook().title() + "” is, is not known",
                            "give its address, or set "
                                    + WebhookAddresses.variable(now.webhook().id())
                                    + " before the console is started"));
            if (!sending.add(id)) {
                throw new Refusal("The message “" + id + "” is being posted", "wait for what becomes of it");
            }
            try {
                var intent = core.journal.write(by.name(), INTENT, step(id), intent(now, address));
                return new Ready(now, address, intent.seq());
            } catch (RuntimeException e) {
                sending.remove(id);
                throw e;
            }
        });
        try {
            core.changed();
            return told(ready, by, core.surroundings.http().probe(request(ready)));
        } catch (RuntimeException | InterruptedException e) {
            outcome(ready, by, Posted.Outcome.UNKNOWN, "the console was interrupted");
            throw e;
        } finally {
            core.journal.atomically(() -> {
                sending.remove(id);
            });
            core.changed();
        }
    }

    private record Ready(Posting posting, URI address, long intent) {}

    private void require(Posting now, String fingerprint) {
        if (core.world.mode() == Mode.EMULATOR) {
            throw new Refusal("This session acts on an emulator: nobody is told of it", "post from a live session");
        }
        core.requirePlanAsOpened();
        core.identityDenial().ifPresent(d -> {
            throw new Refusal("Nothing is posted: " + d.why(), d.next());
        });
        core.journal.state().hold().ifPresent(h -> {
            throw new Refusal("On hold since " + Times.minute(h.at()) + " UTC by " + h.by(), "release the hold");
        });
        if (!now.missing().isEmpty()) {
            throw new Refusal(
                    "The message is not complete: “" + now.missing().getFirst() + "” has no value",
                    "set it under Plan › Parameters");
        }
        if (!now.fingerprint().equals(fingerprint)) {
            throw new Refusal("The message is not what you have read: its text has changed", "read it again");
        }
    }

    private String step(String message) {
        return MessageStanding.step(core.plan, core.journal.state(), message).orElse("");
    }

    private static Map<String, Object> intent(Posting now, URI address) {
        var data = new LinkedHashMap<String, Object>();
        data.put("message", now.message().id());
        data.put("webhook", now.webhook().id());
        data.put("kind", now.webhook().kind().name());
        // The rest of the address is as good as a password.
        data.put("host", address.getHost());
        data.put("subject", now.subject());
        data.put("text", now.text());
        data.put("fingerprint", now.fingerprint());
        return data;
    }

    private static Request request(Ready ready) {
        return new Request(
                "POST",
                ready.address(),
                Map.of("Content-Type", "application/json; charset=utf-8"),
                ready.posting().body(),
                PATIENCE,
                Optional.empty());
    }

    private Posted told(Ready ready, Operator by, Answer answer) {
        return switch (answer) {
            case Answer.Answered answered -> {
                var taken = answered.status() / 100 == 2
                        && !(ready.posting().webhook().kind() == Webhook.Kind.TEAMS
                                && answered.body().contains(TEAMS_ERROR));
                yield outcome(
                        ready,
                        by,
                        taken ? Posted.Outcome.DELIVERED : Posted.Outcome.REFUSED,
                        "status " + answered.status() + said(answered.body()));
            }
            case Answer.NoAnswer(var reason, var _) -> outcome(ready, by, Posted.Outcome.UNKNOWN, reason);
        };
    }

    private static String said(String body) {
        var line = body.strip().lines().findFirst().orElse("");
        return line.isEmpty()
                ? ""
                : ": " + (line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line);
    }

    private Posted outcome(Ready ready, Operator by, Posted.Outcome outcome, String detail) {
        var id = ready.posting().message().id();
        var data = new LinkedHashMap<String, Object>();
        data.put("intent", ready.intent());
        data.put("message", id);
        data.put("webhook", ready.posting().webhook().id());
        data.put("outcome", outcome.name());
        data.put("detail", detail);
        core.journal.write(by.name(), OUTCOME, step(id), data);
        return Optional.ofNullable(core.journal.state().posted().get(id)).orElseThrow();
    }

    /** Whether one is on its way; under the session's lock. */
    boolean sending() {
        return !sending.isEmpty();
    }

    /** How far telling people is; under the session's lock. */
    List<MessageView> all() {
        return MessageStanding.all(core.plan, core.journal.state(), core.now());
    }
}
