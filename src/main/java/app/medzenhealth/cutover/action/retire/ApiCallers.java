package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.deletion.FunctionCode;
import app.medzenhealth.cutover.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * Whether anything still calls an API: the project's files, and the configuration and code of every function in the regions of the
 * plan. An API is called by its id in its address (API Gateway Developer Guide, "Invoke REST APIs":
 * {@code https://{api-id}.execute-api.{region}.amazonaws.com/{stage}}); whatever builds that address at run time holds the id or the
 * region. Looked for by those words; who builds them from pieces is not found by them, which the metrics of the API are asked for.
 *
 * @param files of the working copy, as patterns; none: nothing is looked for
 */
record ApiCallers(String region, List<String> files) {
    private static final int MOST_SHOWN = 5;

    boolean asked() {
        return !files.isEmpty();
    }

    List<Check> of(ActionContext context, String id, String name) throws InterruptedException {
        var api = name + " (" + id + ")";
        return List.of(
                Check.reading("No file of the project calls " + api, () -> inFiles(context, id)),
                Check.reading("No function calls " + api, () -> inFunctions(context, id)));
    }

    private List<String> words(String id) {
        return List.of(id, region);
    }

    private Check.Outcome inFiles(ActionContext context, String id) {
        var hits = new ArrayList<String>();
        var unread = new ArrayList<String>();
        var read = new TreeSet<String>();
        try {
            var root = WorkingCopy.of(context).base();
            for (var pattern : files) {
                var matcher = root.getFileSystem().getPathMatcher("glob:" + pattern);
                try (var all = Files.walk(root)) {
                    var found = all.filter(Files::isRegularFile)
                            .map(root::relativize)
                            .filter(matcher::matches)
                            .map(String::valueOf)
                            .sorted()
                            .toList();
                    if (found.isEmpty()) {
                        unread.add(pattern + ": nothing matches");
                    }
                    read.addAll(found);
                }
            }
            for (var file : read) {
                try {
                    var lines = Files.readAllLines(WorkingCopy.of(context).file(file));
                    for (var i = 0; i < lines.size(); i++) {
                        for (var word : words(id)) {
                            if (lines.get(i).contains(word)) {
                                hits.add(file + ":" + (i + 1) + ": " + word);
                            }
                        }
                    }
                } catch (CharacterCodingException e) {
                    unread.add(file + ": not text");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return new Check.Unknown("the working copy cannot be read: " + e.getMessage());
        }
        return judged(read.size() + " files were searched for " + words(id), hits, unread);
    }

    private Check.Outcome inFunctions(ActionContext context, String id) throws InterruptedException {
        var hits = new ArrayList<String>();
        var unread = new ArrayList<String>();
        var looked = 0;
        for (var where : context.plan().regions().stream().map(Plan.Region::id).toList()) {
            for (var function : context.clients()
                    .client(LambdaClient.class, where)
                    .listFunctionsPaginator(q -> {})
                    .functions()) {
                // What goes with the region calls nobody afterwards, and names its own region everywhere.
                if (!where.equals(region)) {
                    looked++;
                    configured(function, id).forEach(w -> hits.add(where + "/" + function.functionName() + ": " + w));
                    coded(context, where, function, id, hits, unread);
                }
            }
        }
        return judged(looked + " functions in other regions were searched for " + words(id), hits, unread);
    }

    private List<String> configured(FunctionConfiguration function, String id) {
        var found = new ArrayList<String>();
        if (function.environment() != null) {
            function.environment()
                    .variables()
                    .forEach((key, value) -> words(id).stream()
                            .filter(value::contains)
                            // The name alone: the value may be a secret.
                            .forEach(w -> found.add("environment variable " + key + " holds " + w)));
        }
        return found;
    }

    private void coded(
            ActionContext context,
            String where,
            FunctionConfiguration function,
            String id,
            List<String> hits,
            List<String> unread)
            throws InterruptedException {
        var name = where + "/" + function.functionName();
        try {
            new FunctionCode(context, where)
                    .files(function.functionName(), words(id))
                    .forEach(hit -> hits.add(name + ": " + hit));
        } catch (ActionFailure | IOException e) {
            unread.add(name + ": " + e.getMessage());
        }
    }

    private static Check.Outcome judged(String searched, List<String> hits, List<String> unread) {
        if (!hits.isEmpty()) {
            return new Check.Fail(
                    hits.size() + " places, " + String.join("; ", hits.subList(0, Math.min(hits.size(), MOST_SHOWN))),
                    "let them call the API that replaces it, and deploy them first");
        }
        return unread.isEmpty()
                ? new Check.Pass(searched)
                : new Check.Unknown("not read: " + String.join("; ", unread));
    }
}
