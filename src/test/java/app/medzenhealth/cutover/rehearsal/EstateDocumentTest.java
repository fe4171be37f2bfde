package app.medzenhealth.cutover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the table of the estate's behaviours names is there: the class that behaves so, and the test that shows it. */
class EstateDocumentTest {
    private static final Path DOCUMENT = Path.of("assets/docs/ESTATE.md");
    private static final Path ROOM = Path.of("src/main/java/app/medzenhealth/cutover/rehearsal");
    private static final Path TESTS = Path.of("src/test/java/app/medzenhealth/cutover/rehearsal");
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+) \\| ([^|]+) \\| `([A-Za-z0-9]+)` \\| `([A-Za-z0-9]+)#([a-z_0-9]+)` \\|");
    private static final Pattern PAGE = Pattern.compile("\\[[^]]+]\\(https://[^)\\s]+\\)");

    /** @param test a class of the tests' */
    private record Row(String behaviour, String source, String type, String test, String method) {}

    private static List<String> lines = List.of();
    private static List<Row> rows = List.of();

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(DOCUMENT).stream()
                .filter(l -> l.startsWith("| ") && !l.startsWith("| What "))
                .toList();
        rows = lines.stream()
                .flatMap(l -> ROW.matcher(l).results().filter(m -> m.group().equals(l)))
                .map(EstateDocumentTest::row)
                .toList();
    }

    private static Row row(MatchResult m) {
        return new Row(m.group(1), m.group(2), m.group(3), m.group(4), m.group(5));
    }

    @Test
    void there_are_sixty_rows_at_least_each_a_behaviour_of_its_own() {
        assertThat(rows).hasSameSizeAs(lines).hasSizeGreaterThanOrEqualTo(60);
        assertThat(rows).extracting(Row::behaviour).doesNotHaveDuplicates();
        // A test may show two behaviours, but no table is made of a handful of tests.
        assertThat(rows.stream().map(r -> r.test() + "#" + r.method()).distinct())
                .hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void every_row_names_the_page_that_says_so() {
        assertThat(rows)
                .allSatisfy(row -> assertThat(PAGE.matcher(row.source()).find()).isTrue());
    }

    @Test
    void every_class_that_is_named_is_one_of_the_estates() throws IOException {
        var types = names(ROOM);
        assertThat(rows).allSatisfy(row -> assertThat(types).contains(row.type()));
    }

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        for (var row : rows) {
            assertThat(declares(row)).as(row.test() + "#" + row.method()).isTrue();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".java"))
                    .map(f -> f.substring(0, f.length() - ".java".length()))
                    .toList();
        }
    }

    private static boolean declares(Row row) throws IOException {
        var declaration = Pattern.compile("@Test\\s+void " + row.method() + "\\(");
        try (var all = Files.walk(TESTS)) {
            for (var file : all.filter(f -> f.endsWith(row.test() + ".java")).toList()) {
                if (declaration.matcher(Files.readString(file)).find()) {
                    return true;
                }
            }
        }
        return false;
    }
}
