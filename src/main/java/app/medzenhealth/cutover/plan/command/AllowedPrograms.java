package app.medzenhealth.cutover.plan.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The programs that a plan may start, and what each may be asked: asked of the plan's text, and once more of what is about to be started,
 * when variables have their values. What is not listed is refused. Whatever runs text that it is given, starts what others name or acts
 * for the person elsewhere is not on the list, and is refused by name to say why.
 */
public final class AllowedPrograms {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^{}]*}");
    private static final Pattern SCRIPT =
            Pattern.compile("\\./(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Pattern WEB = Pattern.compile("https?://[^\\s\\\\]*");
    private static final Pattern PARTS = Pattern.compile("[=:,;\\s]");

    private static final List<Shape> SUPABASE = shapes(
            "secrets set <setting>+",
            "secrets set --project-ref <name> <setting>+",
            "functions deploy <name>",
            "functions deploy <name> --project-ref <name>");
    private static final List<Shape> FIREBASE = shapes(
            "deploy", "deploy --only <name>", "deploy --project <name>", "deploy --only <name> --project <name>");

    private static final Map<String, List<Shape>> ALLOWED = allowed();

    private static Map<String, List<Shape>> allowed() {
        var programs = new LinkedHashMap<String, List<Shape>>();
        programs.put(
                "git",
                shapes(
                        "pull --ff-only <name>? <name>?",
                        "fetch --prune? --tags? <name>? <name>?",
                        "status --porcelain? --short?",
                        "rev-parse HEAD"));
        programs.put("supabase", SUPABASE);
        programs.put("firebase", FIREBASE);
        var npx = new ArrayList<Shape>();
        for (var package_ : Map.of("supabase", SUPABASE, "firebase", FIREBASE).entrySet()) {
            for (var shape : package_.getValue()) {
                npx.add(Shape.of("--no? --yes? " + package_.getKey() + " " + shape));
            }
        }
        programs.put("npx", List.copyOf(npx));
        return programs;
    }

    private static final String SHELL = "runs whatever text it is given";
    private static final String STARTER = "starts what its arguments or files of the project name";
    private static final String CLOUD = "acts in AWS past the guard, without permit, intent and region";
    private static final String DAEMON =
            "lets a service act for it that no working copy holds, with the whole machine in reach";
    private static final String NETWORK = "reaches any address";
    private static final String AWAY = "can change files anywhere";

    /** Those that somebody may want, and why not. */
    private static final Map<String, String> REFUSED = refused();

    private static Map<String, String> refused() {
        var why = new LinkedHashMap<String, String>();
        Map.of(
                        SHELL,
                        "sh bash dash zsh ksh fish csh tcsh busybox toybox cmd powershell pwsh python python2 python3 node nodejs deno"
                                + " bun ruby perl php lua tclsh awk gawk mawk sed ed vi vim emacs expect osascript java jshell groovy"
                                + " psql mysql sqlite3 gdb",
                        STARTER,
                        "env xargs find make gmake cmake ninja npm pnpm yarn bundle rake gradle mvn ant terraform tofu ansible"
                                + " pulumi sudo su doas nohup setsid nice timeout time watch script parallel exec chroot unshare nsenter"
                                + " strace ltrace flock screen tmux at batch crontab systemd-run open xdg-open start tar rsync less more man",
                        CLOUD,
                        "aws aws2 sam cdk eksctl ecs-cli copilot amplify serverless sls chalice eb aws-vault saml2aws s3cmd s5cmd"
                                + " rclone steampipe localstack awslocal",
                        DAEMON,
                        "docker docker-compose podman nerdctl buildah kubectl helm vagrant virsh lxc systemctl dbus-send gdbus",
                        NETWORK,
                        "curl wget http https nc ncat netcat socat telnet ssh scp sftp ftp openssl dig nslookup",
                        AWAY,
                        "cp mv rm dd tee install ln chmod chown touch truncate mkdir rmdir unzip cat")
                .forEach((reason, names) -> {
                    for (var name : names.split(" ")) {
                        why.put(name, reason);
                    }
                });
        return why;
    }

    private AllowedPrograms() {}

    private static List<Shape> shapes(String... texts) {
        return List.of(texts).stream().map(Shape::of).toList();
    }

    /**
     * What is wrong with a command; empty where it may be started. A variable without a value counts as a harmless word.
     *
     * @param folder where it is started, relative to the working copy
     */
    public static List<CommandFault> faults(
            List<String> arguments,
            String folder,
            Map<String, String> environment,
            List<String> credentials,
            List<String> hosts) {
        var found = new ArrayList<CommandFault>();
        way(known(folder)).ifPresent(why -> found.add(new CommandFault("directory", why, "name a folder inside it")));
        program(arguments).ifPresent(found::add);
        for (var i = 1; i < arguments.size(); i++) {
            var at = "argv/" + i;
            way(known(arguments.get(i)))
                    .ifPresent(why -> found.add(
                            new CommandFault(at, why, "name what is inside the working copy, relative to the folder")));
        }
        environment.forEach(
                (name, value) -> StatedEnvironment.fault(name, known(value)).ifPresent(found::add));
        for (var i = 0; i < credentials.size(); i++) {
            var at = "credentials/" + i;
            var name = credentials.get(i);
            if (!StatedEnvironment.CREDENTIALS.contains(name)) {
                found.add(new CommandFault(
                        at,
                        "a command cannot be given " + name,
                        "use one of " + String.join(", ", StatedEnvironment.CREDENTIALS)));
            }
        }
        for (var i = 0; i < hosts.size(); i++) {
            var at = "hosts/" + i;
            // Which host a variable names is asked once it is known.
            Optional.of(hosts.get(i))
                    .filter(host -> !VARIABLE.matcher(host).find())
                    .flatMap(StatedHost::fault)
                    .ifPresent(why -> found.add(new CommandFault(
                            at,
                            why,
                            "name a host, *.domain for those below it, or host:port for another port than 443")));
        }
        if (hosts.stream()
                        .filter(h -> h.endsWith(":" + StatedHost.SSH))
                        .distinct()
                        .count()
                > 1) {
            found.add(new CommandFault("hosts", "ssh is led to one host, and more than one is stated", "name the one"));
        }
        return List.copyOf(found);
    }

    private static Optional<CommandFault> program(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.of(new CommandFault("argv", "it names no program", list()));
        }
        var program = arguments.getFirst();
        if (VARIABLE.matcher(program).find()) {
            return Optional.of(
                    new CommandFault("argv/0", "the program is a variable, which could be any program", list()));
        }
        if (SCRIPT.matcher(program).matches()) {
            return Optional.empty();
        }
        var name = program.replaceFirst(".*[/\\\\]", "").replaceFirst("(?i)\\.(exe|cmd|bat|com)$", "");
        var shapes = ALLOWED.get(program);
        if (shapes == null) {
            var plain = name.replaceFirst("[0-9.]+$", "");
            var why = REFUSED.getOrDefault(
                    name, REFUSED.getOrDefault(plain, "is not on the list of what a plan may start"));
            return Optional.of(new CommandFault(
                    "argv/0",
                    ALLOWED.containsKey(name)
                            ? program + " is named by a path: another program than " + name + " could be there"
                            : program + " " + why,
                    list()));
        }
        var rest = arguments.stream().skip(1).map(AllowedPrograms::known).toList();
        return shapes.stream().anyMatch(s -> s.fits(rest))
                ? Optional.empty()
                : Optional.of(new CommandFault(
                        "argv" + (rest.isEmpty() ? "" : "/1"),
                        program + " may not be asked for “" + String.join(" ", rest) + "”",
                        "use one of: "
                                + String.join(
                                        "; ",
                                        shapes.stream()
                                                .map(s -> (program + " " + s).strip())
                                                .toList())));
    }

    private static String list() {
        return "use a script of the working copy (./…), or one of " + String.join(", ", ALLOWED.keySet())
                + "; what changes AWS is an action of its own, and what a person does is manual.attest";
    }

    /** As it may look once variables have values: whatever can be bad of a value is asked again then. */
    private static String known(String text) {
        return VARIABLE.matcher(text).replaceAll("x");
    }

    /** Why an argument leads out of the working copy; empty where it does not. */
    private static Optional<String> way(String argument) {
        if (argument.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("an argument has a control character");
        }
        for (var part : PARTS.split(WEB.matcher(argument).replaceAll("x"))) {
            var plain = part.replaceFirst("^[-+@'\"]+[A-Za-z]?(?=[/~.\\\\])", "");
            if (plain.startsWith("/")
                    || plain.startsWith("~")
                    || plain.startsWith("\\")
                    || List.of(plain.split("[/\\\\]")).contains("..")) {
                return Optional.of("“" + argument + "” leads out of the working copy");
            }
        }
        return Optional.empty();
    }
}
