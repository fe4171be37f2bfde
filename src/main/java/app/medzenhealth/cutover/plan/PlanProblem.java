package app.medzenhealth.cutover.plan;

import java.nio.file.Path;

/**
 * One thing that is wrong in a plan file.
 *
 * @param line from 1; 0 where it concerns the whole file
 * @param path where in the file, as {@code /phases/0/steps/2/with}
 * @param problem what is wrong
 * @param remedy what would be right
 */
public record PlanProblem(Path file, int line, String path, String problem, String remedy) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + ": ") + problem + " — "
                + remedy;
    }
}
