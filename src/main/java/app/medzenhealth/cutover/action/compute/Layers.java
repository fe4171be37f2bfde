package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.monitor.HttpProber;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionByArnResponse;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Layers of functions and their copies in another region. A layer belongs to its region: a function of another one that names it is
 * refused ("Layers are not in the same region as the function"). A copy is a version of a layer of the same name that holds the same
 * bytes.
 */
record Layers(ActionContext context, String region) {

    /** What Lambda takes in a request, as of a function's code. */
    private static final int LARGEST = (int) Package.LARGEST;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** @param arn of a version, in its region */
    static String name(String arn) {
        return arn.split(":")[6];
    }

    private LambdaClient client(String where) {
        return context.clients().client(LambdaClient.class, where);
    }

    /** The version itself, where it is; empty where there is none any more. */
    Optional<GetLayerVersionByArnResponse> original(String arn) {
        try {
            return Optional.of(client(arn.split(":")[3]).getLayerVersionByArn(q -> q.arn(arn)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The version here that holds the same, the newest of them; empty where none does. */
    Optional<String> copyOf(String arn) {
        var wanted = original(arn).map(o -> o.content().codeSha256());
        return wanted.flatMap(
                sha -> client(region).listLayerVersionsPaginator(q -> q.layerName(name(arn))).layerVersions().stream()
                        .filter(v -> sha.equals(sha(arn, v)))
                        .map(LayerVersionsListItem::layerVersionArn)
                        .findFirst());
    }

    private String sha(String arn, LayerVersionsListItem version) {
        return client(region)
                .getLayerVersion(q -> q.layerName(name(arn)).versionNumber(version.version()))
                .content()
                .codeSha256();
    }

    /**
     * What a version holds: it lies where GetLayerVersion says, at an address that is signed for ten minutes.
     *
     * @throws ActionFailure if it cannot be had, or is not what Lambda says it is
     */
    byte[] content(GetLayerVersionByArnResponse layer) throws InterruptedException {
        var address = URI.create(layer.content().location());
        var request = new HttpProber.Request("GET", address, Map.of(), "", PATIENCE, Optional.empty());
        return switch (context.http().content(request, LARGEST)) {
            case HttpProber.Content.Bytes(var bytes) -> {
                if (!sha256(bytes).equals(layer.content().codeSha256())) {
                    throw missed(layer, "it is not what Lambda says it is");
                }
                yield bytes;
            }
            case HttpProber.Content.None(var reason) -> throw missed(layer, reason);
        };
    }

    private static ActionFailure missed(GetLayerVersionByArnResponse layer, String reason) {
        return new ActionFailure(
                "The layer " + layer.layerVersionArn() + " could not be fetched: " + reason,
                "nothing was sent",
                "see that this machine reaches S3 there, or publish the layer by hand");
    }

    private static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(bytes));
    }
}
