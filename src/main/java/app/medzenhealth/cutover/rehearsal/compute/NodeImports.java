package app.medzenhealth.cutover.rehearsal.compute;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * What Node.js finds of what a function's code imports when it is loaded: in its package, in its layers under
 * {@code nodejs/node_modules}, and in the runtime, which has version 3 of the AWS SDK (Lambda Developer Guide, "Building Lambda
 * functions with Node.js", "Working with layers for Node.js Lambda functions").
 */
record NodeImports(Map<String, String> code, Set<String> modules) {
    private static final Pattern IMPORT = Pattern.compile(
            "^(?:const|let|var|import)\\b[^\\n;]*?(?:\\brequire\\(|\\bfrom\\s+)\\s*[\"']([^\"']+)[\"']",
            Pattern.MULTILINE);
    private static final Set<String> OWN = Set.of(
            "assert", "buffer", "crypto", "dns", "events", "fs", "http", "https", "net", "os", "path", "stream",
            "timers", "tls", "url", "util", "zlib");

    /** @param layers each a zip */
    static NodeImports of(byte[] code, List<byte[]> layers) {
        var files = files(code);
        var modules = new HashSet<String>();
        files.keySet().forEach(f -> module(f, "node_modules/").ifPresent(modules::add));
        layers.forEach(l ->
                files(l).keySet().forEach(f -> module(f, "nodejs/node_modules/").ifPresent(modules::add)));
        return new NodeImports(files, modules);
    }

    /** The first import that is found nowhere, of the files at the top: those that are loaded with the handler. */
    Optional<String> missing() {
        return code.entrySet().stream()
                .filter(f -> f.getKey().matches("[^/]+\\.m?js"))
                .flatMap(f -> IMPORT.matcher(f.getValue()).results())
                .map((MatchResult r) -> r.group(1))
                .filter(Predicate.not(this::found))
                .findFirst();
    }

    /** Whether a word stands in the code. */
    boolean names(String word) {
        return code.values().stream().anyMatch(text -> text.contains(word));
    }

    private boolean found(String name) {
        if (name.startsWith(".") || name.startsWith("node:") || OWN.contains(name) || name.startsWith("@aws-sdk/")) {
            return true;
        }
        return Stream.iterate(name, n -> !n.isEmpty(), n -> n.contains("/") ? n.substring(0, n.lastIndexOf('/')) : "")
                .anyMatch(modules::contains);
    }

    private static Optional<String> module(String file, String root) {
        if (!file.startsWith(root)) {
            return Optional.empty();
        }
        var parts = file.substring(root.length()).split("/");
        return Optional.of(parts[0].startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0]);
    }

    private static Map<String, String> files(byte[] zip) {
        var files = new TreeMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
