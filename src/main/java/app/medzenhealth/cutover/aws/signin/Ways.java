package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What the sections of the files mean.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">settings reference</a>
 */
final class Ways {
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/\\S+");
    private static final Duration ROLE_TIME = Duration.ofHours(1);
    private static final Duration USER_TIME = Duration.ofHours(12);

    private static final int MOST_NAMED = 12;

    private final ProfileFiles files;
    private final boolean elsewhere;

    /** @param elsewhere whether an endpoint was given at the start: it goes before those of profiles */
    Ways(ProfileFiles files, boolean elsewhere) {
        this.files = files;
        this.elsewhere = elsewhere;
    }

    Way way(String name) {
        return way(name, new LinkedHashSet<>());
    }

    private Way way(String name, Set<String> before) {
        var profile = files.profile(name)
                .orElseThrow(() -> new SignInProblem(
                        Kind.NO_SUCH_PROFILE,
                        before.isEmpty()
                                ? "There is no profile \"" + name + "\" in the AWS config or credentials file"
                                : "Profile \"" + last(before) + "\" builds on \"" + name + "\", which does not exist",
                        before.isEmpty() ? choice() : "correct its source_profile"));
        if (before.contains(name)) {
            throw refused("Profiles " + String.join(" → ", before) + " → " + name + " go round in a circle");
        }
        if (!elsewhere) {
            CustomEndpoints.refuse(name, profile, files);
        }
        if (has(profile, "role_arn")) {
            return role(name, profile, before);
        }
        if (has(profile, "sso_session") || has(profile, "sso_start_url")) {
            return sso(name, profile);
        }
        return withoutRole(name, profile);
    }

    private String choice() {
        var there = files.names();
        return there.isEmpty()
                ? "make one with “aws configure sso” or “aws configure”"
                : "choose one of " + there.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (there.size() > MOST_NAMED ? " and " + (there.size() - MOST_NAMED) + " more" : "");
    }

    private Way withoutRole(String name, ProfileSection profile) {
        if (has(profile, "aws_access_key_id")) {
            Way keys = new Way.FixedKeys(keys(name, profile));
            return profile.property("mfa_serial")
                    .<Way>map(serial -> new Way.UserWithMfa(keys, name, serial, time(name, profile, USER_TIME)))
                    .orElse(keys);
        }
        if (has(profile, "credential_process")) {
            return program(name, profile);
        }
        if (has(profile, "credential_source")) {
            refuseMachine(name, profile);
            return new Way.FromEnvironment();
        }
        if (has(profile, "login_session")) {
            return new Way.Login(name, needed(name, profile, "login_session"));
        }
        throw refused("Profile \"" + name + "\" names no credentials: no keys, role, single sign-on or program");
    }

    private Way role(String name, ProfileSection profile, Set<String> before) {
        var arn = profile.property("role_arn").orElseThrow().strip();
        if (!ROLE.matcher(arn).matches()) {
            throw refused("role_arn of profile \"" + name + "\" is not the ARN of a role");
        }
        if (has(profile, "web_identity_token_file")) {
            throw refused("Profile \"" + name
                    + "\" signs in with a token that belongs to a machine, and machines' identities are never used");
        }
        var fromProfile = has(profile, "source_profile");
        var fromSource = has(profile, "credential_source");
        if (fromProfile == fromSource) {
            throw refused("Profile \"" + name + "\" has a role_arn and needs either source_profile or credential_source"
                    + (fromProfile ? ", not both" : ""));
        }
        return new Way.Role(
                name,
                arn,
                fromSource ? environment(name, profile) : source(name, profile, before),
                profile.property("external_id"),
                profile.property("role_session_name").orElseGet(Ways::sessionName),
                time(name, profile, ROLE_TIME),
                profile.property("mfa_serial"));
    }

    private static Way environment(String name, ProfileSection profile) {
        refuseMachine(name, profile);
        return new Way.FromEnvironment();
    }

    /** A profile may name itself: then its own keys are meant. */
    private Way source(String name, ProfileSection profile, Set<String> before) {
        var source = profile.property("source_profile").orElseThrow();
        if (source.equals(name)) {
            if (!has(profile, "aws_access_key_id")) {
                throw refused("Profile \"" + name + "\" builds on itself and has no keys");
            }
            return new Way.FixedKeys(keys(name, profile));
        }
        var path = new LinkedHashSet<String>(before);
        path.add(name);
        var way = way(source, path);
        // The role's own mfa_serial asks once; the device need not be shown for the source as well.
        return way instanceof Way.UserWithMfa user && has(profile, "mfa_serial") ? user.from() : way;
    }

    private Way sso(String name, ProfileSection profile) {
        var session = profile.property("sso_session");
        var portal = session.map(s -> files.session(s)
                        .orElseThrow(() -> refused("Profile \"" + name + "\" names sso_session \"" + s
                                + "\", and there is no [sso-session " + s + "]")))
                .orElse(profile);
        var start = needed(name, portal, "sso_start_url");
        var scopes = portal.property("sso_registration_scopes")
                .map(s -> Arrays.stream(s.split(","))
                        .map(String::strip)
                        .filter(v -> !v.isEmpty())
                        .toList())
                .orElse(session.isPresent() ? List.of("sso:account:access") : List.of());
        try {
            return new Way.Sso(
                    new Way.Portal(session, URI.create(start), needed(name, portal, "sso_region"), scopes),
                    needed(name, profile, "sso_account_id"),
                    needed(name, profile, "sso_role_name"));
        } catch (IllegalArgumentException e) {
            throw refused("sso_start_url of profile \"" + name + "\" is not a URL");
        }
    }

    private static Way program(String name, ProfileSection profile) {
        try {
            var command = ShellWords.of(profile.property("credential_process").orElseThrow());
            if (command.isEmpty()) {
                throw refused("credential_process of profile \"" + name + "\" is empty");
            }
            return new Way.Program(name, command);
        } catch (IllegalArgumentException e) {
            throw refused("credential_process of profile \"" + name + "\" cannot be read: " + e.getMessage());
        }
    }

    private static void refuseMachine(String name, ProfileSection profile) {
        var source = profile.property("credential_source").orElse("").strip();
        if (!source.toLowerCase(Locale.ROOT).equals("environment")) {
            throw refused("Profile \"" + name + "\" takes its credentials from " + source
                    + ": the credentials of a machine or container are never used");
        }
    }

    private static AwsCredentials keys(String name, ProfileSection profile) {
        var id = profile.property("aws_access_key_id").orElseThrow().strip();
        var secret = needed(name, profile, "aws_secret_access_key");
        // The older name is the one that botocore still takes.
        return profile.property("aws_session_token")
                .or(() -> profile.property("aws_security_token"))
                .filter(t -> !t.isBlank())
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token.strip()))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret));
    }

    private static Duration time(String name, ProfileSection profile, Duration otherwise) {
        return profile.property("duration_seconds")
                .map(text -> {
                    try {
                        return Duration.ofSeconds(Integer.parseInt(text.strip()));
                    } catch (NumberFormatException e) {
                        throw refused("duration_seconds of profile \"" + name + "\" is not a number");
                    }
                })
                .orElse(otherwise);
    }

    /** As AWS takes it: letters, digits and {@code +=,.@-}, at most 64. */
    private static String sessionName() {
        var user = System.getProperty("user.name", "operator").replaceAll("[^\\w+=,.@-]", "-");
        return "cutover-" + user.substring(0, Math.min(56, user.length()));
    }

    private static String needed(String name, ProfileSection profile, String property) {
        return profile.property(property)
                .map(String::strip)
                .filter(v -> !v.isEmpty())
                .orElseThrow(() -> refused("Profile \"" + name + "\" has no " + property));
    }

    private static boolean has(ProfileSection profile, String property) {
        return profile.has(property);
    }

    private static String last(Set<String> names) {
        return names.stream().reduce("", (a, b) -> b);
    }

    private static SignInProblem refused(String why) {
        return new SignInProblem(
                Kind.REFUSED, why, "choose another profile, or correct this one in the AWS config file");
    }
}
