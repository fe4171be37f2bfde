package app.medzenhealth.cutover.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern for names: {@code *} stands for any letters, {@code ?} for one, and {@code {it}} for some that a rule goes on with. All
 * else stands for itself. At most one {@code {it}}.
 */
public final class NamePattern {
    /** What a pattern, and what follows from it, calls the letters that it found. */
    public static final String IT = "{it}";

    private final String text;
    private final Pattern compiled;
    private final boolean finds;

    private NamePattern(String text) {
        this.text = text;
        this.finds = text.contains(IT);
        var regex = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            if (text.startsWith(IT, at)) {
                regex.append("(.+?)");
                at += IT.length() - 1;
                continue;
            }
            switch (text.charAt(at)) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(text.charAt(at))));
            }
        }
        this.compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** @throws IllegalArgumentException if {@code {it}} stands in it twice */
    public static NamePattern of(String text) {
        if (text.indexOf(IT) != text.lastIndexOf(IT)) {
            throw new IllegalArgumentException("“" + text + "” names {it} twice");
        }
        return new NamePattern(text);
    }

    /** Whether the whole name is of this form: what {@code {it}} stands for, the whole name where the pattern has none; else empty. */
    public Optional<String> in(String name) {
        var match = compiled.matcher(name);
        return match.matches() ? Optional.of(finds ? match.group(1) : name) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
