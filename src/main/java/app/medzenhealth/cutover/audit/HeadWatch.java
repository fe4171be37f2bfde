package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Looks for heads that are known from elsewhere while a trail's records pass. */
final class HeadWatch {
    private final List<ExpectedTrail.Head> sought;
    private final List<String> found = new ArrayList<>();
    private boolean skipped;

    HeadWatch(ExpectedTrail expected) {
        sought = new ArrayList<>(expected.heads());
    }

    /** @param chain after one more record, or several that are not there */
    void passed(ChainCheck chain) {
        if (sought.isEmpty()) {
            return;
        }
        var root = "";
        for (Iterator<ExpectedTrail.Head> all = sought.iterator(); all.hasNext(); ) {
            var head = all.next();
            if (head.of().isPresent() && head.of().getAsLong() != chain.size()) {
                continue;
            }
            root = root.isEmpty() ? Sha256.hex(chain.root()) : root;
            if (root.startsWith(head.digits())) {
                found.add("the head " + head.digits() + " that is expected: it is that of the first " + chain.size()
                        + " records");
                all.remove();
            }
        }
    }

    /** Heads within these cannot be computed. */
    void passedSkipped(ChainCheck chain) {
        skipped = true;
        passed(chain);
    }

    /**
     * What was found, a line each.
     *
     * @throws TrailFault if a head is not among those of this trail, or cannot be told to be
     */
    List<String> end(long size) throws TrailFault {
        for (var head : sought) {
            if (head.of().isPresent() && head.of().getAsLong() > size) {
                throw TrailFault.tampered(
                        size + 1, "the head " + head.words() + " is expected, and there are only " + size + " records");
            }
            if (skipped) {
                throw TrailFault.unknown(
                        "the head " + head.words()
                                + " is expected, and cannot be computed where records are left out: verify a bundle of everything");
            }
            throw TrailFault.tampered(
                    0,
                    head.of().isPresent()
                            ? "its head after " + head.of().getAsLong() + " records is not " + head.digits()
                                    + ", which is expected: what came before was rewritten, or it is another trail"
                            : "no first records of it have the head " + head.digits()
                                    + ", which is expected: it was rewritten, or it is another trail");
        }
        return List.copyOf(found);
    }
}
