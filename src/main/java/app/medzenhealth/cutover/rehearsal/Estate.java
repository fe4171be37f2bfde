package app.medzenhealth.cutover.rehearsal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An AWS account in memory. Services keep their state here, so that they can look at one another.
 *
 * <p>Whatever reads or changes a state holds {@link #lock()}; {@link EmbeddedClients} takes it around every call.
 */
public final class Estate {

    /** Where services that have no region keep their state. */
    public static final String GLOBAL = "global";

    private final VirtualTime time;
    private final String account;
    private final List<String> regions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final Agenda agenda = new Agenda();
    private final ResourceTags tags = new ResourceTags();
    private final Map<Key, Object> states = new HashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private volatile int pageSize = 3;
    private Optional<EstateJournal> journal = Optional.empty();
    /** The time of the call that is being answered; null between calls. Under the lock. */
    private volatile @Nullable Instant during;

    private record Key(Class<?> type, String region) {}

    /**
     * @param account twelve digits
     * @param regions ids of the regions that exist for it, opted in to or not
     */
    public Estate(VirtualTime time, String account, Set<String> regions) {
        this.time = time;
        this.account = account;
        this.regions = List.copyOf(new TreeSet<>(regions));
    }

    public VirtualTime time() {
        return time;
    }

    public Instant now() {
        var held = during;
        return held == null ? time.instant() : held;
    }

    /** Keeps its changes from now on, so that they can be gone through again. */
    public void keep(EstateJournal changes) {
        lock.lock();
        try {
            journal = Optional.of(changes);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps no more changes. */
    public void forget() {
        lock.lock();
        try {
            journal.ifPresent(EstateJournal::close);
            journal = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    Optional<EstateJournal> journal() {
        return journal;
    }

    /** While a call is answered time stands for it: gone through again, it falls into the same instant. */
    void begin() {
        if (outermost()) {
            during = time.instant();
        }
    }

    void end() {
        if (outermost()) {
            during = null;
        }
    }

    /** Whether no other call is being answered that makes this one: it would be made again with that one. */
    boolean outermost() {
        return lock.getHoldCount() == 1;
    }

    public String account() {
        return account;
    }

    /** In alphabetical order. */
    public List<String> regions() {
        return regions;
    }

    /** The most that any page holds, whatever the caller asks for. */
    public int pageSize() {
        return pageSize;
    }

    public void pageSize(int items) {
        if (items < 1) {
            throw new IllegalArgumentException("A page holds at least one item: " + items);
        }
        pageSize = items;
    }

    /** The one state of the type in the region; made when first asked for. */
    public <T> T state(Class<T> type, String region, Supplier<T> make) {
        lock.lock();
        try {
            var key = new Key(type, region);
            var found = states.get(key);
            if (found == null) {
                found = make.get();
                states.put(key, found);
            }
            return type.cast(found);
        } finally {
            lock.unlock();
        }
    }

    public ReentrantLock lock() {
        return lock;
    }

    /**
     * An id that no other call gets, the same in every run that asks in the same order.
     *
     * @param prefix with its separator, for example {@code sg-}
     * @return the prefix and 17 lower-case hex digits
     */
    public String id(String prefix) {
        lock.lock();
        try {
            int number = counters.merge(prefix, 1, Integer::sum);
            var mixed = mix(prefix.hashCode() * 31L + number);
            return prefix + "0%016x".formatted(mixed);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A UUID that no other call gets, the same in every run that asks in the same order.
     *
     * @param kind what it is of
     */
    public String uuid(String kind) {
        var hex = id(kind + "-").substring(kind.length() + 2);
        return "%s-%s-4000-8000-%s"
                .formatted(hex.substring(0, 8), hex.substring(8, 12), "00000000" + hex.substring(12));
    }

    /** @param region empty for services whose ARNs have none */
    public String arn(String service, String region, String rest) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + rest;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Faults faults() {
        return faults;
    }

    /** What is going to happen. */
    public Agenda agenda() {
        return agenda;
    }

    /** Does what is due. Whoever reads the estate by another way than a client calls it first, holding the lock. */
    public void settle() {
        var now = now();
        if (agenda.settle(now, ledger.size())) {
            journal.ifPresent(j -> j.seen(now));
        }
    }

    public ResourceTags tags() {
        return tags;
    }

    /**
     * @param token of the page before; null or empty for the first
     * @param max what the caller asked for; null: as many as a page holds
     * @throws Page.InvalidToken if no page gave the token
     */
    public <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer max) {
        var size = max == null || max < 1 ? pageSize : Math.min(max, pageSize);
        return Page.of(all, token, size);
    }

    /** A bijection (SplitMix64), so that different numbers never meet. */
    private static long mix(long value) {
        var z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
