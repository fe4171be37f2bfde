package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.wire.MotoServer;
import app.medzenhealth.cutover.wire.ReplayingServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Side by side in one run, on one server: the console's {@code inventory} as a process of its own, the same 26 services by the
 * aws CLI one after another in one region, and a refresh inside a process that is warm already. The console's processes run
 * between the CLI's, and each round is compared with itself.
 *
 * <p>The console reads more than the CLI is asked to: every further operation of each service (see {@code Readers}), the pages
 * that follow, and which regions are enabled. Three regions are read besides, against the CLI's one.
 *
 * <p>Arguments: the jar that packaging made; {@code direct} to ask the emulator itself. It handles one request at a time, so
 * that otherwise a {@link ReplayingServer} stands before it, for all alike.
 */
public final class InventoryBenchmark {

    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "af-south-1");
    private static final String REGION = REGIONS.getFirst();
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int REFRESHES = 15;

    /** So many commands of the CLI to one process of the console: other load on the machine meets both alike. */
    private static final int BETWEEN = 5;

    /** One list for each service of the inventory, the one that an operator would begin with. */
    private static final List<String> COMMANDS = List.of(
            "cloudformation list-stacks",
            "lambda list-functions",
            "rds describe-db-instances",
            "ecs list-clusters",
            "elbv2 describe-load-balancers",
            "apigateway get-rest-apis",
            "apigatewayv2 get-apis",
            "dynamodb list-tables",
            "s3api list-buckets",
            "logs describe-log-groups",
            "cloudwatch describe-alarms",
            "kms list-keys",
            "secretsmanager list-secrets",
            "acm list-certificates",
            "ec2 describe-vpcs",
            "sns list-topics",
            "sqs list-queues",
            "events list-rules",
            "scheduler list-schedules",
            "ecr describe-repositories",
            "stepfunctions list-state-machines",
            "cognito-idp list-user-pools --max-results 60",
            "cognito-identity list-identity-pools --max-results 60",
            "route53 list-hosted-zones",
            "route53 list-health-checks",
            "resourcegroupstaggingapi get-resources");

    private final Path home;
    private final URI endpoint;
    private final List<String> console;

    private InventoryBenchmark(Path home, URI endpoint, List<String> console) {
        this.home = home;
        this.endpoint = endpoint;
        this.console = console;
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("aws.disableEc2Metadata", "true");
        var direct = args.length > 1 && args[1].equals("direct");
        var home = Files.createTempDirectory("inventory-benchmark");
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), """
                [profile lead]
                region = %s
                aws_access_key_id = testing
                aws_secret_access_key = testing
                """.formatted(REGION));
        try (var moto = MotoServer.start();
                var replaying = new ReplayingServer(moto.endpoint())) {
            try (var clients = clients(moto.endpoint())) {
                var world = new OverHttp(clients);
                world.account();
                REGIONS.forEach(world::everything);
            }
            var endpoint = direct ? moto.endpoint() : replaying.endpoint();
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            try (var clients = clients(endpoint)) {
                new InventoryBenchmark(home, endpoint, List.of(java, "-jar", args[0])).run(clients);
            }
        }
    }

    private static LiveClients clients(URI endpoint) {
        return new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(endpoint));
    }

    private void run(LiveClients clients) throws IOException, InterruptedException {
        var scanner = scanner(clients);
        time(inventory(List.of(REGION)));
        time(inventory(REGIONS));
        for (var command : COMMANDS) {
            time(cli(command));
        }
        for (var i = 0; i < REFRESHES; i++) {
            refresh(scanner, REGIONS);
        }
        var rounds = new ArrayList<Round>();
        for (var i = 0; i < ROUNDS; i++) {
            var one = new ArrayList<Long>();
            var three = new ArrayList<Long>();
            long all = 0;
            for (var c = 0; c < COMMANDS.size(); c++) {
                all += time(cli(COMMANDS.get(c)));
                if (c % BETWEEN == 0) {
                    one.add(time(inventory(List.of(REGION))));
                    three.add(time(inventory(REGIONS)));
                }
            }
            rounds.add(new Round(
                    all, median(one), median(three), refresh(scanner, List.of(REGION)), refresh(scanner, REGIONS)));
        }
        System.out.printf(
                "%d reads by the aws CLI, one after another, %s: median of %d rounds %.2f s%n",
                COMMANDS.size(), REGION, ROUNDS, median(rounds, r -> (double) r.cli()) / 1e9);
        print("inventory process, " + REGION, rounds, Round::one);
        print("inventory process, three regions", rounds, Round::three);
        print("refresh in a warm process, " + REGION, rounds, Round::refreshOne);
        print("refresh in a warm process, three regions", rounds, Round::refreshThree);
    }

    /** Nanoseconds of each. */
    private record Round(long cli, long one, long three, long refreshOne, long refreshThree) {}

    private static void print(String what, List<Round> rounds, ToLongFunction<Round> took) {
        System.out.printf(
                "%s: median %.0f ms, %.1f times as fast (rounds:%s)%n",
                what,
                median(rounds, r -> (double) took.applyAsLong(r)) / 1e6,
                median(rounds, r -> (double) r.cli() / took.applyAsLong(r)),
                rounds.stream()
                        .map(r -> " %.1f".formatted((double) r.cli() / took.applyAsLong(r)))
                        .collect(Collectors.joining()));
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return rounds.stream().mapToDouble(of).sorted().toArray()[rounds.size() / 2];
    }

    private static AwsInventoryScanner scanner(LiveClients clients) {
        var time = Timekeeper.system();
        var guard = new Guard(
                clients, MotoServer.ACCOUNT, new PermitBook(time), new MemoryTrail(), time, (step, region) -> false);
        return new AwsInventoryScanner(guard.guarded(), MotoServer.ACCOUNT, time);
    }

    /** The median, in nanoseconds. */
    private static long refresh(AwsInventoryScanner scanner, List<String> regions) throws InterruptedException {
        var times = new long[REFRESHES];
        for (var i = 0; i < REFRESHES; i++) {
            var from = System.nanoTime();
            scanner.scan(regions, s -> {});
            times[i] = System.nanoTime() - from;
        }
        Arrays.sort(times);
        return times[REFRESHES / 2];
    }

    private List<String> inventory(List<String> regions) {
        var command = new ArrayList<String>(console);
        command.addAll(List.of("inventory", "--live", "lead", "--endpoint-url", endpoint.toString(), "--json"));
        regions.forEach(r -> command.addAll(List.of("--region", r)));
        return command;
    }

    private List<String> cli(String command) {
        return Stream.concat(
                        Stream.of(
                                "aws", "--profile", "lead", "--endpoint-url", endpoint.toString(), "--region", REGION),
                        Arrays.stream(command.split(" ")))
                .toList();
    }

    /** Nanoseconds of one process, from its start to its end. */
    private long time(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("AWS_CONFIG_FILE", home.resolve(".aws/config").toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        var from = System.nanoTime();
        var code = builder.start().waitFor();
        var took = System.nanoTime() - from;
        if (code != 0) {
            throw new IOException("ended with " + code + ": " + String.join(" ", command));
        }
        return took;
    }
}
