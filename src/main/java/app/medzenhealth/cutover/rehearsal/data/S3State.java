package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The account's buckets: their names are global, each lives in one region. */
public final class S3State {

    private final Estate estate;
    final Map<String, Bucket> buckets = new TreeMap<>();
    private final Set<String> others = new TreeSet<>();
    private Predicate<String> functions = arn -> true;

    private S3State(Estate estate) {
        this.estate = estate;
    }

    public static S3State of(Estate estate) {
        return estate.state(S3State.class, Estate.GLOBAL, () -> new S3State(estate));
    }

    public Optional<Bucket> bucket(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    /** In alphabetical order. */
    public List<Bucket> buckets() {
        return List.copyOf(buckets.values());
    }

    /** A bucket that has been there for a while: closed, and encrypted with S3's own key. */
    public Bucket seed(String name, String region, Duration age) {
        var bucket = new Bucket(estate, name, region, estate.now().minus(age)).closed();
        buckets.put(name, bucket);
        return bucket;
    }

    /** Another account has a bucket of this name, which is taken with that. */
    public void elsewhere(String name) {
        others.add(name);
    }

    boolean takenElsewhere(String name) {
        return others.contains(name);
    }

    public void remove(String name) {
        buckets.remove(name);
    }

    /** @param test whether there is a function of this ARN that lets S3 invoke it */
    public void functions(Predicate<String> test) {
        functions = test;
    }

    boolean invocable(String functionArn) {
        return functions.test(functionArn);
    }
}
