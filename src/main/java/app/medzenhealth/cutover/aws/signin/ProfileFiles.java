package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.ProfileText.Title;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the AWS config and credentials files say together: of one setting, the credentials file's word goes first. */
final class ProfileFiles {
    private final Map<Title, ProfileSection> config;
    private final Map<String, ProfileSection> profiles = new TreeMap<>();

    private ProfileFiles(Map<Title, ProfileSection> config, Map<Title, ProfileSection> credentials) {
        this.config = config;
        config.forEach((title, section) -> {
            switch (title.kind()) {
                case "profile" -> profiles.put(title.name(), section);
                // [profile default] goes before [default].
                case "default" -> profiles.putIfAbsent(title.name(), section);
                default -> {}
            }
        });
        credentials.forEach((title, section) -> profiles.merge(title.name(), section, ProfileFiles::over));
    }

    private static ProfileSection over(ProfileSection below, ProfileSection above) {
        var both = new HashMap<String, String>(below.settings());
        both.putAll(above.settings());
        return new ProfileSection(Map.copyOf(both));
    }

    /** @throws SignInProblem if a file is there and cannot be read; with its line */
    static ProfileFiles read(Machine machine) {
        return new ProfileFiles(
                read(machine.config(), ProfileText.Kind.CONFIG),
                read(machine.credentials(), ProfileText.Kind.CREDENTIALS));
    }

    private static Map<Title, ProfileSection> read(Path path, ProfileText.Kind kind) {
        if (!Files.exists(path)) {
            return Map.of();
        }
        if (Files.isDirectory(path)) {
            throw broken(path + " is a folder, and not a file", "name the file itself, or move the folder away");
        }
        try {
            return ProfileText.read(Files.readAllBytes(path), kind);
        } catch (IOException e) {
            throw broken(
                    path + " cannot be read: " + e.getClass().getSimpleName(),
                    "see that it is a file that you may read");
        } catch (ProfileText.Unreadable e) {
            throw e.line() > 0
                    ? broken(
                            path + ": line " + e.line() + " is not understood: " + e.getMessage(),
                            "correct that line, then try again")
                    : broken(path + ": " + e.getMessage(), "save it so, then try again");
        }
    }

    private static SignInProblem broken(String happened, String next) {
        return new SignInProblem(Kind.BROKEN_FILE, happened, next);
    }

    /** In the order of their names. */
    Set<String> names() {
        return profiles.keySet();
    }

    Optional<ProfileSection> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    Optional<ProfileSection> session(String name) {
        return Optional.ofNullable(config.get(new Title("sso-session", name)));
    }

    Optional<ProfileSection> services(String name) {
        return Optional.ofNullable(config.get(new Title("services", name)));
    }
}
