package app.medzenhealth.cutover.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Leaves that are left out of a partial export, merged into the fewest complete subtrees of the RFC 6962 tree as they come, so
 * that a reader can still compute the root. O(log n) memory.
 */
final class SkippedRun {
    private final Sha256 sha = new Sha256();
    private final Deque<Subtree> stack = new ArrayDeque<>();

    /** 2^{@code level} records from number {@code first} on. */
    record Subtree(long first, int level, byte[] hash) {
        long count() {
            return 1L << level;
        }

        byte[] line() {
            return Jcs.bytes(Map.of("count", count(), "first", first, "hash", Sha256.hex(hash)));
        }

        static Subtree parse(byte[] line) throws NotCanonical {
            var fields = JcsReader.object(line);
            if (fields.size() == 3
                    && fields.get("first") instanceof Long first
                    && fields.get("count") instanceof Long count
                    && fields.get("hash") instanceof String hash
                    && first > 0
                    && Long.bitCount(count) == 1
                    && hash.matches("[0-9a-f]{64}")) {
                return new Subtree(
                        first, Long.numberOfTrailingZeros(count), HexFormat.of().parseHex(hash));
            }
            throw new NotCanonical("a line is not count, first and hash");
        }
    }

    /** @param seq must follow the one before */
    void add(long seq, byte[] leaf) {
        var tree = new Subtree(seq, 0, leaf);
        for (var left = stack.peek(); left != null && joins(left, tree); left = stack.peek()) {
            stack.pop();
            tree = new Subtree(left.first(), left.level() + 1, sha.node(left.hash(), tree.hash()));
        }
        stack.push(tree);
    }

    /** Neighbours of one size, the left of which begins where a subtree of twice the size does. */
    private static boolean joins(Subtree left, Subtree right) {
        return left.level() == right.level() && (left.first() - 1 >> left.level() & 1) == 0;
    }

    /** The run's subtrees from left to right; the next run begins empty. */
    List<Subtree> take() {
        var run = new ArrayList<Subtree>();
        stack.descendingIterator().forEachRemaining(run::add);
        stack.clear();
        return run;
    }
}
