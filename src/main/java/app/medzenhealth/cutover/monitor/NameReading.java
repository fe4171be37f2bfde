package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What name servers answered about a name at one time.
 *
 * @param authoritative each server of its zone
 * @param resolvers those that users have, with what is left of their answer's time to live
 */
public record NameReading(String name, String type, Instant at, List<Answer> authoritative, List<Answer> resolvers) {

    /** @throws InterruptedException if it was stopped; each question has an end of its own */
    public static NameReading of(DnsProber dns, String name, String type, Instant at) throws InterruptedException {
        return new NameReading(
                name, type, at, List.copyOf(dns.authoritative(name, type)), List.copyOf(dns.resolvers(name, type)));
    }

    /**
     * How many of those who know answer a value.
     *
     * @param moved answer it
     * @param known answered at all: that there is no such name is an answer, too
     * @param silent did not answer, so that nobody knows what their users get
     */
    public record Share(int moved, int known, int silent) {
        /** Whole per cent of those that answered; −1 where none did. */
        public int percent() {
            return known == 0 ? -1 : moved * 100 / known;
        }
    }

    /** @param value that the name is to have, a host's name or an address */
    public static Share share(List<Answer> answers, String value) {
        var wanted = plain(value);
        var moved = 0;
        var known = 0;
        for (var answer : answers) {
            switch (answer) {
                case Answer.Records records -> {
                    known++;
                    if (!records.values().isEmpty()
                            && records.values().stream().allMatch(v -> plain(v).equals(wanted))) {
                        moved++;
                    }
                }
                case Answer.NoSuchName _ -> known++;
                case Answer.NoAnswer _ -> {}
            }
        }
        return new Share(moved, known, answers.size() - known);
    }

    /** Of all that were asked. */
    public Share share(String value) {
        return share(Stream.concat(authoritative.stream(), resolvers.stream()).toList(), value);
    }

    private static String plain(String name) {
        var small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }
}
