package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.concurrent.ChildProcess;
import app.medzenhealth.cutover.concurrent.Confinement;
import app.medzenhealth.cutover.concurrent.Deadline;
import app.medzenhealth.cutover.concurrent.ProgramOutput;
import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.network.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts of a working copy that reach for credentials, for what listens on this machine, or for files elsewhere: each is started as a
 * step starts it, and once without being held, so that a try that reaches nothing anyway is not counted.
 */
@EnabledOnOs(OS.LINUX)
class BesideTheGuardTest {

    private static final String CANARY = "AKIACANARYCANARY0000";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** {@code OUT} is a folder outside, {@code PORT} and {@code SOCK} are listened to. What gets through prints SEEN, or leaves a trace. */
    private static final List<String> CREDENTIALS = """
            cat OUT/home/.aws/credentials
            HOME=OUT/home; cat ~/.aws/credentials
            export HOME=OUT/home; cd; cat .aws/credentials
            ln -sfn OUT/home/.aws/credentials link; cat link
            ln -sfn OUT/home away; cat away/.aws/credentials
            ln -f OUT/home/.aws/credentials hard && cat hard
            cp OUT/home/.aws/credentials copy && cat copy
            mv OUT/home/.aws/config moved && cat moved
            while read -r line; do echo "$line"; done <OUT/home/.aws/credentials
            exec 5<OUT/home/.aws/credentials; cat <&5
            dd if=OUT/home/.aws/credentials 2>/dev/null
            grep -r AKIA OUT/home
            find OUT -name credentials -exec cat {} +
            ls OUT/home/.aws && echo SEEN
            tar cf - -C OUT home | tar xOf - home/.aws/credentials
            perl -e 'open(F,"<","OUT/home/.aws/credentials") or die; print <F>'
            node -e 'console.log(require("fs").readFileSync("OUT/home/.aws/credentials","utf8"))'
            openssl enc -a -A -in OUT/home/.aws/credentials | openssl enc -d -a -A
            curl -s file://OUT/home/.aws/credentials
            git config --file OUT/home/gitconfig --list
            git diff --no-index /dev/null OUT/home/.aws/credentials
            . OUT/home/profile; echo "$CANARY"
            bash OUT/home/tool
            OUT/home/tool
            tr '\\0' '\\n' </proc/$PPID/environ | grep -q SECRET && echo SEEN
            cat /proc/$PPID/rootOUT/home/.aws/credentials
            cat /proc/self/rootOUT/home/.aws/credentials
            cd /proc/$PPID/cwd && ls pom.xml && echo SEEN
            ls /proc/$PPID/fd/ && echo SEEN
            head -c 100 /proc/1/cmdline | grep -q . && echo SEEN
            ls /proc/1/ && echo SEEN
            head -c 100 /proc/$PPID/maps | grep -q . && echo SEEN
            kill -0 $PPID && echo SEEN
            setsid sh -c 'cat OUT/home/.aws/credentials'
            nohup sh -c 'cat OUT/home/.aws/credentials' & wait
            unshare -rm sh -c 'mount --bind OUT/home . && cat /proc/self/cwd/../*/.aws/credentials OUT/home/.aws/credentials'
            /usr/sbin/chroot / cat OUT/home/.aws/credentials
            env | grep AKIA
            xargs cat <<<OUT/home/.aws/credentials
            awk '{print}' OUT/home/.aws/credentials
            sed -n p OUT/home/.aws/credentials
            diff /dev/null OUT/home/.aws/credentials
            """.lines().toList();

    private static final List<String> NETWORK = """
            exec 3<>/dev/tcp/127.0.0.1/PORT
            exec 3<>/dev/tcp/localhost/PORT
            curl -s -m 2 http://127.0.0.1:PORT/latest/meta-data/
            curl -s -m 2 --proxy http://127.0.0.1:PORT http://169.254.169.254/
            curl -s -m 2 -x socks5h://127.0.0.1:PORT http://sts.example/
            wget -q -T 2 -t 1 -O - http://127.0.0.1:PORT/
            perl -MIO::Socket::INET -e 'IO::Socket::INET->new(PeerAddr=>"127.0.0.1",PeerPort=>PORT) or die'
            node -e 'require("net").connect(PORT,"127.0.0.1").on("error",()=>{})'
            psql -h 127.0.0.1 -p PORT -U x -c 'select 1' x
            openssl s_client -connect 127.0.0.1:PORT </dev/null
            ssh -o BatchMode=yes -p PORT 127.0.0.1 true
            git ls-remote git://127.0.0.1:PORT/x
            git ls-remote http://127.0.0.1:PORT/x
            curl -s -m 2 --unix-socket SOCK http://x/
            perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Peer=>"SOCK") or die'
            node -e 'require("net").connect("SOCK").on("error",()=>{})'
            perl -MIO::Socket::INET -e 'IO::Socket::INET->new(Listen=>1,LocalAddr=>"127.0.0.1") or die; print "SEEN"'
            perl -MSocket -e 'socket(S,PF_INET,2,0) or die; send(S,"x",0,sockaddr_in(PORT,INADDR_LOOPBACK)) or die; print "SEEN"'
            perl -MSocket -e 'socket(S,PF_INET6,2,0) or die; print "SEEN"'
            echo x >/dev/udp/127.0.0.1/PORT && echo SEEN
            node -e 'require("dgram").createSocket("udp4").send("x",PORT,"127.0.0.1",e=>{if(!e)console.log("SEEN");process.exit()})'
            perl -MSocket -e 'socket(S,PF_INET,3,1) or die; print "SEEN"'
            perl -MSocket -e 'socket(S,PF_INET,1,262) or die; connect(S,sockaddr_in(PORT,INADDR_LOOPBACK)) or die'
            perl -MSocket -e 'socket(S,PF_INET,1,132) or die; connect(S,sockaddr_in(PORT,INADDR_LOOPBACK)) or die'
            perl -MSocket -e 'socket(S,PF_INET,1,0) or die; send(S,"x",0x20000000,sockaddr_in(PORT,INADDR_LOOPBACK)) or die; sleep 1'
            perl -MSocket -e 'socket(S,16,3,0) or die; print "SEEN"'
            curl -s -m 2 --noproxy '*' http://127.0.0.1:PORT/
            curl -s -m 2 -p http://127.0.0.1:PORT/
            curl -s -m 2 -x "${https_proxy:-http://127.0.0.1:PORT}" -p http://127.0.0.1:PORT/
            perl -MIO::Socket::INET -e '($p)=$ENV{https_proxy}=~/:(\\d+)/;$p||=PORT;$s=IO::Socket::INET->new(PeerAddr=>"127.0.0.1",PeerPort=>$p) or die;print $s "CONNECT 127.0.0.1:PORT HTTP/1.1\\r\\n\\r\\n";print <$s>'
            perl -MIO::Socket::INET -e '($p)=$ENV{https_proxy}=~/:(\\d+)/;$p||=PORT;$s=IO::Socket::INET->new(PeerAddr=>"127.0.0.1",PeerPort=>$p) or die;print $s "CONNECT localhost:PORT HTTP/1.1\\r\\nHost: stated.example\\r\\n\\r\\n";print <$s>'
            perl -MIO::Socket::INET -e '($p)=$ENV{https_proxy}=~/:(\\d+)/;$p||=PORT;$s=IO::Socket::INET->new(PeerAddr=>"127.0.0.1",PeerPort=>$p) or die;print $s "GET http://127.0.0.1:PORT/ HTTP/1.1\\r\\n\\r\\n";print <$s>'
            HTTPS_PROXY= https_proxy= http_proxy= curl -s -m 2 http://127.0.0.1:PORT/
            """.lines().toList();

    private static final List<String> FILES = """
            echo x >OUT/files/kept
            echo x >>OUT/files/kept
            rm OUT/files/kept
            rm -rf OUT/files
            mv OUT/files/kept mine
            echo x >mine; mv mine OUT/files/kept
            echo x >mine; cp mine OUT/files/new
            : >OUT/files/new
            touch OUT/files/new
            mkdir OUT/files/new
            rmdir OUT/files/empty
            ln -s x OUT/files/new
            ln OUT/files/kept OUT/files/new
            mkfifo OUT/files/new
            truncate -s 0 OUT/files/kept
            sed -i s/kept/lost/ OUT/files/kept
            echo x | tee OUT/files/kept
            dd if=/dev/zero of=OUT/files/kept count=1 2>/dev/null
            ln -sfn OUT/files there; echo x >there/kept
            ln -sfn OUT/files/kept there2; echo x >there2
            cd /proc/self/rootOUT/files && echo x >kept
            echo x >/proc/self/rootOUT/files/kept
            git init -q OUT/files/new
            perl -e 'open(F,">","OUT/files/kept"); print F "x"'
            perl -e 'unlink("OUT/files/kept")'
            perl -e 'truncate("OUT/files/kept",0)'
            node -e 'require("fs").writeFileSync("OUT/files/kept","x")'
            node -e 'require("fs").rmSync("OUT/files",{recursive:true})'
            echo x >mine; tar cf - mine | tar xf - -C OUT/files
            install -m 600 /dev/null OUT/files/new
            (sleep 0.2; echo x >OUT/files/kept) & wait
            mv OUT/files/empty mineempty
            """.lines().toList();

    @TempDir
    Path folder;

    private Path out;
    private Path copy;
    private ServerSocket port;
    private ServerSocketChannel socket;
    private final AtomicInteger reached = new AtomicInteger();
    private final List<String> output = new ArrayList<>();

    @BeforeEach
    void a_machine_with_something_to_reach_for() throws Exception {
        Assumptions.assumeTrue(
                Confinement.strength() == Confinement.Strength.FILES_AND_PORTS, "this kernel holds no program");
        folder = folder.toRealPath();
        out = Files.createDirectories(folder.resolve("out"));
        copy = Files.createDirectories(folder.resolve("copy"));
        port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("sock")));
        Thread.ofPlatform().daemon().start(() -> count(() -> port.accept().close()));
        Thread.ofPlatform().daemon().start(() -> count(() -> socket.accept().close()));
    }

    @AfterEach
    void nobody_listens_any_more() throws IOException {
        if (port != null) {
            port.close();
            socket.close();
        }
    }

    private interface Accepting {
        void one() throws IOException;
    }

    private void count(Accepting accepting) {
        try {
            while (true) {
                accepting.one();
                reached.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void outside() throws IOException {
        if (Files.exists(out.resolve("files"))) {
            try (var walk = Files.walk(out.resolve("files"))) {
                for (var file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(out.resolve("home/.aws"));
        Files.createDirectories(out.resolve("files/empty"));
        Files.writeString(out.resolve("files/kept"), "kept\n");
        for (var name : List.of("credentials", "config")) {
            Files.writeString(
                    out.resolve("home/.aws").resolve(name), "[default]\naws_access_key_id = " + CANARY + "\n");
        }
        Files.writeString(out.resolve("home/gitconfig"), "[user]\n\tname = " + CANARY + "\n");
        Files.writeString(out.resolve("home/profile"), "CANARY=" + CANARY + "\n");
        executable(out.resolve("home/tool"), "echo SEEN");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What is outside: names, kinds and contents. */
    private Map<String, String> state() throws IOException {
        var state = new TreeMap<String, String>();
        try (var walk = Files.walk(out)) {
            for (var file : walk.toList()) {
                state.put(
                        out.relativize(file).toString(),
                        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                                ? HexFormat.of().formatHex(Files.readAllBytes(file))
                                : Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "folder" : "other");
            }
        }
        return state;
    }

    private enum As {
        A_STEP,
        ANYBODY
    }

    /** Whether it got at what it reached for. */
    private boolean got(String tried, As as) throws Exception {
        outside();
        output.clear();
        reached.set(0);
        var before = state();
        executable(
                copy.resolve("try.sh"),
                tried.replace("OUT", out.toString())
                        .replace("PORT", String.valueOf(port.getLocalPort()))
                        .replace("SOCK", folder.resolve("sock").toString()));
        var ended = switch (as) {
            case A_STEP ->
                new ProcessCommandRunner(
                                folder.resolve("homes"),
                                Network.of(Map.of(), Map.of()),
                                secret -> {},
                                () -> Map.of("AWS_ACCESS_KEY_ID", CANARY, "PATH", "/usr/bin"))
                        .run(new Command(List.of("./try.sh"), copy, Map.of(), PATIENCE), output::add);
            case ANYBODY -> freely();
        };
        assertThat(ended).as(tried).isInstanceOf(Ended.Exited.class);
        // A connection is accepted a moment after it is made.
        for (var i = 0; as == As.ANYBODY && i < 20 && reached.get() == 0 && tried.matches(".*(PORT|SOCK).*"); i++) {
            Thread.sleep(20);
        }
        return reached.get() > 0
                || !state().equals(before)
                || output.stream().anyMatch(l -> l.contains(CANARY) || l.contains("SEEN"));
    }

    private Ended freely() throws Exception {
        var process = ChildProcess.start(
                List.of(copy.resolve("try.sh").toString()),
                Optional.of(copy),
                Map.of("PATH", "/usr/bin:/bin", "AWS_ACCESS_KEY_ID", CANARY),
                ChildProcess.Prints.OUTPUT_AND_ERRORS);
        output.addAll(
                new String(new ProgramOutput(process, Deadline.in(PATIENCE)).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
        return new Ended.Exited(process.waitFor(), Duration.ZERO);
    }

    @Test
    void nothing_of_it_is_reached_by_a_script_of_a_step() throws Exception {
        var seen = new ArrayList<String>();
        var idle = new ArrayList<String>();
        var tries = 0;
        for (var tried : List.of(CREDENTIALS, NETWORK, FILES).stream()
                .flatMap(List::stream)
                .toList()) {
            if (got(tried, As.A_STEP)) {
                seen.add(tried + " → " + output);
            }
            if (got(tried, As.ANYBODY)) {
                tries++;
            } else {
                idle.add(tried + " → " + output);
            }
        }
        System.out.println("beside the guard: " + tries + " tries that reach something, " + seen.size() + " unseen; "
                + idle.size() + " that reach nothing on this machine anyway: " + idle);
        assertThat(seen).isEmpty();
        assertThat(tries).isGreaterThanOrEqualTo(70);
    }

    /** What it may do: its own folder, its home, the programs of the system. */
    @Test
    void a_script_can_work_in_its_own_folder() throws Exception {
        outside();
        executable(
                copy.resolve("try.sh"),
                "set -e; echo a >file; mkdir -p d; mv file d/; ln -s d e; cat e/file; rm -r d e; echo b >$HOME/x; cat $HOME/x;"
                        + " mktemp >/dev/null; git init -q repo; node -e 'console.log(1+1)'; date -u +%Z; echo done >/dev/null");
        var ended = new ProcessCommandRunner(folder.resolve("homes"), Network.of(Map.of(), Map.of()), secret -> {})
                .run(new Command(List.of("./try.sh"), copy, Map.of(), PATIENCE), output::add);

        assertThat(output).containsExactly("a", "b", "2", "UTC");
        assertThat(ended)
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isZero());
        try (var left = Files.list(folder.resolve("homes"))) {
            assertThat(left).as("homes that are left behind").isEmpty();
        }
    }

    /** What a repository's own settings would have git start, or where they lead. */
    @Test
    void a_repository_that_would_start_programs_is_not_touched() throws Exception {
        var settings = """
                [core] sshCommand = ./evil
                [core] hooksPath = hooks
                [core] fsmonitor = ./evil
                [core] gitProxy = ./evil
                [core] worktree = /
                [core] attributesFile = x
                [core] alternateRefsCommand = ./evil
                [include] path = ../evil
                [includeIf "gitdir:/"] path = ../evil
                [filter "x"] smudge = ./evil
                [filter "x"] process = ./evil
                [merge "x"] driver = ./evil
                [diff "x"] textconv = ./evil
                [diff] external = ./evil
                [credential] helper = !./evil
                [credential "https://x"] helper = !./evil
                [url "ext::sh"] insteadOf = origin
                [remote "origin"] url = ext::./evil
                [remote "origin"] url = https://user:password@example/x
                [remote "origin"] url = ../elsewhere
                [remote "origin"] url = ssh://-oProxyCommand=evil/x
                [remote "origin"] uploadpack = ./evil
                [remote "origin"] vcs = evil
                [remote "origin"] proxy = http://evil
                [http] proxy = http://evil
                [http] sslVerify = false
                [gpg] program = ./evil
                [gpg "ssh"] program = ./evil
                [extensions] worktreeConfig = true
                [alias] pull = !./evil
                [uploadpack] packObjectsHook = ./evil
                [sequence] editor = ./evil
                [protocol "ext"] allow = always
                [core] hooksPath \\
                """.lines().toList();
        executable(copy.resolve("evil"), "touch " + copy.resolve("started"));
        var runner = new ProcessCommandRunner(folder.resolve("homes"), Network.of(Map.of(), Map.of()), secret -> {});
        var refused = 0;
        for (var setting : settings) {
            Files.deleteIfExists(copy.resolve(".git/config"));
            git("init", "-q", ".");
            for (var hook : List.of("post-merge", "post-checkout", "post-index-change", "reference-transaction")) {
                executable(
                        Files.createDirectories(copy.resolve("hooks")).resolve(hook),
                        "touch " + copy.resolve("started"));
                executable(copy.resolve(".git/hooks").resolve(hook), "touch " + copy.resolve("started"));
            }
            Files.writeString(
                    copy.resolve(".git/config"),
                    "[core]\n\trepositoryformatversion = 0\n" + setting.replace("] ", "]\n\t") + "\n");
            for (var asked : List.of(List.of("git", "status"), List.of("git", "fetch"))) {
                var ended = runner.run(new Command(asked, copy, Map.of(), PATIENCE), output::add);
                refused += ended instanceof Ended.NotStarted ? 1 : 0;
            }
            assertThat(copy.resolve("started")).as(setting).doesNotExist();
        }
        System.out.println(
                "settings of a repository: " + settings.size() + ", 0 programs started, " + refused / 2 + " refused");
        assertThat(refused).isGreaterThanOrEqualTo(2 * (settings.size() - 4));
    }

    private void git(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(arguments));
        assertThat(ChildProcess.start(
                                all,
                                Optional.of(copy),
                                Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()),
                                ChildProcess.Prints.NOTHING)
                        .waitFor())
                .isZero();
    }
}
