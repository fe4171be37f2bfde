package app.medzenhealth.cutover.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts a command again with the flags that suit it, which a jar's manifest cannot name. A short one: compiled once, lightly, and
 * with its classes loaded, verified and linked, from the archive that packaging leaves beside the jar. Reading a region takes
 * 12,000 classes of the SDK, and a JVM that meets them for the first time spends four fifths of the command's time on them. The
 * window: with a heap that ends, of which what is not needed is given back. Left to itself the JVM takes up to a quarter of the
 * machine before it collects, for a tenth of it in use.
 *
 * <p>The process stays the same (execve), so that signals, exit code, terminal and locks are those of one process. With flags of
 * the caller's own, from another class path or where a process cannot be replaced, everything goes on as it was started. The JVM
 * passes over an archive that does not fit.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514, ahead-of-time command-line ergonomics</a>
 */
final class PreparedStart {
    private static final String PREPARED = "cutover.prepared";
    private static final Set<String> SHORT_COMMANDS = Set.of("inventory", "rehearse");
    private static final String WINDOW = "gui";

    /**
     * Fifty thousand resources of a scan, listed and selected, take less than a third of it. Memory that is free goes back, of the
     * heap and, every ten seconds, of glibc, which keeps for each thread what it has freed.
     */
    private static final List<String> HEAP_OF_THE_WINDOW = List.of(
            "-Xmx512m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=25", "-XX:TrimNativeHeapInterval=10000");

    /** Where flags of the caller's own may come from besides the command line. */
    private static final List<String> OPTIONS = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private PreparedStart() {}

    /** Returns if everything has to go on in this process as it is. */
    static void run(String[] args) {
        var name = args.length == 0 ? WINDOW : args[0];
        if (!SHORT_COMMANDS.contains(name) && !name.equals(WINDOW) || System.getProperty(PREPARED) != null) {
            return;
        }
        var jar = Path.of(System.getProperty("java.class.path", ""));
        if (jar.toString().endsWith(".jar") && plainly(args)) {
            var command = command(jar, name.equals(WINDOW) ? Optional.empty() : archive(jar), args);
            // Java and C may spell other characters differently.
            if (command.stream().allMatch(word -> word.chars().allMatch(c -> c > 0 && c < 128))) {
                replace(command);
            }
        }
    }

    /** Beside the jar, and made after it. */
    static Optional<Path> archive(Path jar) {
        var archive = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".aot"));
        try {
            return Files.isRegularFile(archive)
                            && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) >= 0
                    ? Optional.of(archive)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the command line is {@code java -jar JAR ARGS…}: other flags are somebody's wish. */
    private static boolean plainly(String[] args) {
        return OPTIONS.stream().allMatch(name -> System.getenv(name) == null)
                && ProcessHandle.current()
                        .info()
                        .arguments()
                        .filter(all -> all.length == args.length + 2
                                && all[0].equals("-jar")
                                && Arrays.equals(args, Arrays.copyOfRange(all, 2, all.length)))
                        .isPresent();
    }

    /** Native access is allowed by the manifest: as a flag it would keep the JVM from using the archive. */
    static List<String> command(Path jar, Optional<Path> archive, String[] args) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        archive.ifPresent(path -> command.add("-XX:AOTCache=" + path));
        if (args.length == 0 || args[0].equals(WINDOW)) {
            command.addAll(HEAP_OF_THE_WINDOW);
        }
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // An archive that does not fit costs time and nothing else: nobody has to read about it.
                "-Xlog:disable",
                // What is called reflectively is called once: not worth a method handle of its own.
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "-D" + PREPARED + "=yes",
                "-jar",
                jar.toString()));
        command.addAll(List.of(args));
        return command;
    }

    /** Returns only where it fails. */
    @SuppressWarnings("restricted") // native access is enabled for this program; execv is POSIX and takes two pointers
    private static void replace(List<String> command) {
        var linker = Linker.nativeLinker();
        var execv = linker.defaultLookup().find("execv");
        if (execv.isEmpty() || !Files.isExecutable(Path.of(command.getFirst()))) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var words = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
            for (var i = 0; i < command.size(); i++) {
                words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i)));
            }
            words.setAtIndex(ValueLayout.ADDRESS, command.size(), MemorySegment.NULL);
            linker.downcallHandle(
                            execv.get(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                    .invoke(arena.allocateFrom(command.getFirst()), words);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("execv cannot be called", e);
        }
    }
}
