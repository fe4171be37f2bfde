package app.medzenhealth.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the documents name is there: files and packages, classes and their members, links. A package is written with slashes, from the
 * root package on ({@code aws/read}); a file from the repository's root on.
 */
class DocumentsTest {
    private static final String ROOT = "app.medzenhealth.cutover";
    private static final Path ARCHITECTURE = Path.of("assets/docs/ARCHITECTURE.md");

    /** Types of others that the documents speak of, and a key. */
    private static final Set<String> OF_OTHERS =
            Set.of("ClassFile", "InvocationHandler", "Proxy", "JsonCanonicalizer", "NumberToJSON", "Tab");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TYPE =
            Pattern.compile("([A-Z][A-Z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([A-Za-z_][A-Za-z0-9_]*))?");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z][A-Za-z0-9]*)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|[^|]*\\|([^|]*)\\|$");

    /** Every type of the product and of its tests, with the text of the files that have one of that name. */
    private static final Map<String, String> TYPES = new HashMap<>();

    private static final Map<Path, String> DOCUMENTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (var file : files(Path.of("src"), ".java")) {
            var text = Files.readString(file);
            DECLARED.matcher(text).results().forEach(m -> TYPES.merge(m.group(1), text, String::concat));
        }
        for (var file : files(Path.of("assets/docs"), ".md")) {
            DOCUMENTS.put(file, Files.readString(file));
        }
        DOCUMENTS.put(Path.of("README.md"), Files.readString(Path.of("README.md")));
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(f -> f.toString().endsWith(end)).toList();
        }
    }

    @Test
    void every_link_leads_to_a_file() {
        assertThat(missing(
                        LINK,
                        (document, target) -> target.matches("[a-z]+:.*|#.*")
                                || Files.exists(document.resolveSibling(target.replaceFirst("#.*", "")))))
                .isEmpty();
    }

    @Test
    void every_file_and_package_that_is_named_is_there() throws IOException {
        Set<String> places;
        try (var top = Files.list(Path.of(""))) {
            places = top.map(Path::toString)
                    .filter(name -> !name.equals("target"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        var packages = Path.of("src/main/java", ROOT.split("\\."));
        var rooms = rooms().keySet();
        assertThat(missing(CODE, (_, name) -> {
                    var first = name.replaceFirst("/.*", "");
                    return !name.contains("/")
                            || !places.contains(first) && !rooms.contains(first)
                            || places.contains(first) && Files.exists(Path.of(name))
                            || rooms.contains(first) && Files.exists(packages.resolve(name));
                }))
                .isEmpty();
    }

    @Test
    void every_type_that_is_named_is_there_and_has_the_member_that_is_named() {
        var met = new TreeSet<String>();
        assertThat(missing(CODE, (_, name) -> {
                    var type = TYPE.matcher(name).results().findFirst().orElse(null);
                    if (type == null || !type.group().equals(name)) {
                        return true;
                    }
                    if (OF_OTHERS.contains(type.group(1))) {
                        met.add(type.group(1));
                        return true;
                    }
                    var text = TYPES.get(type.group(1));
                    return text != null
                            && (type.group(2) == null
                                    || Pattern.compile("\\b" + type.group(2) + "\\b")
                                            .matcher(text)
                                            .find());
                }))
                .isEmpty();
        assertThat(met).as("what is no type of ours and is still named").isEqualTo(new TreeSet<>(OF_OTHERS));
    }

    @Test
    void the_rooms_know_what_the_table_says_they_know() {
        var told = new TreeMap<String, Set<String>>();
        ROW.matcher(DOCUMENTS.get(ARCHITECTURE))
                .results()
                .forEach(row -> told.put(
                        row.group(1),
                        CODE.matcher(row.group(2))
                                .results()
                                .map(m -> m.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));
        assertThat(told).isEqualTo(rooms());
    }

    @Test
    void the_decision_on_controlsfx_names_every_class_that_uses_it() throws IOException {
        var decision = DOCUMENTS.entrySet().stream()
                .filter(d -> d.getKey().toString().endsWith("-controlsfx.md"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        var users = new ArrayList<String>();
        for (var file : files(Path.of("src/main/java"), ".java")) {
            if (Files.readString(file).contains("org.controlsfx")) {
                users.add("`" + file.getFileName().toString().replace(".java", "") + "`");
            }
        }
        assertThat(users).allSatisfy(user -> assertThat(decision).contains(user));
    }

    /** Each room, with those it knows. */
    private static Map<String, Set<String>> rooms() {
        var rooms = new TreeMap<String, Set<String>>();
        for (var from : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT)) {
            var known = rooms.computeIfAbsent(room(from), r -> new TreeSet<>());
            from.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith(ROOT + "."))
                    .map(DocumentsTest::room)
                    .filter(to -> !to.equals(room(from)))
                    .forEach(known::add);
        }
        return rooms;
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }

    private interface Holds {
        boolean test(Path document, String name);
    }

    private static List<String> missing(Pattern names, Holds holds) {
        var missing = new ArrayList<String>();
        DOCUMENTS.forEach((document, text) -> names.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(m -> m.group(1))
                .filter(Predicate.not(name -> holds.test(document, name)))
                .forEach(name -> missing.add(document + ": " + name)));
        return missing;
    }
}
