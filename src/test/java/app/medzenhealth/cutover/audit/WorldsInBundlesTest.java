package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** What was done on an emulator is never taken for what was done on AWS, in whatever form it leaves the console. */
class WorldsInBundlesTest {
    private static final String ENDPOINT = "http://127.0.0.1:5000";
    private static final Map<String, Object> EMULATOR = Map.of(
            "mode", "EMULATOR",
            "partition", "aws",
            "account", "558069890522",
            "endpoint", ENDPOINT,
            "plan", "medzen-eu-central-1",
            "planDigest", "ab".repeat(32),
            "workingCopy", "/copies/one",
            "product", "1.0");

    /** How a machine or a person is told that it was AWS. */
    private static final Pattern AS_PROVIDER = Pattern.compile(
            "provider\\W{1,5}AWS|AWS Account|type_id\\W{1,3}10\\b|(requests|calls) to:? AWS|AWS request");

    @TempDir
    Path temporary;

    private SampleTrail sample;

    @BeforeEach
    void open() {
        sample = new SampleTrail(temporary.resolve("state"));
    }

    @AfterEach
    void close() {
        sample.close();
    }

    @Test
    void work_of_an_emulator_is_exported_in_no_form_without_that_word_and_its_endpoint() throws Exception {
        // Signing in is recorded before the session is open.
        sample.trail.append("lead@medzenhealth.app", "signin.done", "", Map.of("profile", "localstack"));
        sample.trail.append("lead@medzenhealth.app", "session.open", "", EMULATOR);
        sample.trail.append("lead@medzenhealth.app", "step.confirm", "5.3", Map.of());
        sample.call("5.3", "PromoteReadReplica", "done", "");
        sample.trail.append("lead@medzenhealth.app", "note", "", Map.of("text", "one\n\"kind\":\"session.open\""));
        sample.trail.append("lead@medzenhealth.app", "session.open", "", EMULATOR);
        var texts = new EnumMap<TrailExport.Format, Integer>(TrailExport.Format.class);
        for (var selection : List.of(Selection.EVERYTHING, Selection.of(AuditFilter.phase("5")))) {
            for (var format : TrailExport.Format.values()) {
                var file = sample.export(format, selection, format + ".out");
                var pieces = pieces(format, file);
                pieces.forEach((what, lines) -> assertThat(lines)
                        .as("%s of %s, %s", what, format, selection.words())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).contains("EMULATOR", ENDPOINT)));
                texts.merge(
                        format, pieces.values().stream().mapToInt(List::size).sum(), Integer::sum);
            }
        }
        assertThat(texts)
                .containsOnlyKeys(TrailExport.Format.values())
                .allSatisfy((f, n) -> assertThat(n).isPositive());
        System.out.println("pieces that say EMULATOR and its endpoint: " + texts);
    }

    @Test
    void only_work_on_aws_has_aws_as_its_provider_in_any_form() throws Exception {
        for (var mode : List.of("EMULATOR", "REHEARSAL", "")) {
            openAnew(mode);
            for (var format : TrailExport.Format.values()) {
                var file = sample.export(format, Selection.EVERYTHING, mode + format + ".out");
                pieces(format, file)
                        .forEach((what, lines) -> assertThat(lines)
                                .as("%s of %s, opened as “%s”", what, format, mode)
                                .isNotEmpty()
                                .noneMatch(line -> AS_PROVIDER.matcher(line).find()));
            }
        }
        openAnew("LIVE");
        assertThat(lines(
                        Files.readAllBytes(sample.export(TrailExport.Format.OCSF, Selection.EVERYTHING, "live.jsonl"))))
                .allMatch(line -> line.contains("\"provider\":\"AWS\""))
                .anyMatch(line -> line.contains("\"type\":\"AWS Account\",\"type_id\":10"));
    }

    /** @param mode empty: by a console that did not record it */
    private void openAnew(String mode) {
        sample.close();
        sample = new SampleTrail(temporary.resolve("state-of-" + mode));
        var world = new TreeMap<String, Object>(EMULATOR);
        world.put("mode", mode);
        world.put("endpoint", "");
        switch (mode) {
            case "EMULATOR" -> world.put("endpoint", ENDPOINT);
            case "" -> world.keySet().removeAll(List.of("mode", "endpoint"));
            default -> {}
        }
        sample.trail.append("lead@medzenhealth.app", "signin.done", "", Map.of("profile", "one"));
        sample.trail.append("lead@medzenhealth.app", "session.open", "", world);
        sample.call("5.3", "PromoteReadReplica", "done", "");
        Map<String, Object> read = Map.of(
                "service", "rds", "region", "eu-west-1", "operation", "DescribeDBInstances", "calls", 2, "errors", 0);
        sample.trail.append("console", "reads.summary", "", Map.of("reads", List.of(read)));
    }

    /** What each form is read by: a table by its lines, a SIEM's events one by one, the rest as a whole. */
    private static Map<String, List<String>> pieces(TrailExport.Format format, Path file) throws IOException {
        return switch (format) {
            case JSONL -> Map.of("the file", List.of(Files.readString(file)));
            case CSV -> Map.of("each line", rows(Files.readAllBytes(file)));
            case OCSF -> Map.of("each event", lines(Files.readAllBytes(file)));
            case HTML -> Map.of("the page", List.of(Files.readString(file)));
            case PDF -> Map.of("the report", List.of(text(Files.readAllBytes(file))));
            case BUNDLE -> {
                var files = BundleTest.unzip(file);
                var pieces = new LinkedHashMap<String, List<String>>();
                pieces.put("its records", List.of(text(files, BundleFiles.EVENTS)));
                pieces.put("its manifest", List.of(text(files, BundleFiles.MANIFEST)));
                pieces.put("each line of its table", rows(files.get(BundleFiles.CSV)));
                pieces.put("each of its events", lines(files.get(BundleFiles.OCSF)));
                pieces.put("its report", List.of(text(files.get(BundleFiles.REPORT))));
                pieces.put(
                        "its verification",
                        List.of(String.join("\n", SampleTrail.verify(file).lines())));
                yield pieces;
            }
        };
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    /** But for the titles. */
    private static List<String> rows(byte[] csv) {
        return lines(csv).stream().filter(l -> l.matches("\"\\d+\",.*")).toList();
    }

    private static String text(byte[] pdf) throws IOException {
        try (var reader = new PdfReader(pdf)) {
            var text = new StringBuilder();
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
            }
            return text.toString().replaceAll("\\s+", " ");
        }
    }

    @Test
    void both_verifiers_refuse_a_manifest_whose_world_is_not_that_of_the_records() throws Exception {
        sample.trail.append("lead@medzenhealth.app", "session.open", "", EMULATOR);
        sample.filled();
        var forged = 0;
        for (var selection : List.of(Selection.EVERYTHING, Selection.of(AuditFilter.phase("5")))) {
            var bundle = sample.export(TrailExport.Format.BUNDLE, selection, "true.zip");
            assertAgree(bundle, 0);
            var manifest = JcsReader.object(BundleTest.unzip(bundle).get(BundleFiles.MANIFEST));
            for (var other : otherWorlds(manifest)) {
                var lie = new TreeMap<String, Object>(manifest);
                lie.put("worlds", other);
                assertAgree(withManifest(bundle, lie), 4);
                forged++;
            }
            var silent = new TreeMap<String, Object>(manifest);
            silent.remove("worlds");
            assertAgree(withManifest(bundle, silent), 4);
            var later = new TreeMap<String, Object>(manifest);
            later.put("spec", "medzenhealth.app/cutover/audit-bundle/6");
            assertAgree(withManifest(bundle, later), 5);
        }
        System.out.println(forged + " forged worlds, each refused by both verifiers");
    }

    /** Each member of each world as another, left out, and one world too few or too many. */
    private static List<Object> otherWorlds(Map<String, Object> manifest) {
        var worlds = new ArrayList<Map<String, Object>>();
        ((List<?>) manifest.get("worlds")).forEach(w -> {
            var world = new TreeMap<String, Object>();
            ((Map<?, ?>) w).forEach((k, v) -> world.put(String.valueOf(k), v));
            worlds.add(world);
        });
        assertThat(worlds).isNotEmpty();
        var others = new ArrayList<Object>();
        for (var i = 0; i < worlds.size(); i++) {
            for (var name : worlds.get(i).keySet()) {
                var changed = new TreeMap<String, Object>(worlds.get(i));
                changed.put(name, changed.get(name) instanceof Long n ? (Object) (n + 1) : "LIVE");
                others.add(with(worlds, i, changed));
                var fewer = new TreeMap<String, Object>(worlds.get(i));
                fewer.remove(name);
                others.add(with(worlds, i, fewer));
            }
            var without = new ArrayList<Map<String, Object>>(worlds);
            without.remove(i);
            others.add(without);
            var twice = new ArrayList<Map<String, Object>>(worlds);
            twice.add(worlds.get(i));
            others.add(twice);
        }
        return others;
    }

    private static List<Map<String, Object>> with(List<Map<String, Object>> worlds, int at, Map<String, Object> other) {
        var changed = new ArrayList<Map<String, Object>>(worlds);
        changed.set(at, other);
        return changed;
    }

    private Path withManifest(Path bundle, Map<String, Object> manifest) throws IOException {
        // As a forger without the key can make it: a version that has no seal.
        var files = BundleTest.unzip(bundle);
        files.remove(BundleFiles.SEAL);
        files.remove(BundleFiles.PAGE);
        if (BundleFiles.spec(BundleFiles.VERSION).equals(manifest.get("spec"))) {
            manifest.put("spec", BundleFiles.spec(BundleFiles.VERSION_WITH_WORLDS));
        }
        files.put(BundleFiles.MANIFEST, Jcs.bytes(manifest));
        return Forgery.zipAsIs(temporary.resolve("forged.zip"), files);
    }

    @Test
    void a_session_in_two_worlds_names_both_and_one_that_was_never_opened_is_said_to_be_unknown() throws Exception {
        sample.trail.append("lead", "note", "", Map.of("text", "before anything was opened"));
        assertThat(SampleTrail.verify(sample.bundle()).lines())
                .contains("  session s1: what it acted on is not recorded");
        sample.trail.append("lead", "session.open", "", EMULATOR);
        var edited = new TreeMap<String, Object>(EMULATOR);
        edited.put("planDigest", "cd".repeat(32));
        sample.trail.append("lead", "session.open", "", edited);
        sample.trail.append("lead", "session.open", "", EMULATOR);
        sample.trail.append("lead", "step.succeeded", "9.9", Map.of());
        for (var selection : List.of(Selection.EVERYTHING, Selection.of(AuditFilter.phase("9")))) {
            var bundle = sample.export(TrailExport.Format.BUNDLE, selection, "two.zip");
            assertAgree(bundle, 0);
            assertThat((List<?>) JcsReader.object(BundleTest.unzip(bundle).get(BundleFiles.MANIFEST))
                            .get("worlds"))
                    .hasSize(2);
        }
    }

    @Test
    void bundles_of_version_2_still_verify() throws Exception {
        for (var name : List.of("bundle-2.zip", "bundle-2-partial.zip")) {
            var bundle = resource("/audit/" + name);
            assertAgree(bundle, 0);
            assertThat(text(BundleTest.unzip(bundle), BundleFiles.MANIFEST)).contains(BundleFiles.spec(2));
            assertThat(SampleTrail.verify(bundle).lines())
                    .anySatisfy(line -> assertThat(line).contains("session s1: EMULATOR, requests to " + ENDPOINT));
        }
    }

    @Test
    void bundles_of_version_1_still_verify_and_say_what_their_records_say() throws Exception {
        for (var name : List.of("bundle-1.zip", "bundle-1-partial.zip")) {
            var bundle = resource("/audit/" + name);
            assertAgree(bundle, 0);
            assertThat(text(BundleTest.unzip(bundle), BundleFiles.MANIFEST)).contains(BundleFiles.spec(1));
        }
        assertThat(SampleTrail.verify(resource("/audit/bundle-1.zip")).lines())
                .anySatisfy(line -> assertThat(line).contains("session s1: EMULATOR, requests to " + ENDPOINT));
        assertThat(SampleTrail.verify(resource("/audit/bundle-1-partial.zip")).lines())
                .as("version 1 left the opening out of a part")
                .contains("  session s1: what it acted on is not recorded");
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(WorldsInBundlesTest.class.getResource(name).toURI());
    }

    private static void assertAgree(Path bundle, int exit) throws Exception {
        assertThat(SampleTrail.verify(bundle).exitCode())
                .as(() -> String.join("\n", SampleTrail.verify(bundle).lines()))
                .isEqualTo(exit);
        var python = new ProcessBuilder(
                        Python.interpreter().orElse("python3"),
                        resource("/audit/verify.py").toString(),
                        bundle.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(said).isEqualTo(exit);
    }
}
