package app.medzenhealth.cutover.plan;

import java.util.Locale;

/** What the words of a decision mean. */
public final class Decision {
    private Decision() {}

    /** Whether an option is one against what is asked, so that what follows stays locked: it begins with “no”. */
    public static boolean refuses(String option) {
        return option.toLowerCase(Locale.ROOT).matches("no\\b.*");
    }
}
