package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;

/**
 * A check in words. Its title says what is expected: beside what was found instead, one must be told from the other, or “Table is
 * gone: it is ACTIVE” reads like its own opposite.
 */
public final class CheckWords {
    private CheckWords() {}

    /** What it is about; where it did not pass, as what was expected. */
    public static String title(Check check) {
        return check.passed() ? check.title() : "Expected: " + check.title();
    }

    /** What was found; may be empty where it passed. */
    public static String finding(Check check) {
        return switch (check.outcome()) {
            case Check.Pass(String evidence) -> evidence;
            case Check.Fail(String evidence, String _) -> "Found: " + evidence;
            case Check.Unknown(String evidence) -> "Not known: " + evidence;
            case Check.NotMeasured(String why) -> "Not measured: " + why;
        };
    }

    /** Both in one line, for example {@code Expected: Table is gone. Found: it is ACTIVE}. */
    public static String line(Check check) {
        return title(check) + (check.passed() ? ": " : ". ") + finding(check);
    }
}
