package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a bundle of any content, consistent in everything that needs no key. */
final class Forgery {
    private Forgery() {}

    /** The same, with the manifest that is given. */
    static Path zipAsIs(Path file, Map<String, byte[]> files) throws IOException {
        try (var zip = open(file)) {
            for (var entry : files.entrySet()) {
                zip.add(entry.getKey(), out -> out.write(entry.getValue()));
            }
            zip.finish();
        }
        return file;
    }

    /** Without the seal, which needs the key, and of the version that had none: so what else is wrong with it is what is found. */
    static Path zip(Path file, Map<String, byte[]> sealed) throws IOException {
        var files = new LinkedHashMap<>(sealed);
        files.remove(BundleFiles.SEAL);
        files.remove(BundleFiles.PAGE);
        try (var zip = open(file)) {
            var hashes = new TreeMap<String, String>();
            for (var entry : files.entrySet()) {
                if (BundleFiles.named(entry.getKey())) {
                    hashes.put(entry.getKey(), Sha256.hex(new Sha256().of(entry.getValue())));
                }
            }
            for (var entry : files.entrySet()) {
                var content = entry.getKey().equals(BundleFiles.MANIFEST)
                        ? new BundleManifest(
                                        BundleFiles.VERSION_WITH_WORLDS,
                                        "Forger",
                                        hashes,
                                        worlds(entry.getValue()),
                                        Optional.empty())
                                .bytes()
                        : entry.getValue();
                zip.add(entry.getKey(), out -> out.write(content));
            }
            zip.finish();
        }
        return file;
    }

    /** Those that the manifest named before. */
    private static Optional<List<Map<String, Object>>> worlds(byte[] manifest) {
        try {
            return BundleManifest.parse(manifest).worlds();
        } catch (TrailFault e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ZipWriter open(Path file) throws IOException {
        return new ZipWriter(FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }
}
