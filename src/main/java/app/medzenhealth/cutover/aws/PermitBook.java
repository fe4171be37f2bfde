package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.store.WritePoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The permits given and not yet used. Each is taken once, by the one call it is for. Safe for many threads. */
public final class PermitBook {

    /** How asking for a permit ended. */
    public sealed interface Answer {
        record Granted(Permit permit) implements Answer {}

        record Denied(String why) implements Answer {}
    }

    private final Timekeeper time;
    private final WritePoints points;
    private final List<Permit> open = new ArrayList<>();
    /** Texts of answers, by group and operation: what a permit for something produced may be used on. */
    private final Map<String, Map<String, Set<String>>> answers = new HashMap<>();

    private boolean held;

    public PermitBook(Timekeeper time) {
        this(time, WritePoints.NONE);
    }

    /** The same, telling {@code points} of each permit that is issued or taken. */
    public PermitBook(Timekeeper time, WritePoints points) {
        this.time = time;
        this.points = points;
    }

    /**
     * Gives leave for one call. Only the confirmation does.
     *
     * @param group the run of one action, unique
     * @param planDigest of the text of the plan that was confirmed
     * @param validity how long it may be used, from now on this clock
     */
    public synchronized Permit issue(
            String group,
            String account,
            String planDigest,
            PlannedCall call,
            String step,
            String fingerprint,
            String actor,
            Duration validity) {
        var permit = new Permit(
                UUID.randomUUID().toString(),
                group,
                account,
                planDigest,
                call,
                step,
                fingerprint,
                actor,
                time.instant().plus(validity));
        open.add(permit);
        points.reached("permit.issued");
        return permit;
    }

    /** Revokes what is left of a group, and forgets what its calls produced. */
    public synchronized void revoke(String group) {
        open.removeIf(p -> p.group().equals(group));
        answers.remove(group);
    }

    /** From now on no permit can be taken. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
    }

    public synchronized boolean held() {
        return held;
    }

    /** The permits of a group that were not used. */
    public synchronized List<Permit> open(String group) {
        return open.stream().filter(p -> p.group().equals(group)).toList();
    }

    /**
     * Takes the oldest permit that fits the call; it is gone from then on.
     *
     * @param planDigest of the text of the plan that is carried out
     * @param resource in the one spelling of {@link RequestShape#resource()}
     */
    synchronized Answer take(
            String account, String planDigest, String region, String service, String operation, String resource) {
        if (held) {
            return new Answer.Denied("changes are on hold");
        }
        var why = "there is no permit for it";
        for (var i = open.iterator(); i.hasNext(); ) {
            var permit = i.next();
            var call = permit.call();
            if (!call.service().equals(service) || !call.operation().equals(operation)) {
                continue;
            }
            if (!permit.account().equals(account)) {
                why = "the permit is for account " + permit.account();
            } else if (!permit.planDigest().equals(planDigest)) {
                why = "the permit is for another text of the plan: " + brief(permit.planDigest())
                        + " was confirmed, and this session carries out " + brief(planDigest);
            } else if (!call.region().equals(region)) {
                why = "the permit is for region " + call.region();
            } else if (!fits(permit, resource)) {
                why = switch (call.resource()) {
                    case PlannedCall.Resource.Named named -> "the permit is for " + named.id();
                    case PlannedCall.Resource.Produced produced ->
                        "the permit is for what " + produced.operation() + " produces, and it did not produce this";
                };
            } else if (!time.instant().isBefore(permit.expires())) {
                i.remove();
                why = "its permit expired at " + Timekeeper.words(permit.expires());
            } else {
                i.remove();
                points.reached("permit.taken");
                return new Answer.Granted(permit);
            }
        }
        return new Answer.Denied(why);
    }

    private static String brief(String digest) {
        return digest.isEmpty() ? "one that is not at hand" : "SHA-256 " + digest.substring(0, 12) + "…";
    }

    private boolean fits(Permit permit, String resource) {
        var call = permit.call();
        return switch (call.resource()) {
            case PlannedCall.Resource.Named named ->
                named.id().equals(resource)
                        || ResourceNames.normalised(call.service(), named.id()).equals(resource);
            case PlannedCall.Resource.Produced produced -> {
                var made = answers.getOrDefault(permit.group(), Map.of()).getOrDefault(produced.operation(), Set.of());
                yield made.contains(resource)
                        || List.of(resource.split(",")).stream().allMatch(made::contains);
            }
        };
    }

    /** Remembers what a call of a group answered. */
    synchronized void answered(String group, String operation, Set<String> texts) {
        answers.computeIfAbsent(group, g -> new HashMap<>())
                .computeIfAbsent(operation, o -> new HashSet<>())
                .addAll(texts);
    }
}
