package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.ServingWorkload;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedDns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What users wrote and were told was kept, and which database holds it: seen from outside, beside whatever the console thinks.
 *
 * <p>Users write whenever they can. Some ask for the name each time. Others keep the connection that they have for as long as it
 * works, as pooled connections do, and ask for the name only when it broke.
 */
public final class UsersWrites {
    private static final Pattern DRILL = Pattern.compile("-(?:drill|trial)");

    private static final String NAME = "ehr.medzenhealth.app";
    private static final String OLD_BALANCER = "medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com";
    private static final String OLD = "eu-west-1";
    private static final String NEW = "eu-central-1";

    private final List<Write> acknowledged = new ArrayList<>();
    /** What each database was made a replica of, and how far it had replayed when it was last seen following. */
    private final Map<String, Fork> forks = new HashMap<>();

    private final Map<String, Long> seen = new HashMap<>();
    private Set<String> written = new HashSet<>();
    private Estate estate;
    private String kept = OLD;

    /**
     * @param database its resource id: a name can be given again
     * @param position of the database's log when it was acknowledged
     */
    public record Write(Instant at, String database, String region, long position) {}

    private record Fork(String source, long position) {}

    public UsersWrites(Estate estate) {
        this.estate = estate;
        watch(estate);
    }

    /** The same estate, made again after a restart. */
    public void watch(Estate again) {
        estate = again;
        estate.agenda().observe(this::observe);
    }

    private void observe(Instant now) {
        var took = new HashSet<String>();
        var sides = new TreeSet<>(Set.of(leadsTo()));
        if (open(kept).isEmpty()) {
            kept = leadsTo();
        }
        sides.add(kept);
        for (var region : estate.regions()) {
            var open = open(region);
            for (var db : RdsState.of(estate, region).databases()) {
                var position = db.position();
                var source = db.source;
                if (source != null) {
                    forks.put(db.resourceId, new Fork(source.resourceId, position));
                }
                if (sides.contains(region) && open.contains(db)) {
                    // What was not writable a moment ago took nothing yet.
                    if (written.contains(db.resourceId) && position > seen.getOrDefault(db.resourceId, position)) {
                        acknowledged.add(new Write(now, db.resourceId, region, position));
                    }
                    took.add(db.resourceId);
                }
                seen.put(db.resourceId, position);
            }
        }
        written = took;
    }

    /** The region that the name leads to. */
    public String leadsTo() {
        return new EmbeddedDns(estate).cname(NAME, OLD_BALANCER) ? OLD : NEW;
    }

    /** Databases of a region that an application writes to. */
    private List<Database> open(String region) {
        var workload = new ServingWorkload(estate);
        return RdsState.of(estate, region).databases().stream()
                // A drill's service stands behind a port of its own: nobody is led there.
                .filter(db -> !DRILL.matcher(db.id()).find())
                .filter(db -> db.reachable() && !db.inRecovery() && workload.writes(db))
                .toList();
    }

    /** Databases that take what users write now, wherever users are led. */
    public List<String> open() {
        return locked(() -> estate.regions().stream()
                .flatMap(r -> open(r).stream())
                .map(db -> db.region() + " " + db.id())
                .toList());
    }

    /** Acknowledged writes that those who follow the name now would not find; empty while nobody is served. */
    public List<Write> missing() {
        return locked(() -> {
            estate.settle();
            var serving = open(leadsTo());
            return serving.isEmpty()
                    ? List.of()
                    : acknowledged.stream()
                            .filter(w -> serving.stream().noneMatch(db -> holds(db.resourceId, w, Long.MAX_VALUE)))
                            .toList();
        });
    }

    /** Acknowledged writes that no database holds any more. */
    public List<Write> gone() {
        return locked(() -> {
            var there = estate.regions().stream()
                    .flatMap(r -> RdsState.of(estate, r).databases().stream())
                    .map(db -> db.resourceId)
                    .toList();
            return acknowledged.stream()
                    .filter(w -> there.stream().noneMatch(db -> holds(db, w, Long.MAX_VALUE)))
                    .toList();
        });
    }

    private boolean holds(String database, Write write, long upTo) {
        if (write.database().equals(database)) {
            return write.position() <= upTo;
        }
        return Optional.ofNullable(forks.get(database))
                .filter(f -> holds(f.source(), write, Math.min(upTo, f.position())))
                .isPresent();
    }

    public List<Write> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** For how long users wrote what is in these, from the first to the last. */
    public static Duration span(List<Write> writes) {
        return writes.isEmpty()
                ? Duration.ZERO
                : Duration.between(writes.getFirst().at(), writes.getLast().at());
    }

    private <T> T locked(Supplier<T> work) {
        estate.lock().lock();
        try {
            return work.get();
        } finally {
            estate.lock().unlock();
        }
    }
}
