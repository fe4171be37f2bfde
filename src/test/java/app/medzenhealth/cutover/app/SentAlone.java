package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.wire.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Sends the commands to which a script did not come, because what they are for was not so: each by itself, in order. */
final class SentAlone {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
    /** What the script would have read before. */
    private static final Map<String, String> READ = Map.ofEntries(
            Map.entry("BALANCER", balancing("loadbalancer/app/medzen-ehrbase-alb/0")),
            Map.entry("GROUP", balancing("targetgroup/medzen-ehrbase-dr-trial/0")),
            Map.entry("LISTENER", balancing("listener/app/medzen-ehrbase-alb/0/0")),
            Map.entry("LAYER", "arn:aws:lambda:" + SeededAccount.PRIMARY + ":" + MotoServer.ACCOUNT + ":layer:none:1"),
            Map.entry("OF_2_1_certificateArn", certificate(SeededAccount.TARGET)),
            Map.entry("OF_2_1_keyArn", "arn:aws:kms:" + SeededAccount.TARGET + ":" + MotoServer.ACCOUNT + ":key/0"),
            Map.entry("OF_2_2_ServiceSecurityGroup", "sg-0"),
            Map.entry("OF_2_2_Subnets", "subnet-0,subnet-1"),
            Map.entry("OF_2_3_endpoint", "database.eu-central-1.rds.amazonaws.com"),
            Map.entry("OF_2_7b_certificateArn", certificate(SeededAccount.PRIMARY)),
            Map.entry("OF_2_7c_endpoint", "database.eu-west-1.rds.amazonaws.com"),
            Map.entry("CLUSTER", "medzen-ehrbase-cluster"),
            Map.entry("SERVICE", "medzen-ehrbase"),
            Map.entry("RESERVED", "5"),
            Map.entry("RULE", SeededAccount.RULES.getFirst()),
            Map.entry("ARCHITECTURE", "x86_64"),
            Map.entry("BUCKET", "medzen-archive-" + MotoServer.ACCOUNT),
            Map.entry("KEY", "unfinished 'upload'"),
            Map.entry("PRIMARY", SeededAccount.PRIMARY),
            Map.entry("TABLE_ID", "00000000-0000-0000-0000-000000000000"),
            Map.entry("UPLOAD", "none-of-these"),
            Map.entry("UNTIL", "1767225600000"));

    private final Path pack;
    private final Path work;
    private final Map<String, String> environment;

    SentAlone(Path pack, Path work, Map<String, String> environment) throws IOException {
        this.pack = pack;
        this.work = Files.createDirectories(work);
        this.environment = environment;
    }

    private static String balancing(String resource) {
        return "arn:aws:elasticloadbalancing:" + SeededAccount.PRIMARY + ":" + MotoServer.ACCOUNT + ":" + resource;
    }

    private static String certificate(String region) {
        return "arn:aws:acm:" + region + ":" + MotoServer.ACCOUNT + ":certificate/00000000-0000-0000-0000-000000000000";
    }

    /** @throws AssertionError if a variable's value is not known, or the command does not end within a minute */
    void send(ReachedCommands.Written written) throws IOException, InterruptedException {
        var variables = new HashMap<>(READ);
        variables.put("PACK", pack.toString());
        variables.put("WORK", work.toString());
        var missing = VARIABLE.matcher(written.command())
                .results()
                .map(m -> m.group(1))
                .filter(v -> !variables.containsKey(v))
                .toList();
        if (!missing.isEmpty()) {
            throw new AssertionError("no value for " + missing + " of " + written);
        }
        var builder = new ProcessBuilder("bash", "-c", written.command());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        builder.directory(written.script().getParent().toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.redirectOutput(work.resolve(written.keeps().orElse("answer")).toFile());
        var process = builder.start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("no end of " + written);
        }
    }
}
