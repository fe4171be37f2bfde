package app.medzenhealth.cutover.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle: rebuilds the container from its content and compares every byte, compares every file with the manifest,
 * follows the records, and compares their root with the signed checkpoint.
 */
final class BundleCheck {
    /** Not in every bundle. */
    private static final Set<String> MAYBE = Set.of(BundleFiles.SKIPPED, BundleFiles.SEAL, BundleFiles.PAGE);

    private static final int LARGEST_SMALL = 1 << 20;
    private static final int LONGEST_LINE = 1 << 26;

    private final TrailProgress progress;
    private final ExpectedTrail expected;
    private final HeadWatch watch;

    BundleCheck(TrailProgress progress) {
        this(progress, ExpectedTrail.ANYTHING);
    }

    BundleCheck(TrailProgress progress, ExpectedTrail expected) {
        this.progress = progress;
        this.expected = expected;
        this.watch = new HeadWatch(expected);
    }

    /** Where the bytes are. */
    interface Source {
        long size() throws IOException;

        /** As {@link FileChannel#read(ByteBuffer, long)}. */
        int read(ByteBuffer into, long at) throws IOException;
    }

    TrailVerdict verify(Path path) throws TrailFault, IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            return verify(new Source() {
                @Override
                public long size() throws IOException {
                    return file.size();
                }

                @Override
                public int read(ByteBuffer into, long at) throws IOException {
                    return file.read(into, at);
                }
            });
        }
    }

    TrailVerdict verify(Source file) throws TrailFault, IOException {
        try {
            var hashes = new HashMap<String, String>();
            var entries = container(file, hashes);
            return content(file, entries, hashes);
        } catch (EOFException e) {
            throw TrailFault.tampered(0, "the bundle ends too early");
        }
    }

    private List<ZipLayout.Entry> container(Source file, Map<String, String> hashes) throws TrailFault, IOException {
        var size = file.size();
        if (size == 0) {
            throw TrailFault.unknown("the file is empty");
        }
        if (size > ZipLayout.LARGEST + ZipLayout.END) {
            throw TrailFault.unknown("the file is larger than a bundle can be");
        }
        var entries = new ArrayList<ZipLayout.Entry>();
        long at = 0;
        for (var name : BundleFiles.partial()) {
            if (MAYBE.contains(name) && !isNext(file, at, name)) {
                continue;
            }
            var entry = entry(file, at, name);
            if (entry.end() > size) {
                throw new EOFException();
            }
            entries.add(entry);
            at = entry.end();
        }
        var directory = new ByteArrayOutputStream();
        for (var entry : entries) {
            directory.writeBytes(ZipLayout.central(entry));
        }
        directory.writeBytes(ZipLayout.end(entries.size(), at, directory.size()));
        var expected = directory.toByteArray();
        if (size != at + expected.length) {
            throw TrailFault.tampered(0, "the bundle's directory has another length, or something follows it");
        }
        if (!Arrays.equals(read(file, at, expected.length), expected)) {
            throw TrailFault.tampered(0, "the bundle's directory is not the one that belongs to its files");
        }
        hashes.putAll(measured(file, entries, size));
        return entries;
    }

    private static boolean isNext(Source file, long at, String name) throws IOException {
        if (at + ZipLayout.LOCAL + name.length() > file.size()) {
            return false;
        }
        var header = read(file, at, ZipLayout.LOCAL + name.length());
        return new String(header, ZipLayout.LOCAL, name.length(), StandardCharsets.ISO_8859_1).equals(name);
    }

    private static ZipLayout.Entry entry(Source file, long at, String name) throws TrailFault, IOException {
        var header = read(file, at, ZipLayout.LOCAL + name.length());
        var fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        var entry = new ZipLayout.Entry(name, at, Integer.toUnsignedLong(fields.getInt(18)), fields.getInt(14));
        if (!Arrays.equals(ZipLayout.local(entry), header)) {
            throw TrailFault.tampered(0, "the bundle's file " + name + " is missing, or its header was changed");
        }
        return entry;
    }

    /** SHA-256 of each file, on all processors: the files are large. */
    private Map<String, String> measured(Source file, List<ZipLayout.Entry> entries, long total)
            throws TrailFault, IOException {
        var hashes = new ConcurrentHashMap<String, String>();
        var failures = new ConcurrentHashMap<String, Exception>();
        var done = new AtomicLong();
        entries.parallelStream().forEach(entry -> {
            try {
                hashes.put(entry.name(), measure(file, entry, done, total));
            } catch (TrailFault | IOException e) {
                failures.put(entry.name(), e);
            }
        });
        for (var entry : entries) {
            switch (failures.get(entry.name())) {
                case null -> {}
                case TrailFault fault -> throw fault;
                case IOException io -> throw io;
                case Exception other -> throw new IllegalStateException(other);
            }
        }
        return hashes;
    }

    private String measure(Source file, ZipLayout.Entry entry, AtomicLong done, long total)
            throws TrailFault, IOException {
        var crc = new CRC32();
        var sha = DigestUtils.getSha256Digest();
        var buffer = ByteBuffer.allocate(1 << 18);
        var at = entry.content();
        while (at < entry.end()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), entry.end() - at));
            var count = file.read(buffer, at);
            if (count < 0) {
                throw new EOFException();
            }
            crc.update(buffer.array(), 0, count);
            sha.update(buffer.array(), 0, count);
            at += count;
            progress.reached(done.addAndGet(count), total, "Verifying files");
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw TrailFault.tampered(0, "the bundle's file " + entry.name() + " was changed");
        }
        return Sha256.hex(sha.digest());
    }

    private TrailVerdict content(Source file, List<ZipLayout.Entry> entries, Map<String, String> hashes)
            throws TrailFault, IOException {
        var byName = new HashMap<String, ZipLayout.Entry>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        var manifest = BundleManifest.parse(small(file, byName, BundleFiles.MANIFEST));
        manifest.check(hashes);
        var skips = byName.containsKey(BundleFiles.SKIPPED);
        if (skips != manifest.partial().isPresent()) {
            throw TrailFault.tampered(0, "the manifest and the files disagree whether this is a partial export");
        }
        if (byName.containsKey(BundleFiles.SEAL) != manifest.sealed()) {
            throw TrailFault.tampered(0, "the manifest and the files disagree whether the bundle is sealed");
        }
        if (byName.containsKey(BundleFiles.PAGE) != manifest.hasPage()) {
            throw TrailFault.tampered(0, "the manifest and the files disagree whether there is a report for a browser");
        }
        VerifierKey key;
        try {
            key = VerifierKey.file(small(file, byName, BundleFiles.KEY));
        } catch (IllegalArgumentException e) {
            throw TrailFault.unknown("key.vkey cannot be used: " + e.getMessage());
        }
        expected.check(key);
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.open(small(file, byName, BundleFiles.CHECKPOINT), key);
        } catch (NotCanonical e) {
            throw TrailFault.tampered(0, String.valueOf(e.getMessage()));
        }
        if (manifest.sealed()) {
            ManifestSeal.check(
                    small(file, byName, BundleFiles.SEAL), small(file, byName, BundleFiles.MANIFEST), checkpoint, key);
        }
        ChainCheck chain;
        Followed followed;
        try (var events = stream(file, byName, BundleFiles.EVENTS);
                var skipped = skips ? stream(file, byName, BundleFiles.SKIPPED) : InputStream.nullInputStream();
                var signatures = SignatureChecks.alongside()) {
            chain = new ChainCheck(signatures);
            followed = settled(chain, events, new SkippedLines(skipped), checkpoint.size());
        }
        if (chain.records() == 0) {
            throw TrailFault.unknown("there is no record in it");
        }
        if (chain.size() != checkpoint.size()) {
            throw TrailFault.tampered(
                    chain.size() + 1,
                    "the checkpoint signs " + checkpoint.size() + " records, but there are " + chain.size());
        }
        if (!Arrays.equals(chain.root(), checkpoint.root())) {
            throw TrailFault.tampered(0, "the records are not those that the checkpoint signs: their root is another");
        }
        manifest.checkCounts(chain.records(), chain.size());
        manifest.checkWorlds(followed.worlds());
        manifest.checkVersion(followed.worlds());
        return verified(chain, checkpoint, key, manifest, followed, watch.end(chain.size()));
    }

    private Followed settled(ChainCheck chain, InputStream events, SkippedLines skipped, long total)
            throws TrailFault, IOException {
        Followed followed;
        try {
            followed = follow(chain, events, skipped, total);
        } catch (TrailFault later) {
            chain.settle();
            throw later;
        }
        chain.settle();
        return followed;
    }

    private Followed follow(ChainCheck chain, InputStream events, SkippedLines skipped, long total)
            throws TrailFault, IOException {
        var lines = new Lines(events);
        var follower = new Follower(chain, skipped, total);
        var first = lines.batch();
        var second = lines.batch();
        if (second.isEmpty()) {
            // A short bundle is followed at once: starting threads would take longer.
            follower.take(ChainCheck.Reading.of(first));
        } else {
            BatchFlow.<List<byte[]>, ChainCheck.Reading[]>run(
                    sink -> {
                        var wanted = sink.test(first);
                        for (var batch = second; wanted && !batch.isEmpty(); batch = lines.batch()) {
                            wanted = sink.test(batch);
                        }
                    },
                    ChainCheck.Reading::of,
                    follower::take);
        }
        follower.end();
        return new Followed(follower.gaps, follower.worlds);
    }

    /** What was seen on the way. */
    private record Followed(Gaps missing, Worlds worlds) {}

    /** Which records are not there, for people: the first few runs of them. */
    private static final class Gaps {
        private static final int MOST_NAMED = 6;

        private final List<long[]> runs = new ArrayList<>();
        private long count;

        void add(long first, long records) {
            if (!runs.isEmpty() && runs.getLast()[1] + 1 == first) {
                runs.getLast()[1] += records;
            } else {
                count++;
                if (runs.size() < MOST_NAMED) {
                    runs.add(new long[] {first, first + records - 1});
                }
            }
        }

        String words() {
            var words = new ArrayList<String>();
            runs.forEach(run -> words.add(run[0] == run[1] ? String.valueOf(run[0]) : run[0] + " to " + run[1]));
            return String.join(", ", words)
                    + (count > runs.size() ? " and " + (count - runs.size()) + " more gaps" : "");
        }
    }

    /** Puts records and hashes of those left out together. */
    private final class Follower {
        private final ChainCheck chain;
        private final SkippedLines skipped;
        private final long total;
        private final Gaps gaps = new Gaps();
        private final Worlds worlds = new Worlds();
        private Optional<SkippedRun.Subtree> gap;

        Follower(ChainCheck chain, SkippedLines skipped, long total) throws TrailFault, IOException {
            this.chain = chain;
            this.skipped = skipped;
            this.total = total;
            this.gap = skip(skipped.next());
        }

        void take(ChainCheck.Reading[] readings) throws TrailFault, IOException {
            for (var reading : readings) {
                chain.record(reading);
                watch.passed(chain);
                if (reading.links() != null) {
                    worlds.hasRecordOf(reading.links().session());
                }
                reading.opening().ifPresent(worlds::opens);
                gap = skip(gap);
            }
            progress.reached(Math.min(chain.size(), total), total, "Verifying records");
        }

        /** Passes the runs that are left out here. Returns the next one. */
        private Optional<SkippedRun.Subtree> skip(Optional<SkippedRun.Subtree> first) throws TrailFault, IOException {
            var next = first;
            while (next.isPresent() && next.get().first() == chain.size() + 1) {
                var run = next.get();
                try {
                    chain.skipped(run.level(), run.hash());
                    watch.passedSkipped(chain);
                } catch (IllegalArgumentException e) {
                    throw TrailFault.tampered(chain.size() + 1, "the hashes in skipped.jsonl do not fit the tree");
                }
                gaps.add(run.first(), run.count());
                next = skipped.next();
            }
            return next;
        }

        void end() throws TrailFault {
            if (gap.isPresent()) {
                throw TrailFault.tampered(
                        chain.size() + 1, "it is missing: neither a record nor a hash stands in its place");
            }
        }
    }

    private static TrailVerdict verified(
            ChainCheck chain,
            Checkpoint checkpoint,
            VerifierKey key,
            BundleManifest manifest,
            Followed followed,
            List<String> heads) {
        var checked = new ArrayList<String>();
        checked.add("the container: every byte of it");
        var named = String.join(", ", manifest.files().keySet());
        checked.add(manifest.sealed() ? "the manifest: signed, and SHA-256 of " + named : "SHA-256 of " + named);
        checked.add(chain.records() + " records: canonical form, numbers, hash chain");
        checked.add(chain.claims());
        checked.add(chain.times());
        if (manifest.partial().isPresent()) {
            checked.add((chain.size() - chain.records()) + " records are not in it, only their hashes: "
                    + followed.missing().words());
        }
        if (manifest.worlds().isPresent()) {
            checked.add("what the sessions acted on: the manifest says the same as the records of their opening");
        }
        checked.add("the tree: its root over all " + chain.size() + " records is the one in the checkpoint");
        checked.add("the checkpoint: its Ed25519 signature; no record comes after it");
        checked.addAll(heads);
        return new TrailVerdict.Verified(
                chain.records(),
                Sha256.hex(chain.root()),
                checkpoint.size(),
                checkpoint.size(),
                checkpoint.head(),
                key.line(),
                manifest.partial().map(p -> chain.records() + " of " + chain.size() + " records: " + p.selection()),
                followed.worlds().words(),
                checked,
                List.of(),
                manifest.sealed()
                        ? List.of()
                        : BundleFiles.COPIES.stream().filter(manifest::names).toList());
    }

    private static byte[] small(Source file, Map<String, ZipLayout.Entry> entries, String name)
            throws TrailFault, IOException {
        var entry = entries.get(name);
        if (entry == null || entry.size() > LARGEST_SMALL) {
            throw TrailFault.unknown("the file " + name + " is too large");
        }
        return read(file, entry.content(), (int) entry.size());
    }

    private static InputStream stream(Source file, Map<String, ZipLayout.Entry> entries, String name) {
        var entry = entries.get(name);
        if (entry == null) {
            return InputStream.nullInputStream();
        }
        return new BufferedInputStream(new EntryStream(file, entry.content(), entry.end()), 1 << 17);
    }

    private static byte[] read(Source file, long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.array();
    }

    /** One entry's content, wherever the channel's own position is. */
    private static final class EntryStream extends InputStream {
        private final Source file;
        private final long end;
        private long at;

        EntryStream(Source file, long from, long end) {
            this.file = file;
            this.at = from;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (at >= end) {
                return -1;
            }
            var got = file.read(ByteBuffer.wrap(bytes, from, (int) Math.min(count, end - at)), at);
            at += Math.max(got, 0);
            return got;
        }
    }

    /** Lines that each end with a line feed, the last one too. */
    private static final class Lines {
        private final InputStream in;
        private byte[] buffer = new byte[1 << 16];
        private int from;
        private int to;

        Lines(InputStream in) {
            this.in = in;
        }

        /** Some records or some bytes of them, whichever is reached first; none at the end. */
        List<byte[]> batch() throws TrailFault, IOException {
            var lines = new ArrayList<byte[]>(ChainCheck.BATCH);
            var bytes = 0;
            while (lines.size() < ChainCheck.BATCH && bytes < ChainCheck.BATCH_BYTES) {
                var line = next();
                if (line == null) {
                    break;
                }
                lines.add(line);
                bytes += line.length;
            }
            return lines;
        }

        byte @Nullable [] next() throws TrailFault, IOException {
            var scanned = from;
            while (true) {
                for (var i = scanned; i < to; i++) {
                    if (buffer[i] == '\n') {
                        var line = Arrays.copyOfRange(buffer, from, i);
                        from = i + 1;
                        return line;
                    }
                }
                scanned = to - from;
                if (from > 0) {
                    System.arraycopy(buffer, from, buffer, 0, to - from);
                    to -= from;
                    from = 0;
                }
                if (to == buffer.length) {
                    if (buffer.length >= LONGEST_LINE) {
                        throw TrailFault.unknown("a line is longer than any record can be");
                    }
                    buffer = Arrays.copyOf(buffer, buffer.length * 2);
                }
                var got = in.read(buffer, to, buffer.length - to);
                if (got < 0) {
                    if (to > 0) {
                        throw TrailFault.tampered(0, "the last line does not end");
                    }
                    return null;
                }
                to += got;
            }
        }
    }

    /** {@code {"count":2^k,"first":seq,"hash":"hex"}}, one a line. */
    private static final class SkippedLines {
        private final Lines lines;

        SkippedLines(InputStream in) {
            lines = new Lines(in);
        }

        Optional<SkippedRun.Subtree> next() throws TrailFault, IOException {
            var line = lines.next();
            if (line == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(SkippedRun.Subtree.parse(line));
            } catch (NotCanonical e) {
                throw TrailFault.tampered(0, "skipped.jsonl: " + e.getMessage());
            }
        }
    }
}
