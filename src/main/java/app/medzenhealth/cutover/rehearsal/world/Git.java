package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.world.EmbeddedCommands.Program;
import app.medzenhealth.cutover.rehearsal.world.EmbeddedCommands.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The project's repository: a pull brings the change by which its developers lead the application to Frankfurt's Chime API. Run
 * again there is nothing more to bring.
 */
final class Git implements Program {
    /** What stands in the files before, and what the change puts in its place. */
    private static final Map<String, Map<String, String>> CHANGE = Map.of(
            "firebase/functions/api_manager.js",
            Map.of(
                    "https://a1b2c3d4e5.execute-api.af-south-1.amazonaws.com/prod",
                    "https://f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com/prod"),
            "supabase/functions/chime-meeting-token/index.ts",
            Map.of("\"af-south-1\"", "\"eu-central-1\"", "a1b2c3d4e5", "f6g7h8i9j0"),
            "assets/environment_values/environment.json",
            Map.of("\"af-south-1\"", "\"eu-central-1\""));

    @Override
    public @Nullable Run run(List<String> arguments) {
        return null;
    }

    @Override
    public @Nullable Run run(List<String> arguments, Path folder) {
        if (!arguments.equals(List.of("git", "pull", "--ff-only"))) {
            return null;
        }
        var changed = new ArrayList<String>();
        try {
            for (var file : CHANGE.entrySet()) {
                var path = folder.resolve(file.getKey());
                var before = Files.readString(path);
                var after = before;
                for (var word : file.getValue().entrySet()) {
                    after = after.replace(word.getKey(), word.getValue());
                }
                if (!after.equals(before)) {
                    Files.writeString(path, after);
                    changed.add(" " + file.getKey());
                }
            }
        } catch (IOException e) {
            return Run.of(1, Duration.ofSeconds(1), "error: " + e.getMessage());
        }
        if (changed.isEmpty()) {
            return Run.of(0, Duration.ofSeconds(2), "Already up to date.");
        }
        changed.addFirst("Fast-forward");
        changed.add(" " + (changed.size() - 1) + " files changed");
        return new Run(0, Duration.ofSeconds(3), changed);
    }
}
