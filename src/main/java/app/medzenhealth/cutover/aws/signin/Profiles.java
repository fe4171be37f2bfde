package app.medzenhealth.cutover.aws.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The profiles of the operator's AWS config and credentials files, and what the environment holds as one more, {@value
 * #ENVIRONMENT}.
 */
final class Profiles {
    /** The name of the environment's own credentials, unless a file has a profile of that name. */
    static final String ENVIRONMENT = "env";

    private final Machine machine;
    private final ProfileFiles files;
    private final boolean elsewhere;

    private Profiles(Machine machine, ProfileFiles files, boolean elsewhere) {
        this.machine = machine;
        this.files = files;
        this.elsewhere = elsewhere;
    }

    /** As for AWS itself. @throws SignInProblem if a file is there and cannot be read; with its line */
    static Profiles read(Machine machine) {
        return read(machine, false);
    }

    /** @param elsewhere whether an endpoint was given at the start: it goes before those of profiles */
    static Profiles read(Machine machine, boolean elsewhere) {
        return new Profiles(machine, ProfileFiles.read(machine), elsewhere);
    }

    /** In the order of their names; the environment last. */
    List<ProfileEntry> list() {
        var entries = new ArrayList<ProfileEntry>();
        files.names().forEach(name -> entries.add(entry(name)));
        if (!files.names().contains(ENVIRONMENT)
                && machine.variable("AWS_ACCESS_KEY_ID").isPresent()) {
            entries.add(new ProfileEntry(
                    ENVIRONMENT,
                    ProfileEntry.Kind.ENVIRONMENT,
                    "AWS_ACCESS_KEY_ID of this process",
                    false,
                    Optional.empty(),
                    Optional.empty()));
        }
        return List.copyOf(entries);
    }

    private ProfileEntry entry(String name) {
        try {
            var way = way(name);
            return new ProfileEntry(name, kind(way), detail(way), way.asksMfa(), account(way), Optional.empty());
        } catch (SignInProblem problem) {
            return new ProfileEntry(
                    name,
                    ProfileEntry.Kind.REFUSED,
                    problem.happened(),
                    false,
                    Optional.empty(),
                    Optional.of(problem.happened()));
        }
    }

    /** A setting of a profile that is no credential, if it has one. */
    Optional<String> setting(String profile, String name) {
        return files.profile(profile)
                .flatMap(p -> p.property(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /** @throws SignInProblem if there is no such profile, or if this console does not use its way */
    Way way(String name) {
        if (!files.names().contains(name) && name.equals(ENVIRONMENT)) {
            return new Way.FromEnvironment();
        }
        return new Ways(files, elsewhere).way(name);
    }

    static ProfileEntry.Kind kind(Way way) {
        return switch (way) {
            case Way.FixedKeys keys -> ProfileEntry.Kind.KEYS;
            case Way.UserWithMfa user -> kind(user.from());
            case Way.FromEnvironment environment -> ProfileEntry.Kind.ENVIRONMENT;
            case Way.Program program -> ProfileEntry.Kind.PROGRAM;
            case Way.Login login -> ProfileEntry.Kind.LOGIN;
            case Way.Sso sso -> ProfileEntry.Kind.SSO;
            case Way.Role role -> ProfileEntry.Kind.ROLE;
        };
    }

    private static String detail(Way way) {
        return switch (way) {
            case Way.FixedKeys keys -> "keys in the file";
            case Way.UserWithMfa user -> "keys in the file, device " + last(user.serial());
            case Way.FromEnvironment environment -> "the environment of this process";
            case Way.Program program -> program.command().getFirst();
            case Way.Login login -> "session " + login.session();
            case Way.Sso sso -> sso.role() + " at " + sso.portal().start().getHost();
            case Way.Role role ->
                "role " + last(role.arn()) + " by way of " + kind(role.from()).title();
        };
    }

    private static Optional<String> account(Way way) {
        return switch (way) {
            case Way.Sso sso -> Optional.of(sso.account());
            case Way.Role role -> Optional.of(role.arn().split(":", 6)[4]);
            case Way.UserWithMfa user ->
                Optional.of(user.serial().split(":", 6))
                        .filter(p -> p.length == 6)
                        .map(p -> p[4]);
            case Way.FixedKeys keys -> Optional.empty();
            case Way.FromEnvironment environment -> Optional.empty();
            case Way.Program program -> Optional.empty();
            case Way.Login login ->
                Optional.of(login.session().split(":", 6))
                        .filter(p -> p.length == 6)
                        .map(p -> p[4]);
        };
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
