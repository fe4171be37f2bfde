package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A bundle put together by hand with a key of its own, each part of it as a forger who holds the key would like it: whatever is not
 * altered fits together and is signed.
 */
final class ForgedBundle {
    private final SigningKey key;
    private final List<byte[]> lines = new ArrayList<>();
    private final Map<String, UnaryOperator<byte[]>> altered = new LinkedHashMap<>();
    private final Set<String> without = new HashSet<>();
    private byte[] skipped = {};
    private int leftFrom;
    private int leftOut;

    ForgedBundle(SigningKey key) {
        this.key = key;
    }

    static SigningKey newKey() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), VerifierKey.of("example.org/forger", pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record's text, in which {@code PREV} and {@code SEQ} stand for what fits. */
    static String record(String member, String value) {
        var members = new TreeMap<String, String>(Map.of(
                "actor", "\"lead\"",
                "at", "\"2026-01-12T08:00:00.000001Z\"",
                "data", "{}",
                "kind", "\"note\"",
                "prev", "\"PREV\"",
                "seq", "SEQ",
                "session", "\"s1\"",
                "step", "\"\"",
                "v", "1"));
        if (value.isEmpty()) {
            members.remove(member);
        } else {
            members.put(member, value);
        }
        var text = new StringBuilder("{");
        members.forEach((name, said) -> text.append(text.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(said));
        return text.append('}').toString();
    }

    ForgedBundle add(String record) {
        return add(record.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes are the record's, but for {@code PREV} and {@code SEQ}. */
    ForgedBundle add(byte[] record) {
        var prev = lines.isEmpty() ? ChainCheck.FIRST_PREV : Sha256.hex(new Sha256().of(lines.getLast()));
        lines.add(new String(record, StandardCharsets.ISO_8859_1)
                .replace("PREV", prev)
                .replace("SEQ", String.valueOf(lines.size() + 1))
                .getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Leaves out the records from number {@code first} on, a power of two of them, and puts these lines in their place. */
    ForgedBundle leaveOut(int first, int count, String skippedLines) {
        var tree = new MerkleFrontier();
        var sha = new Sha256();
        var run = lines.subList(first - 1, first - 1 + count);
        run.forEach(line -> tree.append(sha.leaf(line)));
        skipped = skippedLines
                .replace("HASH", Sha256.hex(tree.root()))
                .replace("FIRST", String.valueOf(first))
                .replace("COUNT", String.valueOf(count))
                .getBytes(StandardCharsets.UTF_8);
        leftFrom = first;
        leftOut = count;
        return this;
    }

    /** Changes one file after everything was put together, before what is signed over it. */
    ForgedBundle alter(String file, UnaryOperator<byte[]> how) {
        altered.put(file, how);
        return this;
    }

    ForgedBundle without(String file) {
        without.add(file);
        return this;
    }

    Path write(Path file) throws IOException {
        var tree = new MerkleFrontier();
        var sha = new Sha256();
        lines.forEach(line -> tree.append(sha.leaf(line)));
        var checkpoint = Checkpoint.sign(key, lines.size(), tree.root());
        var files = new LinkedHashMap<String, byte[]>();
        files.put(BundleFiles.EVENTS, changed(BundleFiles.EVENTS, events()));
        files.put(BundleFiles.CHECKPOINT, changed(BundleFiles.CHECKPOINT, checkpoint.note()));
        files.put(
                BundleFiles.KEY,
                changed(BundleFiles.KEY, (key.verifier().line() + "\n").getBytes(StandardCharsets.US_ASCII)));
        files.put(BundleFiles.MANIFEST, new byte[0]);
        files.put(BundleFiles.SEAL, new byte[0]);
        for (var copy : BundleFiles.COPIES) {
            files.put(copy, changed(copy, copy.getBytes(StandardCharsets.US_ASCII)));
        }
        if (leftOut > 0) {
            files.put(BundleFiles.SKIPPED, changed(BundleFiles.SKIPPED, skipped));
        }
        var manifest = changed(BundleFiles.MANIFEST, manifest(files));
        files.put(BundleFiles.MANIFEST, manifest);
        files.put(BundleFiles.SEAL, changed(BundleFiles.SEAL, ManifestSeal.of(manifest, checkpoint, key)));
        files.keySet().removeAll(without);
        return Forgery.zipAsIs(file, files);
    }

    private byte[] events() {
        var text = new StringBuilder();
        for (var i = 0; i < lines.size(); i++) {
            if (i + 1 < leftFrom || i + 1 >= leftFrom + leftOut) {
                text.append(new String(lines.get(i), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] manifest(Map<String, byte[]> files) {
        var hashes = new TreeMap<String, Object>();
        files.forEach((name, content) -> {
            if (BundleFiles.named(name)) {
                hashes.put(name, Sha256.hex(new Sha256().of(content)));
            }
        });
        var manifest = new TreeMap<String, Object>(Map.of(
                "files",
                hashes,
                "product",
                "forger",
                "spec",
                BundleFiles.spec(BundleFiles.VERSION),
                "worlds",
                List.of()));
        if (leftOut > 0) {
            manifest.put(
                    "partial",
                    Map.of("of", (long) lines.size(), "records", (long) lines.size() - leftOut, "selection", "some"));
        }
        return Jcs.bytes(manifest);
    }

    private byte[] changed(String file, byte[] content) {
        return altered.getOrDefault(file, UnaryOperator.identity()).apply(content);
    }
}
