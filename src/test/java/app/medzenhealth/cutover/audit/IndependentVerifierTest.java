package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier written from the specification alone, in another language, comes to the same verdict. */
class IndependentVerifierTest {
    @TempDir
    Path temporary;

    @BeforeAll
    static void python() {
        assumeTrue(Python.interpreter().isPresent(), "skipped: there is no python3 (3.8 or newer) on the PATH");
    }

    @Test
    void it_is_short() throws Exception {
        assertThat(Files.readAllLines(script())).hasSizeLessThan(200);
    }

    @Test
    void both_accept_whole_and_partial_bundles() throws Exception {
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            assertAgree(sample.bundle(), 0);
            assertAgree(sample.export(TrailExport.Format.BUNDLE, Selection.of(AuditFilter.phase("5")), "5.zip"), 0);
            assertAgree(sample.export(TrailExport.Format.BUNDLE, Selection.of(AuditFilter.phase("1")), "1.zip"), 0);
        }
    }

    @Test
    void both_refuse_what_was_changed() throws Exception {
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            var bundle = Files.readAllBytes(sample.bundle());
            long seed = 4711;
            System.out.println("seed " + seed);
            var random = new Random(seed);
            for (var i = 0; i < 6; i++) {
                var changed = bundle.clone();
                var bit = random.nextInt(changed.length * 8);
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertAgree(Files.write(temporary.resolve("changed.zip"), changed), 4);
            }
            var files = BundleTest.unzip(sample.bundle());
            var events = new String(files.get(BundleFiles.EVENTS), StandardCharsets.UTF_8);
            files.put(BundleFiles.EVENTS, events.replace("4711", "4712").getBytes(StandardCharsets.UTF_8));
            assertAgree(Forgery.zip(temporary.resolve("forged.zip"), files), 4);
            files.put(BundleFiles.EVENTS, events.replace("\"v\":1", "\"v\":2").getBytes(StandardCharsets.UTF_8));
            assertAgree(Forgery.zip(temporary.resolve("newer.zip"), files), 5);
            assertAgree(Files.createFile(temporary.resolve("empty.zip")), 5);
        }
    }

    static void assertAgree(Path bundle, int exit) throws Exception {
        assertThat(SampleTrail.verify(bundle).exitCode())
                .as("product on " + bundle.getFileName())
                .isEqualTo(exit);
        var python = new ProcessBuilder(Python.interpreter().orElse("python3"), script().toString(), bundle.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(said).isEqualTo(exit);
    }

    private static Path script() throws URISyntaxException {
        return Path.of(
                IndependentVerifierTest.class.getResource("/audit/verify.py").toURI());
    }
}
