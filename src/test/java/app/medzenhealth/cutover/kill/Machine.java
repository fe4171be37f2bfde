package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.app.KilledConsole;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.sqlite.util.LibraryLoaderUtil;

/** Starts the processes: the estate's, and consoles that begin quickly because their classes are prepared in a cache. */
final class Machine implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** Milliseconds after which a console hangs. */
    static final long LONGEST = 300_000;

    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=quiet-logback.xml");

    private final Path folder;
    private final String classPath;
    private final Path library;
    private final Process server;
    private final int port;

    Machine(Path folder) throws IOException {
        this.folder = folder;
        this.classPath = classPath();
        this.library = library();
        server = start(List.of("-Xmx1g"), EstateServer.class, folder.toString());
        port = Integer.parseInt(server.inputReader().readLine().strip());
    }

    /** A console to start. {@code at}: its clock's first instant. */
    record Start(Path chain, String estate, String at, String trigger) {}

    /** How a console ended. {@code halted}: the point it stood at. */
    record Ended(
            Map<Long, String> acknowledged,
            Optional<String> halted,
            Optional<Long> recovered,
            List<String> said,
            String errors) {
        boolean complete() {
            return said.contains("complete") && said.contains("closed");
        }

        boolean failed() {
            return said.stream().anyMatch(l -> l.startsWith("failed") || l.startsWith("stopped"));
        }
    }

    /** The class path's folders as one jar: the cache takes no folders. */
    private String classPath() throws IOException {
        var parts = new ArrayList<String>();
        var jar = folder.resolve("console.jar");
        parts.add(jar.toString());
        var seen = new HashSet<String>();
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            add(out, seen, "quiet-logback.xml", "<configuration/>".getBytes(StandardCharsets.UTF_8));
            for (var part : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator)) {
                if (!Files.isDirectory(Path.of(part))) {
                    parts.add(Path.of(part).toAbsolutePath().toString());
                    continue;
                }
                try (var files = Files.walk(Path.of(part))) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        add(out, seen, Path.of(part).relativize(file).toString(), Files.readAllBytes(file));
                    }
                }
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    /** SQLite's library, unpacked once for all. */
    private Path library() throws IOException {
        var library = folder.resolve(LibraryLoaderUtil.getNativeLibName());
        var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (var in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource);
            }
            Files.copy(in, library);
        }
        return library;
    }

    private static void add(JarOutputStream out, Set<String> seen, String name, byte[] bytes) throws IOException {
        if (seen.add(name)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
            out.closeEntry();
        }
    }

    private Process start(List<String> flags, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<String>(List.of(JAVA));
        command.addAll(FLAGS);
        command.addAll(flags);
        command.add("-Dorg.sqlite.lib.path=" + library.getParent());
        command.add("-Dorg.sqlite.lib.name=" + library.getFileName());
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        if (main == EstateServer.class) {
            builder.redirectError(folder.resolve("estates.log").toFile());
        }
        return builder.start();
    }

    /** Runs the plan once without a kill, and prepares the cache from what it loaded. */
    Ended train(Start start) throws IOException, InterruptedException {
        return run(List.of("-XX:AOTCacheOutput=" + cache(), "-Xlog:aot=off", "-Xlog:cds=off"), List.of(start), LONGEST)
                .getFirst();
    }

    private Path cache() {
        return folder.resolve("console.aot");
    }

    /**
     * Runs consoles in one process until all have come to their points or to their ends.
     *
     * @param killAfter milliseconds until SIGKILL
     */
    List<Ended> run(List<Start> starts, long killAfter) throws IOException, InterruptedException {
        var flags = Files.exists(cache()) ? List.of("-XX:AOTCache=" + cache()) : List.<String>of();
        return run(flags, starts, killAfter);
    }

    private List<Ended> run(List<String> flags, List<Start> starts, long killAfter)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(
                List.of(String.valueOf(port), folder.resolve("plan.bin").toString()));
        for (var s : starts) {
            arguments.addAll(List.of(s.chain().toString(), s.estate(), s.at(), s.trigger()));
        }
        var process = start(flags, KilledConsole.class, arguments.toArray(String[]::new));
        var errors = new StringBuilder();
        var reading = Thread.ofVirtual().start(() -> read(process, errors));
        Thread.ofVirtual().start(() -> killLater(process, killAfter));
        var heard = starts.stream().map(s -> new Heard()).toList();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                var space = line.indexOf(' ');
                if (space > 0 && line.substring(0, space).matches("[0-9]+")) {
                    heard.get(Integer.parseInt(line.substring(0, space))).line(line.substring(space + 1));
                } else if (!line.isEmpty()) {
                    errors.append(line).append('\n');
                }
            }
        }
        process.waitFor();
        reading.join();
        return heard.stream().map(h -> h.ended(errors.toString())).toList();
    }

    /** What one console said. */
    private static final class Heard {
        private final Map<Long, String> acknowledged = new LinkedHashMap<>();
        private final List<String> said = new ArrayList<>();
        private Optional<String> halted = Optional.empty();
        private Optional<Long> recovered = Optional.empty();

        void line(String line) {
            var words = line.split(" ");
            switch (words[0]) {
                case "ack" -> {
                    // A line that the kill cut off acknowledges nothing.
                    if (words.length == 3 && words[2].length() == 64) {
                        acknowledged.put(Long.valueOf(words[1]), words[2]);
                    }
                }
                case "at" -> {
                    halted = Optional.of(words[1]);
                    said.add(line);
                }
                case "recovered" -> recovered = Optional.of(Long.valueOf(words[1]));
                default -> said.add(line);
            }
        }

        Ended ended(String errors) {
            return new Ended(acknowledged, halted, recovered, said, errors);
        }
    }

    private static void read(Process process, StringBuilder errors) {
        try (var err = process.errorReader()) {
            for (var line = err.readLine(); line != null && errors.length() < 20_000; line = err.readLine()) {
                errors.append(line).append('\n');
            }
        } catch (IOException e) {
            errors.append(e);
        }
    }

    private static void killLater(Process process, long millis) {
        try {
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                // Not through the process itself, which would also close its output before that has been read.
                process.toHandle().destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.getOutputStream().close();
        server.destroy();
    }
}
