package app.medzenhealth.cutover.aws;

import java.util.regex.Pattern;

/**
 * Words of AWS's, or of the SDK's, that something depends on, because no code tells the cases apart. No other words decide anything.
 */
public enum Wording {
    CLOCK_IN_SIGNATURE(
            "(?i)signature (has )?expired|signature not yet current|is now (earlier|later) than",
            "SignatureDoesNotMatch is said of wrong keys and of wrong clocks (IAM User Guide, Troubleshoot Signature Version 4)"),
    TOKEN_EXPIRED(
            "(?i)security token included in the request is expired",
            "some services say it under InvalidClientTokenId or UnrecognizedClientException (Common error types,"
                    + " ExpiredTokenException)"),
    NOT_AUTHORIZED_TO_PERFORM(
            "(?i)is not authorized to perform",
            "services with a code of their own for refusals use IAM's sentence (IAM User Guide, Troubleshoot access denied"
                    + " error messages)"),
    PERMISSION_NAMED(
            "perform:? \\[?([a-z0-9-]+:[A-Za-z0-9*]+)",
            "nothing but IAM's sentence names the permission that is missing (the same)"),
    BY_THE_RESOURCE(
            "resource-based policy",
            "nothing but IAM's sentence tells whose policy refuses (IAM User Guide, Troubleshoot access denied error messages:"
                    + " docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html)"),
    BY_A_BOUND(
            "because no (service control policy|resource control policy|permissions boundary|session policy|VPC endpoint policy)"
                    + " allows",
            "nothing but IAM's sentence tells a bound that leaves the permission out from a permission that is missing (the same)"),
    BY_EXPLICIT_DENY(
            "(?:with|due to) an explicit deny",
            "nothing but IAM's sentence tells a denial from a permission that is missing (the same)"),
    ROLE_NAMED(
            "on resource: (arn:aws[a-z-]*:iam::\\d{12}:role/\\S+)",
            "nothing but IAM's sentence names the role that was not given (the same)"),
    MFA_CODE_WRONG(
            "(?i)MultiFactorAuthentication failed with invalid MFA one time pass code",
            "STS answers AccessDenied to a wrong code and to a role that is not given (STS API Reference, AssumeRole); it counts"
                    + " only where a code was sent"),
    MFA_FAILED(
            "(?i)^MultiFactorAuthentication failed",
            "STS answers AccessDenied to a device that is not the user's (STS API Reference, AssumeRole); it counts only where a"
                    + " code was sent"),
    CHAINED_TOO_LONG(
            "(?i)exceeds the 1 hour session limit for roles assumed by role chaining",
            "STS answers ValidationError to every duration it does not take (AWS Knowledge Center, IAM role chaining limit)"),
    LONGER_THAN_THE_ROLE(
            "(?i)DurationSeconds exceeds the MaxSessionDuration set for this role",
            "STS answers ValidationError to every duration it does not take (STS API Reference, AssumeRole, DurationSeconds: the"
                    + " operation fails; the words as seen, github.com/99designs/aws-vault)"),
    STACK_ABSENT(
            "does not exist",
            "CloudFormation answers ValidationError to DescribeStacks of a stack that is not there (CloudFormation API"
                    + " Reference, DescribeStacks)"),
    EXPORT_UNUSED(
            "is not imported",
            "CloudFormation answers ValidationError to ListImports of an export that nobody imports (not in its API Reference;"
                    + " as seen: Export 'x' is not imported by any stack.)"),
    ATTEMPT_REJECTED(
            "Status Code: 4\\d\\d|Connect to \\S+.* failed|which this machine does not trust",
            "of earlier attempts the SDK keeps the words only"),
    NO_CREDENTIALS(
            "(?i)unable to load credentials|profile file contained no credentials|credentials were not",
            "the SDK has one exception for all that it does not send"),
    ANSWER_UNREADABLE("(?i)unmarshall|could not parse", "the SDK has one exception for all that it cannot read");

    private final Pattern pattern;
    private final String reason;

    Wording(String pattern, String reason) {
        this.pattern = Pattern.compile(pattern);
        this.reason = reason;
    }

    Pattern pattern() {
        return pattern;
    }

    boolean in(String words) {
        return pattern.matcher(words).find();
    }

    /** Why words have to decide, with the source of what is known of them. */
    public String reason() {
        return reason;
    }
}
