package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.network.Network;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What sign-in looks at on the operator's machine. */
public record Machine(Map<String, String> environment, Path home) {

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

    Path path(String given) {
        return given.equals("~") || given.startsWith("~/")
                ? home.resolve(given.substring(Math.min(2, given.length())))
                : Path.of(given);
    }

    /** Without the environment, which may hold keys. */
    @Override
    public String toString() {
        return "Machine[home=" + home + "]";
    }
}
