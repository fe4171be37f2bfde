package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.AwsErrors;

/** An exception in words, with AWS's own code and request id where there are any. */
public final class Explained {
    private Explained() {}

    public static String of(Throwable cause) {
        return AwsErrors.explain(cause).traceable();
    }
}
