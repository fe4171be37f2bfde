package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes what was found as a text file into the session's folder. */
final class Report {

    private Report() {}

    static Path write(ActionContext context, String name, List<String> lines) {
        var file = file(context, name);
        SessionFile.in(context, file)
                .write((lines.isEmpty() ? "Nothing was found to report." : String.join("\n", lines)) + "\n");
        return file;
    }

    /** The last line of a report that this step has written. */
    static Optional<String> last(ActionContext context, String name) {
        return SessionFile.in(context, file(context, name))
                .read()
                .flatMap(text -> text.lines().reduce((_, last) -> last));
    }

    private static Path file(ActionContext context, String name) {
        return context.files()
                .resolve("reports")
                .resolve((name + "-" + context.step()).replaceAll("[^A-Za-z0-9._-]", "-") + ".txt");
    }
}
