package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what was found as a text file into the session's folder. */
final class Report {

    private Report() {}

    static Path write(ActionContext context, String name, List<String> lines) {
        var file = context.files().resolve("reports").resolve((name + "-" + context.step()).replaceAll("[^A-Za-z0-9._-]", "-") + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
            return file;
        } catch (IOException e) {
            throw new ActionFailure("The report could not be written: " + e.getMessage(), "nothing was changed",
                    "make the session's folder writable, then run the step again", e);
        }
    }
}
