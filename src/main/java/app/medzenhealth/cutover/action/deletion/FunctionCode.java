package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.monitor.HttpProber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Code and configuration of functions. The code lies where GetFunction says, by an address that is valid for ten minutes, and has
 * the SHA-256 that Lambda tells as {@code CodeSha256} (AWS Lambda API Reference, GetFunction: Code.Location; FunctionConfiguration:
 * CodeSha256, "The SHA256 hash of the function's deployment package"; GetLayerVersion: Content).
 */
public record FunctionCode(ActionContext context, String region) {
    /** "250 MB … deployment package (.zip file archive) size, unzipped, including layers" (Lambda Developer Guide, quotas). */
    private static final int MOST = 250 * 1024 * 1024;

    private static final Pattern REGION = Pattern.compile("\\b[a-z]{2}(?:-[a-z]+)+-[0-9]\\b");
    private static final int MANY = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What only tells how it is at the moment. */
    private static final Set<String> STATE = Set.of(
            "State",
            "StateReason",
            "StateReasonCode",
            "LastUpdateStatus",
            "LastUpdateStatusReason",
            "LastUpdateStatusReasonCode",
            "LastModified",
            "RevisionId");

    private static final Set<String> SOURCE_STATE =
            Set.of("State", "StateTransitionReason", "LastModified", "LastProcessingResult");

    Definition function(String name) {
        var there = read(name);
        if (there.isEmpty()) {
            return new Definition.Gone();
        }
        var configuration = there.get().configuration();
        if (configuration.packageType() == PackageType.IMAGE) {
            return new Definition.Unsaved(
                    "its code is the image " + there.get().code().resolvedImageUri() + ", which is not copied here",
                    "copy the image to a repository that stays, and deploy the function from there first");
        }
        var members = new TreeMap<String, Object>(Definitions.without(configuration, STATE));
        members.put("Tags", new TreeMap<>(there.get().tags()));
        if (there.get().concurrency() != null) {
            members.put("Concurrency", Definitions.without(there.get().concurrency(), Set.of()));
        }
        policy(name).ifPresent(p -> members.put("Policy", p));
        members.put(
                "EventSourceMappings",
                Definitions.all(
                        client()
                                .listEventSourceMappingsPaginator(q -> q.functionName(name))
                                .eventSourceMappings()
                                .stream()
                                .toList(),
                        SOURCE_STATE));
        var parts = new ArrayList<Part>();
        parts.add(Part.of("function.json", Definitions.text(members)));
        parts.add(new Part("code.zip", configuration.codeSha256(), c -> code(name)));
        for (var layer : configuration.layers()) {
            if (!(layer(layer) instanceof Definition.Of(var more))) {
                return new Definition.Unsaved(
                        "its layer " + layer.arn() + " cannot be read",
                        "make the layer readable, or save it by hand and take it off the function");
            }
            parts.addAll(more);
        }
        return new Definition.Of(parts);
    }

    private Optional<String> policy(String name) {
        try {
            return Optional.ofNullable(
                    client().getPolicy(q -> q.functionName(name)).policy());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Definition layer(Layer layer) {
        return layer(layer.arn());
    }

    /** @param arn of one version of it */
    Definition layer(String arn) {
        try {
            var there = client().getLayerVersionByArn(q -> q.arn(arn));
            var name = "layer-"
                    + arn.substring(arn.indexOf(":layer:") + ":layer:".length()).replace(':', '-') + ".zip";
            return new Definition.Of(List.of(new Part(
                    name,
                    there.content().codeSha256(),
                    c -> download(there.content().location(), name))));
        } catch (ResourceNotFoundException e) {
            return new Definition.Gone();
        }
    }

    private Optional<GetFunctionResponse> read(String name) {
        try {
            return Optional.of(client().getFunction(q -> q.functionName(name)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * The package of a function.
     *
     * @throws ActionFailure if it cannot be had
     */
    public byte[] code(String name) throws InterruptedException {
        var there = read(name);
        if (there.isEmpty()) {
            throw new ActionFailure(name + " is gone", "nothing of it was saved", "review the step again");
        }
        return download(there.get().code().location(), "the code of " + name);
    }

    /**
     * The files of a function's package that hold one of the words, each with the word. A region counts only in a file that does not
     * name many of them: the SDKs that functions bring along hold the list of all.
     *
     * @throws ActionFailure if the package cannot be had
     * @throws IOException if it is no zip
     */
    public List<String> files(String name, List<String> words) throws InterruptedException, IOException {
        var hits = new ArrayList<String>();
        var entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(code(name)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries++;
                if (!entry.isDirectory()) {
                    // The words are ASCII, and stand in any file of any encoding that code is written in as they are.
                    var text = new String(zip.readNBytes(MOST), StandardCharsets.ISO_8859_1);
                    var list = REGION.matcher(text)
                                    .results()
                                    .map(MatchResult::group)
                                    .distinct()
                                    .count()
                            >= MANY;
                    for (var word : words) {
                        if (text.contains(word)
                                && !(list && REGION.matcher(word).matches())) {
                            hits.add(entry.getName() + " holds " + word);
                        }
                    }
                }
            }
        }
        if (entries == 0) {
            throw new IOException("its package is no zip");
        }
        return hits;
    }

    private byte[] download(String location, String what) throws InterruptedException {
        var request = new HttpProber.Request("GET", URI.create(location), Map.of(), "", PATIENCE, Optional.empty());
        return switch (context.http().content(request, MOST)) {
            case HttpProber.Content.Bytes(var bytes) -> bytes;
            case HttpProber.Content.None(var reason) ->
                throw new ActionFailure(
                        what + " could not be fetched: " + reason,
                        "it was not saved",
                        "see that this machine reaches S3 in " + region + ", then run the step again");
        };
    }

    private LambdaClient client() {
        return context.clients().client(LambdaClient.class, region);
    }
}
