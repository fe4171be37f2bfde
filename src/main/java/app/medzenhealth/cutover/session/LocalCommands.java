package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.monitor.CommandRunner.Lookup;
import app.medzenhealth.cutover.plan.command.AllowedPrograms;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The one door to programs of this machine, as the guard is to AWS: one permit for one start, the intent on disk before it, the outcome
 * after it. A start that is refused is recorded too.
 *
 * <p>Records: {@code command.intent}, {@code command.outcome}, {@code command.refused}.
 */
final class LocalCommands {
    private final Writing trail;
    private final Timekeeper time;
    private final String planDigest;
    private final Map<String, CommandPermit> open = new HashMap<>();

    /** Makes a record durable. */
    interface Writing {
        AuditRecord write(String actor, String kind, String step, Map<String, ?> data);
    }

    /** @param planDigest of the text of the plan that is carried out */
    LocalCommands(Writing trail, Timekeeper time, String planDigest) {
        this.trail = trail;
        this.time = time;
        this.planDigest = planDigest;
    }

    /**
     * What was confirmed, and by whom.
     *
     * @param planDigest of the text of the plan
     * @param fingerprint of the review
     */
    record Confirmed(String planDigest, String fingerprint, String actor) {}

    /** Gives leave for one start. Only the confirmation does. */
    synchronized CommandPermit issue(String step, List<String> arguments, Confirmed confirmed, Duration validity) {
        var permit = new CommandPermit(
                UUID.randomUUID().toString(),
                step,
                List.copyOf(arguments),
                confirmed.planDigest(),
                confirmed.fingerprint(),
                confirmed.actor(),
                time.instant().plus(validity));
        open.put(step, permit);
        return permit;
    }

    /** Takes back what was not used. */
    synchronized void revoke(String step) {
        open.remove(step);
    }

    /** Why no program is started for now; empty where one may be. */
    Optional<String> doubt() {
        return time.doubt();
    }

    private synchronized Optional<CommandPermit> take(String step, Command command) {
        var permit = open.get(step);
        if (permit == null
                || !permit.arguments().equals(command.arguments())
                || !permit.planDigest().equals(planDigest)
                || !time.instant().isBefore(permit.expires())) {
            return Optional.empty();
        }
        open.remove(step);
        return Optional.of(permit);
    }

    /** Starts nothing, and says why. */
    Ended refused(String step, Command command, String why) {
        trail.write(
                SessionContext.CONSOLE,
                "command.refused",
                step,
                Map.of(
                        "arguments",
                        command.arguments(),
                        "directory",
                        command.directory().toString(),
                        "why",
                        why));
        return new Ended.NotStarted(why);
    }

    Ended run(String step, Command command, CommandRunner runner, Consumer<String> output) throws InterruptedException {
        var faults = AllowedPrograms.faults(
                command.arguments(),
                ".",
                command.environment(),
                command.credentials(),
                command.hosts().stream().map(String::valueOf).toList());
        if (!faults.isEmpty()) {
            return refused(step, command, faults.getFirst().why());
        }
        if (Stream.concat(command.arguments().stream(), command.environment().values().stream())
                .anyMatch(Redactor::isMarked)) {
            return refused(
                    step,
                    command,
                    "it holds “[redacted: …]”, which stands for a value that looked like a secret and was not kept");
        }
        if (!(runner.find(command) instanceof Lookup.Found found)) {
            return refused(step, command, ((Lookup.Missing) runner.find(command)).reason());
        }
        var unheld = runner.unheld(command);
        if (unheld.isPresent()) {
            return refused(step, command, unheld.get());
        }
        var permit = take(step, command);
        if (permit.isEmpty()) {
            return refused(step, command, "there is no permit for it");
        }
        var intent = trail.write(permit.get().actor(), "command.intent", step, intent(permit.get(), command, found));
        var begun = System.nanoTime();
        var printed = new Printed();
        Ended ended;
        try {
            ended = runner.run(command, line -> {
                printed.line(line);
                output.accept(line);
            });
        } catch (InterruptedException e) {
            var interrupted = Thread.interrupted();
            outcome(permit.get(), intent, "interrupted", begun, printed, Map.of());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        } catch (RuntimeException e) {
            outcome(permit.get(), intent, "unknown", begun, printed, Map.of("message", String.valueOf(e.getMessage())));
            throw e;
        }
        switch (ended) {
            case Ended.Exited exited ->
                outcome(permit.get(), intent, "exited", begun, printed, Map.of("exit", exited.code()));
            case Ended.TimedOut after ->
                outcome(
                        permit.get(),
                        intent,
                        "timed out",
                        begun,
                        printed,
                        Map.of("message", "ended by the console after " + after.after()));
            case Ended.NotStarted not ->
                outcome(permit.get(), intent, "not started", begun, printed, Map.of("message", not.reason()));
        }
        return ended;
    }

    private static Map<String, Object> intent(CommandPermit permit, Command command, Lookup.Found found) {
        var data = new LinkedHashMap<String, Object>();
        data.put("permit", permit.id());
        data.put("planDigest", permit.planDigest());
        data.put("fingerprint", permit.fingerprint());
        data.put("program", found.where());
        data.put("programDigest", found.digest());
        data.put("arguments", command.arguments());
        data.put("directory", command.directory().toString());
        data.put("environment", new TreeMap<>(command.environment()));
        data.put("credentials", command.credentials());
        data.put("hosts", command.hosts().stream().map(String::valueOf).toList());
        data.put("timeoutMillis", command.timeout().toMillis());
        return data;
    }

    private void outcome(
            CommandPermit permit,
            AuditRecord intent,
            String outcome,
            long begun,
            Printed printed,
            Map<String, Object> more) {
        var data = new LinkedHashMap<String, Object>();
        data.put("intent", intent.seq());
        data.put("permit", permit.id());
        data.put("outcome", outcome);
        data.put("lines", printed.lines);
        data.put("outputDigest", printed.digest());
        data.put("tookMillis", (System.nanoTime() - begun) / 1_000_000);
        data.putAll(more);
        trail.write(permit.actor(), "command.outcome", permit.step(), data);
    }

    /** What a program has printed: SHA-256 over each line and a line feed, in UTF-8. */
    private static final class Printed {
        private final MessageDigest digest = DigestUtils.getSha256Digest();
        private long lines;

        synchronized void line(String line) {
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            lines++;
        }

        synchronized String digest() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
