package app.medzenhealth.cutover.action.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code npx} is going to fetch. A package that the project has installed is run as it is; any other comes from the npm
 * registry, without a question where standard input is no terminal, as here.
 *
 * @see <a href="https://docs.npmjs.com/cli/v11/commands/npx">npm documentation, npx</a>
 */
final class NpxPackage {
    private NpxPackage() {}

    /**
     * The package to be fetched, as the command names it; empty where the command is not npx, or the project has it.
     *
     * @param folder where the command runs
     */
    static Optional<String> fetched(List<String> arguments, Path folder) {
        if (!arguments.getFirst().replaceFirst(".*/", "").equals("npx")) {
            return Optional.empty();
        }
        return named(arguments).filter(p -> !installed(p, folder));
    }

    private static Optional<String> named(List<String> arguments) {
        for (var i = 1; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals("-p") || argument.equals("--package")) {
                return i + 1 < arguments.size() ? Optional.of(arguments.get(i + 1)) : Optional.empty();
            }
            if (argument.startsWith("--package=")) {
                return Optional.of(argument.substring("--package=".length()));
            }
            if (!argument.startsWith("-")) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    /** A version that is asked for may be another than the installed one: then it is fetched. */
    private static boolean installed(String named, Path folder) {
        if (named.lastIndexOf('@') > 0) {
            return false;
        }
        for (var at = folder; at != null; at = at.getParent()) {
            var modules = at.resolve("node_modules");
            if (Files.exists(modules.resolve(".bin").resolve(named)) || Files.isDirectory(modules.resolve(named))) {
                return true;
            }
        }
        return false;
    }
}
