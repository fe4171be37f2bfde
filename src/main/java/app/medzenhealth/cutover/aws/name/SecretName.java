package app.medzenhealth.cutover.aws.name;

/**
 * A secret's name, where it may be written as its ARN. An ARN is of one region, and ends with a hyphen and six characters that
 * Secrets Manager adds to the name (AWS Secrets Manager User Guide, "Secret ARN").
 */
public final class SecretName {
    private static final String PART = ":secret:";

    private SecretName() {}

    public static String of(String written) {
        var at = written.startsWith("arn:") ? written.indexOf(PART) : -1;
        return at < 0 ? written : written.substring(at + PART.length()).replaceFirst("-[A-Za-z0-9]{6}$", "");
    }
}
