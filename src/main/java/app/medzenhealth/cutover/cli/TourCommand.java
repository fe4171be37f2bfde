package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.StateFolder;
import app.medzenhealth.cutover.app.Tour;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws every screen of a rehearsal that stands before the promotion; needs no display. */
@Command(
        name = "tour",
        description = "Writes a PNG of every screen and of its main dialogs, drawn without a display.",
        mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {
    /** Below it the window cannot be made on a display either. */
    private static final Tour.Size SMALLEST = new Tour.Size(900, 600);

    private static final Tour.Size LARGEST = new Tour.Size(7680, 4320);

    private static final Pattern WINDOW = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the pictures go.")
    private Path out = Path.of("tour");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder for the drawn session. Default: a new temporary one.")
    private @Nullable Path state;

    @Option(
            names = "--until",
            paramLabel = "STEP",
            defaultValue = "5.6",
            description = "Rehearse up to this step first. Default: ${DEFAULT-VALUE}.")
    private String until = "5.6";

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "1600x1000",
            description = "Size of the window, from 900x600 on. Default: ${DEFAULT-VALUE}.")
    private String size = "1600x1000";

    @Option(
            names = "--text",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "Text size, 100 to 150. Default: ${DEFAULT-VALUE}.")
    private int text = 100;

    @Override
    public Integer call() throws Exception {
        var window = wanted();
        if (text < Tour.SMALLEST_TEXT || text > Tour.LARGEST_TEXT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--text is " + Tour.SMALLEST_TEXT + " to " + Tour.LARGEST_TEXT + ", not " + text);
        }
        var console = spec.commandLine();
        var faults = new Tour(out, window, text, console.getOut(), console.getErr())
                .draw(plan.chosen(), new StateFolder(Optional.ofNullable(state)), until);
        console.getOut().println(faults == 0 ? "no text is cut, no CSS warning" : faults + " faults");
        return faults == 0 ? Exit.DONE : Exit.FAILED;
    }

    private Tour.Size wanted() {
        var parts = WINDOW.matcher(size);
        if (parts.matches()) {
            var asked = new Tour.Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
            if (asked.width() >= SMALLEST.width()
                    && asked.height() >= SMALLEST.height()
                    && asked.width() <= LARGEST.width()
                    && asked.height() <= LARGEST.height()) {
                return asked;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "--size is like 1280x800, from 900x600 to 7680x4320, not " + size);
    }
}
