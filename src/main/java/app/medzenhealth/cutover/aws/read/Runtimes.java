package app.medzenhealth.cutover.aws.read;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Until when AWS patches Lambda's runtimes.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda runtimes</a>
 */
final class Runtimes {

    private static final Map<String, LocalDate> DEPRECATED = Map.ofEntries(
            until("nodejs14.x", 2023, 12, 4),
            until("nodejs16.x", 2024, 6, 12),
            until("nodejs18.x", 2025, 9, 1),
            until("nodejs20.x", 2026, 4, 30),
            until("nodejs22.x", 2027, 4, 30),
            until("python3.7", 2023, 12, 4),
            until("python3.8", 2024, 10, 14),
            until("python3.9", 2025, 12, 15),
            until("python3.10", 2026, 10, 31),
            until("python3.11", 2027, 6, 30),
            until("python3.12", 2028, 10, 31),
            until("python3.13", 2029, 6, 30),
            until("java8", 2024, 1, 8),
            until("java8.al2", 2027, 6, 30),
            until("java11", 2027, 6, 30),
            until("java17", 2027, 6, 30),
            until("java21", 2029, 6, 30),
            until("dotnet6", 2024, 12, 20),
            until("dotnet8", 2026, 11, 10),
            until("ruby2.7", 2023, 12, 7),
            until("ruby3.2", 2026, 3, 31),
            until("ruby3.3", 2027, 3, 31),
            until("ruby3.4", 2028, 3, 31),
            until("go1.x", 2024, 1, 8),
            until("provided", 2024, 1, 8),
            until("provided.al2", 2026, 7, 31),
            until("provided.al2023", 2029, 6, 30));

    private Runtimes() {}

    private static Map.Entry<String, LocalDate> until(String runtime, int year, int month, int day) {
        return Map.entry(runtime, LocalDate.of(year, month, day));
    }

    /** Empty: AWS has named no day, or the runtime is newer than this list. */
    static Optional<LocalDate> deprecated(String runtime) {
        return Optional.ofNullable(DEPRECATED.get(runtime));
    }
}
