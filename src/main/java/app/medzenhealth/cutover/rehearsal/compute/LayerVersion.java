package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a layer.
 *
 * @param content a zip; what is under {@code nodejs/node_modules/} can be imported (Lambda Developer Guide, "Packaging your layer
 *     content")
 */
record LayerVersion(
        String name,
        String arn,
        long version,
        byte[] content,
        @Nullable String description,
        @Nullable String license,
        List<String> runtimes,
        List<String> architectures,
        Instant created) {

    String layerArn() {
        return arn.substring(0, arn.lastIndexOf(':'));
    }
}
