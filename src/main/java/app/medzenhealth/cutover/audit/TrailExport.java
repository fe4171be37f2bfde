package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the trail, or a part of it, to a file for someone else. The records are verified on the way, read once, and never held
 * in memory together. The file appears when it is complete; a cancelled or failed export leaves nothing.
 */
public final class TrailExport {
    private static final int BUFFER = 1 << 16;
    private static final int BATCH = 512;
    private static final byte[] NOTHING = {};

    private final DurableTrail trail;
    private final Optional<Plan> plan;
    private final String product;

    public enum Format {
        /** Everything, verifiable by anyone. */
        BUNDLE,
        JSONL,
        CSV,
        PDF,
        OCSF
    }

    /**
     * What was written.
     *
     * @param of how many records the trail had
     * @param head first 12 hex digits of the root over all of them
     * @param selection what was asked for, in words
     */
    public record Exported(Path file, long records, long of, String head, String selection) {
        public boolean partial() {
            return records < of;
        }
    }

    /** @param plan for titles, planned durations and departures in the report; empty where it is not known */
    public TrailExport(DurableTrail trail, Optional<Plan> plan) {
        this.trail = trail;
        this.plan = plan;
        String version = TrailExport.class.getPackage().getImplementationVersion();
        this.product = version == null ? "development" : version;
    }

    /**
     * Records the export, signs the trail, and writes the selected records.
     *
     * @param actor who exports
     * @throws TrailUnavailable if what is stored does not verify
     * @throws IOException if it cannot be written, or the selection is empty
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public Exported write(ExportRequest request, String actor) throws IOException {
        Format format = request.format();
        Selection selection = request.selection();
        TrailProgress progress = request.progress();
        Path target = request.target().toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("the folder of " + target + " is missing or may not be written");
        }
        if (Files.isDirectory(target)) {
            throw new IOException(target + " is a folder: name a file in it");
        }
        Checkpoint checkpoint = sign(format, target, selection, actor);
        try (Scratch scratch = new Scratch(folder)) {
            Path unfinished = scratch.file();
            Pass pass = new Pass(selection, checkpoint, progress);
            switch (format) {
                case BUNDLE -> bundle(pass, unfinished, scratch);
                case JSONL ->
                    plain(pass, unfinished, out -> {
                        if (!selection.everything()) {
                            out.write(PartialMark.line(selection, checkpoint));
                        }
                        pass.events = out;
                    });
                case CSV ->
                    plain(pass, unfinished, out -> {
                        EventsCsv.header(out, PartialMark.words(selection, checkpoint));
                        pass.csv = out;
                    });
                case OCSF -> plain(pass, unfinished, out -> pass.ocsf = ocsf(pass, out));
                case PDF -> plain(pass, unfinished, out -> pass.report = out);
            }
            progress.reached(checkpoint.size(), checkpoint.size(), "Finishing");
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new Exported(target, pass.records, checkpoint.size(), checkpoint.head(), selection.words());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Where the trail can no longer be written, what is there is signed without a record of it. */
    private Checkpoint sign(Format format, Path target, Selection selection, String actor) {
        if (!trail.status().writable()) {
            return trail.signed();
        }
        trail.append(
                actor,
                "export",
                "",
                Map.of(
                        "format", format.name().toLowerCase(java.util.Locale.ROOT),
                        "file", String.valueOf(target.getFileName()),
                        "selection", selection.words()));
        return trail.checkpoint(actor, "export");
    }

    private OcsfEvents ocsf(Pass pass, OutputStream out) {
        return new OcsfEvents(out, product, PartialMark.words(pass.selection, pass.checkpoint));
    }

    private interface Prepare {
        void with(OutputStream out) throws IOException;
    }

    private void plain(Pass pass, Path file, Prepare prepare) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            prepare.with(out);
            pass.run();
            if (pass.report != null) {
                pass.summary().write(out);
            }
            out.flush();
            channel.force(true);
        }
    }

    private void bundle(Pass pass, Path file, Scratch scratch) throws IOException {
        Path csv = scratch.file();
        Path ocsf = scratch.file();
        Path skipped = scratch.file();
        try (ZipWriter zip = new ZipWriter(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE))) {
            zip.add(BundleFiles.EVENTS, events -> {
                try (OutputStream csvOut = buffered(csv);
                        OutputStream ocsfOut = buffered(ocsf);
                        OutputStream skippedOut = buffered(skipped)) {
                    EventsCsv.header(csvOut, PartialMark.words(pass.selection, pass.checkpoint));
                    pass.events = events;
                    pass.csv = csvOut;
                    pass.ocsf = ocsf(pass, ocsfOut);
                    pass.skipped = skippedOut;
                    pass.report = OutputStream.nullOutputStream();
                    pass.run();
                }
            });
            zip.add(BundleFiles.CHECKPOINT, out -> out.write(pass.checkpoint.note()));
            zip.add(
                    BundleFiles.KEY,
                    out -> out.write((trail.verifier().line() + "\n").getBytes(StandardCharsets.US_ASCII)));
            boolean partial = pass.records < pass.checkpoint.size();
            // The manifest comes before the files it names: its length is known, its hashes follow.
            Map<String, String> hashes = new TreeMap<>();
            for (String name : partial ? BundleFiles.partial() : BundleFiles.WHOLE) {
                if (!name.equals(BundleFiles.MANIFEST)) {
                    hashes.put(name, ChainCheck.FIRST_PREV);
                }
            }
            BundleManifest manifest = new BundleManifest(
                    "Cutover Console " + product,
                    hashes,
                    partial
                            ? Optional.of(new BundleManifest.Partial(
                                    pass.selection.words(), pass.records, pass.checkpoint.size()))
                            : Optional.empty());
            zip.add(BundleFiles.MANIFEST, out -> out.write(manifest.bytes()));
            zip.add(BundleFiles.CSV, out -> Files.copy(csv, out));
            zip.add(BundleFiles.OCSF, out -> Files.copy(ocsf, out));
            zip.add(BundleFiles.REPORT, out -> pass.summary().write(out));
            zip.add(BundleFiles.SPEC, TrailExport::specification);
            if (partial) {
                zip.add(BundleFiles.SKIPPED, out -> Files.copy(skipped, out));
            }
            hashes.putAll(zip.hashes());
            hashes.remove(BundleFiles.MANIFEST);
            zip.replace(BundleFiles.MANIFEST, manifest.bytes());
            zip.finish();
        }
    }

    /** The format as an outsider reads it. */
    private static void specification(OutputStream out) throws IOException {
        try (InputStream in = TrailExport.class.getResourceAsStream("/assets/docs/AUDIT-SPEC.md")) {
            if (in == null) {
                throw new IOException("the console's own file assets/docs/AUDIT-SPEC.md is missing: install it again");
            }
            in.transferTo(out);
        }
    }

    private static OutputStream buffered(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }

    /** Files beside the target that are gone when the export ends. */
    private static final class Scratch implements AutoCloseable {
        private final Path folder;
        private final Set<Path> files = new java.util.HashSet<>();

        Scratch(Path folder) {
            this.folder = folder;
        }

        Path file() throws IOException {
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            FileAttribute<?>[] own = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Path file = Files.createTempFile(folder, ".cutover-", ".part", own);
            files.add(file);
            return file;
        }

        @Override
        public void close() throws IOException {
            for (Path file : files) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** @param csv its line of the table, where there is one */
    private record Prepared(AuditRecord record, boolean wanted, byte[] csv) {}

    /** Reads all records once, verifies them, and hands the selected ones to whoever wants them. */
    private final class Pass implements TrailReader.Sink {
        private final Selection selection;
        private final Checkpoint checkpoint;
        private final TrailProgress progress;
        private final ChainCheck chain = new ChainCheck();
        private final SkippedRun gap = new SkippedRun();
        private final boolean all;
        private final List<byte[]> batch = new ArrayList<>(BATCH);
        private final ReportFacts summary;
        private OutputStream events = OutputStream.nullOutputStream();
        private OutputStream skipped = OutputStream.nullOutputStream();
        private @Nullable OutputStream csv;
        private @Nullable OcsfEvents ocsf;
        private @Nullable OutputStream report;
        private long records;

        Pass(Selection selection, Checkpoint checkpoint, TrailProgress progress) {
            this.selection = selection;
            this.checkpoint = checkpoint;
            this.progress = progress;
            this.all = selection.everything();
            this.summary = new ReportFacts(plan);
        }

        void run() throws IOException {
            try (TrailReader reader = trail.store().openReader()) {
                reader.each(1, checkpoint.size(), this);
            }
            writeBatch();
            flushGap();
            if (ocsf != null) {
                ocsf.finish();
            }
            if (chain.size() != checkpoint.size() || !Arrays.equals(chain.root(), checkpoint.root())) {
                throw new TrailUnavailable(
                        "Nothing was exported: what is stored is not what was signed. Verify the trail.");
            }
            if (records == 0) {
                throw new IOException("no record matches " + selection.words() + ", so there is nothing to export");
            }
        }

        ReportPdf summary() {
            return new ReportPdf(summary, plan, checkpoint, trail.verifier(), product, selection.words(), records);
        }

        @Override
        public boolean row(long seq, byte[] jcs, byte[] leaf) {
            batch.add(jcs);
            if (batch.size() >= BATCH) {
                writeBatch();
            }
            return true;
        }

        /** What can be made of one record alone is made on all processors; the files are written in order. */
        private void writeBatch() {
            boolean parsed = !all || csv != null || ocsf != null || report != null;
            Prepared[] prepared = new Prepared[batch.size()];
            ChainCheck.Reading[] readings = ChainCheck.Reading.of(batch);
            try {
                IntStream.range(0, prepared.length).parallel().forEach(i -> {
                    if (readings[i].links() != null && parsed) {
                        AuditRecord record = DurableTrail.parse(batch.get(i));
                        boolean wanted = selection.accepts(record);
                        prepared[i] =
                                new Prepared(record, wanted, wanted && csv != null ? EventsCsv.line(record, all ? EventsCsv.Mark.NONE : EventsCsv.Mark.COLUMN) : NOTHING);
                    }
                });
                for (int i = 0; i < prepared.length; i++) {
                    byte[] hash = chain.record(readings[i]);
                    Prepared record = prepared[i];
                    if (record != null && !record.wanted()) {
                        gap.add(chain.size(), hash);
                    } else {
                        flushGap();
                        take(batch.get(i), record);
                    }
                }
            } catch (Fault e) {
                throw new TrailUnavailable(
                        "Nothing was exported: the trail does not verify. "
                                + String.join(" ", e.verdict().lines()),
                        e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            batch.clear();
            progress.reached(chain.size(), checkpoint.size(), "Writing records");
        }

        private void take(byte[] jcs, @Nullable Prepared prepared) throws IOException {
            records++;
            events.write(jcs);
            events.write('\n');
            if (prepared == null) {
                return;
            }
            if (csv != null) {
                csv.write(prepared.csv());
            }
            if (ocsf != null) {
                ocsf.record(prepared.record());
            }
            if (report != null) {
                summary.add(prepared.record());
            }
        }

        private void flushGap() throws IOException {
            for (SkippedRun.Subtree tree : gap.take()) {
                skipped.write(tree.line());
                skipped.write('\n');
            }
        }
    }
}
