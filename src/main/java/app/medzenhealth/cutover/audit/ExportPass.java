package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all records once, verifies them, and hands the selected ones to whoever wants them. */
final class ExportPass {
    private final Selection selection;
    private final Checkpoint checkpoint;
    private final TrailProgress progress;
    private final Outputs outputs;
    private final SignatureChecks signatures = SignatureChecks.alongside();
    private final ChainCheck chain = new ChainCheck(signatures);
    private final SkippedRun gap = new SkippedRun();
    private final Worlds worlds;
    private long selected;
    private long records;

    /**
     * Where the selected records go; null where a form is not wanted.
     *
     * @param events also gets the first opening of each session in each world, selected or not: without it nobody could tell
     *     what the records are of
     * @param skipped for the hashes of what is left out
     */
    record Outputs(
            @Nullable OutputStream events,
            @Nullable OutputStream skipped,
            @Nullable OutputStream csv,
            @Nullable OcsfEvents ocsf,
            @Nullable ReportFacts facts) {
        boolean parsed() {
            return csv != null || ocsf != null || facts != null;
        }
    }

    /** @param csv its line of the table, but for its end; empty where none is wanted */
    private record Prepared(
            byte[] jcs,
            ChainCheck.Reading reading,
            @Nullable AuditRecord record,
            boolean wanted,
            byte[] csv) {}

    ExportPass(Selection selection, Checkpoint checkpoint, TrailProgress progress, Outputs outputs, Worlds worlds) {
        this.selection = selection;
        this.checkpoint = checkpoint;
        this.progress = progress;
        this.outputs = outputs;
        this.worlds = worlds;
    }

    /** What the sessions acted on; complete after {@link #run}. */
    Worlds worlds() {
        return worlds;
    }

    /** How many records were written. */
    long records() {
        return records;
    }

    boolean partial() {
        return records < checkpoint.size();
    }

    /** @throws TrailUnavailable if what is stored is not what was signed */
    void run(TrailReader reader) throws IOException {
        try (var behind = new OrderedWorker();
                signatures) {
            BatchFlow.<List<TrailReader.Row>, Prepared[]>run(
                    sink -> new RowBatches(sink).all(reader, 1, checkpoint.size()),
                    this::prepare,
                    batch -> write(batch, behind));
            chain.settle();
            flushGap();
            var ocsf = outputs.ocsf();
            if (ocsf != null) {
                behind.then(ocsf::finish);
            }
            behind.finish();
        } catch (TrailFault e) {
            throw new TrailUnavailable(
                    "Nothing was exported: the trail does not verify. "
                            + String.join(" ", e.verdict().lines()),
                    e);
        }
        if (chain.size() != checkpoint.size() || !Arrays.equals(chain.root(), checkpoint.root())) {
            throw new TrailUnavailable(
                    "Nothing was exported: what is stored is not what was signed. Verify the trail.");
        }
        if (selected == 0) {
            throw new IOException("no record matches " + selection.words() + ", so there is nothing to export");
        }
    }

    /** What can be made of one record alone; several batches are prepared at once. */
    private Prepared[] prepare(List<TrailReader.Row> rows) {
        var parsed = outputs.parsed() || !selection.everything();
        var sha = new Sha256();
        var prepared = new Prepared[rows.size()];
        for (var i = 0; i < prepared.length; i++) {
            var jcs = rows.get(i).jcs();
            prepared[i] = parsed
                    ? parsed(jcs, sha)
                    : new Prepared(jcs, ChainCheck.Reading.of(jcs, sha), null, true, new byte[0]);
        }
        return prepared;
    }

    private Prepared parsed(byte[] jcs, Sha256 sha) {
        try {
            var record = JcsReader.record(jcs);
            var wanted = selection.accepts(record);
            var inTable = wanted || outputs.events() != null && record.kind().equals(OpenedIn.KIND);
            var csv = inTable && outputs.csv() != null ? EventsCsv.line(record) : new byte[0];
            return new Prepared(jcs, ChainCheck.Reading.of(record, jcs, sha), record, wanted, csv);
        } catch (NotCanonical e) {
            // The reading says what is wrong with it, in its turn.
            return new Prepared(jcs, ChainCheck.Reading.of(jcs, sha), null, false, new byte[0]);
        }
    }

    private void write(Prepared[] batch, OrderedWorker behind) throws TrailFault, IOException {
        var wanted = new ArrayList<AuditRecord>(batch.length);
        var frames = new ArrayList<AuditRecord>();
        var facts = outputs.facts();
        for (var record : batch) {
            var leaf = chain.record(record.reading());
            if (facts != null && record.record() != null) {
                facts.seen(record.record());
            }
            var opens = record.reading().opening().filter(worlds::opens).isPresent();
            selected += record.wanted() ? 1 : 0;
            if (record.wanted() || opens && outputs.events() != null) {
                flushGap();
                take(record);
                if (record.record() != null) {
                    wanted.add(record.record());
                }
            } else {
                gap.add(chain.size(), leaf);
                if (record.record() != null && record.record().kind().equals(OpenedIn.KIND)) {
                    frames.add(record.record());
                }
            }
        }
        if (outputs.parsed()) {
            behind.then(() -> tell(frames, wanted));
        }
        progress.reached(chain.size(), checkpoint.size(), "Writing records");
    }

    private void take(Prepared record) throws IOException {
        records++;
        var events = outputs.events();
        if (events != null) {
            events.write(record.jcs());
            events.write('\n');
        }
        var csv = outputs.csv();
        if (csv != null) {
            csv.write(record.csv());
            csv.write(EventsCsv.end(worlds.of(session(record)), mark()));
        }
    }

    private EventsCsv.Mark mark() {
        return selection.everything() ? EventsCsv.Mark.NONE : EventsCsv.Mark.COLUMN;
    }

    private static String session(Prepared record) {
        return record.record() == null ? "" : record.record().session();
    }

    /**
     * What depends on the records before.
     *
     * @param frames openings of sessions that are left out: their mode is said of the records that are not
     */
    private void tell(List<AuditRecord> frames, List<AuditRecord> batch) throws IOException {
        var ocsf = outputs.ocsf();
        if (ocsf != null) {
            frames.forEach(ocsf::frame);
        }
        var facts = outputs.facts();
        for (var record : batch) {
            if (ocsf != null) {
                ocsf.record(record);
            }
            if (facts != null) {
                facts.add(record);
            }
        }
    }

    private void flushGap() throws IOException {
        var skipped = outputs.skipped();
        for (var tree : gap.take()) {
            if (skipped != null) {
                skipped.write(tree.line());
                skipped.write('\n');
            }
        }
    }
}
