package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.concurrent.Confinement;
import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.plan.command.StatedHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ProcessCommandRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    @Test
    void output_and_errors_come_line_by_line_with_the_exit_code() throws Exception {
        var ended = run(LONG, "sh", "-c", "echo one; echo two >&2; exit 3");

        assertThat(ended)
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(output).containsExactly("one", "two");
    }

    @Test
    void arguments_are_not_read_by_a_shell() throws Exception {
        run(LONG, "echo", "$(id)", "a;b", "*");

        assertThat(output).containsExactly("$(id) a;b *");
    }

    @Test
    void a_timeout_ends_the_whole_tree() throws Exception {
        var ended = run(Duration.ofMillis(700), "sh", "-c", "sleep 300 & echo $!; wait");

        assertThat(ended).isInstanceOf(Ended.TimedOut.class);
        var grandchild = Long.parseLong(output.getFirst());
        assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive).filter(this::notReaped))
                .isEmpty();
    }

    /** What is found is what is started, and what is missing is not started: asked of both for each name. */
    @Test
    void a_program_is_looked_up_as_the_system_starts_it() throws Exception {
        var runner = new ProcessCommandRunner(folder.resolve("homes"), Network.of(Map.of(), Map.of()), secret -> {});
        Files.writeString(folder.resolve("here"), "#!/bin/sh\nexit 0\n")
                .toFile()
                .setExecutable(true);
        Files.writeString(folder.resolve("not-executable"), "#!/bin/sh\nexit 0\n");
        Files.createDirectories(folder.resolve("folder"));
        var found = 0;
        for (var name : List.of(
                "true",
                "./here",
                folder.resolve("here").toString(),
                "here",
                "./not-executable",
                "./folder",
                "./nowhere",
                "a-program-that-is-on-no-machine",
                "firebase-that-nobody-installed")) {
            var command = new Command(List.of(name), folder, Map.of(), LONG);
            var looked = runner.find(command);
            var ended = runner.run(command, output::add);

            assertThat(looked instanceof CommandRunner.Lookup.Found)
                    .as(name + ": " + looked + ", " + ended)
                    .isEqualTo(ended instanceof Ended.Exited);
            found += looked instanceof CommandRunner.Lookup.Found ? 1 : 0;
        }
        assertThat(found).isEqualTo(3);
    }

    @Test
    void an_interrupt_ends_the_process() throws Exception {
        var started = new CountDownLatch(1);
        var runner = new ProcessCommandRunner(folder.resolve("homes"), Network.of(Map.of(), Map.of()), secret -> {});
        var thread = Thread.ofPlatform().start(() -> {
            try {
                runner.run(command(LONG, "sh", "-c", "echo $$; exec sleep 300"), line -> {
                    output.add(line);
                    started.countDown();
                });
            } catch (InterruptedException e) {
                output.add("interrupted");
            }
        });
        started.await();
        thread.interrupt();
        thread.join(Duration.ofSeconds(20));

        assertThat(output).last().isEqualTo("interrupted");
        assertThat(ProcessHandle.of(Long.parseLong(output.getFirst())).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void the_child_gets_no_aws_credentials() throws Exception {
        run(LONG, "env");

        assertThat(System.getenv()).containsKey("AWS_SECRET_ACCESS_KEY");
        assertThat(output)
                .noneMatch(line -> line.startsWith("AWS_ACCESS_KEY_ID=") || line.startsWith("AWS_SECRET_ACCESS_KEY="))
                .contains("AWS_EC2_METADATA_DISABLED=true")
                .filteredOn(
                        line -> line.startsWith("AWS_SHARED_CREDENTIALS_FILE=") || line.startsWith("AWS_CONFIG_FILE="))
                .hasSize(2)
                .allSatisfy(line -> assertThat(Path.of(line.substring(line.indexOf('=') + 1)))
                        .startsWithRaw(folder.toRealPath().resolve("homes"))
                        .doesNotExist());
    }

    /** Asked of the child itself: what is on no list does not reach it, whatever it is called. */
    @Test
    void the_child_gets_what_the_list_and_the_step_name_and_nothing_else() throws Exception {
        var own = new TreeMap<String, String>();
        for (var secret : List.of(
                "CANARY",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_PROFILE",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_ENDPOINT_URL",
                "SUPABASE_ACCESS_TOKEN",
                "FIREBASE_TOKEN",
                "GITHUB_TOKEN",
                "NPM_TOKEN",
                "PGPASSWORD",
                "SSH_AUTH_SOCK",
                "LD_PRELOAD",
                "LD_LIBRARY_PATH",
                "DYLD_INSERT_LIBRARIES",
                "JAVA_TOOL_OPTIONS",
                "NODE_OPTIONS",
                "BASH_ENV",
                "ENV",
                "PYTHONPATH",
                "SYSTEMROOT",
                "path",
                "HTTPS_PROXY_PASSWORD")) {
            own.put(secret, "canary");
        }
        for (var personal :
                List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TERM", "TMPDIR", "XDG_CONFIG_HOME", "USER")) {
            own.put(personal, "canary");
        }
        var network = Network.of(
                Map.of(
                        "HTTPS_PROXY",
                        "http://127.0.0.1:3128",
                        "AWS_CA_BUNDLE",
                        folder.resolve("ca.pem").toString()),
                Map.of());
        own.put("GITHUB_TOKEN", "handed over by name");
        var told = new ArrayList<String>();
        var runner = new ProcessCommandRunner(folder.resolve("homes"), network, told::add, () -> own);
        runner.run(
                new Command(
                        List.of("env"),
                        folder,
                        Map.of("STATED", "by the step"),
                        LONG,
                        List.of("GITHUB_TOKEN"),
                        List.of(),
                        folder),
                output::add);

        var seen = output.stream()
                .collect(Collectors.toMap(l -> l.substring(0, l.indexOf('=')), l -> l.substring(l.indexOf('=') + 1)));
        assertThat(seen)
                .containsEntry("STATED", "by the step")
                .containsEntry("GITHUB_TOKEN", "handed over by name")
                .containsEntry("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin")
                .containsEntry("LANG", "C.UTF-8")
                .containsEntry("TZ", "UTC");
        assertThat(told).containsExactly("handed over by name");
        assertThat(seen.values()).doesNotContain("canary");
        var home = List.of(
                "HOME",
                "USERPROFILE",
                "TMPDIR",
                "TMP",
                "TEMP",
                "XDG_CONFIG_HOME",
                "XDG_CACHE_HOME",
                "XDG_DATA_HOME",
                "XDG_STATE_HOME",
                "XDG_RUNTIME_DIR");
        assertThat(home)
                .allSatisfy(name -> assertThat(Path.of(String.valueOf(seen.get(name))))
                        .startsWithRaw(folder.toRealPath().resolve("homes"))
                        .doesNotExist());
        var expected = new TreeSet<>(home);
        expected.addAll(network.variables().keySet());
        for (var way : List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy")) {
            expected.add(way);
            expected.add(way.toUpperCase(Locale.ROOT));
        }
        expected.addAll(List.of("npm_config_proxy", "npm_config_https_proxy"));
        // The console's own proxy is beyond the gate.
        assertThat(seen.get("https_proxy")).startsWith("http://127.0.0.1:").doesNotEndWith(":3128");
        assertThat(seen.get("no_proxy")).isEmpty();
        expected.addAll(List.of(
                "STATED",
                "GITHUB_TOKEN",
                "PATH",
                "LANG",
                "TZ",
                "AWS_SHARED_CREDENTIALS_FILE",
                "AWS_CONFIG_FILE",
                "AWS_EC2_METADATA_DISABLED"));
        assertThat(seen.keySet()).isEqualTo(expected);
    }

    /** Another platform, or an older kernel. */
    private ProcessCommandRunner held(Confinement.Strength strength) {
        return new ProcessCommandRunner(
                folder.resolve("homes"), Network.of(Map.of(), Map.of()), secret -> {}, Map::of, strength);
    }

    private Command touching(List<StatedHost> hosts) throws IOException {
        Files.writeString(folder.resolve("touch.sh"), "#!/bin/sh\necho begun >begun\n");
        assertThat(folder.resolve("touch.sh").toFile().setExecutable(true)).isTrue();
        return new Command(List.of("./touch.sh"), folder, Map.of(), LONG, List.of(), hosts, folder);
    }

    @Test
    void where_nothing_holds_a_program_it_is_not_started() throws Exception {
        var registry = List.of(StatedHost.parse("registry.npmjs.org"));
        for (var hosts : List.of(List.<StatedHost>of(), registry)) {
            var runner = held(Confinement.Strength.NONE);
            assertThat(runner.run(touching(hosts), output::add))
                    .isInstanceOfSatisfying(
                            Ended.NotStarted.class,
                            n -> assertThat(n.reason())
                                    .contains("cannot hold a program", "reach AWS", "Linux 6.7 or newer"));
            assertThat(runner.held(touching(hosts))).contains("it is not started here");
        }
        assertThat(held(Confinement.Strength.FILES).run(touching(registry), output::add))
                .isInstanceOfSatisfying(
                        Ended.NotStarted.class, n -> assertThat(n.reason()).contains("Linux 6.7 or newer"));
        assertThat(folder.resolve("begun")).doesNotExist();
    }

    @Test
    void where_only_files_can_be_held_a_program_that_states_no_host_is_started_and_connects_to_nobody()
            throws Exception {
        Assumptions.assumeTrue(Confinement.strength() != Confinement.Strength.NONE, "this kernel holds no program");
        try (var port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    folder.resolve("try.sh"),
                    "#!/bin/bash\necho begun\n(exec 3<>/dev/tcp/127.0.0.1/" + port.getLocalPort()
                            + ") 2>/dev/null && echo SEEN\n" + "exit 0\n");
            assertThat(folder.resolve("try.sh").toFile().setExecutable(true)).isTrue();
            var ended = held(Confinement.Strength.FILES)
                    .run(new Command(List.of("./try.sh"), folder, Map.of(), LONG), output::add);
            assertThat(ended).isInstanceOf(Ended.Exited.class);
            assertThat(output).containsExactly("begun");
        }
    }

    /** What the person reads before they confirm: Linux 7.1 can hold it to the agent's socket, an older one cannot. */
    @Test
    void that_an_agent_opens_the_way_to_other_sockets_is_said_where_the_system_cannot_hold_it() {
        var git = new Command(
                List.of("git", "pull"), folder, Map.of(), LONG, List.of("SSH_AUTH_SOCK"), List.of(), folder);
        var said = held(Confinement.Strength.FILES_AND_PORTS).held(git);
        if (Confinement.holdsSocketFiles()) {
            assertThat(said).doesNotContain("socket files");
        } else {
            assertThat(said).contains("other services of this machine through their socket files");
        }
    }

    @Test
    void a_line_without_end_is_cut() throws Exception {
        run(LONG, "sh", "-c", "head -c 200000 /dev/zero | tr '\\0' x; echo; echo after");

        assertThat(output).hasSize(2);
        assertThat(output.getFirst()).hasSize(BoundedLines.LONGEST + 1).endsWith("…");
        assertThat(output.getLast()).isEqualTo("after");
    }

    @Test
    void a_missing_program_is_told() throws Exception {
        assertThat(run(LONG, "no-such-program-here")).isInstanceOf(Ended.NotStarted.class);
    }

    private Ended run(Duration timeout, String... arguments) throws InterruptedException {
        return new ProcessCommandRunner(folder.resolve("homes"), Network.of(Map.of(), Map.of()), secret -> {})
                .run(command(timeout, arguments), output::add);
    }

    private Command command(Duration timeout, String... arguments) {
        return new Command(Arrays.asList(arguments), folder, Map.of(), timeout);
    }

    /** A killed orphan whose new parent has not asked for it yet still has a process id, but no command. */
    private boolean notReaped(ProcessHandle handle) {
        return handle.info().command().isPresent();
    }
}
