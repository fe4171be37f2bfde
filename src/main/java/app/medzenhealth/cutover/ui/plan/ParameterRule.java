package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan.Parameter;
import app.medzenhealth.cutover.plan.PlanWording;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a parameter's value must look like, by its kind. Whether it exists is for AWS to say. */
final class ParameterRule {
    private ParameterRule() {}

    /** What is wrong with a value, in words for under the field; empty: nothing. */
    static Optional<String> problem(Parameter parameter, String value) {
        if (!parameter.count().several()) {
            return problem(parameter.kind(), value);
        }
        return Stream.of(value.split(",", -1))
                .map(v -> problem(parameter.kind(), v))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same of one value. */
    static Optional<String> problem(Parameter.Kind kind, String value) {
        var v = value.strip();
        if (v.isEmpty()) {
            return Optional.of("A value is needed: steps that use it stay locked without one.");
        }
        return switch (kind) {
            case TEXT -> Optional.empty();
            case DATE ->
                unless(PlanWording.day(v).isPresent(), "A date is written year, month, day, for example 2026-01-24.");
            case HOSTED_ZONE ->
                unless(
                        v.matches("Z[A-Z0-9]{5,31}"),
                        "A hosted zone's id begins with Z, for example Z0123456789ABCDEFGHIJ.");
            case KMS_KEY ->
                unless(
                        v.matches("alias/[A-Za-z0-9/_-]+|arn:aws[a-z-]*:kms:.+|(mrk-)?[0-9a-f-]{32,36}"),
                        "A key is an alias (alias/…), an ARN or a key id.");
            case DB_SUBNET_GROUP,
                    DB_PARAMETER_GROUP,
                    DB_SNAPSHOT,
                    ROLE,
                    TARGET_GROUP,
                    ECS_SERVICE,
                    EVENT_RULE,
                    EVENT_SOURCE,
                    TABLE,
                    LOG_GROUP -> unless(v.matches("[A-Za-z0-9+=,.@_:/#-]{1,512}"), "A name has no blanks.");
            case REST_API, HTTP_API -> unless(!v.contains("${"), "Type the API's name, or its id where asked for.");
            case HTTP_API_ID -> unless(v.matches("[a-z0-9]{5,32}"), "An API's id is of lower-case letters and digits.");
            case LEFTOVER ->
                unless(v.matches("[a-z0-9]+/[a-z-]+/\\S+"), "Written service/type/name, for example sns/topic/alerts.");
            case SECURITY_GROUP -> unless(v.matches("sg-[0-9a-z]+"), "A security group's id begins with sg-.");
            case SUBNET -> unless(v.matches("subnet-[0-9a-z]+"), "A subnet's id begins with subnet-.");
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
            case TEXT, DATE, DIRECTORY, URL -> false;
            case HOSTED_ZONE,
                    KMS_KEY,
                    DB_SUBNET_GROUP,
                    DB_PARAMETER_GROUP,
                    SECURITY_GROUP,
                    SUBNET,
                    BUCKET,
                    ROLE,
                    TARGET_GROUP,
                    ECS_SERVICE,
                    EVENT_RULE,
                    EVENT_SOURCE,
                    REST_API,
                    HTTP_API,
                    HTTP_API_ID,
                    TABLE,
                    LOG_GROUP,
                    DB_SNAPSHOT,
                    LEFTOVER -> true;
        };
    }

    static String word(Parameter.Kind kind) {
        return kind.name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace("kms", "KMS")
                .replace("db", "DB")
                .replace("url", "URL")
                .replace("api", "API")
                .replace("rest", "REST")
                .replace("http", "HTTP");
    }

    private static Optional<String> unless(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }

    private static boolean url(String text) {
        try {
            var uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
