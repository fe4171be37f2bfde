package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks over UDP, and TCP where the answer is too long. Names in values come without the final dot. */
public final class DnsjavaProber implements DnsProber {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** All servers of a zone together, also where each of them, or the resolver that knows them, is silent. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Resolver resolver;
    private final String resolverName;
    private final Function<InetAddress, Resolver> servers;
    private final Duration longest;
    private final Supplier<List<InetSocketAddress>> others;

    /**
     * @param resolver the one users have
     * @param resolverName how answers name it
     * @param servers makes the connection to one authoritative server
     */
    public DnsjavaProber(Resolver resolver, String resolverName, Function<InetAddress, Resolver> servers) {
        this(resolver, resolverName, servers, LONGEST, List::of);
    }

    DnsjavaProber(
            Resolver resolver,
            String resolverName,
            Function<InetAddress, Resolver> servers,
            Duration longest,
            Supplier<List<InetSocketAddress>> others) {
        this.longest = longest;
        this.resolver = resolver;
        this.resolverName = resolverName;
        this.servers = servers;
        this.others = others;
    }

    /**
     * With the resolvers that this machine is configured with.
     *
     * @param others more resolvers, each asked for itself; asked for at each question: a person may list others meanwhile
     */
    public static DnsjavaProber system(Supplier<List<InetSocketAddress>> others) {
        var resolver = new ExtendedResolver();
        resolver.setTimeout(PATIENCE);
        return new DnsjavaProber(
                resolver,
                "this machine's resolver",
                address -> {
                    var server = new SimpleResolver(address);
                    server.setTimeout(PATIENCE);
                    return server;
                },
                LONGEST,
                others);
    }

    @Override
    public List<Answer> authoritative(String name, String type) throws InterruptedException {
        try {
            var asked = Name.fromString(name, Name.root);
            var answers = new ArrayList<Answer>();
            var end = Deadline.in(longest);
            for (var server : nameServers(asked, end)) {
                answers.add(
                        end.isOver()
                                ? new Answer.NoAnswer(text(server), "not asked: the others took too long")
                                : askServer(server, asked, Type.value(type)));
            }
            return answers.isEmpty()
                    ? List.of(new Answer.NoAnswer(resolverName, "no name servers found for the zone of " + name))
                    : List.copyOf(answers);
        } catch (IOException e) {
            interrupted();
            return List.of(new Answer.NoAnswer(resolverName, "the zone's name servers: " + words(e)));
        }
    }

    @Override
    public Answer resolver(String name, String type) throws InterruptedException {
        try {
            return ask(resolver, resolverName, Name.fromString(name, Name.root), Type.value(type), true);
        } catch (TextParseException e) {
            return new Answer.NoAnswer(resolverName, "not a name: " + name);
        }
    }

    @Override
    public List<Answer> resolvers(String name, String type) throws InterruptedException {
        var end = Deadline.in(longest);
        var answers = new ArrayList<Answer>();
        answers.add(resolver(name, type));
        for (var other : others.get()) {
            answers.add(
                    end.isOver()
                            ? new Answer.NoAnswer(text(other), "not asked: the others took too long")
                            : askOther(other, name, type));
        }
        return List.copyOf(answers);
    }

    private static Answer askOther(InetSocketAddress other, String name, String type) throws InterruptedException {
        try {
            var server = new SimpleResolver(other);
            server.setTimeout(PATIENCE);
            return ask(server, text(other), Name.fromString(name, Name.root), Type.value(type), true);
        } catch (TextParseException e) {
            return new Answer.NoAnswer(text(other), "not a name: " + name);
        }
    }

    private static String text(InetSocketAddress server) {
        var address = server.getAddress().getHostAddress();
        return server.getPort() == SimpleResolver.DEFAULT_PORT ? address : address + ":" + server.getPort();
    }

    /** The servers of the closest enclosing zone. */
    private List<Name> nameServers(Name name, Deadline end) throws IOException {
        for (var zone = name; zone.labels() > 1; zone = new Name(zone, 1)) {
            if (end.isOver()) {
                throw new IOException("no answer within " + longest.toSeconds() + " s");
            }
            var answer = query(resolver, zone, Type.NS, true);
            var servers = answer.getSection(Section.ANSWER).stream()
                    .filter(NSRecord.class::isInstance)
                    .map(r -> ((NSRecord) r).getTarget())
                    .sorted()
                    .toList();
            if (!servers.isEmpty()) {
                return servers;
            }
        }
        return List.of();
    }

    private Answer askServer(Name server, Name name, int type) throws InterruptedException {
        try {
            return ask(servers.apply(address(server)), text(server), name, type, false);
        } catch (IOException e) {
            interrupted();
            return new Answer.NoAnswer(text(server), words(e));
        }
    }

    private InetAddress address(Name server) throws IOException {
        for (var record : query(resolver, server, Type.A, true).getSection(Section.ANSWER)) {
            if (record instanceof ARecord a) {
                return a.getAddress();
            }
        }
        throw new UnknownHostException("no address found for " + text(server));
    }

    private static Answer ask(Resolver server, String called, Name name, int type, boolean recursive)
            throws InterruptedException {
        Message answer;
        try {
            answer = query(server, name, type, recursive);
        } catch (IOException e) {
            interrupted();
            return new Answer.NoAnswer(called, words(e));
        }
        return switch (answer.getRcode()) {
            case Rcode.NOERROR -> records(called, answer, type);
            case Rcode.NXDOMAIN -> new Answer.NoSuchName(called);
            default -> new Answer.NoAnswer(called, Rcode.string(answer.getRcode()));
        };
    }

    private static Answer records(String called, Message answer, int type) {
        var found = answer.getSection(Section.ANSWER).stream()
                .filter(r -> r.getType() == type)
                .toList();
        var ttl = found.stream().mapToLong(Record::getTTL).min().orElse(0);
        return new Answer.Records(
                called, found.stream().map(DnsjavaProber::value).sorted().toList(), Duration.ofSeconds(ttl));
    }

    private static String value(Record found) {
        return switch (found) {
            case ARecord a -> a.getAddress().getHostAddress();
            case AAAARecord a -> a.getAddress().getHostAddress();
            default -> {
                var text = found.rdataToString();
                yield text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            }
        };
    }

    private static Message query(Resolver server, Name name, int type, boolean recursive) throws IOException {
        var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (!recursive) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        return server.send(query);
    }

    private static void interrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static String text(Name name) {
        return name.toString(true);
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
