package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects stored records into batches of some records or some bytes, whichever is reached first. */
final class RowBatches implements TrailReader.Sink {
    private final Predicate<List<TrailReader.Row>> sink;
    private List<TrailReader.Row> batch = new ArrayList<>(ChainCheck.BATCH);
    private int bytes;

    RowBatches(Predicate<List<TrailReader.Row>> sink) {
        this.sink = sink;
    }

    void all(TrailReader reader, long from, long to) {
        reader.each(from, to, this);
        if (!batch.isEmpty()) {
            // The last there is: whether more is wanted does not matter.
            var _ = sink.test(batch);
        }
    }

    @Override
    public boolean row(long seq, byte[] jcs, byte[] leaf) {
        batch.add(new TrailReader.Row(seq, jcs, leaf));
        bytes += jcs.length;
        if (batch.size() < ChainCheck.BATCH && bytes < ChainCheck.BATCH_BYTES) {
            return true;
        }
        var full = batch;
        batch = new ArrayList<>(ChainCheck.BATCH);
        bytes = 0;
        return sink.test(full);
    }
}
