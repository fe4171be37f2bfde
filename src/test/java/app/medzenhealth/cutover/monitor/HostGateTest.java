package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.plan.command.StatedHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The world beyond the gate is a proxy on this machine: what it is asked for is what would have been connected to. */
class HostGateTest {
    private static final List<StatedHost> STATED =
            List.of(StatedHost.parse("api.stated.example"), StatedHost.parse("*.below.example"));

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket world;
    private Network network;

    @BeforeEach
    void a_world_beyond() throws IOException {
        world = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        network = Network.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + world.getLocalPort()), Map.of());
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    var socket = world.accept();
                    Thread.ofPlatform().daemon().start(() -> answer(socket));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    private void answer(Socket socket) {
        try (socket) {
            asked.add(head(socket).split(" ")[1]);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Whatever is said comes back.
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException gone) {
            // The other side went.
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @AfterEach
    void nobody_beyond() throws IOException {
        world.close();
    }

    private String ask(HostGate gate, String request) throws IOException {
        var port = gate.ports().iterator().next();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = head(socket).split("\r\n")[0];
            if (answer.contains("200")) {
                socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                answer += " " + new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
            return answer;
        }
    }

    @Test
    void stated_hosts_are_reached_and_said() throws Exception {
        try (var gate = HostGate.open(network, STATED, log::add)) {
            for (var host :
                    List.of("api.stated.example", "API.Stated.Example", "api.stated.example.", "a.b.below.example")) {
                assertThat(ask(gate, "CONNECT " + host + ":443 HTTP/1.1"))
                        .as(host)
                        .endsWith("200 Connection Established hello");
            }
        }
        assertThat(asked).hasSize(4).first().isEqualTo("api.stated.example:443");
        assertThat(log).hasSize(4).allMatch(line -> line.startsWith("(connected to "));
    }

    @Test
    void nobody_else_is() throws Exception {
        try (var gate = HostGate.open(network, STATED, log::add)) {
            for (var host : List.of(
                    "api.stated.example:80",
                    "api.stated.example:22",
                    "other.example:443",
                    "stated.example:443",
                    "xapi.stated.example:443",
                    "api.stated.example.evil.example:443",
                    "below.example:443",
                    "evilbelow.example:443",
                    "127.0.0.1:443",
                    "169.254.169.254:80",
                    "[::1]:443",
                    "localhost:443",
                    "api.stated.example@evil.example:443",
                    "api.stated.example%00.evil.example:443",
                    "sts.eu-central-1.amazonaws.com:443")) {
                assertThat(ask(gate, "CONNECT " + host + " HTTP/1.1")).as(host).contains("403");
            }
            for (var other : List.of(
                    "GET http://api.stated.example/ HTTP/1.1",
                    "POST http://169.254.169.254/latest/api/token HTTP/1.1",
                    "CONNECT api.stated.example HTTP/1.1",
                    "CONNECT api.stated.example:443:22 HTTP/1.1",
                    "CONNECT api.stated.example:443 HTTP/1.1 HTTP/1.1",
                    " CONNECT api.stated.example:443 HTTP/1.1")) {
                assertThat(ask(gate, other)).as(other).contains("405");
            }
        }
        assertThat(asked).isEmpty();
        assertThat(log).hasSize(21);
    }

    @Test
    void where_no_host_is_stated_nobody_is_reached() throws Exception {
        try (var gate = HostGate.open(network, List.of(), log::add)) {
            assertThat(ask(gate, "CONNECT api.stated.example:443 HTTP/1.1")).contains("403");
        }
        assertThat(asked).isEmpty();
    }

    /** Git's ssh is led there by its options; whatever host the origin names, it comes to the stated one, under whose key it must answer. */
    @Test
    void ssh_comes_to_the_stated_host_only() throws Exception {
        try (var gate = HostGate.open(network, List.of(StatedHost.parse("git.stated.example:22")), log::add)) {
            var options = Pattern.compile(
                            "HostName=127\\.0\\.0\\.1 -o Port=([0-9]+) -o HostKeyAlias=git\\.stated\\.example")
                    .matcher(gate.ssh());
            assertThat(options.find()).isTrue();
            var port = Integer.parseInt(options.group(1));
            assertThat(gate.ports()).hasSize(2).contains(port);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("SSH".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                        .isEqualTo("SSH");
            }
        }
        assertThat(asked).containsExactly("git.stated.example:22");
    }

    @Test
    void the_end_of_a_command_ends_its_connections() throws Exception {
        var gate = HostGate.open(network, STATED, log::add);
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), gate.ports().iterator().next())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("CONNECT api.stated.example:443 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(head(socket)).contains("200");

            gate.close();

            assertThat(closed(socket)).isTrue();
        }
    }

    private static boolean closed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_script_of_a_step_reaches_what_its_step_states() throws Exception {
        var script = folder.resolve("try.sh");
        Files.writeString(script, """
                #!/bin/bash
                for host in api.stated.example other.example; do
                  exec 3<>/dev/tcp/127.0.0.1/${https_proxy##*:} || exit 1
                  printf 'CONNECT %s:443 HTTP/1.1\\r\\n\\r\\nhello\\n' $host >&3
                  while read -t 10 -r line <&3; do echo "$host: $line"; [ "$line" = hello ] && break; done
                  exec 3>&-
                done
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        var runner = new ProcessCommandRunner(folder.resolve("homes"), network, secret -> {});

        var ended = runner.run(
                new Command(
                        List.of("./try.sh"),
                        folder.toRealPath(),
                        Map.of(),
                        Duration.ofSeconds(60),
                        List.of(),
                        STATED,
                        folder.toRealPath()),
                log::add);

        assertThat(ended).isInstanceOf(Ended.Exited.class);
        assertThat(log)
                .contains("api.stated.example: hello", "(connected to api.stated.example:443)")
                .anyMatch(l -> l.startsWith("(refused to connect to other.example:443"))
                .anyMatch(l -> l.startsWith("other.example: HTTP/1.1 403"));
        assertThat(asked).containsExactly("api.stated.example:443");
    }
}
