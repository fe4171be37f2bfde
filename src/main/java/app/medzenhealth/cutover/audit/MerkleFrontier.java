package app.medzenhealth.cutover.audit;

import org.jspecify.annotations.Nullable;

/**
 * An RFC 6962 tree of which only the right edge is kept: one hash for each complete subtree, so that appending and the root
 * cost O(log n) and the memory does not grow with the trail.
 */
final class MerkleFrontier {
    private final Sha256 sha = new Sha256();
    private final byte[] @Nullable [] edge = new byte[63][];
    private long size;

    MerkleFrontier() {}

    private MerkleFrontier(MerkleFrontier other) {
        System.arraycopy(other.edge, 0, edge, 0, edge.length);
        size = other.size;
    }

    MerkleFrontier copy() {
        return new MerkleFrontier(this);
    }

    /** Leaves so far. */
    long size() {
        return size;
    }

    void append(byte[] leaf) {
        append(0, leaf);
    }

    /**
     * Appends a complete subtree of 2^{@code level} leaves by its hash.
     *
     * @throws IllegalArgumentException if no such subtree begins here
     */
    void append(int level, byte[] hash) {
        if (Long.numberOfTrailingZeros(size) < level) {
            throw new IllegalArgumentException("no subtree of 2^" + level + " leaves begins after " + size);
        }
        var node = hash;
        var at = level;
        for (var left = edge[at]; left != null; left = edge[at]) {
            node = sha.node(left, node);
            edge[at] = null;
            at++;
        }
        edge[at] = node;
        size += 1L << level;
    }

    /** The root over all leaves so far; SHA-256 of nothing when there are none. */
    byte[] root() {
        byte[] root = null;
        for (var left : edge) {
            if (left != null) {
                root = root == null ? left : sha.node(left, root);
            }
        }
        return root == null ? sha.of(new byte[0]) : root;
    }
}
