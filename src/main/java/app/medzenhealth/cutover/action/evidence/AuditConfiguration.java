package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Lists every line of a working copy in which something is written down that should not be. Its purpose is the list. */
final class AuditConfiguration extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.readsGlobally("config.audit", "Audit the configuration of a working copy")
            .requires(Kind.LIST, "files", "forbid")
            .accepts(Kind.FLAG, "mustBeClean")
            .outputs("findings", "report")
            .readsFiles("files")
            .script(EvidenceRecipes::audit)
            .createdBy(AuditConfiguration::new);

    private static final int MOST_SHOWN = 200;

    private final List<String> files;
    private final List<Pattern> forbidden;
    private final boolean mustBeClean;

    AuditConfiguration(Inputs inputs) {
        files = inputs.someOf("files");
        forbidden = inputs.someOf("forbid").stream()
                .map(AuditConfiguration::pattern)
                .toList();
        mustBeClean = inputs.flag("mustBeClean");
    }

    @Override
    protected String summary() {
        return "List every line of " + String.join(", ", files) + " that names a forbidden endpoint or region";
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var audit = audit(context);
        report(context).write(text(audit));
        return judge(finding(context, audit), progress);
    }

    private static String text(Audit audit) {
        var lines = new ArrayList<String>(audit.hits());
        if (lines.isEmpty()) {
            lines.add("No hit in " + audit.read() + " files.");
        }
        audit.unread().forEach((what, why) -> lines.add("Not read: " + what + ": " + why));
        return String.join("\n", lines) + "\n";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return finding(context, audit(context));
    }

    private record Audit(int read, List<String> hits, Map<String, String> unread) {}

    private Finding finding(ActionContext context, Audit audit) {
        var checks = new ArrayList<Check>();
        var readable = "All named files could be read";
        checks.add(Check.pass(
                audit.unread().isEmpty() ? readable : "The other files could be read", audit.read() + " files"));
        audit.unread().forEach((what, why) -> checks.add(Check.unknown(what + " could be read", why)));
        var listed = audit.hits().size() + " hits"
                + (audit.hits().isEmpty()
                        ? ""
                        : ": "
                                + String.join(
                                        "; ", audit.hits().stream().limit(5).toList()));
        checks.add(
                mustBeClean && !audit.hits().isEmpty()
                        ? Check.fail("Nothing forbidden is written down", listed, "change these lines")
                        : Check.pass("Every hit is listed with file and line", listed));
        return new Finding(
                checks,
                new Outputs(Map.of(
                        "findings", String.valueOf(audit.hits().size()),
                        "report", report(context).path().toString())));
    }

    /** A file that is not there says nothing about the others. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread();
    }

    private static SessionFile report(ActionContext context) {
        return SessionFile.in(context, "config-audit-" + context.step() + ".txt");
    }

    private Audit audit(ActionContext context) {
        var hits = new ArrayList<String>();
        var unread = new LinkedHashMap<String, String>();
        var read = new TreeSet<String>();
        var copy = WorkingCopy.of(context);
        for (var glob : files) {
            var matching = matching(copy, glob, unread);
            if (matching.isEmpty()) {
                unread.put(glob, "nothing matches " + glob + " in the working copy");
            }
            for (var name : matching) {
                if (read.add(name)) {
                    search(copy, name, hits, unread);
                }
            }
        }
        return new Audit(read.size(), hits, unread);
    }

    private static List<String> matching(WorkingCopy copy, String glob, Map<String, String> unread) {
        try {
            var root = copy.base();
            var matcher = root.getFileSystem().getPathMatcher("glob:" + glob);
            try (var all = Files.walk(root)) {
                return all.filter(Files::isRegularFile)
                        .map(root::relativize)
                        .filter(matcher::matches)
                        .map(Path::toString)
                        .sorted()
                        .toList();
            }
        } catch (IOException | UncheckedIOException e) {
            unread.put("the working copy", String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void search(WorkingCopy copy, String name, List<String> hits, Map<String, String> unread) {
        try {
            var lines = Files.readAllLines(copy.file(name));
            for (var i = 0; i < lines.size(); i++) {
                for (var pattern : forbidden) {
                    var matcher = pattern.matcher(lines.get(i));
                    if (matcher.find()) {
                        // The match alone: the rest of the line may hold a secret.
                        hits.add(name + ":" + (i + 1) + ": " + shortened(matcher.group()));
                    }
                }
            }
        } catch (IOException e) {
            unread.put(name, e instanceof CharacterCodingException ? "not text" : String.valueOf(e.getMessage()));
        }
    }

    private static String shortened(String match) {
        return match.length() <= MOST_SHOWN ? match : match.substring(0, MOST_SHOWN) + "…";
    }

    /** A regular expression, or the very text where it is none. */
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(text));
        }
    }
}
