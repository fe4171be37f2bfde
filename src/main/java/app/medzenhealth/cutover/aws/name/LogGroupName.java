package app.medzenhealth.cutover.aws.name;

/**
 * A log group's name, where it may be written as its ARN, with or without the {@code :*} that some answers end with (Amazon
 * CloudWatch Logs API Reference, LogGroup: arn and logGroupArn).
 */
public final class LogGroupName {
    private static final String PART = ":log-group:";

    private LogGroupName() {}

    public static String of(String written) {
        var at = written.startsWith("arn:") ? written.indexOf(PART) : -1;
        var name = at < 0 ? written : written.substring(at + PART.length());
        return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    }
}
