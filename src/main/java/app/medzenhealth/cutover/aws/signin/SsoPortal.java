package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.Held.Renewal;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import app.medzenhealth.cutover.aws.signin.SsoTokens.Token;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sso.model.SsoException;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

/** A role's credentials from an access portal, after the person has let this console in. */
final class SsoPortal {
    private static final int FORBIDDEN = 403;

    private final Reach reach;
    private final SecretSink secrets;
    private final Timekeeper time;
    private final SsoTokens tokens;

    SsoPortal(Machine machine, Reach reach, SecretSink secrets, Timekeeper time) {
        this.reach = reach;
        this.secrets = secrets;
        this.time = time;
        this.tokens = new SsoTokens(machine, secrets);
    }

    Held credentials(Way.Sso way, Person person) throws InterruptedException {
        try (var clients = reach.clients(AnonymousCredentialsProvider.create())) {
            var there = tokens.find(way.portal(), time.instant());
            if (there.isPresent()) {
                try {
                    return credentials(clients, way, there.get(), person);
                } catch (UnauthorizedException e) {
                    tokens.refused(way.portal(), there.get());
                }
            }
            var token = new DeviceFlow(
                            clients.client(SsoOidcClient.class, way.portal().region()), secrets, time)
                    .token(way.portal(), person);
            tokens.keep(way.portal(), token);
            return credentials(clients, way, token, person);
        } catch (UnauthorizedException e) {
            throw new SignInProblem(
                    Kind.SSO_EXPIRED, "The portal does not take the sign-in just made", "sign in again");
        } catch (SsoException e) {
            // ForbiddenException is answered, though the service's model does not name it.
            throw e instanceof ResourceNotFoundException || AwsErrors.hasStatus(e, FORBIDDEN)
                    ? new SignInProblem(
                            Kind.NOT_PERMITTED,
                            "The portal gives you no role " + way.role() + " in account " + way.account(),
                            "ask for the permission set, or choose another profile")
                    : Explanations.of(e, time.instant());
        } catch (AbortedException e) {
            throw new InterruptedException("stopped while the portal was asked");
        } catch (SdkException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while the portal was asked");
            }
            throw Explanations.of(e, time.instant());
        }
    }

    private Held credentials(LiveClients clients, Way.Sso way, Token token, Person person) {
        person.progress("Asking the portal for the role " + way.role());
        var given = clients.client(SsoClient.class, way.portal().region())
                .getRoleCredentials(r ->
                        r.accessToken(token.value()).accountId(way.account()).roleName(way.role()))
                .roleCredentials();
        var keys = secrets.keep(
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken()));
        return new Held(
                keys,
                Optional.of(Instant.ofEpochMilli(given.expiration())),
                new Renewal.Alone(Optional.of(token.ends())));
    }

    void forget() {
        tokens.forget();
    }
}
