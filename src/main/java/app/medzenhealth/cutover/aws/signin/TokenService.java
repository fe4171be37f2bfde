package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.Explanations.Shown;
import app.medzenhealth.cutover.aws.signin.Held.Renewal;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/** STS in the region given, as it is asked while signing in. */
final class TokenService {
    private final Reach reach;
    private final String region;
    private final SecretSink secrets;
    private final Timekeeper time;

    TokenService(Reach reach, String region, SecretSink secrets, Timekeeper time) {
        this.reach = reach;
        this.region = region;
        this.secrets = secrets;
        this.time = time;
    }

    record Caller(String account, String arn) {}

    Caller caller(AwsCredentials keys) throws InterruptedException {
        var answer = ask(keys, StsClient::getCallerIdentity);
        return new Caller(answer.account(), answer.arn());
    }

    Held userSession(AwsCredentials keys, Way.UserWithMfa user, String code) throws InterruptedException {
        var request = GetSessionTokenRequest.builder()
                .serialNumber(user.serial())
                .tokenCode(code)
                .durationSeconds((int) user.time().toSeconds())
                .build();
        return held(
                ask(keys, Shown.MFA_CODE, sts -> sts.getSessionToken(request)).credentials(), new Renewal.ByPerson());
    }

    Held role(Held from, Way.Role role, Optional<String> code) throws InterruptedException {
        var request = AssumeRoleRequest.builder()
                .roleArn(role.arn())
                .roleSessionName(role.sessionName())
                .durationSeconds((int) role.time().toSeconds())
                .externalId(role.externalId().orElse(null))
                .serialNumber(role.mfa().orElse(null))
                .tokenCode(code.orElse(null))
                .build();
        Renewal renewal = code.isPresent()
                ? new Renewal.ByPerson()
                : from.ends().isEmpty() ? new Renewal.Alone(Optional.empty()) : new Renewal.Alone(lasts(from));
        var shown = code.isPresent() ? Shown.MFA_CODE : Shown.NOTHING;
        return held(ask(from.keys(), shown, sts -> sts.assumeRole(request)).credentials(), renewal);
    }

    private static Optional<Instant> lasts(Held from) {
        return from.renewal() instanceof Renewal.Alone alone ? alone.until() : from.ends();
    }

    /** A role for one phase's changes, with a policy that allows those and nothing else. */
    Held writing(AwsCredentials from, WriteRoles.Use use) throws InterruptedException {
        var request = AssumeRoleRequest.builder()
                .roleArn(use.role())
                .roleSessionName(use.sessionName())
                .durationSeconds(3600)
                .policy(use.policy())
                .build();
        return held(ask(from, sts -> sts.assumeRole(request)).credentials(), new Renewal.Alone(Optional.empty()));
    }

    private Held held(Credentials given, Renewal renewal) {
        var keys = secrets.keep(
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken()));
        return new Held(keys, Optional.ofNullable(given.expiration()), renewal);
    }

    private <T> T ask(AwsCredentials keys, Function<StsClient, T> question) throws InterruptedException {
        return ask(keys, Shown.NOTHING, question);
    }

    private <T> T ask(AwsCredentials keys, Shown shown, Function<StsClient, T> question) throws InterruptedException {
        try (var clients = reach.clients(StaticCredentialsProvider.create(keys))) {
            return question.apply(clients.client(StsClient.class, region));
        } catch (AbortedException e) {
            throw new InterruptedException("stopped while STS was asked");
        } catch (SdkException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while STS was asked");
            }
            throw Explanations.of(e, time.instant(), shown);
        } catch (NullPointerException | IllegalArgumentException e) {
            throw new SignInProblem(
                    Kind.OTHER, "STS in " + region + " gave an answer that cannot be read", "try again");
        }
    }
}
