package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import app.medzenhealth.cutover.aws.signin.SsoTokens.Token;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.model.AccessDeniedException;
import software.amazon.awssdk.services.ssooidc.model.AuthorizationPendingException;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenRequest;
import software.amazon.awssdk.services.ssooidc.model.ExpiredTokenException;
import software.amazon.awssdk.services.ssooidc.model.InvalidGrantException;
import software.amazon.awssdk.services.ssooidc.model.SlowDownException;

/**
 * The device authorization grant: a code is shown, the person lets the console in on a page, and the console asks from time to
 * time whether that has happened.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>
 */
final class DeviceFlow {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    /** RFC 8628, 3.5: by how much to ask less often when told to slow down. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private static final Duration UNSAID = Duration.ofSeconds(5);

    private final SsoOidcClient oidc;
    private final SecretSink secrets;
    private final Timekeeper time;

    DeviceFlow(SsoOidcClient oidc, SecretSink secrets, Timekeeper time) {
        this.oidc = oidc;
        this.secrets = secrets;
        this.time = time;
    }

    Token token(Way.Portal portal, Person person) throws InterruptedException {
        person.progress("Asking " + portal.start().getHost() + " for a code");
        var client = oidc.registerClient(
                r -> r.clientName("Cutover Console").clientType("public").scopes(portal.scopes()));
        secrets.keep(client.clientSecret());
        var started = oidc.startDeviceAuthorization(r -> r.clientId(client.clientId())
                .clientSecret(client.clientSecret())
                .startUrl(portal.start().toString()));
        secrets.keep(started.deviceCode());
        var expires = time.instant().plusSeconds(started.expiresIn());
        person.visit(new DeviceCode(
                started.userCode(),
                page(Optional.ofNullable(started.verificationUriComplete()).orElse(started.verificationUri())),
                expires));
        person.progress("Waiting until you have confirmed the code");
        var request = CreateTokenRequest.builder()
                .clientId(client.clientId())
                .clientSecret(client.clientSecret())
                .grantType(GRANT)
                .deviceCode(started.deviceCode())
                .build();
        var interval = Optional.ofNullable(started.interval())
                .filter(s -> s > 0)
                .map(Duration::ofSeconds)
                .orElse(UNSAID);
        return poll(request, interval, expires);
    }

    private Token poll(CreateTokenRequest request, Duration first, Instant expires) throws InterruptedException {
        var interval = first;
        while (true) {
            time.sleep(interval);
            if (!time.instant().isBefore(expires)) {
                throw expired();
            }
            try {
                var answer = oidc.createToken(request);
                secrets.keep(answer.accessToken());
                if (answer.refreshToken() != null) {
                    secrets.keep(answer.refreshToken());
                }
                return new Token(answer.accessToken(), time.instant().plusSeconds(answer.expiresIn()));
            } catch (AuthorizationPendingException pending) {
                // Not yet: asked again after the interval.
            } catch (SlowDownException slow) {
                interval = interval.plus(SLOWER);
            } catch (ExpiredTokenException e) {
                throw expired();
            } catch (AccessDeniedException | InvalidGrantException e) {
                throw new SignInProblem(
                        Kind.SSO_DENIED, "The request was refused on the sign-in page", "sign in again, and allow it");
            } catch (AbortedException e) {
                throw new InterruptedException("stopped while waiting for the code to be confirmed");
            } catch (SdkClientException e) {
                patience(e);
                interval = interval.plus(SLOWER);
            }
        }
    }

    /** The network may be away for a while: the code is still good. */
    private static void patience(SdkClientException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while waiting for the code to be confirmed");
        }
        switch (AwsErrors.explain(e).kind()) {
            case NETWORK, TIMEOUT -> {}
            default -> throw e;
        }
    }

    private static SignInProblem expired() {
        return new SignInProblem(
                Kind.SSO_EXPIRED, "The code expired before it was confirmed", "sign in again: you get another code");
    }

    /** Only web pages are opened: the link comes from outside. */
    private static URI page(String link) {
        try {
            var page = URI.create(link);
            var secure = "https".equals(page.getScheme());
            var emulator = "http".equals(page.getScheme())
                    && ("127.0.0.1".equals(page.getHost()) || "localhost".equals(page.getHost()));
            if (secure || emulator) {
                return page;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new SignInProblem(
                Kind.OTHER,
                "The portal gave a link that is not a web page",
                "see sso_start_url in the AWS config file");
    }
}
