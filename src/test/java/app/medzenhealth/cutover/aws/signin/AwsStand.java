package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.AwsFront.Answer;
import app.medzenhealth.cutover.aws.signin.AwsFront.Asked;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * STS and an access portal as far as signing in goes, as strict as AWS: keys, roles with their trust policies and durations, MFA
 * devices, the portal's tokens.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class AwsStand {
    private static final String CODE = "123456";

    private final AwsFront front;
    private final MovingClock clock;
    private final Map<String, String> callers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> roles = new ConcurrentHashMap<>();
    private final Map<String, String> overall = new ConcurrentHashMap<>();

    /** @param lines {@code user KEY ARN}, {@code role ARN [external-id=X] [mfa=yes] [max=N]}, {@code portal ACCOUNT ROLE} … */
    AwsStand(AwsFront front, MovingClock clock, List<List<String>> lines) {
        this.front = front;
        this.clock = clock;
        for (var line : lines) {
            switch (line.getFirst()) {
                case "user" -> callers.put(line.get(1), line.get(2));
                case "role" ->
                    roles.put(
                            line.get(1),
                            line.stream()
                                    .skip(2)
                                    .map(w -> w.split("=", 2))
                                    .collect(Collectors.toMap(w -> w[0], w -> w[1])));
                default -> overall.put(line.getFirst(), String.join(" ", line.subList(1, line.size())));
            }
        }
        front.on("GetCallerIdentity", this::caller)
                .on("AssumeRole", this::role)
                .on("GetSessionToken", this::session)
                .on("/client/register", a -> Answer.json("{\"clientId\":\"c1\",\"clientSecret\":\"secretOfClient\"}"))
                .on("/device_authorization", a -> Answer.json("""
                        {"deviceCode":"codeOfDevice","userCode":"WDJB-MJHT","verificationUri":"https://device.sso/",
                        "verificationUriComplete":"https://device.sso/?user_code=WDJB-MJHT","expiresIn":600,"interval":1}"""))
                .on(
                        "/token",
                        a -> Answer.json(
                                "{\"accessToken\":\"tokenOfDevice\",\"tokenType\":\"Bearer\",\"expiresIn\":28800}"))
                .on("/federation/credentials", this::portal);
    }

    private Optional<Answer> refusesAll() {
        return Optional.ofNullable(overall.get("refuses")).map(words -> {
            var codeAndWords = words.split(" ", 2);
            return Answer.refusal(codeAndWords[0], codeAndWords[1]);
        });
    }

    private Optional<String> who(Asked asked) {
        return callers.entrySet().stream()
                .filter(e -> asked.authorization().contains("Credential=" + e.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Answer unknown() {
        return Answer.refusal("InvalidClientTokenId", "The security token included in the request is invalid.");
    }

    private Answer caller(Asked asked) {
        return refusesAll()
                .orElseGet(() -> who(asked)
                        .map(arn -> Answer.xml("""
                        <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>%s</Arn><UserId>X</UserId><Account>%s</Account>
                        </GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(arn, arn.split(":")[4])))
                        .orElseGet(AwsStand::unknown));
    }

    private Answer role(Asked asked) {
        if (refusesAll().isPresent()) {
            return refusesAll().get();
        }
        var who = who(asked);
        if (who.isEmpty()) {
            return unknown();
        }
        var arn = asked.field("RoleArn");
        var seconds = Integer.parseInt(asked.field("DurationSeconds"));
        var role = roles.get(arn);
        if (seconds < 900) {
            return Answer.refusal(
                    "ValidationError",
                    "1 validation error detected: Value '" + seconds
                            + "' at 'durationSeconds' failed to satisfy constraint:"
                            + " Member must have value greater than or equal to 900");
        }
        if (role == null
                || !role.getOrDefault("external-id", asked.field("ExternalId")).equals(asked.field("ExternalId"))) {
            return refused(who.get(), arn);
        }
        if (role.containsKey("mfa") && asked.field("SerialNumber").isEmpty()) {
            return refused(who.get(), arn);
        }
        if (!asked.field("SerialNumber").isEmpty() && !asked.field("TokenCode").equals(CODE)) {
            return badCode();
        }
        if (who.get().contains(":assumed-role/") && seconds > 3600) {
            return Answer.refusal(
                    "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        if (seconds > Integer.parseInt(role.getOrDefault("max", "3600"))) {
            return Answer.refusal(
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        var parts = arn.split(":", 6);
        var name = arn.substring(arn.lastIndexOf('/') + 1);
        var key = "AKIDROLE" + name.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
        callers.put(
                key,
                parts[0] + ":" + parts[1] + ":sts::" + parts[4] + ":assumed-role/" + name + "/"
                        + asked.field("RoleSessionName"));
        return AwsFront.session("AssumeRole", key, in(Duration.ofSeconds(seconds)));
    }

    private static Answer refused(String who, String role) {
        return Answer.refusal(
                "AccessDenied", "User: " + who + " is not authorized to perform: sts:AssumeRole on resource: " + role);
    }

    private static Answer badCode() {
        return Answer.refusal("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }

    private Answer session(Asked asked) {
        var who = who(asked);
        if (who.isEmpty()) {
            return unknown();
        }
        if (!asked.field("TokenCode").equals(CODE)) {
            return badCode();
        }
        callers.put("AKIDSESSION", who.get());
        return AwsFront.session(
                "GetSessionToken",
                "AKIDSESSION",
                in(Duration.ofSeconds(Integer.parseInt(asked.field("DurationSeconds")))));
    }

    private Answer portal(Asked asked) {
        if (asked.bearer().equals(overall.get("portal-refuses"))) {
            return Answer.jsonRefusal(401, "UnauthorizedException", "Session token not found or invalid");
        }
        var wanted = asked.query("account_id") + " " + asked.query("role_name");
        if (!wanted.equals(overall.get("portal"))) {
            return Answer.jsonRefusal(403, "ForbiddenException", "No access");
        }
        callers.put(
                "AKIDSSO",
                "arn:aws:sts::" + asked.query("account_id") + ":assumed-role/AWSReservedSSO_" + asked.query("role_name")
                        + "/lead");
        return Answer.json(
                """
                {"roleCredentials":{"accessKeyId":"AKIDSSO","secretAccessKey":"secretOfSso","sessionToken":"tokenOfSso",
                "expiration":%d}}""".formatted(clock.instant().plus(Duration.ofHours(1)).toEpochMilli()));
    }

    private String in(Duration time) {
        return clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
