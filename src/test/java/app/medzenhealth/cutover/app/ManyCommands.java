package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.wire.FunctionZip;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The aws CLI that is on the {@code PATH}, in a process that stays, and stand-ins for the programs that look at what no emulator
 * has. Every command names the emulator: for some services version 1 of the CLI forgets the variable. The few operations that the emulator lacks go to a stub that answers as AWS does.
 */
record ManyCommands(Process server, Path folder, Path log, AnsweredGaps gaps, Map<String, String> environment)
        implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ManyCommands start(Path folder, URI emulator) throws IOException {
        var gaps = AnsweredGaps.start();
        var environment = environment(folder, emulator, gaps);
        var tools = Files.createDirectories(folder.resolve("bin"));
        var program = folder.resolve("aws_many.py");
        try (var in = ManyCommands.class.getResourceAsStream("aws_many.py")) {
            Files.copy(in, program);
        }
        var socket = folder.resolve("aws.sock");
        var log = folder.resolve("calls.jsonl");
        var python = python();
        executable(
                tools.resolve("aws"),
                "case \" $* \" in " + AnsweredGaps.PATTERN
                        + ") AWS_ENDPOINT_URL=$GAPS_URL; export AWS_ENDPOINT_URL;; esac\nexec '" + python
                        + "' -S -E '" + program + "' call '" + socket
                        + "' \"$@\" --endpoint-url \"$AWS_ENDPOINT_URL\"");
        var layer = Files.write(
                folder.resolve("layer.zip"),
                FunctionZip.of("exports.shared = 1;").asByteArray());
        executable(
                tools.resolve("curl"),
                "for a in \"$@\"; do case \"$p $a\" in '--output '*.zip) exec cp '" + layer + "' \"$a\";;"
                        + " '--output '*) echo UP >\"$a\";; esac; p=$a; done;"
                        // Whoever is not signed in.
                        + " case \"$*\" in */rest/*) printf 401;; *) printf 200;; esac");
        executable(
                tools.resolve("psql"),
                "case \"$*\" in *-db-eu-central-1.*in_recovery*) echo t;; *in_recovery*) echo f;; *replay*) echo t;; *lsn*) echo 0/16B3748;; *) echo 'ehr.ehr 12';; esac");
        executable(tools.resolve("dig"), "exit 0");
        executable(tools.resolve("openssl"), "exit 0");
        var builder = new ProcessBuilder(python, program.toString(), "serve", socket.toString(), log.toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("server.log").toFile());
        var server = builder.start();
        assertThat(server.inputReader().readLine()).isEqualTo("ready");
        return new ManyCommands(server, folder, log, gaps, environment);
    }

    /** The interpreter of the CLI. */
    private static String python() throws IOException {
        for (var where : List.of("command -v aws", "pyenv which aws")) {
            var process = new ProcessBuilder("sh", "-c", "head -1 \"$(" + where + ")\"").start();
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

    /** Nothing of this process's own: a person's profile must not matter. */
    private static Map<String, String> environment(Path folder, URI emulator, AnsweredGaps gaps) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("AWS_ENDPOINT_URL", emulator.toString());
        environment.put("GAPS_URL", gaps.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", "testing");
        environment.put("AWS_SECRET_ACCESS_KEY", "testing");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_MAX_ATTEMPTS", "1");
        environment.put("BREAK_GLASS_GO_ON", "1");
        environment.put("WORKING_COPY", folder.toString());
        return environment;
    }

    /** Every command that was sent until now, in order. */
    List<SentCommand> sent() throws IOException {
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .map(line -> JSON.readValue(line, SentCommand.class))
                        .toList()
                : List.of();
    }

    @Override
    public void close() {
        server.destroy();
        gaps.close();
    }
}
