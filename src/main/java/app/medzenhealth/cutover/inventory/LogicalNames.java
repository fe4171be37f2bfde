package app.medzenhealth.cutover.inventory;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What the same thing is called in every region: its name without the region and account at its end. */
final class LogicalNames {
    private final List<String> suffixes;

    LogicalNames(Collection<String> regions, String account) {
        this.suffixes = Stream.concat(regions.stream(), Stream.of(account))
                .filter(s -> !s.isEmpty())
                .map(s -> "-" + s)
                .toList();
    }

    String of(String name) {
        var logical = name;
        for (var shorter = true; shorter; ) {
            shorter = false;
            for (var suffix : suffixes) {
                if (logical.length() > suffix.length() && logical.endsWith(suffix)) {
                    logical = logical.substring(0, logical.length() - suffix.length());
                    shorter = true;
                }
            }
        }
        return logical;
    }
}
