package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a database against itself and against what lies beside it: every record, every checkpoint, the head and the tip.
 */
final class DatabaseCheck {
    static final String CHECKPOINT = "checkpoint";

    /** The member of a checkpoint's record that says by what version of the database's rules the console goes. */
    static final String VERSION_MEMBER = "database";

    /** From 2 on the newest record is authenticated. */
    static final long VERSION = 2;

    private final VerifierKey key;
    private final Optional<TipKey> tipKey;
    private final TrailProgress progress;
    private final HeadWatch watch;
    private final RecordFollower follower;

    /** @param tipKey where the console's key is at hand */
    DatabaseCheck(VerifierKey key, Optional<TipKey> tipKey, TrailProgress progress) {
        this(key, tipKey, progress, new HeadWatch(ExpectedTrail.ANYTHING), RecordFollower.NONE);
    }

    DatabaseCheck(
            VerifierKey key,
            Optional<TipKey> tipKey,
            TrailProgress progress,
            HeadWatch watch,
            RecordFollower follower) {
        this.key = key;
        this.tipKey = tipKey;
        this.progress = progress;
        this.watch = watch;
        this.follower = follower;
    }

    /**
     * What was found right.
     *
     * @param authenticated whether the trail says that its newest record is
     */
    record Sound(ChainCheck chain, Optional<Checkpoint> last, boolean authenticated) {}

    /** What lies beside the database; null where a file is missing. */
    record Beside(byte @Nullable [] head, byte @Nullable [] tip) {}

    Sound check(TrailReader reader, Beside beside) throws TrailFault, IOException {
        var newest = reader.newest();
        return check(
                reader,
                beside,
                Long.MIN_VALUE,
                reader.checkpoints(),
                newest,
                few(newest) && few(reader.count()),
                new Sound(new ChainCheck(), Optional.empty(), false));
    }

    /** Only what came after {@code before}; what was found right then is not read again. */
    Sound check(TrailReader reader, Beside beside, Sound before) throws TrailFault, IOException {
        var from = before.chain().size();
        var notes = reader.checkpoints().stream().filter(n -> n.size() > from).toList();
        var count = reader.count();
        if (count < from) {
            throw TrailFault.tampered(count + 1, "it was there when the trail was verified before: the tail was cut");
        }
        return check(reader, beside, from + 1, notes, count, few(count - from), before);
    }

    private static boolean few(long records) {
        return records <= ChainCheck.BATCH;
    }

    private Sound check(
            TrailReader reader,
            Beside beside,
            long from,
            List<TrailReader.Note> notes,
            long newest,
            boolean few,
            Sound before)
            throws TrailFault, IOException {
        Sound sound;
        Optional<String> differs;
        try (var signatures = few ? SignatureChecks.atOnce() : SignatureChecks.alongside()) {
            var walk = new Walk(beside, reader, notes, newest, before, signatures);
            walk(reader, from, walk, few);
            // While the last signatures are still being checked.
            differs = followed(reader, walk);
            sound = walk.end();
        }
        if (differs.isPresent()) {
            throw TrailFault.tampered(0, "what is kept beside the records does not follow from them: " + differs.get());
        }
        return sound;
    }

    private void walk(TrailReader reader, long from, Walk walk, boolean few) throws TrailFault, IOException {
        BatchFlow.Source<List<TrailReader.Row>> rows = sink -> new RowBatches(sink).all(reader, from, Long.MAX_VALUE);
        try {
            if (few) {
                BatchFlow.<List<TrailReader.Row>, Read>runHere(rows, this::read, walk::check);
            } else {
                BatchFlow.<List<TrailReader.Row>, Read>run(rows, this::read, walk::check);
            }
        } catch (TrailFault later) {
            walk.chain.settle();
            throw later;
        }
    }

    /** What is not as the records make it. What is wrong with the records comes first. */
    private Optional<String> followed(TrailReader reader, Walk walk) throws TrailFault {
        try {
            return follower.end(reader);
        } catch (RuntimeException later) {
            walk.end();
            throw later;
        }
    }

    private Read read(List<TrailReader.Row> rows) {
        return new Read(
                rows,
                ChainCheck.Reading.withAlso(
                        rows.stream().map(TrailReader.Row::jcs).toList(),
                        kind -> kind.equals(CHECKPOINT) || follower.counts(kind)));
    }

    private record Read(List<TrailReader.Row> rows, ChainCheck.Reading[] readings) {}

    private final class Walk {
        private final ChainCheck chain;
        private final SignatureChecks signatures;
        /** How many records were found right before this walk. */
        private final long begun;

        private final Iterator<TrailReader.Note> notes;
        private final Set<Long> noted = new HashSet<>();
        private final Beside beside;
        /** What there is to read. */
        private final long newest;

        private final List<Tip> tips;
        private final @Nullable Checkpoint head;
        private final Optional<TrailReader.StoredTip> stored;
        private final int version;
        private TrailReader.@Nullable Note next;
        private @Nullable Checkpoint last;
        private boolean authenticated;

        Walk(
                Beside beside,
                TrailReader reader,
                List<TrailReader.Note> all,
                long newest,
                Sound before,
                SignatureChecks signatures)
                throws TrailFault {
            this.signatures = signatures;
            this.stored = reader.tip();
            this.version = reader.version();
            this.authenticated = before.authenticated();
            this.chain = new ChainCheck(before.chain(), signatures);
            this.begun = chain.size();
            this.last = before.last().orElse(null);
            this.beside = beside;
            this.notes = all.iterator();
            this.newest = newest;
            this.next = notes.hasNext() ? notes.next() : null;
            var tipFile = beside.tip();
            if (tipFile == null) {
                throw TrailFault.unknown(
                        "the file tip is missing beside the database, so a cut tail would not be seen");
            }
            this.tips = Tip.parse(tipFile);
            if (tips.stream().anyMatch(t -> t.seq() == 0 && !t.equals(Tip.NONE))) {
                throw TrailFault.tampered(0, "the file tip beside the database names a record that there never is");
            }
            var headFile = beside.head();
            try {
                this.head = headFile == null ? null : Checkpoint.open(headFile, key);
            } catch (NotCanonical e) {
                throw TrailFault.tampered(0, "the file head: " + e.getMessage());
            }
        }

        void check(Read read) throws TrailFault {
            for (var i = 0; i < read.readings().length; i++) {
                var row = read.rows().get(i);
                check(row.seq(), read.readings()[i], row.leaf());
            }
            progress.reached(Math.min(chain.size(), newest), newest, "Verifying records");
        }

        private void check(long seq, ChainCheck.Reading reading, byte[] leaf) throws TrailFault {
            var expected = chain.size() + 1;
            if (seq != expected) {
                throw TrailFault.tampered(
                        expected,
                        seq > expected ? "it is missing; record " + seq + " follows" : "row " + seq + " is in the way");
            }
            if (!Arrays.equals(chain.record(reading), leaf)) {
                throw TrailFault.tampered(seq, "its stored leaf hash is not that of its bytes");
            }
            watch.passed(chain);
            for (var tip : tips) {
                if (seq == tip.seq() && !tip.hash().equals(Sha256.hex(chain.last()))) {
                    throw TrailFault.tampered(
                            seq, "it is not the record that was written last according to the file tip");
                }
            }
            var note = next;
            var here = note != null && note.size() == seq;
            if (here != chain.kind().equals(CHECKPOINT)) {
                throw TrailFault.tampered(
                        seq,
                        here
                                ? "a checkpoint is stored for it, but it does not record one"
                                : "it records a checkpoint that is not stored");
            }
            if (note != null && here) {
                checkpoint(note);
                said(reading.told().orElseThrow());
            }
            reading.told().ifPresent(follower::take);
            if (head != null && head.size() == seq && !Arrays.equals(head.root(), chain.root())) {
                throw TrailFault.tampered(seq, "the records up to here are not those that the file head signs");
            }
        }

        private void checkpoint(TrailReader.Note note) throws TrailFault {
            try {
                var checkpoint = head != null && Arrays.equals(note.note(), beside.head()) ? head : checkpointOf(note);
                if (checkpoint.size() != note.size() || !Arrays.equals(checkpoint.root(), chain.root())) {
                    throw TrailFault.tampered(
                            note.size(), "the records up to here are not those that its checkpoint signs");
                }
                last = checkpoint;
                noted.add(note.size());
            } catch (NotCanonical e) {
                throw TrailFault.tampered(note.size(), String.valueOf(e.getMessage()));
            }
            next = notes.hasNext() ? notes.next() : null;
        }

        /** Its signature is checked beside the records that follow, before anything is said of what is found here. */
        private Checkpoint checkpointOf(TrailReader.Note note) throws TrailFault, NotCanonical {
            var signed = Checkpoint.signed(note.note(), key);
            signatures.add(() -> {
                try {
                    signed.require();
                } catch (NotCanonical e) {
                    throw TrailFault.tampered(note.size(), String.valueOf(e.getMessage()));
                }
            });
            return Checkpoint.of(signed, note.note());
        }

        /** What a checkpoint's record says, nobody but the console could: it is signed as the others. */
        private void said(AuditRecord record) throws TrailFault {
            if (record.data().get(VERSION_MEMBER) instanceof Long said && said >= VERSION) {
                if (said > VERSION) {
                    throw TrailFault.unknown("record " + record.seq() + " is of a console whose database is of version "
                            + said + ", which is not known here");
                }
                authenticated = true;
            }
        }

        /** That the newest record is the console's, and the newest: without the key nobody can write another, nor take one away. */
        private void authentic(long size) throws TrailFault {
            var tip = stored.filter(t -> version >= VERSION)
                    .orElseThrow(() -> TrailFault.tampered(
                            0, "what authenticates the newest record was taken out of the database"));
            if (tip.seq() > size) {
                throw TrailFault.tampered(
                        size + 1,
                        "record " + tip.seq() + " was written last according to the table tip, but only " + size
                                + " are there: the tail was cut");
            }
            if (tip.seq() < size) {
                throw TrailFault.tampered(
                        tip.seq() + 1,
                        "the console did not write it: the table tip names record " + tip.seq() + " as the last");
            }
            if (tipKey.isEmpty()) {
                if (last == null || last.size() < size) {
                    throw TrailFault.unknown((size - (last == null ? 0 : last.size()))
                            + " records after the last checkpoint can only be checked with the console's key, signing-key.pem:"
                            + " it is missing, or sealed and its passphrase was not given (--passphrase-file)");
                }
            } else if (!tipKey.get().made(tip.mac(), size, Sha256.hex(chain.last()))) {
                throw TrailFault.tampered(
                        size,
                        "the console did not write it last: what authenticates it was not made with the console's key");
            }
        }

        Sound end() throws TrailFault {
            chain.settle();
            var size = chain.size();
            if (next != null) {
                throw TrailFault.tampered(
                        size + 1,
                        "a checkpoint for " + next.size() + " records is stored, but only " + size
                                + " are there: the tail was cut");
            }
            if (head != null && head.size() > size) {
                throw TrailFault.tampered(
                        size + 1,
                        "the file head signs " + head.size() + " records, but only " + size
                                + " are there: the tail was cut, the -wal file removed, or an older copy put back");
            }
            if (head != null && head.size() > begun && !noted.contains(head.size())) {
                throw TrailFault.tampered(head.size(), "the checkpoint in the file head is not stored in the database");
            }
            var written = tips.stream().mapToLong(Tip::seq).max().orElseThrow();
            if (written > size) {
                throw TrailFault.tampered(
                        size + 1,
                        "record " + written + " was written last according to the file tip, but only " + size
                                + " are there: the tail was cut, the -wal file removed, or an older copy put back");
            }
            if (authenticated) {
                authentic(size);
            } else if (stored.isPresent()) {
                throw TrailFault.tampered(0, "the table tip is filled, and no checkpoint says that it would be");
            }
            if (written < (authenticated ? last == null ? 0 : last.size() : size) - 1) {
                throw TrailFault.tampered(
                        written + 2,
                        "the console did not write it: the file tip names record " + written
                                + " as the last, and a crash leaves it one behind the last checkpoint at most");
            }
            if (beside.head() == null && size > 1) {
                throw TrailFault.unknown(
                        "the file head is missing beside the database, so a cut tail would not be seen");
            }
            return new Sound(chain, Optional.ofNullable(last), authenticated);
        }
    }
}
