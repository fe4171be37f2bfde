package app.medzenhealth.cutover.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults that are set, and which regions the account has not opted in to. */
public final class Faults {

    private final List<Armed> armed = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();

    public synchronized void add(InjectedFault fault) {
        armed.add(new Armed(fault));
    }

    /** No more faults; regions stay as they are. */
    public synchronized void clear() {
        armed.clear();
    }

    /** Every call to the region is refused as where the account has not opted in. */
    public synchronized void disable(String region) {
        disabled.add(region);
    }

    public synchronized void enable(String region) {
        disabled.remove(region);
    }

    public synchronized boolean disabled(String region) {
        return disabled.contains(region);
    }

    /** What happens to this call; counts it. */
    synchronized Optional<InjectedFault.Effect> next(String service, String operation, String region) {
        for (var candidate : armed) {
            if (candidate.fault.matches(service, operation, region) && candidate.fires()) {
                return Optional.of(candidate.fault.effect());
            }
        }
        return Optional.empty();
    }

    private static final class Armed {
        private final InjectedFault fault;
        private int seen;

        Armed(InjectedFault fault) {
            this.fault = fault;
        }

        boolean fires() {
            var turn = seen++;
            return turn >= fault.after() && turn - fault.after() < fault.times();
        }
    }
}
