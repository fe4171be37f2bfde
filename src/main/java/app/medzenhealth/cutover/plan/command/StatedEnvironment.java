package app.medzenhealth.cutover.plan.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which variables a plan may state for a command, and which of the console's own it may hand over by name. */
final class StatedEnvironment {
    /** Of the console's environment; a plan says for which command, and never what they are. */
    static final List<String> CREDENTIALS = List.of(
            "SUPABASE_ACCESS_TOKEN",
            "SUPABASE_DB_PASSWORD",
            "FIREBASE_TOKEN",
            "GITHUB_TOKEN",
            "NPM_TOKEN",
            "SSH_AUTH_SOCK");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,100}");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|PRIVATE|APIKEY|API_KEY|ACCESS_KEY).*");

    /** AWS's own that say where, not who. */
    private static final Set<String> HARMLESS = Set.of("AWS_REGION", "AWS_DEFAULT_REGION");

    /**
     * What others read to find credentials, programs, libraries, settings or a way through the network: the loader (ld.so(8)), shells
     * (bash(1)), git(1), ssh(1), Node.js, Python, Java, the clouds' tools.
     */
    private static final Pattern DANGEROUS = Pattern.compile("(?i)AWS_.*|AMAZON_.*|BOTO.*|ECS_.*"
            + "|PATH|PATHEXT|HOME|USER|LOGNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|XDG_.*|CDPATH|PWD|OLDPWD"
            + "|TMP|TEMP|TMPDIR|SHELL|ENV|BASH.*|ZDOTDIR|SHELLOPTS|PS[0-4]|PROMPT_COMMAND|IFS|FPATH|GLOBIGNORE|COMSPEC"
            + "|LD_.*|DYLD_.*|GCONV_PATH|GLIBC_.*|MALLOC_.*|LOCPATH|NLSPATH|HOSTALIASES|RES_OPTIONS|LOCALDOMAIN|GETCONF_DIR"
            + "|GIT_.*|SSH_.*|GPG_.*|GNUPGHOME|.*_ASKPASS|EDITOR|VISUAL|PAGER|BROWSER|MANPAGER|LESS.*|TERMINFO.*|TERMCAP"
            + "|NODE_.*|NPM_.*|NVM_.*|DENO_.*|BUN_.*|YARN_.*|COREPACK_.*|PYTHON.*|PIP_.*|VIRTUAL_ENV|PERL.*|RUBY.*|GEM_.*|BUNDLE_.*"
            + "|PHP.*|LUA_.*|JAVA_.*|_JAVA_OPTIONS|JDK_.*|CLASSPATH|MAVEN_.*|GRADLE_.*|MAKE.*|CC|CXX|CFLAGS|LDFLAGS"
            + "|.*_PROXY|SSL_.*|SSLKEYLOGFILE|OPENSSL_.*|CURL_.*|WGETRC|REQUESTS_.*|NETRC|CERT.*"
            + "|DOCKER_.*|BUILDKIT_.*|COMPOSE_.*|CONTAINER_.*|KUBE.*|HELM_.*|TF_.*|TERRAFORM_.*|VAULT_.*|PG.*|MYSQL_.*"
            + "|GOOGLE_.*|GCLOUD_.*|CLOUDSDK_.*|GCE_.*|AZURE_.*|ARM_.*|DBUS_.*|SYSTEMD_.*|NOTIFY_SOCKET|DISPLAY|WAYLAND_DISPLAY"
            + "|XAUTHORITY|SUPABASE_.*|FIREBASE_.*|GITHUB_.*|GH_.*|CUTOVER_.*");

    private StatedEnvironment() {}

    /** Why a plan may not set it; empty where it may. */
    static Optional<CommandFault> fault(String name, String value) {
        var at = "environment/" + name;
        if (HARMLESS.contains(name)) {
            return value.matches("[a-z0-9-]{1,30}")
                    ? Optional.empty()
                    : Optional.of(new CommandFault(at, name + " is no region", "name a region"));
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.of(new CommandFault(
                    at, "“" + name + "” is no name of a variable", "use letters, digits and underscores"));
        }
        if (CREDENTIALS.contains(name) || SECRET.matcher(name).matches()) {
            return Optional.of(new CommandFault(
                    at,
                    name + " is a secret, and a plan is read by many",
                    "name it under “credentials:”, and set it in the environment in which the console is started; AWS's own are handed"
                            + " to nobody: what changes AWS is an action of its own"));
        }
        if (DANGEROUS.matcher(name).matches()) {
            return Optional.of(new CommandFault(
                    at,
                    name + " decides which programs, settings or credentials a program finds",
                    "take it out; what changes AWS is an action of its own"));
        }
        return value.chars().anyMatch(Character::isISOControl)
                ? Optional.of(new CommandFault(at, name + " has a control character", "use plain text"))
                : Optional.empty();
    }
}
