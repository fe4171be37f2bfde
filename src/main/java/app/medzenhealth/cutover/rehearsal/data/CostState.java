package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the account pays. Follows what was done: an item begins and ends with the mutations that the ledger holds. */
public final class CostState {

    private static final double DAYS_A_MONTH = 365.25 / 12;

    /** Costs are known a day late. */
    static final Duration LATE = Duration.ofHours(24);

    private final Estate estate;
    private final List<Item> items = new ArrayList<>();

    /**
     * @param service as Cost Explorer names it, for example {@code AWS Lambda}
     * @param begins which mutation it begins with; none before that
     * @param ends which mutation after its beginning it ends with
     */
    private record Item(
            String region,
            String service,
            double monthlyUsd,
            Predicate<Ledger.Entry> begins,
            Predicate<Ledger.Entry> ends,
            Start start) {}

    private enum Start {
        ALWAYS_THERE,
        MADE
    }

    private CostState(Estate estate) {
        this.estate = estate;
    }

    public static CostState of(Estate estate) {
        return estate.state(CostState.class, Estate.GLOBAL, () -> new CostState(estate));
    }

    /** Something that is paid for from the start, until the mutation {@code ends}. */
    public void pays(String region, String service, double monthlyUsd, Predicate<Ledger.Entry> ends) {
        items.add(new Item(region, service, monthlyUsd, entry -> false, ends, Start.ALWAYS_THERE));
    }

    /** Something that is paid for from the mutation {@code begins} to the mutation {@code ends}. */
    public void willPay(
            String region,
            String service,
            double monthlyUsd,
            Predicate<Ledger.Entry> begins,
            Predicate<Ledger.Entry> ends) {
        items.add(new Item(region, service, monthlyUsd, begins, ends, Start.MADE));
    }

    record Line(String region, String service, double usd) {}

    /** What the time from {@code start} to {@code end} cost, as far as it is known. */
    List<Line> lines(Instant start, Instant end) {
        var known = estate.now().minus(LATE);
        var until = end.isBefore(known) ? end : known;
        return items.stream()
                .map(item -> new Line(item.region(), item.service(), usd(item, start, until)))
                .filter(line -> line.usd() > 0)
                .toList();
    }

    private double usd(Item item, Instant start, Instant end) {
        var from = item.start() == Start.ALWAYS_THERE ? Instant.MIN : first(item.begins(), Instant.MIN);
        if (!from.isBefore(end)) {
            return 0;
        }
        var to = first(item.ends(), from);
        var lower = from.isAfter(start) ? from : start;
        var upper = to.isBefore(end) ? to : end;
        if (!lower.isBefore(upper)) {
            return 0;
        }
        var days = Duration.between(lower, upper).toMinutes() / 1_440.0;
        return item.monthlyUsd() / DAYS_A_MONTH * days;
    }

    private Instant first(Predicate<Ledger.Entry> wanted, Instant after) {
        return estate.ledger().entries().stream()
                .filter(entry -> !entry.at().isBefore(after) && wanted.test(entry))
                .map(Ledger.Entry::at)
                .findFirst()
                .orElse(Instant.MAX);
    }
}
