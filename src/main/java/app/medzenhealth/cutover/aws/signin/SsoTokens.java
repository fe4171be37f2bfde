package app.medzenhealth.cutover.aws.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tokens of access portals: this console's own in memory only, and those of the AWS CLI, which are read and never written. */
final class SsoTokens {
    private static final Duration WORTHLESS = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Machine machine;
    private final SecretSink secrets;
    private final Map<Way.Portal, Token> own = new ConcurrentHashMap<>();
    private final Map<Way.Portal, String> refused = new ConcurrentHashMap<>();

    SsoTokens(Machine machine, SecretSink secrets) {
        this.machine = machine;
        this.secrets = secrets;
    }

    record Token(String value, Instant ends) {
        @Override
        public String toString() {
            return "Token[ends=" + ends + "]";
        }
    }

    /** One that is good for a while yet. */
    Optional<Token> find(Way.Portal portal, Instant now) {
        return Optional.ofNullable(own.get(portal))
                .or(() -> cached(portal))
                .filter(t -> t.ends().minus(WORTHLESS).isAfter(now))
                .filter(t -> !t.value().equals(refused.get(portal)));
    }

    void keep(Way.Portal portal, Token token) {
        own.put(portal, token);
    }

    /** AWS does not take it. */
    void refused(Way.Portal portal, Token token) {
        own.remove(portal);
        refused.put(portal, token.value());
    }

    void forget() {
        own.clear();
    }

    private Optional<Token> cached(Way.Portal portal) {
        var file = machine.ssoCache().resolve(DigestUtils.sha1Hex(portal.cacheKey()) + ".json");
        try {
            var json = JSON.readTree(Files.readAllBytes(file));
            var value = json.path("accessToken").asString("");
            // Older CLIs wrote "2020-06-17T10:02:08UTC".
            var ends = Issuer.instant(json.path("expiresAt").asString("").replaceFirst("UTC$", "Z"));
            var same = json.path("startUrl").asString("").equals(portal.start().toString());
            return same && !value.isBlank() ? ends.map(e -> new Token(secrets.keep(value), e)) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
