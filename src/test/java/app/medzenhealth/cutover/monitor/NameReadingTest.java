package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Name servers on this machine that change what they answer: the share that has moved is told right. */
class NameReadingTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:40:00Z");
    private static final String OLD = "old.eu-west-1.example.net";
    private static final String NEW = "new.eu-central-1.example.net";
    private static final int SERVERS = 4;

    private final List<DatagramSocket> sockets = new ArrayList<>();
    /** By address of the server: what it answers; empty: nothing at all. */
    private final Map<Integer, String> answers = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        sockets.forEach(DatagramSocket::close);
    }

    @Test
    void the_share_that_has_moved_is_of_those_that_answered() throws Exception {
        var cache = serve(0);
        var authorities = new ArrayList<DatagramSocket>();
        for (var i = 1; i <= SERVERS; i++) {
            authorities.add(serve(i));
        }
        for (var i = 0; i <= SERVERS; i++) {
            answers.put(i, OLD);
        }
        var prober = new DnsjavaProber(
                client(cache), "cache", address -> client(authorities.get((address.getAddress()[3] & 0xff) - 1)));

        assertThat(read(prober)).isEqualTo(new NameReading.Share(0, 5, 0));
        assertThat(read(prober).percent()).isZero();

        answers.put(1, NEW);
        answers.put(2, NEW);
        assertThat(read(prober)).isEqualTo(new NameReading.Share(2, 5, 0));
        assertThat(read(prober).percent()).isEqualTo(40);

        answers.put(3, NEW);
        answers.put(4, NEW);
        assertThat(read(prober)).as("the resolver still keeps the old one").isEqualTo(new NameReading.Share(4, 5, 0));

        answers.put(2, "");
        assertThat(read(prober)).as("who does not answer is no part of it").isEqualTo(new NameReading.Share(3, 4, 1));
        assertThat(read(prober).percent()).isEqualTo(75);

        answers.put(2, NEW);
        answers.put(0, NEW);
        assertThat(read(prober).percent()).isEqualTo(100);
    }

    /** Each has a cache of its own, and lets its answer go at another time. */
    @Test
    void resolvers_that_are_listed_are_asked_each_and_counted() throws Exception {
        var own = serve(0);
        var authority = serve(1);
        var listed = List.of(serve(2), serve(3));
        for (var i = 0; i <= 3; i++) {
            answers.put(i, OLD);
        }
        var prober = new DnsjavaProber(
                client(own),
                "own",
                _ -> client(authority),
                Duration.ofSeconds(10),
                () -> listed.stream()
                        .map(s -> new InetSocketAddress(InetAddress.getLoopbackAddress(), s.getLocalPort()))
                        .toList());
        assertThat(prober.resolvers("ehr.example.test", "CNAME"))
                .extracting(Answer::server)
                .containsExactly(
                        "own",
                        "127.0.0.1:" + listed.get(0).getLocalPort(),
                        "127.0.0.1:" + listed.get(1).getLocalPort());
        assertThat(moved(prober)).isEqualTo(new NameReading.Share(0, 3, 0));

        answers.put(2, NEW);
        assertThat(moved(prober)).isEqualTo(new NameReading.Share(1, 3, 0));
        assertThat(moved(prober).percent()).isEqualTo(33);

        answers.put(3, "");
        assertThat(moved(prober)).isEqualTo(new NameReading.Share(1, 2, 1));

        answers.put(0, NEW);
        answers.put(3, NEW);
        assertThat(moved(prober)).isEqualTo(new NameReading.Share(3, 3, 0));
        assertThat(read(prober).percent())
                .as("the zone's own servers have not moved")
                .isLessThan(100);
    }

    private static NameReading.Share moved(DnsProber prober) throws InterruptedException {
        return NameReading.share(
                NameReading.of(prober, "ehr.example.test", "CNAME", NOW).resolvers(), NEW);
    }

    @Test
    void of_nobody_there_is_no_share() {
        var share = NameReading.share(List.of(new Answer.NoAnswer("a", "timed out")), NEW);
        assertThat(share.percent()).isEqualTo(-1);
        assertThat(share.silent()).isEqualTo(1);
    }

    @Test
    void that_there_is_no_such_name_is_an_answer_that_has_not_moved() {
        assertThat(NameReading.share(
                        List.of(
                                new Answer.NoSuchName("a"),
                                new Answer.Records("b", List.of(NEW.toUpperCase(Locale.ROOT) + "."), Duration.ZERO)),
                        NEW))
                .isEqualTo(new NameReading.Share(1, 2, 0));
    }

    private static NameReading.Share read(DnsProber prober) throws InterruptedException {
        return NameReading.of(prober, "ehr.example.test", "CNAME", NOW).share(NEW);
    }

    private static SimpleResolver client(DatagramSocket server) {
        var resolver =
                new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        resolver.setTimeout(Duration.ofMillis(400));
        return resolver;
    }

    private DatagramSocket serve(int number) throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        sockets.add(socket);
        Thread.ofPlatform().daemon().start(() -> {
            var buffer = new byte[4096];
            while (!socket.isClosed()) {
                try {
                    var packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    var said = answers.getOrDefault(number, "");
                    if (!said.isEmpty()) {
                        var bytes = answer(new Message(Arrays.copyOf(buffer, packet.getLength())), said)
                                .toWire();
                        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                    }
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
        return socket;
    }

    private static Message answer(Message query, String said) throws IOException {
        var question = query.getQuestion();
        var name = question.getName();
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        switch (question.getType()) {
            case Type.NS -> {
                if (name.equals(Name.fromString("example.test."))) {
                    for (var i = 1; i <= SERVERS; i++) {
                        answer.addRecord(
                                new NSRecord(name, DClass.IN, 60, Name.fromString("ns" + i + ".example.test.")),
                                Section.ANSWER);
                    }
                }
            }
            case Type.A -> {
                var number = name.toString().charAt(2) - '0';
                answer.addRecord(
                        new ARecord(
                                name, DClass.IN, 60, InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) number})),
                        Section.ANSWER);
            }
            default ->
                answer.addRecord(new CNAMERecord(name, DClass.IN, 60, Name.fromString(said + ".")), Section.ANSWER);
        }
        return answer;
    }
}
