package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.aws.Clients;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The scripts of a pack, carried out by the real aws CLI on an emulated account.
 *
 * @param folder for the pack, the state and the programs that stand in for others
 */
public record PackOnEmulator(MotoServer moto, Path folder) {
    /** Slow machines answer late, and a second attempt to create finds the first one's work. */
    private static final Patience PATIENT =
            new Patience(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(3));

    private static final Set<String> PHASES = Set.of("1", "2", "4", "6");

    /** A check that did not hold, after which a script goes on only against an emulator. */
    private static final Pattern FAILED = Pattern.compile(
            "(?m)^ {4}FAIL (.+?)(: found .*| was not reached in time.*| is still there.*)? \\(practice: going on\\)$");

    /** Checks that hold on AWS and not here. Any other that fails is a fault of a script. */
    private static final Set<String> UNLIKE_AWS = Set.of(
            // It makes no automated backups.
            "1.8 first backup of medzen-ehrbase-drill-replica",
            "2.3 first backup of medzen-ehrbase-db-eu-central-1",
            // A promoted replica still names its source, and that names its replica.
            "1.8c what medzen-ehrbase-drill-replica follows",
            "1.8c replicaSource of medzen-ehrbase-drill-replica",
            "2.7c what medzen-ehrbase-dr-trial-replica follows",
            "2.7e replicaSource of medzen-ehrbase-dr-trial-replica",
            "2.7g replicas that follow medzen-ehrbase-dr-trial",
            "6.8b replicas that follow medzen-ehrbase-db",
            // It issues a certificate only after a minute.
            "2.1 certificate of ehr.medzenhealth.app",
            "2.4 the certificate",
            "2.7b certificate of ehr-dr-trial.medzenhealth.app",
            "2.7d the certificate",
            // It starts no task of a service, and no target answers.
            "2.4 running tasks of medzen-ehrbase",
            "2.4 healthy targets: at least 1",
            "2.7e running tasks of medzen-ehrbase-dr-trial",
            "2.7e healthy targets: at least 1",
            // A copy does not tell across regions what it was copied from (RDS API Reference, DBSnapshot:
            // SourceDBSnapshotIdentifier).
            "6.6d available copies of medzen-ehrbase-trial-2024 in eu-central-1",
            // No name server and no repository is asked: the stand-in for dig says nothing, and git finds no folder of
            // its own.
            "2.5 authoritative answer for ehr-eu-central-1.medzenhealth.app",
            "4.9 git pull --ff-only");

    /** Phases 1, 2, 4 and 6. */
    public void assertAccepted() throws Exception {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
        try (var clients = new LiveClients(credentials, Optional.of(moto.endpoint()), PATIENT);
                var cli = ManyCommands.start(folder, moto.endpoint())) {
            SeededAccount.layer(clients);
            withoutDocker(moto.endpoint());
            var saved = save(SeededAccount.seed(clients));
            var reached = ReachedCommands.in(folder);
            var environment = new LinkedHashMap<>(cli.environment());
            environment.putAll(reached.environment());
            var alone = new SentAlone(saved.folder(), folder.resolve("work"), cli.environment());
            var stopped = new ArrayList<String>();
            var failed = new TreeSet<String>();
            var known = new HashSet<String>();
            var written = 0;
            var apart = 0;
            for (var part : saved.pack().parts()) {
                if (part.folder().equals("phase-6")) {
                    // What the cutover would have done in between.
                    var events = clients.client(EventBridgeClient.class, SeededAccount.PRIMARY);
                    SeededAccount.RULES.forEach(r -> events.disableRule(d -> d.name(r)));
                }
                for (var step : part.steps()) {
                    var script = saved.folder().resolve(part.folder()).resolve(step.file());
                    var outcome = ScriptedOperator.run(script, environment);
                    FAILED.matcher(outcome.said()).results().forEach(f -> failed.add(step.step() + " " + f.group(1)));
                    if (outcome.exit() != 0) {
                        stopped.add(step.step() + ": " + outcome.last(3));
                    }
                    if (step.step().equals("2.2")) {
                        SeededAccount.outputs(
                                clients,
                                Files.readString(
                                        saved.folder().resolve("files/2.2/medzen-ehrbase-eu-central-1-template.yaml")));
                    }
                    if (step.step().equals("4.2")) {
                        listed(clients);
                    }
                    var missed = reached.missed(script);
                    var commands = ReachedCommands.written(script);
                    written += commands.size();
                    commands.stream().filter(c -> !missed.contains(c)).forEach(c -> known.add(c.command()));
                    for (var command : missed) {
                        if (known.add(command.command())) {
                            alone.send(command);
                            apart++;
                        }
                    }
                }
            }
            var sent = cli.sent();
            report(saved, sent);
            System.out.printf(
                    "%d commands are written in the scripts; %d of them, in branches not taken here, were sent by themselves%n",
                    written, apart);
            assertThat(stopped).isEmpty();
            System.out.println("checks that the emulator cannot pass: " + failed);
            assertThat(failed).isSubsetOf(UNLIKE_AWS);
            assertThat(sent)
                    .filteredOn(c -> c.verdict() == SentCommand.Verdict.REFUSED)
                    .isEmpty();
            assertThat(saved.pack().parts())
                    .allSatisfy(p -> assertThat(sent).anyMatch(c -> c.folder().equals(p.folder())));
        }
    }

    /** What a stack names in one text is a list in the settings of a function. */
    private static void listed(Clients clients) {
        assertThat(clients.client(LambdaClient.class, SeededAccount.TARGET)
                        .getFunctionConfiguration(f -> f.functionName("medzen-firebase-sync"))
                        .vpcConfig()
                        .subnetIds())
                .hasSize(2)
                .allMatch(id -> id.matches("subnet-[0-9a-f]+"));
    }

    private static void report(Saved saved, List<SentCommand> sent) {
        for (var part : saved.pack().parts()) {
            var here =
                    sent.stream().filter(c -> c.folder().equals(part.folder())).toList();
            System.out.printf(
                    "%s: %d scripts; %d commands sent: %d carried out, %d answered that it is not there, %d refused%n",
                    part.folder(),
                    part.steps().size(),
                    here.size(),
                    of(here, SentCommand.Verdict.DONE),
                    of(here, SentCommand.Verdict.ABSENT),
                    of(here, SentCommand.Verdict.REFUSED));
        }
    }

    private static long of(List<SentCommand> sent, SentCommand.Verdict verdict) {
        return sent.stream().filter(c -> c.verdict() == verdict).count();
    }

    private Saved save(Map<String, String> chosen) throws Exception {
        var text = new String(
                PlanFile.class
                        .getResourceAsStream("/assets/plans/medzen-eu-central-1.yaml")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        for (var id : chosen.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        var file = Files.writeString(folder.resolve("plan.yaml"), text);
        var plan = ((PlanReading.Read) new PlanFile(Optional.of(file)).read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            return desk.workplace().session().breakGlass(PHASES, folder.resolve("pack"), desk.lead(), Progress.SILENT);
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
}
