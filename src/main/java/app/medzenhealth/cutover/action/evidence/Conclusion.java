package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What may be concluded from a scan. Nothing passes on what was not read: while an item is open the conclusion is unknown. Where
 * a person decided in writing to go on without every open item, the conclusion says without which, and who decided.
 *
 * @param items each thing that was asked and may not have been read
 */
record Conclusion(ActionContext context, List<Check> items) {

    /** The items, and after them what follows from all of them. {@code read} is what was concluded from what could be read. */
    List<Check> with(Check read) {
        var all = new ArrayList<Check>(items);
        all.add(concluded(read));
        return List.copyOf(all);
    }

    private Check concluded(Check read) {
        if (!read.passed()) {
            return read;
        }
        var open = new ArrayList<String>();
        var decided = new TreeMap<String, List<String>>();
        items.stream()
                .filter(i -> !i.passed())
                .forEach(i -> context.attestations()
                        .decision(context.step(), i.title())
                        .ifPresentOrElse(
                                d -> decided.computeIfAbsent(d.person(), p -> new ArrayList<>())
                                        .add(i.title()),
                                () -> open.add(i.title())));
        var found = read.outcome().evidence();
        if (!open.isEmpty()) {
            return Check.unknown(
                    read.title(), "not known while this is open: " + quoted(open) + "; read so far: " + found);
        }
        return decided.isEmpty()
                ? read
                : Check.pass(
                        read.title(),
                        found + ", of what was read; "
                                + decided.entrySet().stream()
                                        .map(d -> "decided by " + d.getKey() + " to go on without: "
                                                + quoted(d.getValue()))
                                        .collect(Collectors.joining("; ")));
    }

    private static String quoted(List<String> titles) {
        return titles.stream().map(t -> "“" + t + "”").collect(Collectors.joining(", "));
    }
}
