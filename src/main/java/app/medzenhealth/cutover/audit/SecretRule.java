package app.medzenhealth.cutover.audit;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A form in which secrets are written.
 *
 * @param name what is said in the secret's place
 * @param pattern with a group for the secret: the one that matched is replaced, or the whole match where there is none
 * @param hints lower-case texts, without any of which the pattern cannot match; none: it may match anything
 * @param really whether what was found is a secret
 */
record SecretRule(String name, Pattern pattern, List<String> hints, Predicate<String> really) {

    static SecretRule of(String name, String pattern, String... hints) {
        return new SecretRule(name, Pattern.compile(pattern), List.of(hints), _ -> true);
    }

    /** @param lower the text in lower case */
    boolean possible(String lower) {
        if (hints.isEmpty()) {
            return true;
        }
        for (var hint : hints) {
            if (lower.contains(hint)) {
                return true;
            }
        }
        return false;
    }

    String replaceIn(String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        var out = new StringBuilder();
        var from = 0;
        do {
            var which = group(matcher);
            var found = matcher.group(which);
            if (really.test(found) && !SecretRules.isPublic(found)) {
                out.append(text, from, matcher.start(which)).append(SecretRules.mark(name));
                from = matcher.end(which);
            }
        } while (matcher.find());
        return out.append(text, from, text.length()).toString();
    }

    private static int group(MatchResult match) {
        for (var i = 1; i <= match.groupCount(); i++) {
            if (match.start(i) >= 0) {
                return i;
            }
        }
        return 0;
    }
}
