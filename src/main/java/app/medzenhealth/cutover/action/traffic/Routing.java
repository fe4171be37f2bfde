package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.WholeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** By what Route 53 chooses among several sets of one name and type (Route 53 API Reference, ResourceRecordSet). */
enum Routing {
    WEIGHTED("weighted", s -> s.weight() != null),
    LATENCY("latency", s -> s.region() != null),
    FAILOVER("failover", s -> s.failover() != null),
    GEOLOCATION("geolocation", s -> s.geoLocation() != null),
    GEOPROXIMITY("geoproximity", s -> s.geoProximityLocation() != null),
    MULTIVALUE("multivalue answer", s -> Boolean.TRUE.equals(s.multiValueAnswer())),
    CIDR("CIDR", s -> s.cidrRoutingConfig() != null);

    private final String word;
    private final Predicate<ResourceRecordSet> given;

    Routing(String word, Predicate<ResourceRecordSet> given) {
        this.word = word;
        this.given = given;
    }

    String word() {
        return word;
    }

    /** Those that the set names: one where it has a set identifier, none where it has not. Anything else is refused. */
    static List<Routing> of(ResourceRecordSet set) {
        return Stream.of(values()).filter(r -> r.given.test(set)).toList();
    }

    /** For a reader; empty for a simple set. */
    static List<String> words(ResourceRecordSet set) {
        var words = new ArrayList<String>();
        for (var routing : of(set)) {
            words.add(
                    switch (routing) {
                        case WEIGHTED -> "weight " + set.weight();
                        case LATENCY -> "by latency from " + set.regionAsString();
                        case FAILOVER -> set.failoverAsString();
                        case GEOLOCATION -> "for " + members(WholeObject.tree(set.geoLocation()));
                        case GEOPROXIMITY -> "near " + members(WholeObject.tree(set.geoProximityLocation()));
                        case MULTIVALUE -> routing.word;
                        case CIDR ->
                            "for the CIDR blocks of " + set.cidrRoutingConfig().locationName();
                    });
        }
        if (set.setIdentifier() != null) {
            words.add("(" + set.setIdentifier() + ")");
        }
        return words;
    }

    private static String members(Map<String, Object> tree) {
        return tree.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
