package app.medzenhealth.cutover.app;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A command that the aws CLI carried out.
 *
 * @param folder the part of the pack that it belongs to, for example {@code phase-1}
 * @param error what the CLI said on its error output
 */
record SentCommand(String folder, List<String> args, int code, long millis, String error) {
    private static final Pattern ANSWER =
            Pattern.compile("An error occurred \\((.+?)\\) when calling the \\w+ operation[^:]*: (.*)", Pattern.DOTALL);
    private static final Pattern ABSENT_CODE = Pattern.compile(".*(NotFound|NoSuch|NonExist|DoesNotExist).*|404");
    private static final Pattern ABSENT_WORDS =
            Pattern.compile("does not exist|not found|Unable to describe task definition");

    enum Verdict {
        /** Carried out. */
        DONE,
        /** Understood; it asked after something that is not there, which is what scripts look for first. */
        ABSENT,
        /** Refused by the CLI, or not known to the server. */
        REFUSED
    }

    Verdict verdict() {
        if (code == 0) {
            return Verdict.DONE;
        }
        var answer = ANSWER.matcher(error);
        return answer.find()
                        && (ABSENT_CODE.matcher(answer.group(1)).matches()
                                || ABSENT_WORDS.matcher(answer.group(2)).find())
                ? Verdict.ABSENT
                : Verdict.REFUSED;
    }

    /** Service and operation. */
    String name() {
        return args.size() > 3 ? args.get(2) + " " + args.get(3) : String.join(" ", args);
    }
}
