package app.medzenhealth.cutover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down what each test class takes of the processors, with the programs that it starts and waits for: the wall's time says
 * as much of what else the machine does. A file a class: seconds of processors, seconds on the wall, its name. Linux only.
 */
public final class ProcessorTime implements BeforeAllCallback, AfterAllCallback {
    private static final Path FOLDER = Path.of("target", "processor-time");
    private static final Path STATISTICS = Path.of("/proc/self/stat");
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(ProcessorTime.class);

    private record Begun(double processors, long nanos) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        context.getStore(HERE).put(context.getUniqueId(), new Begun(seconds(), System.nanoTime()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        var begun = context.getStore(HERE).get(context.getUniqueId(), Begun.class);
        if (begun == null || !Files.isDirectory(FOLDER.getParent())) {
            return;
        }
        var name = context.getRequiredTestClass().getName();
        var line = String.format(
                Locale.ROOT,
                "%.1f\t%.1f\t%s%n",
                seconds() - begun.processors(),
                (System.nanoTime() - begun.nanos()) / 1e9,
                name);
        Files.writeString(Files.createDirectories(FOLDER).resolve(name), line);
    }

    /** Of this process and of those that it has waited for; proc(5), fields 14 to 17, in hundredths. */
    private static double seconds() throws IOException {
        if (!Files.isReadable(STATISTICS)) {
            return 0;
        }
        var text = Files.readString(STATISTICS);
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        var ticks = 0L;
        for (var field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / 100.0;
    }
}
