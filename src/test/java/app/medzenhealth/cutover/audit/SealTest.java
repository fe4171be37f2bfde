package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of a bundle is under the signature, and a trail can be held against what is known of it from elsewhere. */
class SealTest {
    private static final List<String> REPLACEABLE =
            List.of(BundleFiles.CSV, BundleFiles.OCSF, BundleFiles.REPORT, BundleFiles.SPEC, BundleFiles.MANIFEST);

    @TempDir
    Path temporary;

    private SampleTrail sample;

    @BeforeEach
    void fill() {
        sample = new SampleTrail(temporary.resolve("state"));
        sample.trail.append(
                "lead@medzenhealth.app",
                "session.open",
                "",
                Map.of("plan", "medzen-eu-central-1", TrailExport.VERSION_MEMBER, TrailExport.VERSION));
        sample.filled();
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private List<Path> bundles() throws IOException {
        return List.of(
                sample.bundle(),
                sample.export(TrailExport.Format.BUNDLE, Selection.of(AuditFilter.phase("5")), "5.zip"));
    }

    @Test
    void no_file_that_a_reader_opens_can_be_replaced_by_whoever_has_no_key() throws Exception {
        for (var bundle : bundles()) {
            assertAgree(bundle, 0);
            for (var name : REPLACEABLE) {
                assertAgree(replaced(bundle, name, TrailExport.VERSION, true), 4);
                // The seal taken away, and the bundle called one of a version that had none.
                assertAgree(replaced(bundle, name, BundleFiles.VERSION_WITH_WORLDS, false), 4);
                assertAgree(replaced(bundle, name, 1, false), 4);
                // Sealed, and not: each other's version.
                assertAgree(replaced(bundle, name, TrailExport.VERSION, false), 4);
                assertAgree(replaced(bundle, name, BundleFiles.VERSION_WITH_WORLDS, true), 4);
            }
        }
    }

    private Path replaced(Path bundle, String name, int version, boolean seal) throws Exception {
        var files = BundleTest.unzip(bundle);
        if (!name.equals(BundleFiles.MANIFEST)) {
            files.put(name, "all went well".getBytes(StandardCharsets.UTF_8));
        }
        if (!seal) {
            files.remove(BundleFiles.SEAL);
        }
        if (version < BundleFiles.VERSION) {
            files.remove(BundleFiles.PAGE);
        }
        var manifest = new TreeMap<>(JcsReader.object(files.get(BundleFiles.MANIFEST)));
        manifest.put("spec", BundleFiles.spec(version));
        if (version < BundleFiles.VERSION_WITH_WORLDS) {
            manifest.remove("worlds");
        }
        if (name.equals(BundleFiles.MANIFEST)) {
            manifest.put("product", "Cutover Console, honest edition");
        }
        var hashes = new TreeMap<String, Object>();
        files.forEach((file, content) -> {
            if (BundleFiles.named(file)) {
                hashes.put(file, Sha256.hex(new Sha256().of(content)));
            }
        });
        manifest.put("files", hashes);
        files.put(BundleFiles.MANIFEST, Jcs.bytes(manifest));
        return Forgery.zipAsIs(temporary.resolve("forged.zip"), files);
    }

    @Test
    void a_seal_of_another_export_or_another_key_does_not_fit() throws Exception {
        var earlier = BundleTest.unzip(sample.bundle());
        var later = BundleTest.unzip(sample.export(TrailExport.Format.BUNDLE, Selection.EVERYTHING, "later.zip"));
        var mixed = new LinkedHashMap<>(later);
        mixed.put(BundleFiles.SEAL, earlier.get(BundleFiles.SEAL));
        assertAgree(Forgery.zipAsIs(temporary.resolve("mixed.zip"), mixed), 4);
        try (var other = new SampleTrail(temporary.resolve("other")).filled()) {
            var foreign = BundleTest.unzip(other.export(TrailExport.Format.BUNDLE, Selection.EVERYTHING, "other.zip"));
            mixed.put(BundleFiles.SEAL, foreign.get(BundleFiles.SEAL));
            assertAgree(Forgery.zipAsIs(temporary.resolve("mixed.zip"), mixed), 4);
        }
    }

    @Test
    void a_bundle_of_an_older_version_says_which_files_nobody_signed() throws Exception {
        for (var name : List.of("bundle-1.zip", "bundle-1-partial.zip", "bundle-2.zip", "bundle-2-partial.zip")) {
            var old = Path.of(SealTest.class.getResource("/audit/" + name).toURI());
            assertThat(SampleTrail.verify(old).lines())
                    .anySatisfy(line ->
                            assertThat(line).contains("NOT SIGNED: events.csv, ocsf.jsonl, report.pdf, SPEC.md"))
                    .noneSatisfy(line -> assertThat(line).contains("the manifest: signed"));
        }
        assertThat(SampleTrail.verify(sample.bundle()).lines())
                .noneSatisfy(line -> assertThat(line).contains("NOT SIGNED"))
                .anySatisfy(line -> assertThat(line).contains("the manifest: signed"));
    }

    @Test
    void a_trail_under_another_key_or_with_another_past_is_found_out_by_what_is_known_of_it() throws Exception {
        var head = sample.trail.status();
        var key = sample.trail.verifier();
        sample.trail.append("lead@medzenhealth.app", "note", "", Map.of("text", "later"));
        for (var trail : List.of(sample.bundle(), sample.folder)) {
            var here = new ExpectedTrail.Head(head.head(), OptionalLong.of(head.records()));
            for (var known : List.of(key.line(), key.fingerprint().substring(0, 20), grouped(key.fingerprint()))) {
                assertThat(verify(trail, ExpectedTrail.ANYTHING.withKey(known).withHead(here)))
                        .as(known + " on " + trail)
                        .isInstanceOf(TrailVerdict.Verified.class);
            }
            assertThat(verify(trail, ExpectedTrail.ANYTHING.withHead(ExpectedTrail.Head.parse(head.head())))
                            .lines())
                    .anySatisfy(line ->
                            assertThat(line).contains("it is that of the first " + head.records() + " records"));
            for (var wrong : List.of(
                    ExpectedTrail.ANYTHING.withHead(
                            new ExpectedTrail.Head(head.head(), OptionalLong.of(head.records() + 1))),
                    ExpectedTrail.ANYTHING.withHead(new ExpectedTrail.Head(head.head(), OptionalLong.of(9_999))),
                    ExpectedTrail.ANYTHING.withHead(ExpectedTrail.Head.parse("0123 4567 89ab")),
                    ExpectedTrail.ANYTHING.withKey("00".repeat(10)))) {
                assertThat(verify(trail, wrong).exitCode())
                        .as(wrong + " on " + trail)
                        .isEqualTo(4);
            }
        }
        try (var other = new SampleTrail(temporary.resolve("other")).filled()) {
            assertThat(verify(other.folder, ExpectedTrail.ANYTHING.withKey(key.line()))
                            .exitCode())
                    .isEqualTo(4);
        }
        var part = sample.export(TrailExport.Format.BUNDLE, Selection.of(AuditFilter.phase("5")), "5.zip");
        assertThat(verify(part, ExpectedTrail.ANYTHING.withHead(ExpectedTrail.Head.parse("0123 4567 89ab")))
                        .exitCode())
                .as("a head among records that are left out cannot be told")
                .isEqualTo(5);
    }

    private static String grouped(String digits) {
        return digits.substring(0, 24).replaceAll("(.{4})", "$1 ");
    }

    private static TrailVerdict verify(Path trail, ExpectedTrail expected) {
        return new Verifier(TrailProgress.SILENT, expected).verify(trail);
    }

    @Test
    void every_later_export_begins_with_every_earlier_one() throws Exception {
        var before = (TrailVerdict.Verified) SampleTrail.verify(sample.bundle());
        sample.trail.append("lead@medzenhealth.app", "note", "", Map.of("text", "later"));
        var later = sample.export(TrailExport.Format.BUNDLE, Selection.EVERYTHING, "later.zip");
        assertThat(verify(later, before.expected())).isInstanceOf(TrailVerdict.Verified.class);
        assertThat(verify(sample.folder, before.expected())).isInstanceOf(TrailVerdict.Verified.class);
        var after = (TrailVerdict.Verified) SampleTrail.verify(later);
        assertThat(verify(temporary.resolve("bundle.zip"), after.expected()).exitCode())
                .as("an older copy put in the place of a newer one")
                .isEqualTo(4);
    }

    @Test
    void heads_are_read_as_they_are_said_and_nothing_else() {
        for (var said : List.of("ccc7af4d056c@418", "ccc7 af4d 056c@418", "head CCC7AF4D056C after 418 records")) {
            assertThat(ExpectedTrail.Head.parse(said))
                    .isEqualTo(new ExpectedTrail.Head("ccc7af4d056c", OptionalLong.of(418)));
        }
        for (var wrong : List.of(
                "", "ccc7", "xyz7af4d056c", "ccc7af4d056c@", "ccc7af4d056c@0", "ccc7af4d056c@1@2", "a".repeat(65))) {
            assertThat(catchThrowable(() -> ExpectedTrail.Head.parse(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertAgree(Path bundle, int exit) throws Exception {
        IndependentVerifierTest.assertAgree(bundle, exit);
    }

    @Test
    void what_somebody_else_wrote_cannot_move_the_cursor_of_who_reads_the_verdict() throws Exception {
        var hostile = "\u001b[2K\u001b[1A\rverified \u00b7 1216 records\u202e\n";
        var verdicts = List.of(
                new TrailVerdict.Tampered(1, hostile),
                new TrailVerdict.CannotVerify(hostile),
                new TrailVerdict.Verified(
                        1,
                        "ab".repeat(32),
                        1,
                        1,
                        "ab".repeat(6),
                        sample.trail.verifier().line(),
                        Optional.of(hostile),
                        List.of(hostile),
                        List.of(hostile),
                        List.of(hostile),
                        List.of(hostile)));
        for (var verdict : verdicts) {
            assertThat(verdict.lines())
                    .allSatisfy(line -> assertThat(line.codePoints())
                            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                    .anySatisfy(line -> assertThat(line).contains("\\u001b[2K\\u001b[1A\\u000d"));
        }
    }
}
