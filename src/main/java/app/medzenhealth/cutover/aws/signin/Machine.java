package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.network.Network;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sign-in looks at on the operator's machine. */
public record Machine(Map<String, String> environment, Path home) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    /** How others are reached from here: by the environment, and by Java's own properties. */
    Network network() {
        return Network.of(environment, System.getProperties());
    }

    public static Machine here() {
        return new Machine(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    Path config() {
        return variable("AWS_CONFIG_FILE").map(this::path).orElse(home.resolve(".aws/config"));
    }

    Path credentials() {
        return variable("AWS_SHARED_CREDENTIALS_FILE").map(this::path).orElse(home.resolve(".aws/credentials"));
    }

    /** Where the AWS CLI keeps the tokens of its own single sign-on. */
    Path ssoCache() {
        return home.resolve(".aws/sso/cache");
    }

    /** With variables and {@code ~} put in, as botocore does with the names of its files. */
    Path path(String given) {
        var named = VARIABLE.matcher(given)
                .replaceAll(m -> Matcher.quoteReplacement(
                        value(m.group(1) == null ? m.group(2) : m.group(1)).orElse(m.group())));
        return named.equals("~") || named.startsWith("~/")
                ? home.resolve(named.substring(Math.min(2, named.length())))
                : Path.of(named);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> name.equals("HOME") ? Optional.of(home.toString()) : Optional.empty());
    }

    /** Without the environment, which may hold keys. */
    @Override
    public String toString() {
        return "Machine[home=" + home + "]";
    }
}
