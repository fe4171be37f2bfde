package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.inventory.SeenResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is still where nothing should be.
 *
 * @param named what only tags tell of: it may be gone, or be anything
 */
record Leftovers(
        List<SeenResource> left, List<SeenResource> leaving, List<SeenResource> allowed, List<SeenResource> named) {

    /**
     * @param resources where nothing should be
     * @param allowed ARNs of what may be there, in which {@code *} stands for anything
     */
    static Leftovers of(Stream<SeenResource> resources, List<String> allowed) {
        return of(resources, allowed, _ -> false);
    }

    /** @param kept what somebody has decided to keep there */
    static Leftovers of(Stream<SeenResource> resources, List<String> allowed, Predicate<SeenResource> kept) {
        var patterns = allowed.stream().map(Leftovers::pattern).toList();
        var left = new ArrayList<SeenResource>();
        var leaving = new ArrayList<SeenResource>();
        var expected = new ArrayList<SeenResource>();
        var named = new ArrayList<SeenResource>();
        resources.filter(r -> !gone(r)).forEach(r -> {
            if (kept.test(r)
                    || patterns.stream().anyMatch(p -> p.matcher(r.arn()).matches())) {
                expected.add(r);
            } else if (Scans.isNamedOnly(r)) {
                named.add(r);
            } else if (onItsWay(r)) {
                leaving.add(r);
            } else {
                left.add(r);
            }
        });
        return new Leftovers(left, leaving, expected, named);
    }

    /** What stays although it passes: what the plan lets pass, what was decided to be kept, and what is on its way out. */
    List<SeenResource> remaining() {
        return Stream.concat(allowed.stream(), leaving.stream()).toList();
    }

    /** @param remains {@link #remaining} in words */
    Check check(String title, String remains) {
        var rest = remaining().isEmpty() ? "" : ", and besides " + remains;
        return left.isEmpty()
                ? Check.pass(title, remaining().isEmpty() ? "nothing is left" : "emptied but for " + remains)
                : Check.fail(
                        title,
                        left.size() + " left: "
                                + String.join(
                                        ", ", left.stream().map(Scans::shown).toList()) + rest,
                        "delete them in a step of the plan, or allow them there");
    }

    /** Deleted stacks are listed for 90 days. */
    private static boolean gone(SeenResource r) {
        return r.state().equals("DELETE_COMPLETE");
    }

    private static boolean onItsWay(SeenResource r) {
        var state = r.state().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return state.equals("pendingdeletion") || state.equals("scheduledfordeletion");
    }

    /** An ARN in which {@code *} stands for anything. */
    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
