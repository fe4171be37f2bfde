package app.medzenhealth.cutover.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.medzenhealth.cutover.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code faults.c}, built and loaded into child JVMs. */
final class Preloaded {
    private static final Path SOURCE = Path.of("src/test/c/faults.c");

    private final Path folder;
    private final Path library;

    /** A child that runs, and what it says, both streams together. */
    record Child(Process process, InputStream said) {
        String waitFor() throws IOException, InterruptedException {
            var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }

    private Preloaded(Path folder, Path library) {
        this.folder = folder;
        this.library = library;
    }

    /** Skips the test where it cannot be built, unless {@code FAULTS_REQUIRED=1}. */
    static Preloaded in(Path folder) throws IOException, InterruptedException {
        var missing = missing();
        if (!missing.isEmpty()) {
            var words = "no disk faults were made: " + missing + "; this needs Linux and gcc";
            if ("1".equals(System.getenv("FAULTS_REQUIRED"))) {
                throw new AssertionError(words);
            }
            System.out.println("skipped: " + words);
            assumeTrue(false, words);
        }
        var library = folder.resolve("faults.so");
        var gcc = new ProcessBuilder(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-o",
                        library.toString(),
                        SOURCE.toString(),
                        "-ldl")
                .redirectErrorStream(true)
                .start();
        var said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (gcc.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return new Preloaded(folder, library);
    }

    private static String missing() throws InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "this is " + System.getProperty("os.name");
        }
        try {
            return new ProcessBuilder("gcc", "--version")
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0
                    ? ""
                    : "gcc does not work";
        } catch (IOException e) {
            return "there is no gcc";
        }
    }

    /** The main class in a JVM of its own, with the library loaded. */
    Child start(Class<?> main, String... arguments) throws IOException {
        var control = Files.write(Files.createTempFile(folder, "faults", ".control"), new byte[Faults.SIZE]);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djava.io.tmpdir=" + folder));
        command.addAll(Sweep.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put(Faults.VARIABLE, control.toString());
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        var process = builder.start();
        return new Child(process, process.getInputStream());
    }
}
