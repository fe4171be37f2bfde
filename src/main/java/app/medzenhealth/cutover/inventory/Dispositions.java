package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.plan.DispositionRule;
import app.medzenhealth.cutover.plan.NamePattern;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plan says happens to each resource that was found: by a line of its baseline, else by its first rule that fits, else
 * nothing. For one thread.
 */
public final class Dispositions {
    /** A log group follows a function that follows a stack: nothing follows much further. */
    private static final int MOST_FOLLOWED = 8;

    private static final String ANYWHERE = "unknown";

    private final Map<Name, List<Plan.Resource>> listed = new HashMap<>();
    private final List<DispositionRule> rules;
    private final Map<Place, SeenResource> seen = new HashMap<>();
    /** Those that can fit: most are of one service and type. */
    private final Map<Kind, List<DispositionRule>> possible = new HashMap<>();
    /** Each is asked of many resources. */
    private final Map<String, NamePattern> patterns = new HashMap<>();
    /** Asked for a row, its drift and its counts. */
    private final Map<SeenResource, Optional<Said>> known = new IdentityHashMap<>();

    private record Name(String service, String type, String name) {}

    private record Kind(String service, String type) {}

    private record Place(String region, String service, String type, String name) {}

    /** @param rule empty: a line of the baseline says so */
    public record Said(Plan.Disposition disposition, Optional<DispositionRule> rule) {}

    /** @param seen all that was found: a rule may follow another resource */
    public Dispositions(Plan plan, Stream<SeenResource> seen) {
        plan.baseline()
                .forEach(r -> listed.computeIfAbsent(new Name(r.service(), r.type(), r.name()), k -> new ArrayList<>())
                        .add(r));
        rules = plan.rules();
        if (rules.stream().anyMatch(r -> r.follows().isPresent())) {
            seen.forEach(r -> {
                this.seen.put(new Place(r.region(), r.service(), r.type(), r.id()), r);
                this.seen.put(new Place(r.region(), r.service(), r.type(), r.name()), r);
            });
        }
    }

    /** The line of the baseline that names it. */
    public Optional<Plan.Resource> line(SeenResource resource) {
        return listed.getOrDefault(new Name(resource.service(), resource.type(), resource.name()), List.of()).stream()
                .filter(l -> l.region().equals(resource.region()) || l.region().equals(ANYWHERE))
                .findFirst();
    }

    /** Empty: the plan says nothing of it, and a person has to decide. */
    public Optional<Said> of(SeenResource resource) {
        return known.computeIfAbsent(resource, r -> of(r, MOST_FOLLOWED));
    }

    private Optional<Said> of(SeenResource resource, int left) {
        var line = line(resource);
        if (line.isPresent()) {
            return line.map(l -> new Said(l.disposition(), Optional.empty()));
        }
        for (var rule : possible.computeIfAbsent(new Kind(resource.service(), resource.type()), this::possible)) {
            var said = found(rule, resource).flatMap(it -> said(rule, resource, it, left));
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    /** What {@code {it}} stands for where the rule fits; empty where it does not. */
    private Optional<String> found(DispositionRule rule, SeenResource r) {
        if (!rule.asksFor(r.service(), r.type(), r.region(), r.tags())) {
            return Optional.empty();
        }
        return rule.name().isEmpty()
                ? Optional.of(r.name())
                : patterns.computeIfAbsent(rule.name().get(), NamePattern::of).in(r.name());
    }

    private List<DispositionRule> possible(Kind kind) {
        return rules.stream()
                .filter(r -> r.service().filter(s -> !s.equals(kind.service())).isEmpty())
                .filter(r -> r.type().filter(t -> !t.equals(kind.type())).isEmpty())
                .toList();
    }

    private Optional<Said> said(DispositionRule rule, SeenResource resource, String it, int left) {
        if (rule.follows().isEmpty()) {
            return rule.disposition().map(d -> new Said(d, Optional.of(rule)));
        }
        var followed = rule.follows().get();
        var name = followed.name().replace(NamePattern.IT, it);
        return left == 0
                ? Optional.empty()
                : Optional.ofNullable(seen.get(new Place(resource.region(), followed.service(), followed.type(), name)))
                        .flatMap(other -> of(other, left - 1))
                        .map(said -> new Said(said.disposition(), Optional.of(rule)));
    }
}
