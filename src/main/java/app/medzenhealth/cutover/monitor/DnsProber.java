package app.medzenhealth.cutover.monitor;

import java.time.Duration;
import java.util.List;

/** Asks name servers. */
public interface DnsProber {

    /** Asks each authoritative server of the name's zone itself. */
    List<Answer> authoritative(String name, String type) throws InterruptedException;

    /** Asks the resolver that users have: cached answers, remaining TTL. */
    Answer resolver(String name, String type) throws InterruptedException;

    /** Asks the resolver that users have, and every other one that somebody has listed: each has a cache of its own. */
    default List<Answer> resolvers(String name, String type) throws InterruptedException {
        return List.of(resolver(name, type));
    }

    /** What one server said. */
    sealed interface Answer {
        String server();

        /** @param ttl what is left of the time to live */
        record Records(String server, List<String> values, Duration ttl) implements Answer {}

        record NoSuchName(String server) implements Answer {}

        record NoAnswer(String server, String reason) implements Answer {}
    }
}
