package app.medzenhealth.cutover.plan;

import java.util.regex.Pattern;

/**
 * When a message is due, by the words of the plan.
 *
 * @param days from the change window on; negative before it, 0 when it opens
 * @param dated whether the words name a day at all
 */
record Notice(boolean dated, int days) {
    /** For example {@code T-7 d}, {@code T-0}, {@code T+1 d}. */
    private static final Pattern DUE = Pattern.compile("T\\s*([+-])\\s*(\\d{1,3})(?:\\s*d(?:ays?)?)?");

    static Notice of(Plan.Message message) {
        var due = DUE.matcher(message.due().strip());
        return due.matches()
                ? new Notice(
                        true, Integer.parseInt(due.group(2)) * (due.group(1).equals("-") ? -1 : 1))
                : new Notice(false, 0);
    }

    int daysAhead() {
        return Math.max(0, -days);
    }

    boolean beforeFence() {
        return dated && days <= 0;
    }

    int daysAfter() {
        return Math.max(0, days);
    }
}
