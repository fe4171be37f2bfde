package app.medzenhealth.cutover.audit;

/** Follows records in their order: form, numbers, chain, tree. */
final class ChainCheck {
    static final String FIRST_PREV = "0".repeat(64);
    static final int VERSION = 1;

    private final Sha256 sha = new Sha256();
    private final MerkleFrontier tree = new MerkleFrontier();
    private byte[] last = new byte[Sha256.LENGTH];
    private boolean lastKnown = true;
    private long records;
    private String kind = "";

    /** The next record. Returns its leaf hash. */
    byte[] record(byte[] jcs) throws Fault {
        long seq = tree.size() + 1;
        JcsReader.Links links;
        try {
            links = JcsReader.links(jcs);
        } catch (NotCanonical e) {
            throw Fault.tampered(seq, "it is not a record in canonical form: " + e.getMessage());
        }
        if (links.seq() != seq) {
            throw Fault.tampered(seq, "record " + links.seq() + " stands in its place");
        }
        if (links.v() != VERSION) {
            throw Fault.unknown("record " + seq + " is of version " + links.v() + ", which is not known here");
        }
        if (lastKnown && !links.prev().equals(Sha256.hex(last))) {
            throw seq == 1
                    ? Fault.tampered(1, "the first record must follow nothing, and names a record before it")
                    : Fault.tampered(seq - 1, "its hash is not the prev of record " + seq + ": one of the two was changed");
        }
        byte[] leaf = sha.leaf(jcs);
        tree.append(leaf);
        last = sha.of(jcs);
        lastKnown = true;
        kind = links.kind();
        records++;
        return leaf;
    }

    /** Records that are not here, of which only the hash of the subtree is known: 2^{@code level} of them. */
    void skipped(int level, byte[] hash) {
        tree.append(level, hash);
        lastKnown = false;
    }

    /** Records so far, skipped ones among them. */
    long size() {
        return tree.size();
    }

    /** Records so far that were there. */
    long records() {
        return records;
    }

    byte[] root() {
        return tree.root();
    }

    /** SHA-256 of the last record's bytes; zeros before the first. */
    byte[] last() {
        return last;
    }

    /** The kind of the last record. */
    String kind() {
        return kind;
    }

    MerkleFrontier tree() {
        return tree.copy();
    }
}
