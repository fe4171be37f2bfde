package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.network.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Another place to send requests to than the SDK would choose. Requests are signed with the operator's credentials: they go to
 * this machine or to AWS, and nowhere else.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific endpoints</a>
 */
public final class Endpoint {

    private static final Pattern AWS = Pattern.compile("([a-z0-9-]+\\.)+(amazonaws\\.com(\\.cn)?|api\\.aws)");

    private Endpoint() {}

    /** Whether it is on this machine, and so surely not AWS. */
    public static boolean isLoopback(URI endpoint) {
        return Loopback.is(host(endpoint));
    }

    /** One spelling for one place: what differs only in capitals, a default port or a slash at the end is the same. */
    public static String spelled(URI endpoint) {
        var scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        var port = endpoint.getPort() >= 0 ? endpoint.getPort() : scheme.equals("http") ? 80 : 443;
        var path = String.valueOf(endpoint.getRawPath()).replaceAll("/+$", "");
        return scheme + "://" + host(endpoint) + ":" + port + path;
    }

    /** @throws Refused if it is neither on this machine nor AWS's */
    public static URI allowed(URI endpoint) {
        var scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        if (endpoint.getRawUserInfo() != null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new Refused("The endpoint must be http://… or https://… without a user name, and is "
                    + shown(endpoint) + ". Nothing was sent.");
        }
        if (isLoopback(endpoint)) {
            return endpoint;
        }
        if (!AWS.matcher(host(endpoint)).matches()) {
            throw new Refused("The endpoint " + shown(endpoint) + " is neither on this machine nor AWS's: requests are"
                    + " signed with your credentials and go nowhere else. Use a loopback address such as"
                    + " http://127.0.0.1:5000 for an emulator, or leave it out. Nothing was sent.");
        }
        if (!scheme.equals("https")) {
            throw new Refused(
                    "The endpoint " + shown(endpoint) + " is AWS's, but without TLS: use https://. Nothing was sent.");
        }
        return endpoint;
    }

    /**
     * The SDK takes endpoints from the environment and from system properties on its own, where nobody at the console sees them.
     *
     * @throws Refused if there is one
     */
    public static void refuseHidden(Map<String, String> environment, Map<?, ?> properties) {
        var variable = environment.keySet().stream()
                .filter(k -> k.equals("AWS_ENDPOINT_URL") || k.startsWith("AWS_ENDPOINT_URL_"))
                .filter(k -> !environment.getOrDefault(k, "").isBlank())
                .findFirst();
        var property = properties.keySet().stream()
                .map(String::valueOf)
                .filter(k -> k.startsWith("aws.endpointUrl"))
                .findFirst();
        variable.or(() -> property).ifPresent(name -> {
            throw new Refused(name + " would send requests elsewhere than the window says: unset it, and give the"
                    + " endpoint with --endpoint-url if you want one. Nothing was sent.");
        });
    }

    private static String host(URI endpoint) {
        return String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
    }

    private static String shown(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getHost()
                + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }
}
