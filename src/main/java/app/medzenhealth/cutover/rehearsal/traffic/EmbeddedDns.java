package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The name servers of the estate's zones and of AWS's own names, and one resolver that caches by TTL. */
public final class EmbeddedDns implements DnsProber {
    private static final String RESOLVER = "resolver.rehearsal";
    private static final List<String> AWS_SERVERS = List.of("ns-1.amzndns.com", "ns-2.amzndns.net");
    private static final int LONGEST_CHAIN = 8;

    private final Estate estate;
    private final Resolution resolution;
    private final ResolverCache cache;

    public EmbeddedDns(Estate estate) {
        this.estate = estate;
        this.resolution = new Resolution(estate);
        this.cache = new ResolverCache(resolution);
    }

    @Override
    public List<Answer> authoritative(String name, String type) {
        return locked(() -> {
            var zone = Route53State.of(estate).holding(name);
            var answers = new ArrayList<Answer>();
            if (zone.isEmpty() && resolution.awsOwn(name)) {
                AWS_SERVERS.forEach(server -> answers.add(answer(server, resolution.awsAnswer(name, type))));
            } else if (zone.isEmpty()) {
                answers.add(new Answer.NoAnswer(RESOLVER, "no name servers found for the zone of " + name));
            } else {
                for (var i = 0; i < zone.get().servers.size(); i++) {
                    var found = resolution.answer(zone.get().servedBy(i, estate.now()), name, type);
                    answers.add(answer(Route53Name.plain(zone.get().servers.get(i)), found));
                }
            }
            return answers;
        });
    }

    @Override
    public Answer resolver(String name, String type) {
        return locked(() -> resolve(name, type, LONGEST_CHAIN));
    }

    /** What public name servers say: how ACM sees that a name is the account's. Called under the estate's lock. */
    public boolean cname(String name, String value) {
        return Route53State.of(estate)
                .holding(name)
                .map(zone -> resolution.answer(zone.servedBy(0, estate.now()), name, "CNAME"))
                .filter(found -> found.values().stream().anyMatch(value::equalsIgnoreCase))
                .isPresent();
    }

    private Answer resolve(String name, String type, int hops) {
        var zone = Route53State.of(estate).holding(name);
        if (zone.isEmpty()) {
            return answer(RESOLVER, resolution.awsAnswer(name, type));
        }
        var cached = cache.of(zone.get(), name, estate.now());
        var found = resolution.answer(cached.records(), name, type);
        var alias = resolution.answer(cached.records(), name, "CNAME");
        if (Resolution.isCname(type) || alias.values().isEmpty()) {
            return found.exists()
                    ? new Answer.Records(RESOLVER, found.values(), cached.left())
                    : new Answer.NoSuchName(RESOLVER);
        }
        if (hops == 0) {
            return new Answer.NoAnswer(RESOLVER, "SERVFAIL");
        }
        return switch (resolve(alias.values().getFirst(), type, hops - 1)) {
            case Answer.Records(String server, List<String> values, Duration ttl) ->
                new Answer.Records(server, values, ttl.compareTo(cached.left()) < 0 ? ttl : cached.left());
            case Answer.NoSuchName none -> none;
            case Answer.NoAnswer none -> none;
        };
    }

    private static Answer answer(String server, Resolution.Found found) {
        return found.exists()
                ? new Answer.Records(server, found.values(), Duration.ofSeconds(found.ttl()))
                : new Answer.NoSuchName(server);
    }

    private <T> T locked(Supplier<T> work) {
        estate.lock().lock();
        try {
            estate.settle();
            return work.get();
        } finally {
            estate.lock().unlock();
        }
    }

    /** As {@link #resolver}, for callers that hold the estate's lock while it settles. */
    Answer settled(String name, String type) {
        return resolve(name, type, LONGEST_CHAIN);
    }
}
