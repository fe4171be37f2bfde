package app.medzenhealth.cutover.aws.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way in which people's machines are set up, as one resource: their files, their environment, what answers in AWS's place, and
 * what has to come of it.
 */
record Shape(String group, String name, String about, List<Part> parts) {

    /** A part of a resource, begun by {@code --- HEAD}. */
    record Part(String head, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    static Shape read(Path file) throws IOException {
        var parts = new ArrayList<Part>();
        var about = "";
        for (var line : Files.readAllLines(file)) {
            if (line.startsWith("--- ")) {
                parts.add(new Part(line.substring(4).strip(), new ArrayList<>()));
            } else if (parts.isEmpty()) {
                about = (about + " " + line).strip();
            } else {
                parts.getLast().lines().add(line);
            }
        }
        return new Shape(
                file.getParent().getFileName().toString(),
                file.getFileName().toString().replace(".shape", ""),
                about,
                parts);
    }

    /** Those whose head begins with this word. */
    List<Part> all(String word) {
        return parts.stream()
                .filter(p -> (p.head() + " ").startsWith(word + " "))
                .toList();
    }

    /** {@code NAME = VALUE} lines of a part, in order; a name may come again. */
    List<Map.Entry<String, String>> settings(String word) {
        return all(word).stream()
                .flatMap(p -> p.lines().stream())
                .filter(l -> l.contains("=") && !l.startsWith("#"))
                .map(l -> Map.entry(
                        l.substring(0, l.indexOf('=')).strip(),
                        l.substring(l.indexOf('=') + 1).strip()))
                .toList();
    }

    Map<String, String> map(String word) {
        var map = new LinkedHashMap<String, String>();
        settings(word).forEach(e -> map.put(e.getKey(), e.getValue()));
        return map;
    }

    List<String> expected(String name) {
        return settings("expect").stream()
                .filter(e -> e.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    Optional<String> one(String name) {
        return expected(name).stream().findFirst();
    }

    /** Words of lines, for example of the {@code aws} part. */
    List<List<String>> words(String part) {
        return all(part).stream()
                .flatMap(p -> p.lines().stream())
                .filter(l -> !l.isBlank())
                .map(l -> Arrays.asList(l.strip().split("\\s+")))
                .toList();
    }

    @Override
    public String toString() {
        return group + "/" + name + ": " + about;
    }
}
