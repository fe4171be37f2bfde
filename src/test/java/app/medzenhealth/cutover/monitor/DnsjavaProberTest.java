package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

class DnsjavaProberTest {

    private static final String RESOLVER_ZONE = """
            example.test. 300 IN NS ns1.example.test.
            ns1.example.test. 300 IN A 127.0.0.1
            ehr.example.test. 17 IN CNAME old.example.net.
            """;

    private static final String AUTHORITATIVE_ZONE = """
            ehr.example.test. 60 IN CNAME new.example.net.
            www.example.test. 60 IN A 192.0.2.7
            """;

    private DatagramSocket cache;
    private DatagramSocket authority;
    private DnsjavaProber prober;

    @BeforeEach
    void start() throws Exception {
        cache = serve(RESOLVER_ZONE);
        authority = serve(AUTHORITATIVE_ZONE);
        var server = client(authority);
        prober = new DnsjavaProber(client(cache), "cache", address -> server);
    }

    @AfterEach
    void stop() {
        cache.close();
        authority.close();
    }

    @Test
    void the_authoritative_servers_are_found_and_asked_themselves() throws Exception {
        assertThat(prober.authoritative("ehr.example.test", "CNAME"))
                .containsExactly(
                        new Answer.Records("ns1.example.test", List.of("new.example.net"), Duration.ofSeconds(60)));
    }

    @Test
    void the_resolver_tells_what_it_still_holds_and_for_how_long() throws Exception {
        assertThat(prober.resolver("ehr.example.test", "CNAME"))
                .isEqualTo(new Answer.Records("cache", List.of("old.example.net"), Duration.ofSeconds(17)));
    }

    @Test
    void a_name_that_does_not_exist_is_told_apart_from_no_answer() throws Exception {
        assertThat(prober.authoritative("nothing.example.test", "A"))
                .containsExactly(new Answer.NoSuchName("ns1.example.test"));
    }

    @Test
    void a_name_without_records_of_the_type_has_none() throws Exception {
        assertThat(prober.authoritative("www.example.test", "TXT"))
                .containsExactly(new Answer.Records("ns1.example.test", List.of(), Duration.ZERO));
    }

    @Test
    void a_silent_server_is_no_answer() throws Exception {
        authority.close();

        assertThat(prober.authoritative("ehr.example.test", "CNAME"))
                .singleElement()
                .isInstanceOf(Answer.NoAnswer.class);
    }

    private static SimpleResolver client(DatagramSocket server) {
        var resolver =
                new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        resolver.setTimeout(Duration.ofMillis(800));
        return resolver;
    }

    private static DatagramSocket serve(String zone) throws SocketException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(() -> {
            var buffer = new byte[4096];
            while (!socket.isClosed()) {
                try {
                    var packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    var data = Arrays.copyOf(buffer, packet.getLength());
                    var bytes = answer(new Message(data), zone).toWire();
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
        return socket;
    }

    private static Message answer(Message query, String zone) throws IOException {
        var question = query.getQuestion();
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(Record.newRecord(question.getName(), question.getType(), DClass.IN), Section.QUESTION);
        var known = false;
        try (var records = new Master(new ByteArrayInputStream(zone.getBytes()), Name.root)) {
            for (var found = records.nextRecord(); found != null; found = records.nextRecord()) {
                known |= found.getName().equals(question.getName());
                if (found.getName().equals(question.getName()) && found.getType() == question.getType()) {
                    answer.addRecord(found, Section.ANSWER);
                }
            }
        }
        answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return answer;
    }
}
