package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.util.regex.Pattern;

/**
 * Endpoints that a profile names. They would send requests, signed with the operator's keys, elsewhere than the window says; passed
 * over, they would act on AWS where an emulator was meant. So the profile is refused, unless an endpoint was given at the start.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific endpoints</a>
 */
final class CustomEndpoints {
    private static final Pattern NESTED = Pattern.compile("(?im)^\\s*endpoint_url\\s*[=:]\\s*\\S");

    private CustomEndpoints() {}

    static void refuse(String name, ProfileSection profile, ProfileFiles files) {
        if (profile.property("ignore_configured_endpoint_urls")
                .filter(v -> v.strip().equalsIgnoreCase("true"))
                .isPresent()) {
            return;
        }
        if (profile.has("endpoint_url")) {
            throw elsewhere(name, "its endpoint_url");
        }
        profile.settings().forEach((setting, value) -> {
            if (NESTED.matcher(value).find()) {
                throw elsewhere(name, "endpoint_url under its " + setting);
            }
        });
        profile.property("services")
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .ifPresent(services -> {
                    var section = files.services(services)
                            .orElseThrow(() -> new SignInProblem(
                                    Kind.REFUSED,
                                    "Profile \"" + name + "\" names services \"" + services
                                            + "\", and there is no [services " + services + "]",
                                    "correct services in the AWS config file, or take it away"));
                    section.settings().forEach((setting, value) -> {
                        if (setting.equals("endpoint_url")
                                || NESTED.matcher(value).find()) {
                            throw elsewhere(name, "[services " + services + "], " + setting);
                        }
                    });
                });
    }

    private static SignInProblem elsewhere(String name, String what) {
        return new SignInProblem(
                Kind.REFUSED,
                "Profile \"" + name + "\" would send requests elsewhere than the window says: " + what
                        + " names an endpoint",
                "for an emulator, start with --endpoint-url; for AWS, take the endpoint out of the profile or set"
                        + " ignore_configured_endpoint_urls = true in it");
    }
}
