package app.medzenhealth.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped is on the bill of materials (CycloneDX 1.6) that lies in the jar, and its licence's text is shipped with it. */
class SoftwareBillTest {
    private static final Path LICENCES = Path.of("assets/licences");

    /** Their text is the same for all: one file each, named by the SPDX identifier. */
    private static final List<String> OF_ALL =
            List.of("Apache-2.0", "EPL-2.0", "LGPL-2.1-only", "MPL-2.0", "GPL-2.0-with-classpath-exception");

    /** Their text names the holder: one file each, named by the artifact. */
    private static final List<String> OF_ONE = List.of("MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause");

    /** Where a project's own description names a licence other than by its SPDX identifier. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "The 3-Clause BSD License", "BSD-3-Clause",
            "GNU Lesser General Public License (LGPL), Version 2.1", "LGPL-2.1-only",
            "Mozilla Public License Version 2.0", "MPL-2.0");

    private final List<JsonNode> components = read();

    private static List<JsonNode> read() {
        assumeFalse(
                "offline: true".equals(System.getProperty("maven.network")),
                "the plugin makes no bill while Maven is offline");
        try (var in = SoftwareBillTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            var bill = JsonMapper.builder().build().readTree(Objects.requireNonNull(in, "made by mvn process-classes"));
            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(bill.path("specVersion").asString()).isEqualTo("1.6");
            return bill.path("components").valueStream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_component_is_a_jar_of_this_build_with_its_hash() throws Exception {
        var jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(file -> file.endsWith(".jar"))
                .collect(Collectors.toMap(file -> Path.of(file).getFileName().toString(), Path::of, (a, _) -> a));

        assertThat(components).hasSizeGreaterThan(100);
        for (var component : components) {
            var file = file(component);
            assertThat(jars).containsKey(file);
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jars.get(file)));
            assertThat(component
                            .path("hashes")
                            .valueStream()
                            .filter(hash -> hash.path("alg").asString().equals("SHA-256"))
                            .map(hash -> hash.path("content").asString()))
                    .as(file)
                    .containsExactly(HexFormat.of().formatHex(digest));
        }
    }

    private static String file(JsonNode component) {
        var purl = component.path("purl").asString();
        var classifier = purl.replaceFirst("^[^?]*\\??", "").replaceFirst("^(?:.*&)?classifier=([^&]*).*$", "-$1");
        return component.path("name").asString() + "-"
                + component.path("version").asString() + (classifier.startsWith("-") ? classifier : "") + ".jar";
    }

    @Test
    void every_component_has_a_licence_whose_text_is_shipped() throws Exception {
        var needed = new TreeSet<String>();
        for (var component : components) {
            var licences = component
                    .path("licenses")
                    .valueStream()
                    .map(SoftwareBillTest::licence)
                    .toList();
            assertThat(licences).as(component.path("purl").asString()).isNotEmpty();
            for (var licence : licences) {
                assertThat(licence).isIn(OF_ALL.contains(licence) ? OF_ALL : OF_ONE);
                needed.add((OF_ALL.contains(licence)
                                ? licence
                                : component.path("name").asString()) + ".txt");
            }
        }
        try (var files = Files.list(LICENCES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(needed);
        }
    }

    private static String licence(JsonNode choice) {
        var licence = choice.path("license");
        var name = licence.path("name").asString("");
        return licence.path("id").asString(SPELLINGS.getOrDefault(name, name));
    }

    @Test
    void what_the_console_does_not_use_is_not_shipped() {
        Function<JsonNode, String> group = c -> c.path("group").asString();

        assertThat(components).extracting(group).doesNotContain("io.netty", "org.junit.jupiter", "org.testfx");
        assertThat(components)
                .extracting(c -> c.path("name").asString())
                .contains("apache-client")
                .doesNotContain("netty-nio-client", "url-connection-client", "aws-crt");
    }
}
