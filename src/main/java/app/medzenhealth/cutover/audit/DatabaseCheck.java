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

    private final VerifierKey key;
    private final TrailProgress progress;
    private final HeadWatch watch;

    DatabaseCheck(VerifierKey key, TrailProgress progress) {
        this(key, progress, new HeadWatch(ExpectedTrail.ANYTHING));
    }

    DatabaseCheck(VerifierKey key, TrailProgress progress, HeadWatch watch) {
        this.key = key;
        this.progress = progress;
        this.watch = watch;
    }

    /** What was found right. */
    record Sound(ChainCheck chain, Optional<Checkpoint> last) {}

    /** What lies beside the database; null where a file is missing. */
    record Beside(byte @Nullable [] head, byte @Nullable [] tip) {}

    Sound check(TrailReader reader, Beside beside) throws TrailFault, IOException {
        return check(reader, Long.MIN_VALUE, new Walk(beside, reader.checkpoints(), reader.count()));
    }

    /** Only what came after {@code before}; what was found right then is not read again. */
    Sound check(TrailReader reader, Beside beside, Sound before) throws TrailFault, IOException {
        var from = before.chain().size();
        var notes = reader.checkpoints().stream().filter(n -> n.size() > from).toList();
        var count = reader.count();
        if (count < from) {
            throw TrailFault.tampered(count + 1, "it was there when the trail was verified before: the tail was cut");
        }
        return check(reader, from + 1, new Walk(beside, notes, count, before));
    }

    private Sound check(TrailReader reader, long from, Walk walk) throws TrailFault, IOException {
        BatchFlow.Source<List<TrailReader.Row>> rows = sink -> new RowBatches(sink).all(reader, from, Long.MAX_VALUE);
        if (walk.count - walk.begun <= ChainCheck.BATCH) {
            BatchFlow.<List<TrailReader.Row>, Read>runHere(rows, Read::of, walk::check);
        } else {
            BatchFlow.<List<TrailReader.Row>, Read>run(rows, Read::of, walk::check);
        }
        return walk.end();
    }

    private record Read(List<TrailReader.Row> rows, ChainCheck.Reading[] readings) {
        static Read of(List<TrailReader.Row> rows) {
            return new Read(
                    rows,
                    ChainCheck.Reading.of(
                            rows.stream().map(TrailReader.Row::jcs).toList()));
        }
    }

    private final class Walk {
        private final ChainCheck chain;
        /** How many records were found right before this walk. */
        private final long begun;

        private final Iterator<TrailReader.Note> notes;
        private final Set<Long> noted = new HashSet<>();
        private final Beside beside;
        private final long count;
        private final List<Tip> tips;
        private final @Nullable Checkpoint head;
        private TrailReader.@Nullable Note next;
        private @Nullable Checkpoint last;

        Walk(Beside beside, List<TrailReader.Note> all, long count) throws TrailFault {
            this(beside, all, count, new Sound(new ChainCheck(), Optional.empty()));
        }

        Walk(Beside beside, List<TrailReader.Note> all, long count, Sound before) throws TrailFault {
            this.chain = new ChainCheck(before.chain());
            this.begun = chain.size();
            this.last = before.last().orElse(null);
            this.beside = beside;
            this.notes = all.iterator();
            this.count = count;
            this.next = notes.hasNext() ? notes.next() : null;
            var tipFile = beside.tip();
            if (tipFile == null) {
                throw TrailFault.unknown(
                        "the file tip is missing beside the database, so a cut tail would not be seen");
            }
            this.tips = Tip.parse(tipFile);
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
            progress.reached(Math.min(chain.size(), count), count, "Verifying records");
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
            }
            if (head != null && head.size() == seq && !Arrays.equals(head.root(), chain.root())) {
                throw TrailFault.tampered(seq, "the records up to here are not those that the file head signs");
            }
        }

        private void checkpoint(TrailReader.Note note) throws TrailFault {
            try {
                var checkpoint = head != null && Arrays.equals(note.note(), beside.head())
                        ? head
                        : Checkpoint.open(note.note(), key);
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

        Sound end() throws TrailFault {
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
            var newest = tips.stream().mapToLong(Tip::seq).max().orElseThrow();
            if (newest > size) {
                throw TrailFault.tampered(
                        size + 1,
                        "record " + newest + " was written last according to the file tip, but only " + size
                                + " are there: the tail was cut, the -wal file removed, or an older copy put back");
            }
            if (newest < size - 1) {
                throw TrailFault.tampered(
                        newest + 2,
                        "the console did not write it: the file tip names record " + newest
                                + " as the last, and a crash leaves it one behind at most");
            }
            if (beside.head() == null && size > 1) {
                throw TrailFault.unknown(
                        "the file head is missing beside the database, so a cut tail would not be seen");
            }
            return new Sound(chain, Optional.ofNullable(last));
        }
    }
}
