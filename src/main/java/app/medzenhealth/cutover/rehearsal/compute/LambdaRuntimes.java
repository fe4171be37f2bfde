package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Which runtimes functions may still be created with and updated to. Dates from the Lambda developer guide's list of
 * deprecated runtimes, as announced at the end of 2025.
 */
final class LambdaRuntimes {
    private static final Set<String> ENDED = Set.of(
            "nodejs",
            "nodejs4.3",
            "nodejs4.3-edge",
            "nodejs6.10",
            "nodejs8.10",
            "nodejs10.x",
            "nodejs12.x",
            "nodejs14.x",
            "nodejs16.x",
            "python2.7",
            "python3.6",
            "python3.7",
            "python3.8",
            "ruby2.5",
            "ruby2.7",
            "java8",
            "go1.x",
            "provided",
            "dotnetcore1.0",
            "dotnetcore2.0",
            "dotnetcore2.1",
            "dotnetcore3.1",
            "dotnet6",
            "dotnet7");

    private record Block(Instant create, Instant update) {}

    private static final Block EARLY_2026 =
            new Block(Instant.parse("2026-02-03T00:00:00Z"), Instant.parse("2026-03-09T00:00:00Z"));
    private static final Map<String, Block> ENDING = Map.of("nodejs18.x", EARLY_2026, "python3.9", EARLY_2026);

    private LambdaRuntimes() {}

    static boolean creatable(String runtime, Instant now) {
        return !ENDED.contains(runtime)
                && (!ENDING.containsKey(runtime)
                        || now.isBefore(ENDING.get(runtime).create()));
    }

    static boolean updatable(String runtime, Instant now) {
        return !ENDED.contains(runtime)
                && (!ENDING.containsKey(runtime)
                        || now.isBefore(ENDING.get(runtime).update()));
    }
}
