package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes the trail, or a part of it, to a file for someone else. The records are verified on the way, read once, and never held
 * in memory together. The file appears when it is complete; a cancelled or failed export leaves nothing.
 */
public final class TrailExport {
    /**
     * The member of a {@code session.open} record that says which version of bundles the console writes, a whole number: so nobody
     * can pass a bundle of it off as one of an older version, in which not every file was signed.
     */
    public static final String VERSION_MEMBER = "bundleVersion";

    /** The version of the bundles that are written here. */
    public static final int VERSION = BundleFiles.VERSION;

    private static final int BUFFER = 1 << 16;

    private final DurableTrail trail;
    private final Optional<Plan> plan;
    private final String product;

    /** In the order in which they are offered. */
    public enum Format {
        /** Everything, verifiable by anyone. */
        BUNDLE("Evidence bundle", "zip"),
        JSONL("Records, one JSON object a line", "jsonl"),
        CSV("Table for a spreadsheet", "csv"),
        PDF("Report", "pdf"),
        HTML("Report for a browser", "html"),
        OCSF("Events for a SIEM (OCSF)", "ocsf.jsonl");

        private final String title;
        private final String extension;

        Format(String title, String extension) {
            this.title = title;
            this.extension = extension;
        }

        public String title() {
            return title;
        }

        /** Of a file's name, without the first dot. */
        public String extension() {
            return extension;
        }
    }

    /**
     * What was written.
     *
     * @param of how many records the trail had
     * @param head first 12 hex digits of the root over all of them
     * @param selection what was asked for, in words
     */
    public record Exported(Path file, long records, long of, String head, String selection) {
        public TrailHead ofAll() {
            return new TrailHead(of, head);
        }

        public boolean partial() {
            return records < of;
        }
    }

    /** @param plan for titles, planned durations and departures in the report; empty where it is not known */
    public TrailExport(DurableTrail trail, Optional<Plan> plan) {
        this.trail = trail;
        this.plan = plan;
        var version = TrailExport.class.getPackage().getImplementationVersion();
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
        var target = request.target().toAbsolutePath();
        var folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("the folder of " + target + " is missing or may not be written");
        }
        if (Files.isDirectory(target)) {
            throw new IOException(target + " is a folder: name a file in it");
        }
        if (StateDirectory.isOwn(target)) {
            throw new IOException(
                    target + " belongs to a console's state folder, and would be lost: name another file");
        }
        try (var reader = trail.store().openReader();
                var scratch = new ScratchFiles(folder)) {
            new ExportSize(reader, request.selection(), trail.status().records()).check(request.format(), folder);
            var checkpoint = sign(request, target, actor);
            var unfinished = scratch.file();
            var job = new Job(request, checkpoint, reader);
            var pass = request.format() == Format.BUNDLE ? job.bundle(unfinished, scratch) : job.plain(unfinished);
            request.progress().reached(checkpoint.size(), checkpoint.size(), "Finishing");
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new Exported(
                    target,
                    pass.records(),
                    checkpoint.size(),
                    checkpoint.head(),
                    request.selection().words());
        }
    }

    /** Where the trail can no longer be written, what is there is signed without a record of it. */
    private Checkpoint sign(ExportRequest request, Path target, String actor) {
        if (!trail.status().writable()) {
            return trail.signed();
        }
        trail.append(
                actor,
                "export",
                "",
                Map.of(
                        "format", request.format().name().toLowerCase(Locale.ROOT),
                        "file", String.valueOf(target.getFileName()),
                        "selection", request.selection().words()));
        return trail.checkpoint(actor, "export");
    }

    /** One export of the trail as it was signed. */
    private final class Job {
        private final ExportRequest request;
        private final Checkpoint checkpoint;
        private final TrailReader reader;
        private final ReportFacts facts = new ReportFacts(plan);
        private final String partial;
        private final Worlds ahead;

        Job(ExportRequest request, Checkpoint checkpoint, TrailReader reader) {
            this.request = request;
            this.checkpoint = checkpoint;
            this.reader = reader;
            this.partial = PartialMark.words(request.selection(), checkpoint);
            this.ahead = Worlds.ahead(reader, checkpoint.size());
        }

        private ExportPass pass(ExportPass.Outputs outputs) throws IOException {
            var pass = new ExportPass(request.selection(), checkpoint, request.progress(), outputs, ahead.fresh());
            pass.run(reader);
            return pass;
        }

        private OcsfEvents ocsf(OutputStream out) {
            return new OcsfEvents(out, product, partial, ahead.fresh());
        }

        private ReportContent report(ExportPass pass) {
            return new ReportContent(
                    facts,
                    plan,
                    checkpoint,
                    trail.verifier(),
                    product,
                    request.selection().words(),
                    pass.records());
        }

        ExportPass plain(Path file) throws IOException {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
                var pass = pass(outputs(out));
                if (request.format() == Format.PDF) {
                    new ReportPdf(report(pass)).write(out);
                } else if (request.format() == Format.HTML) {
                    new ReportHtml(report(pass)).write(out);
                }
                out.flush();
                channel.force(true);
                return pass;
            }
        }

        private ExportPass.Outputs outputs(OutputStream out) throws IOException {
            return switch (request.format()) {
                case BUNDLE -> throw new IllegalArgumentException("a bundle is more than one file");
                case JSONL -> {
                    if (!partial.isEmpty()) {
                        out.write(PartialMark.line(request.selection(), checkpoint));
                    }
                    yield new ExportPass.Outputs(out, null, null, null, null);
                }
                case CSV -> {
                    EventsCsv.header(out, partial);
                    yield new ExportPass.Outputs(null, null, out, null, null);
                }
                case OCSF -> new ExportPass.Outputs(null, null, null, ocsf(out), null);
                case PDF, HTML -> new ExportPass.Outputs(null, null, null, null, facts);
            };
        }

        ExportPass bundle(Path file, ScratchFiles scratch) throws IOException {
            var csv = new Spool(scratch.file());
            var ocsf = new Spool(scratch.file());
            var skipped = new Spool(scratch.file());
            try (var zip = new ZipWriter(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE))) {
                var done = new AtomicReference<ExportPass>();
                zip.add(BundleFiles.EVENTS, events -> {
                    try (csv;
                            ocsf;
                            skipped) {
                        EventsCsv.header(csv.out(), partial);
                        done.set(pass(
                                new ExportPass.Outputs(events, skipped.out(), csv.out(), ocsf(ocsf.out()), facts)));
                    }
                });
                var pass = Objects.requireNonNull(done.get());
                zip.add(BundleFiles.CHECKPOINT, out -> out.write(checkpoint.note()));
                zip.add(
                        BundleFiles.KEY,
                        out -> out.write((trail.verifier().line() + "\n").getBytes(StandardCharsets.US_ASCII)));
                // The manifest comes before the files it names: its length is known, its hashes follow.
                var hashes = new TreeMap<String, String>();
                for (var name : pass.partial() ? BundleFiles.partial() : BundleFiles.WHOLE) {
                    if (BundleFiles.named(name)) {
                        hashes.put(name, ChainCheck.FIRST_PREV);
                    }
                }
                var manifest = new BundleManifest(
                        BundleFiles.VERSION,
                        "Cutover Console " + product,
                        hashes,
                        Optional.of(pass.worlds().listed()),
                        part(pass));
                zip.add(BundleFiles.MANIFEST, out -> out.write(manifest.bytes()));
                zip.add(BundleFiles.SEAL, out -> out.write(trail.roomForSeal(checkpoint)));
                zip.add(BundleFiles.CSV, csv);
                zip.add(BundleFiles.OCSF, ocsf);
                var report = report(pass);
                zip.add(BundleFiles.REPORT, out -> new ReportPdf(report).write(out));
                zip.add(BundleFiles.PAGE, out -> new ReportHtml(report).write(out));
                zip.add(BundleFiles.SPEC, TrailExport::specification);
                if (pass.partial()) {
                    zip.add(BundleFiles.SKIPPED, skipped);
                }
                zip.hashes().forEach((name, hash) -> {
                    if (BundleFiles.named(name)) {
                        hashes.put(name, hash);
                    }
                });
                zip.replace(BundleFiles.MANIFEST, manifest.bytes());
                zip.replace(BundleFiles.SEAL, trail.seal(manifest.bytes(), checkpoint));
                zip.finish();
                return pass;
            }
        }

        private Optional<BundleManifest.Partial> part(ExportPass pass) {
            return pass.partial()
                    ? Optional.of(
                            new BundleManifest.Partial(request.selection().words(), pass.records(), checkpoint.size()))
                    : Optional.empty();
        }
    }

    /** The format as an outsider reads it. */
    private static void specification(OutputStream out) throws IOException {
        try (var in = TrailExport.class.getResourceAsStream("/assets/docs/AUDIT-SPEC.md")) {
            if (in == null) {
                throw new IOException("the console's own file assets/docs/AUDIT-SPEC.md is missing: install it again");
            }
            in.transferTo(out);
        }
    }
}
