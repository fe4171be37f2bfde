package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan.Parameter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** What a parameter's value must look like, by its kind. Whether it exists is for AWS to say. */
final class ParameterRule {
    private ParameterRule() {}

    /** What is wrong with a value, in words for under the field; empty: nothing. */
    static Optional<String> problem(Parameter.Kind kind, String value) {
        String v = value.strip();
        if (v.isEmpty()) {
            return Optional.of("A value is needed: steps that use it stay locked without one.");
        }
        return switch (kind) {
            case TEXT -> Optional.empty();
            case HOSTED_ZONE ->
                unless(
                        v.matches("Z[A-Z0-9]{5,31}"),
                        "A hosted zone's id begins with Z, for example Z08MEDZENZONE00001.");
            case KMS_KEY ->
                unless(
                        v.matches("alias/[A-Za-z0-9/_-]+|arn:aws[a-z-]*:kms:.+|(mrk-)?[0-9a-f-]{32,36}"),
                        "A key is an alias (alias/…), an ARN or a key id.");
            case DB_SUBNET_GROUP, ROLE -> unless(v.matches("[A-Za-z0-9+=,.@_:/-]{1,255}"), "A name has no blanks.");
            case SECURITY_GROUP -> unless(v.matches("sg-[0-9a-z]+"), "A security group's id begins with sg-.");
            case BUCKET ->
                unless(
                        v.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                        "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens.");
            case DIRECTORY -> unless(!v.contains("\0"), "Not a path.");
            case URL -> unless(url(v), "An address begins with https:// or http:// and names a host.");
        };
    }

    /** Whether candidates can be read live. */
    static boolean lookedUp(Parameter.Kind kind) {
        return switch (kind) {
            case TEXT, DIRECTORY, URL -> false;
            case HOSTED_ZONE, KMS_KEY, DB_SUBNET_GROUP, SECURITY_GROUP, BUCKET, ROLE -> true;
        };
    }

    static String word(Parameter.Kind kind) {
        return kind.name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace("kms", "KMS")
                .replace("db", "DB")
                .replace("url", "URL");
    }

    private static Optional<String> unless(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }

    private static boolean url(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
