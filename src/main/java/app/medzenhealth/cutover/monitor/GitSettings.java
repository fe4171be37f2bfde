package app.medzenhealth.cutover.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What git is told beside its arguments. A repository's own settings can start any program (filters, hooks, helpers, transports); what can
 * be overruled is, and a repository that has others than those known to start nothing is not touched.
 *
 * @see <a href="https://git-scm.com/docs/git-config">git-config</a>, and there GIT_CONFIG_COUNT
 */
final class GitSettings {
    /** Overrule what the repository says. */
    private static final List<Map.Entry<String, String>> OVERRULED = List.of(
            Map.entry("core.hooksPath", "/dev/null"),
            Map.entry("core.fsmonitor", "false"),
            Map.entry("core.pager", "cat"),
            Map.entry("core.editor", "false"),
            Map.entry("core.askPass", ""),
            Map.entry("credential.helper", ""),
            Map.entry("protocol.allow", "never"),
            Map.entry("protocol.https.allow", "always"),
            Map.entry("protocol.ssh.allow", "always"),
            Map.entry("protocol.file.allow", "user"),
            Map.entry("submodule.recurse", "false"),
            Map.entry("fetch.recurseSubmodules", "false"),
            Map.entry("gc.auto", "0"),
            Map.entry("maintenance.auto", "false"),
            Map.entry("commit.gpgSign", "false"),
            Map.entry("merge.verifySignatures", "false"));

    private static final Pattern SECTION =
            Pattern.compile("\\[\\s*([A-Za-z0-9.-]+)(?:\\s+\"((?:[^\"\\\\]|\\\\.)*)\")?\\s*](.*)");
    private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*(?:=\\s*(.*))?");

    /** Settings of a repository that start no program and lead nowhere. */
    private static final Pattern KNOWN =
            Pattern.compile("core\\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase"
                    + "|precomposeunicode|symlinks|autocrlf|eol|safecrlf|longpaths|hookspath|fsmonitor|editor|pager|untrackedcache|abbrev|quotepath)"
                    + "|remote\\.(url|pushurl|fetch|tagopt|prune)|branch\\.(remote|merge|rebase|description|vscode-merge-base)"
                    + "|user\\.(name|email)|pull\\.(ff|rebase)|push\\.[a-z]+|fetch\\.(prune|prunetags)|init\\.defaultbranch|color\\.[a-z]+"
                    + "|gc\\.[a-z]+|maintenance\\.[a-z]+|submodule\\.(url|active)|rebase\\.[a-z]+|rerere\\.enabled|advice\\.[a-z]+"
                    + "|lfs\\.repositoryformatversion|extensions\\.objectformat|credential\\.helper");

    private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9._/~-]+"
            + "|(?:ssh://)?[A-Za-z0-9._-]+@[A-Za-z0-9][A-Za-z0-9.-]*[:/](?!-)[A-Za-z0-9._/~-]+"
            + "|(?:\\./)?[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    private GitSettings() {}

    /**
     * @param known the person's list of hosts, where ssh is used
     * @param way more of ssh's options: how it comes to its host
     */
    static Map<String, String> variables(Optional<Path> known, String way) {
        var variables = new TreeMap<String, String>();
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_SYSTEM", "/dev/null");
        variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
        variables.put("GIT_ATTR_NOSYSTEM", "1");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_ASKPASS", "");
        variables.put("GIT_PAGER", "cat");
        variables.put("GIT_OPTIONAL_LOCKS", "0");
        variables.put("GIT_ALLOW_PROTOCOL", "https:ssh:file");
        variables.put(
                "GIT_SSH_COMMAND",
                "ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o IdentityFile=none -o PermitLocalCommand=no"
                        + known.map(f -> " -o UserKnownHostsFile='" + f + "'").orElse("")
                        + way);
        variables.put("GIT_CONFIG_COUNT", String.valueOf(OVERRULED.size()));
        for (var i = 0; i < OVERRULED.size(); i++) {
            variables.put("GIT_CONFIG_KEY_" + i, OVERRULED.get(i).getKey());
            variables.put("GIT_CONFIG_VALUE_" + i, OVERRULED.get(i).getValue());
        }
        return variables;
    }

    /**
     * Why git may not be started here; empty where it may.
     *
     * @param folder where it is started
     * @param copy the folder that the repository must be in
     */
    static Optional<String> problem(Path folder, Path copy) {
        for (var at = folder; at != null && at.startsWith(copy); at = at.getParent()) {
            var repository = at.resolve(".git");
            if (Files.exists(repository, LinkOption.NOFOLLOW_LINKS)) {
                return Files.isDirectory(repository, LinkOption.NOFOLLOW_LINKS)
                        ? settings(repository)
                        : Optional.of(repository + " leads to a repository elsewhere");
            }
        }
        return Optional.of("the working copy " + copy + " is no git repository");
    }

    private static Optional<String> settings(Path repository) {
        if (Files.exists(repository.resolve("config.worktree"), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(repository.resolve("commondir"), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(repository.resolve("objects/info/alternates"), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(repository + " takes settings or objects from elsewhere");
        }
        var file = repository.resolve("config");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file + " is no plain file");
        }
        try {
            return problem(Files.readAllLines(file), file);
        } catch (IOException e) {
            return Optional.of(file + " cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> problem(List<String> lines, Path file) {
        var section = "";
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            var where = file + ", line " + (i + 1) + ": ";
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            var begins = SECTION.matcher(line);
            if (begins.matches()) {
                section = begins.group(1).toLowerCase(Locale.ROOT);
                line = begins.group(3).strip();
                if (line.isEmpty()) {
                    continue;
                }
            }
            var key = KEY.matcher(line);
            if (!key.matches() || line.endsWith("\\")) {
                return Optional.of(where + "not understood");
            }
            var name = section + "." + key.group(1).toLowerCase(Locale.ROOT);
            if (!KNOWN.matcher(name).matches()) {
                return Optional.of(where + name
                        + " may start a program or lead elsewhere; take it out of the repository's settings");
            }
            var value = key.group(2) == null ? "" : key.group(2).strip();
            if ((name.equals("remote.url") || name.equals("remote.pushurl"))
                    && !ADDRESS.matcher(value).matches()) {
                return Optional.of(where + "an address that is neither https nor ssh, or has a password in it");
            }
        }
        return Optional.empty();
    }
}
