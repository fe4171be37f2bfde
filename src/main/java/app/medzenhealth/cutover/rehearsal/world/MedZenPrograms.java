package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.world.EmbeddedCommands.Program;
import app.medzenhealth.cutover.rehearsal.world.EmbeddedCommands.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The tools and scripts that MedZen's plan runs. The test scripts really ask the estate. */
final class MedZenPrograms {

    private static final String EHRBASE = "https://ehr.medzenhealth.app/ehrbase";
    private static final String PRIMARY = "eu-central-1";

    private final Estate estate;
    private final HttpProber http;
    private final Map<String, String> supabaseSecrets = new ConcurrentHashMap<>();

    MedZenPrograms(Estate estate, HttpProber http) {
        this.estate = estate;
        this.http = http;
    }

    List<Program> all() {
        return List.of(this::firebase, this::supabase, this::script, this::zip, new Git());
    }

    private @Nullable Run firebase(List<String> arguments) {
        if (!arguments.getFirst().equals("firebase") || arguments.size() < 2) {
            return null;
        }
        return switch (arguments.get(1)) {
            case "functions:config:set", "functions:config:unset", "functions:config:clone" ->
                Run.of(
                        1,
                        Duration.ofSeconds(3),
                        "Error: functions.config() has been removed. Use params and .env files instead:",
                        "https://firebase.google.com/docs/functions/config-env");
            case "functions:log" ->
                arguments.contains("--limit")
                        ? Run.of(1, Duration.ofSeconds(1), "error: unknown option '--limit'")
                        : Run.of(
                                0,
                                Duration.ofSeconds(4),
                                "D onUserCreated: Function execution took 212 ms. Finished with status: ok");
            case "deploy" ->
                Run.of(
                        0,
                        Duration.ofSeconds(95),
                        "=== Deploying to 'medzen'...",
                        "i  deploying functions",
                        "i  functions: updating Node.js 20 function onUserCreated(us-central1)...",
                        "i  functions: updating Node.js 20 function onUserDeleted(us-central1)...",
                        "✔  functions[onUserCreated(us-central1)] Successful update operation.",
                        "✔  functions[onUserDeleted(us-central1)] Successful update operation.",
                        "✔  Deploy complete!");
            default -> Run.of(1, Duration.ofSeconds(1), "Error: " + arguments.get(1) + " is not a Firebase command");
        };
    }

    private @Nullable Run supabase(List<String> arguments) {
        if (arguments.size() < 4
                || !arguments.getFirst().equals("npx")
                || !arguments.get(1).equals("supabase")) {
            return null;
        }
        var rest = arguments.subList(4, arguments.size());
        return switch (arguments.get(2) + " " + arguments.get(3)) {
            case "secrets set" -> setSecrets(rest);
            case "secrets list" -> {
                var lines = new TreeMap<>(supabaseSecrets)
                        .entrySet().stream()
                                .map(s -> "  %-24s │ %08x…"
                                        .formatted(s.getKey(), s.getValue().hashCode()))
                                .toList();
                yield new Run(0, Duration.ofSeconds(2), lines);
            }
            case "functions deploy" ->
                Run.of(
                        0,
                        Duration.ofSeconds(18),
                        "Bundling Function: " + String.join(" ", rest),
                        "Deploying Function: " + String.join(" ", rest) + " (script size: 71.4kB)",
                        "Deployed Functions on project medzen: " + String.join(", ", rest));
            default ->
                Run.of(
                        1,
                        Duration.ofSeconds(1),
                        "Error: unknown command \"" + arguments.get(2) + "\" for \"supabase\"");
        };
    }

    private Run setSecrets(List<String> pairs) {
        for (var pair : pairs) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                return Run.of(1, Duration.ofSeconds(1), "Invalid secret pair: " + pair + ". Must be NAME=VALUE.");
            }
            supabaseSecrets.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return Run.of(0, Duration.ofSeconds(3), "Finished supabase secrets set.");
    }

    private @Nullable Run script(List<String> arguments) throws InterruptedException {
        var name = arguments.getFirst().substring(arguments.getFirst().lastIndexOf('/') + 1);
        return switch (name) {
            case "test_complete_flow.sh" ->
                asks(
                        "Complete flow: sign-up, record, sync",
                        Duration.ofSeconds(74),
                        "/management/health",
                        List.of("✓ user signed up", "✓ EHR created", "✓ vital signs stored", "✓ record synced"));
            case "verify_appointment_data.sh" ->
                asks(
                        "Appointment data",
                        Duration.ofSeconds(26),
                        "/management/health",
                        List.of("✓ 412 appointments read", "✓ every appointment has its patient"));
            case "test_chime_deployment.sh" ->
                needs(
                        "Chime deployment",
                        Duration.ofSeconds(41),
                        "medzen-meeting-manager",
                        List.of("✓ meeting created", "✓ attendee joined", "✓ meeting ended"));
            case "test_ai_chat_e2e.sh" ->
                needs(
                        "AI chat end to end",
                        Duration.ofSeconds(33),
                        "medzen-ai-chat-handler",
                        List.of("✓ answer in English", "✓ answer in French", "✓ answer streamed"));
            case "test_video_call_auth_fix.sh" ->
                needs(
                        "Authorisation of video calls",
                        Duration.ofSeconds(22),
                        "medzen-meeting-manager",
                        List.of("✓ token accepted", "✓ foreign token refused"));
            case "deploy-ehrbase-application.sh" ->
                arguments.size() == 2
                        ? Run.of(0, Duration.ofSeconds(8), "Deploying EHRbase to " + arguments.get(1))
                        : Run.of(1, Duration.ofSeconds(1), "$1: unbound variable");
            case "rollback-to-eu-west-1.sh" -> Run.of(0, Duration.ofSeconds(1));
            default -> null;
        };
    }

    private Run asks(String title, Duration takes, String path, List<String> passed) throws InterruptedException {
        var answer = http.probe(HttpProber.Request.get(EHRBASE + path));
        if (answer instanceof HttpProber.Answer.Answered answered && answered.status() == 200) {
            return passed(title, takes, passed);
        }
        var seen = switch (answer) {
            case HttpProber.Answer.Answered answered ->
                "curl: (22) The requested URL returned error: " + answered.status();
            case HttpProber.Answer.NoAnswer none -> "curl: (7) " + none.reason();
        };
        return Run.of(22, Duration.ofSeconds(5), "== " + title, seen);
    }

    private Run needs(String title, Duration takes, String function, List<String> passed) {
        estate.lock().lock();
        try {
            new EmbeddedLambda(estate, PRIMARY).getFunctionConfiguration(r -> r.functionName(function));
            return passed(title, takes, passed);
        } catch (ResourceNotFoundException e) {
            return Run.of(
                    254,
                    Duration.ofSeconds(3),
                    "== " + title,
                    "An error occurred (ResourceNotFoundException) when calling the GetFunction operation: "
                            + e.awsErrorDetails().errorMessage());
        } finally {
            estate.lock().unlock();
        }
    }

    private static Run passed(String title, Duration takes, List<String> lines) {
        var all = new ArrayList<String>(List.of("== " + title));
        all.addAll(lines);
        all.add("All tests PASS");
        return new Run(0, takes, all);
    }

    private @Nullable Run zip(List<String> arguments) {
        return arguments.getFirst().equals("zip")
                ? Run.of(0, Duration.ofSeconds(2), "  adding: index.js (deflated 41%)")
                : null;
    }
}
