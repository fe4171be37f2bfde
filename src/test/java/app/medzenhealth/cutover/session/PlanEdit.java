package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** Alters the text of a plan, step by step. */
public final class PlanEdit {
    private PlanEdit() {}

    /** A step's part of the file, from its id to the next step's or to the end of its list. */
    private static int[] part(String text, String step) {
        var from = Pattern.compile("( *)- id: \"?" + Pattern.quote(step) + "\"?\\n")
                .matcher(text);
        assertThat(from.find()).as(step).isTrue();
        var next = Pattern.compile("\\n {0," + from.group(1).length() + "}[^ ]").matcher(text);
        return new int[] {from.start(), next.find(from.end()) ? next.start() : text.length()};
    }

    public static String in(String text, String step, String regex, String replacement) {
        var part = part(text, step);
        var old = text.substring(part[0], part[1]);
        return text.substring(0, part[0]) + old.replaceFirst(regex, replacement) + text.substring(part[1]);
    }

    public static String without(String text, String step) {
        var part = part(text, step);
        return text.substring(0, part[0]) + text.substring(part[1] + 1);
    }

    public static String withAfter(String text, String step, String after) {
        var part = part(text, step);
        var old = text.substring(part[0], part[1]).replaceFirst("\\n +after: \\[[^\\]]*\\]", "");
        var indent = " ".repeat(old.indexOf("- id:") + 2);
        return text.substring(0, part[0])
                + old.replaceFirst("\\n", "\n" + indent + "after: " + after + "\n")
                + text.substring(part[1]);
    }

    /** With one more action in the step, in YAML's flow style. */
    public static String alsoDoing(String text, String step, String action) {
        return in(text, step, "\\n( +)verify:", "\n$1  - " + action.replace("$", "\\$") + "\n$1verify:");
    }

    /** With a step of one action behind another one, at any place of the list; what follows it by itself follows the new one. */
    public static String withStep(String text, String behind, String id, String effect, String action) {
        var part = part(text, behind);
        var indent = " ".repeat(text.substring(part[0]).indexOf("- id:"));
        var confirm = effect.equals("reads") ? "none" : "review";
        return text.substring(0, part[1])
                + ("\n" + indent + "- { id: \"" + id + "\", title: \"One more step\", purpose: \"One more.\", effect: "
                        + effect
                        + ", confirm: " + confirm + ", expected: PT1M, source: here,\n" + indent + "    actions: [ "
                        + action
                        + " ],\n" + indent + "    verify: [ { says: \"It is done\" } ] }")
                + text.substring(part[1]);
    }
}
