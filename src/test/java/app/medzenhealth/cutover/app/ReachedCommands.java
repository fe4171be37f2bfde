package app.medzenhealth.cutover.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which commands of a pack a shell has come to, by bash's own trace. */
record ReachedCommands(Path trace) {
    private static final Pattern AWS = Pattern.compile("(^|[^#\\w])aws --region ");
    private static final Pattern STEP = Pattern.compile("^\\++@([^@]+)@(\\d+)@");

    /**
     * A command as it stands in a script.
     *
     * @param first its first line, from 1
     */
    record Written(Path script, int first, int last, String text) {
        /** From {@code aws} on: what is the same wherever it stands. */
        String command() {
            return text.substring(text.indexOf("aws --region "))
                    .replaceAll("; then( break; fi)?$", "")
                    .replaceAll("_\\d+\\}", "}");
        }

        /** The file of the run that its answer goes into. */
        Optional<String> keeps() {
            var keep = KEEP.matcher(text);
            return keep.find() ? Optional.of(keep.group(1)) : Optional.empty();
        }
    }

    private static final Pattern KEEP = Pattern.compile("^keep (\\S+) ");

    static ReachedCommands in(Path folder) throws IOException {
        var trace = folder.resolve("trace");
        Files.writeString(
                folder.resolve("trace.sh"),
                "exec 9>>'" + trace
                        + "'\nBASH_XTRACEFD=9\nPS4='+@${BASH_SOURCE}@${LINENO}@ '\nset -x\nunset BASH_ENV\n");
        return new ReachedCommands(trace);
    }

    /** With it bash writes the trace. */
    Map<String, String> environment() {
        return Map.of("BASH_ENV", trace.resolveSibling("trace.sh").toString());
    }

    static List<Written> written(Path script) throws IOException {
        var found = new ArrayList<Written>();
        var lines = Files.readAllLines(script);
        for (var i = 0; i < lines.size(); i++) {
            var first = i;
            var text = new StringBuilder(lines.get(i));
            while (lines.get(i).endsWith("\\") && i + 1 < lines.size()) {
                text.setLength(text.length() - 1);
                text.append(lines.get(++i).strip());
            }
            if (AWS.matcher(text).find() && !text.toString().strip().startsWith("#")) {
                found.add(new Written(script, first + 1, i + 1, text.toString().strip()));
            }
        }
        return found;
    }

    /** The commands of a script to which no shell came. */
    List<Written> missed(Path script) throws IOException {
        var lines = new HashSet<Integer>();
        for (var line : Files.readAllLines(trace)) {
            var at = STEP.matcher(line);
            if (at.find() && at.group(1).equals(script.toString())) {
                lines.add(Integer.valueOf(at.group(2)));
            }
        }
        return written(script).stream()
                .filter(c -> lines.stream().noneMatch(l -> c.first() <= l && l <= c.last()))
                .toList();
    }
}
