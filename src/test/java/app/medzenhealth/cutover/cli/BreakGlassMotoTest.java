package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.wire.MotoServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scripts of a pack, carried out by the real aws CLI on an emulated account. */
@ExtendWith(MotoServer.Shared.class)
final class BreakGlassMotoTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Slow machines answer late, and a second attempt to create finds the first one's work. */
    private static final Patience PATIENT =
            new Patience(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(3));

    private static final Set<String> PHASES = Set.of("1", "2", "4", "6");

    /** What the emulator cannot do, by command and region: each is answered by it, so that the CLI has accepted the command. */
    private static final Set<String> NOT_IN_THE_EMULATOR = Set.of(
            "account get-region-opt-status", "iam simulate-principal-policy", "service-quotas get-service-quota");

    @TempDir
    private Path folder;

    @Test
    void every_command_of_phases_1_2_4_and_6_is_accepted_by_the_aws_cli(MotoServer moto) throws Exception {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
        withoutDocker(moto.endpoint());
        try (var clients = new LiveClients(credentials, Optional.of(moto.endpoint()), PATIENT);
                var cli = ManyCommands.start(folder)) {
            var chosen = SeededAccount.seed(clients);
            var saved = save(chosen);
            var environment = cli.environment(moto.endpoint());
            var failed = new ArrayList<String>();
            int scripts = 0;
            for (var part : saved.pack().parts()) {
                if (part.folder().equals("phase-6")) {
                    // What the cutover would have done in between.
                    var events = clients.client(EventBridgeClient.class, SeededAccount.PRIMARY);
                    SeededAccount.RULES.forEach(r -> events.disableRule(d -> d.name(r)));
                }
                for (var step : part.steps()) {
                    scripts++;
                    var outcome = ScriptedOperator.run(
                            saved.folder().resolve(part.folder()).resolve(step.file()), environment);
                    if (step.step().equals("2.2")) {
                        SeededAccount.outputs(
                                clients,
                                Files.readString(saved.folder()
                                        .resolve("files/2.2/medzen-ehrbase-eu-central-1-template.yaml")));
                    }
                    if (outcome.exit() != 0) {
                        failed.add(step.step() + ": " + outcome.said().lines().filter(l -> l.contains("STOPPED") || l.contains("rror")).toList());
                    }
                }
            }
            report(saved, scripts, cli.calls());
            assertThat(failed).isEmpty();
            assertThat(cli.calls().stream().filter(c -> c.path("code").asInt() != 0).map(BreakGlassMotoTest::named).distinct())
                    .allSatisfy(c -> assertThat(NOT_IN_THE_EMULATOR).contains(c));
        }
    }

    private static String named(JsonNode call) {
        var args = new ArrayList<String>();
        call.path("args").forEach(a -> args.add(a.asString()));
        return args.size() > 5 ? args.get(4) + " " + args.get(5) : String.join(" ", args);
    }

    private static void report(Saved saved, int scripts, List<JsonNode> calls) {
        var changing = saved.pack().changes();
        long accepted = calls.stream().filter(c -> c.path("code").asInt() == 0).count();
        System.out.printf(
                "%d scripts with %d commands that change something and %d that read; %d commands sent, %d accepted%n",
                scripts, changing, saved.pack().reads(), calls.size(), accepted);
        calls.stream()
                .filter(c -> c.path("code").asInt() != 0)
                .map(c -> named(c) + " ended with " + c.path("code").asInt())
                .distinct()
                .forEach(System.out::println);
    }

    private Saved save(Map<String, String> chosen) throws Exception {
        var text = new String(
                PlanOption.class
                        .getResourceAsStream("/assets/plans/medzen-eu-central-1.yaml")
                        .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        for (var id : chosen.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        var file = Files.writeString(folder.resolve("plan.yaml"), text);
        var plan = ((PlanReading.Read) PlanOption.read(file)).plan();
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk = RehearsalDesk.open(
                plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            return desk.workplace()
                    .session()
                    .breakGlass(PHASES, folder.resolve("pack"), desk.lead(), new Redactor(), Progress.SILENT);
        }
    }

    /** The emulator runs functions in containers unless told not to. */
    private static void withoutDocker(URI endpoint) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(endpoint.resolve("/moto-api/config"))
                            .POST(HttpRequest.BodyPublishers.ofString("{\"lambda\": {\"use_docker\": false}}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    /** The aws CLI in a process that stays, and stand-ins for the programs that look at what no emulator has. */
    private record ManyCommands(Process server, Path folder, Path log) implements AutoCloseable {

        static ManyCommands start(Path folder) throws IOException {
            var tools = Files.createDirectories(folder.resolve("bin"));
            var program = folder.resolve("aws_many.py");
            try (var in = BreakGlassMotoTest.class.getResourceAsStream("aws_many.py")) {
                Files.copy(in, program);
            }
            var socket = folder.resolve("aws.sock");
            var log = folder.resolve("calls.jsonl");
            var python = python();
            executable(tools.resolve("aws"), "exec '" + python + "' -S -E '" + program + "' call '" + socket + "' --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"");
            executable(tools.resolve("curl"), "printf 200; for a in \"$@\"; do case \"$p\" in --output) echo UP >\"$a\";; esac; p=$a; done");
            executable(tools.resolve("psql"), "case \"$*\" in *in_recovery*) echo f;; *replay*) echo t;; *lsn*) echo 0/16B3748;; *) echo 'ehr.ehr 12';; esac");
            executable(tools.resolve("dig"), "exit 0");
            executable(tools.resolve("openssl"), "exit 0");
            var builder = new ProcessBuilder(python, program.toString(), "serve", socket.toString(), log.toString());
            builder.redirectError(folder.resolve("server.log").toFile());
            var server = builder.start();
            var ready = server.inputReader().readLine();
            assertThat(ready).isEqualTo("ready");
            return new ManyCommands(server, folder, log);
        }

        /** The interpreter of the aws CLI that is on the {@code PATH}. */
        private static String python() throws IOException {
            for (var asked : List.of(List.of("sh", "-c", "head -1 \"$(command -v aws)\""), List.of("sh", "-c", "head -1 \"$(pyenv which aws)\""))) {
                var process = new ProcessBuilder(asked).start();
                var line = process.inputReader().readLine();
                if (line != null && line.startsWith("#!") && line.contains("python")) {
                    return line.substring(2).strip();
                }
            }
            throw new AssertionError("the aws CLI on the PATH is no Python program");
        }

        private static void executable(Path file, String body) throws IOException {
            Files.writeString(file, "#!/bin/sh\n" + body + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }

        Map<String, String> environment(URI endpoint) {
            var environment = new LinkedHashMap<String, String>();
            environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
            environment.put("HOME", folder.toString());
            environment.put("TMPDIR", folder.toString());
            environment.put("LC_ALL", "C.UTF-8");
            environment.put("AWS_ENDPOINT_URL", endpoint.toString());
            environment.put("AWS_ACCESS_KEY_ID", "testing");
            environment.put("AWS_SECRET_ACCESS_KEY", "testing");
            environment.put("AWS_EC2_METADATA_DISABLED", "true");
            environment.put("AWS_MAX_ATTEMPTS", "1");
            environment.put("BREAK_GLASS_GO_ON", "1");
            environment.put("WORKING_COPY", folder.toString());
            return environment;
        }

        List<JsonNode> calls() throws IOException {
            return Files.exists(log) ? Files.readAllLines(log).stream().map(JSON::readTree).toList() : List.of();
        }

        @Override
        public void close() {
            server.destroy();
        }
    }
}
