package app.medzenhealth.cutover.plan.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One form of a program's arguments. A word stands for itself; {@code <name>}, {@code <number>} and {@code <setting>} stand for values that
 * are no option and no path; one that ends with {@code ?} may be left out, one that ends with {@code +} may be repeated.
 */
record Shape(List<String> words) {
    /** A branch, a function, a project: nothing that could be an option, an address or a way out of a folder. */
    private static final String NAME = "(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,200}";

    private static final String NUMBER = "[0-9]{1,9}";
    /** What a program is told as NAME=VALUE; the value is one argument, whatever is in it. */
    private static final String SETTING = "[A-Z][A-Z0-9_]{0,100}=[^\\p{Cntrl}]{0,4000}";

    /** No argument holds it. */
    private static final String END = "\0";

    static Shape of(String text) {
        return new Shape(List.of(text.split(" ")));
    }

    boolean fits(List<String> arguments) {
        var pattern =
                words.stream().filter(w -> !w.isEmpty()).map(Shape::pattern).collect(Collectors.joining());
        return Pattern.matches(pattern, arguments.stream().map(a -> a + END).collect(Collectors.joining()));
    }

    private static String pattern(String word) {
        var often = word.endsWith("?") || word.endsWith("+") ? word.substring(word.length() - 1) : "";
        var one = word.substring(0, word.length() - often.length());
        return "(?:" + value(one) + END + ")" + often;
    }

    private static String value(String word) {
        return switch (word) {
            case "<name>" -> NAME.replace(".*", "[^" + END + "]*");
            case "<number>" -> NUMBER;
            case "<setting>" -> SETTING;
            default -> Pattern.quote(word);
        };
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
