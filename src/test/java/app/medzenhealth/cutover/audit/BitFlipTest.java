package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every single change of a bundle of some 20 KB is found: no byte is left out. Of each byte one bit is flipped, which one by {@code
 * -Dseed=N}; with {@code -Devery.bit=true} each of the eight.
 */
class BitFlipTest {
    @TempDir
    Path temporary;

    private byte[] bundle = {};

    @BeforeEach
    void smallBundle() throws IOException {
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            var files = BundleTest.unzip(sample.bundle());
            // The report and the specification are long and covered like any other file: their beginnings stand for
            // them.
            files.computeIfPresent(BundleFiles.REPORT, (name, pdf) -> Arrays.copyOf(pdf, 1024));
            files.computeIfPresent(BundleFiles.SPEC, (name, text) -> Arrays.copyOf(text, 1024));
            bundle = Files.readAllBytes(Forgery.zip(temporary.resolve("small.zip"), files));
        }
        assertThat(SampleTrail.verify(temporary.resolve("small.zip"))).isInstanceOf(TrailVerdict.Verified.class);
        assertThat(bundle).hasSizeGreaterThan(20_000);
    }

    @Test
    void a_flipped_bit_of_any_byte_is_found() {
        var seed = Long.getLong("seed", 20260112);
        var every = Boolean.getBoolean("every.bit");
        System.out.println(every ? "every bit" : "one bit of each byte, seed " + seed);
        var bits = every ? IntStream.range(0, bundle.length * 8).toArray() : oneOfEachByte(new Random(seed));
        assertAllFound(bits.length, i -> {
            var changed = bundle.clone();
            changed[bits[i] / 8] ^= (byte) (1 << bits[i] % 8);
            return changed;
        });
    }

    private int[] oneOfEachByte(Random random) {
        return IntStream.range(0, bundle.length)
                .map(at -> at * 8 + random.nextInt(8))
                .toArray();
    }

    @Test
    void every_dropped_byte_is_found() {
        assertAllFound(bundle.length, at -> {
            var changed = new byte[bundle.length - 1];
            System.arraycopy(bundle, 0, changed, 0, at);
            System.arraycopy(bundle, at + 1, changed, at, changed.length - at);
            return changed;
        });
    }

    @Test
    void every_inserted_byte_is_found() {
        assertAllFound(bundle.length + 1, at -> {
            var changed = new byte[bundle.length + 1];
            System.arraycopy(bundle, 0, changed, 0, at);
            changed[at] = (byte) (at * 31);
            System.arraycopy(bundle, at, changed, at + 1, bundle.length - at);
            return changed;
        });
    }

    @Test
    void every_cut_is_found() {
        assertAllFound(bundle.length, length -> Arrays.copyOf(bundle, length));
    }

    /** Without making the manifest fit: the container is whole again, its content is not. */
    @Test
    void every_line_swapped_removed_or_repeated_in_any_file_is_found() throws IOException {
        var files = BundleTest.unzip(temporary.resolve("small.zip"));
        var changed = new ArrayList<byte[]>();
        for (var file : files.entrySet()) {
            var lines = List.of(new String(file.getValue(), StandardCharsets.ISO_8859_1).split("(?<=\n)"));
            for (var i = 0; i < lines.size(); i++) {
                for (var j = i + 1; j < lines.size(); j++) {
                    if (!lines.get(i).equals(lines.get(j))) {
                        var swapped = new ArrayList<String>(lines);
                        Collections.swap(swapped, i, j);
                        changed.add(with(files, file.getKey(), swapped));
                    }
                }
                var removed = new ArrayList<String>(lines);
                removed.remove(i);
                changed.add(with(files, file.getKey(), removed));
                var repeated = new ArrayList<String>(lines);
                repeated.add(i, lines.get(i));
                changed.add(with(files, file.getKey(), repeated));
            }
        }
        assertAllFound(changed.size(), changed::get);
    }

    @Test
    void every_file_removed_emptied_swapped_or_added_is_found() throws IOException {
        var files = BundleTest.unzip(temporary.resolve("small.zip"));
        var changed = new ArrayList<byte[]>();
        var names = List.copyOf(files.keySet());
        for (var name : names) {
            var fewer = new LinkedHashMap<String, byte[]>(files);
            fewer.remove(name);
            changed.add(zip(fewer));
            changed.add(with(files, name, List.of()));
            for (var other : names) {
                if (name.compareTo(other) < 0) {
                    var swapped = new LinkedHashMap<String, byte[]>(files);
                    swapped.put(name, files.get(other));
                    swapped.put(other, files.get(name));
                    changed.add(zip(swapped));
                }
            }
            var more = new LinkedHashMap<String, byte[]>();
            files.forEach((each, content) -> {
                if (each.equals(name)) {
                    more.put("extra.txt", content);
                }
                more.put(each, content);
            });
            changed.add(zip(more));
        }
        var last = new LinkedHashMap<String, byte[]>(files);
        last.put("extra.txt", new byte[] {1});
        changed.add(zip(last));
        assertAllFound(changed.size(), changed::get);
    }

    private byte[] with(Map<String, byte[]> files, String name, List<String> lines) throws IOException {
        var changed = new LinkedHashMap<String, byte[]>(files);
        changed.put(name, String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
        return zip(changed);
    }

    private byte[] zip(Map<String, byte[]> files) throws IOException {
        return Files.readAllBytes(Forgery.zipAsIs(temporary.resolve("changed.zip"), files));
    }

    private void assertAllFound(int changes, IntFunction<byte[]> change) {
        var missed = new ConcurrentLinkedQueue<String>();
        IntStream.range(0, changes).parallel().forEach(i -> {
            var exit = exitCode(change.apply(i));
            if (exit != 4 && exit != 5) {
                missed.add("change " + i + " of " + changes + " ended with " + exit);
            }
        });
        System.out.println(changes + " changes of " + bundle.length + " bytes, missed " + missed.size());
        assertThat(missed).isEmpty();
    }

    private static int exitCode(byte[] bundle) {
        try {
            return new BundleCheck(TrailProgress.SILENT)
                    .verify(new InMemory(bundle))
                    .exitCode();
        } catch (TrailFault e) {
            return e.verdict().exitCode();
        } catch (IOException e) {
            return 5;
        }
    }

    private record InMemory(byte[] bytes) implements BundleCheck.Source {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(ByteBuffer into, long at) {
            var count = (int) Math.min(into.remaining(), bytes.length - at);
            if (count <= 0) {
                return into.hasRemaining() ? -1 : 0;
            }
            into.put(bytes, (int) at, count);
            return count;
        }
    }
}
