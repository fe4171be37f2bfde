package app.medzenhealth.cutover.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows records in their order: form, numbers, chain, tree. */
final class ChainCheck {
    static final String FIRST_PREV = "0".repeat(64);
    static final int VERSION = 1;

    /** How many records are read together before they are followed one by one. */
    static final int BATCH = 512;

    /** Fewer where they are long. Bytes. */
    static final int BATCH_BYTES = 1 << 20;

    private final Sha256 sha = new Sha256();
    private final MerkleFrontier tree;
    private final RecordedClaims claims;
    private final RecordedTimes times;
    private byte[] last = new byte[Sha256.LENGTH];
    private boolean lastKnown = true;
    private long records;
    private String kind = "";

    ChainCheck() {
        this(SignatureChecks.atOnce());
    }

    /** @param signatures how those of approvals are checked; {@link #settle} says what came of it */
    ChainCheck(SignatureChecks signatures) {
        tree = new MerkleFrontier();
        claims = new RecordedClaims(signatures);
        times = new RecordedTimes();
    }

    /** Goes on where {@code before} is, which stays there. */
    ChainCheck(ChainCheck before, SignatureChecks signatures) {
        tree = before.tree.copy();
        claims = before.claims.copy(signatures);
        times = new RecordedTimes(before.times);
        last = before.last;
        lastKnown = before.lastKnown;
        records = before.records;
        kind = before.kind;
    }

    /**
     * What there is to know of a record without the one before. Many can be computed at once.
     *
     * @param told the record itself where more than its links counts
     */
    record Reading(
            JcsReader.@Nullable Links links, byte[] leaf, byte[] hash, String problem, Optional<AuditRecord> told) {
        /** The record where it opens a session. */
        Optional<AuditRecord> opening() {
            return told.filter(r -> r.kind().equals(OpenedIn.KIND));
        }

        private static boolean counts(String kind) {
            return kind.equals(OpenedIn.KIND) || RecordedClaims.KINDS.contains(kind);
        }

        static Reading of(byte[] jcs, Sha256 sha) {
            return of(jcs, sha, Reading::counts);
        }

        private static Reading of(byte[] jcs, Sha256 sha, Predicate<String> kinds) {
            try {
                if (kinds.test(JcsReader.kindAtSight(jcs))) {
                    return of(JcsReader.record(jcs), jcs, sha, kinds);
                }
                var links = JcsReader.links(jcs);
                Optional<AuditRecord> told =
                        kinds.test(links.kind()) ? Optional.of(JcsReader.record(jcs)) : Optional.empty();
                return new Reading(links, sha.leaf(jcs), sha.of(jcs), "", told);
            } catch (NotCanonical e) {
                return new Reading(null, sha.leaf(jcs), sha.of(jcs), String.valueOf(e.getMessage()), Optional.empty());
            }
        }

        /** Of a record whose form was checked when it was parsed. */
        static Reading of(AuditRecord record, byte[] jcs, Sha256 sha) {
            return of(record, jcs, sha, Reading::counts);
        }

        private static Reading of(AuditRecord record, byte[] jcs, Sha256 sha, Predicate<String> kinds) {
            return new Reading(
                    JcsReader.Links.of(record),
                    sha.leaf(jcs),
                    sha.of(jcs),
                    "",
                    Optional.of(record).filter(r -> kinds.test(r.kind())));
        }

        /** In the same order. */
        static Reading[] of(List<byte[]> records) {
            return of(records, Reading::counts);
        }

        /** @param also kinds of which the record itself counts, besides those of which it always does */
        static Reading[] withAlso(List<byte[]> records, Predicate<String> also) {
            return of(records, kind -> counts(kind) || also.test(kind));
        }

        private static Reading[] of(List<byte[]> records, Predicate<String> kinds) {
            var sha = new Sha256();
            var readings = new Reading[records.size()];
            for (var i = 0; i < readings.length; i++) {
                readings[i] = of(records.get(i), sha, kinds);
            }
            return readings;
        }
    }

    /** The next record. Returns its leaf hash. */
    byte[] record(byte[] jcs) throws TrailFault {
        return record(Reading.of(jcs, sha));
    }

    byte[] record(Reading reading) throws TrailFault {
        var seq = tree.size() + 1;
        var links = reading.links();
        if (links == null) {
            throw TrailFault.tampered(seq, "it is not a record in canonical form: " + reading.problem());
        }
        if (links.seq() != seq) {
            throw TrailFault.tampered(seq, "record " + links.seq() + " stands in its place");
        }
        if (links.v() != VERSION) {
            throw TrailFault.unknown("record " + seq + " is of version " + links.v() + ", which is not known here");
        }
        if (lastKnown && !Sha256.isHex(links.prev(), last)) {
            throw seq == 1
                    ? TrailFault.tampered(1, "the first record must follow nothing, and names a record before it")
                    : TrailFault.tampered(
                            seq - 1, "its hash is not the prev of record " + seq + ": one of the two was changed");
        }
        claims.take(reading);
        times.take(links);
        tree.append(reading.leaf());
        last = reading.hash();
        lastKnown = true;
        kind = links.kind();
        records++;
        return reading.leaf();
    }

    /**
     * Waits for signatures that are still being checked. To be asked before another fault is said, because theirs came first, and at the
     * end.
     */
    void settle() throws TrailFault {
        claims.settle();
    }

    /** Records that are not here, of which only the hash of the subtree is known: 2^{@code level} of them. */
    void skipped(int level, byte[] hash) {
        tree.append(level, hash);
        claims.skipped();
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

    /** What records claim and was found to follow from those before them, in words. */
    String claims() {
        return claims.words();
    }

    /** The latest time that any record has; empty before the first. */
    Optional<Instant> newest() {
        return times.newest();
    }

    /** How records are dated, in words. */
    String times() {
        return times.words();
    }

    MerkleFrontier tree() {
        return tree.copy();
    }
}
