package app.medzenhealth.cutover.aws.name;

import java.util.regex.Pattern;

/**
 * A Lambda function, written as its name, {@code name:qualifier}, a partial ARN ({@code account:function:name}) or an ARN (AWS Lambda
 * API Reference, "FunctionName").
 *
 * @param qualifier a version or alias; empty where none is named
 */
public record FunctionName(String name, String qualifier) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:arn:[^:]+:lambda:[^:]*:)?(?:\\d{12}:)?(?:function:)?([^:]+)(?::([^:]+))?");

    public static FunctionName of(String written) {
        var matcher = WRITTEN.matcher(written);
        return matcher.matches()
                ? new FunctionName(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2))
                : new FunctionName(written, "");
    }
}
