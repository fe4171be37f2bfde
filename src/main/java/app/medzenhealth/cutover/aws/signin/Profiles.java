package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The profiles of the operator's AWS config and credentials files, and what the environment holds as one more, {@value
 * #ENVIRONMENT}.
 */
final class Profiles {
    /** The name of the environment's own credentials, unless a file has a profile of that name. */
    static final String ENVIRONMENT = "env";

    private static final Pattern LINE = Pattern.compile("\\bon line (\\d+)");

    private final Machine machine;
    private final ProfileFile file;

    private Profiles(Machine machine, ProfileFile file) {
        this.machine = machine;
        this.file = file;
    }

    /** @throws SignInProblem if a file is there and cannot be read; with its line */
    static Profiles read(Machine machine) {
        ProfileFile.Aggregator both = ProfileFile.aggregator();
        // What the credentials file says of a profile goes before the config file.
        read(machine.credentials(), ProfileFile.Type.CREDENTIALS).ifPresent(both::addFile);
        read(machine.config(), ProfileFile.Type.CONFIGURATION).ifPresent(both::addFile);
        return new Profiles(machine, both.build());
    }

    private static Optional<ProfileFile> read(Path path, ProfileFile.Type type) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(path)) {
            return Optional.of(ProfileFile.builder().content(in).type(type).build());
        } catch (IOException e) {
            throw new SignInProblem(
                    Kind.BROKEN_FILE,
                    path + " cannot be read: " + e.getClass().getSimpleName(),
                    "see that it is a file that you may read");
        } catch (RuntimeException e) {
            throw new SignInProblem(
                    Kind.BROKEN_FILE,
                    path + ": " + words(path, String.valueOf(e.getMessage())),
                    "mend that line, then try again");
        }
    }

    /** The parser may quote the line, and with it a key: only what is wrong and where is said. */
    private static String words(Path path, String message) {
        Matcher line = LINE.matcher(message);
        if (!line.find()) {
            return "it is not a file of profiles";
        }
        int number = Integer.parseInt(line.group(1));
        return "line " + number + " is not understood: " + shape(path, number);
    }

    private static String shape(Path path, int number) {
        String wanted = "expected [profile NAME], a comment, or NAME = VALUE";
        try {
            List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
            String text = number <= lines.size() ? lines.get(number - 1).strip() : "";
            return text.startsWith("[") && !text.contains("]")
                    ? "its closing bracket is missing"
                    : text.startsWith("=") ? "the name before = is missing" : wanted;
        } catch (IOException e) {
            return wanted;
        }
    }

    /** In the order of their names; the environment last. */
    List<ProfileEntry> list() {
        Map<String, Profile> sorted = new TreeMap<>(file.profiles());
        List<ProfileEntry> entries = new ArrayList<>();
        sorted.keySet().forEach(name -> entries.add(entry(name)));
        if (!sorted.containsKey(ENVIRONMENT)
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
            Way way = way(name);
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
        return file.profile(profile)
                .flatMap(p -> p.property(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /** @throws SignInProblem if there is no such profile, or if this console does not use its way */
    Way way(String name) {
        if (!file.profiles().containsKey(name) && name.equals(ENVIRONMENT)) {
            return new Way.FromEnvironment();
        }
        return new Ways(file).way(name);
    }

    static ProfileEntry.Kind kind(Way way) {
        return switch (way) {
            case Way.FixedKeys keys -> ProfileEntry.Kind.KEYS;
            case Way.UserWithMfa user -> kind(user.from());
            case Way.FromEnvironment environment -> ProfileEntry.Kind.ENVIRONMENT;
            case Way.Program program -> ProfileEntry.Kind.PROGRAM;
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
        };
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
