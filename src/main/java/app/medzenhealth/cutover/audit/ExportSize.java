package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says before anything is written whether an export will fit, from a sample of the records. */
final class ExportSize {
    private static final long SMALL_TRAIL = 50_000;
    private static final int PLACES = 400;
    private static final int AT_EACH = 8;

    private final TrailReader reader;
    private final Selection selection;
    private final long records;

    ExportSize(TrailReader reader, Selection selection, long records) {
        this.reader = reader;
        this.selection = selection;
        this.records = records;
    }

    /** Bytes of each form of the records. */
    private record Estimate(long events, long csv, long ocsf) {
        long bundle() {
            return events + csv + ocsf;
        }
    }

    /** @throws IOException if it would not fit */
    void check(TrailExport.Format format, Path folder) throws IOException {
        if (records < SMALL_TRAIL) {
            return;
        }
        var size = estimate();
        if (format == TrailExport.Format.BUNDLE && size.bundle() > ZipLayout.LARGEST) {
            throw new IOException(ZipWriter.TOO_LARGE + " (about " + gigabytes(size.bundle()) + ")");
        }
        var needed = switch (format) {
            // Two of its files wait beside it until their turn comes.
            case BUNDLE -> size.bundle() + size.csv() + size.ocsf();
            case JSONL -> size.events();
            case CSV -> size.csv();
            case OCSF -> size.ocsf();
            case PDF, HTML -> 0;
        };
        var room = Files.getFileStore(folder).getUsableSpace();
        if (needed > room) {
            throw new IOException("the disk of " + folder + " has " + gigabytes(room) + " left, and about "
                    + gigabytes(needed) + " are needed");
        }
    }

    private Estimate estimate() throws IOException {
        var csv = new Counted();
        var ocsf = new Counted();
        var events = new OcsfEvents(ocsf, "", "", new Worlds());
        long bytes = 0;
        long seen = 0;
        for (var i = 0; i < PLACES; i++) {
            var from = 1 + (records - AT_EACH) * i / PLACES;
            for (var row : reader.page(from, from + AT_EACH - 1, AT_EACH)) {
                var record = DurableTrail.parse(row.jcs());
                seen++;
                if (selection.accepts(record)) {
                    bytes += row.jcs().length + 1;
                    csv.write(EventsCsv.line(record));
                    csv.write(EventsCsv.end(OpenedIn.unknown(record.session()), EventsCsv.Mark.NONE));
                    events.record(record);
                }
            }
        }
        events.finish();
        var scale = (double) records / Math.max(1, seen);
        return new Estimate((long) (bytes * scale), (long) (csv.bytes * scale), (long) (ocsf.bytes * scale));
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
    }

    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] written, int from, int count) {
            bytes += count;
        }
    }
}
