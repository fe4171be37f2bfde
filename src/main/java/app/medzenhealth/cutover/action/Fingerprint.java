package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.PlannedCall.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/** What binds a confirmation to the state that was reviewed: SHA-256 over the RFC 8785 form of facts and calls. */
public final class Fingerprint {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Fingerprint() {}

    /** Lower-case hex. The order of the previews counts. */
    public static String of(List<Preview> previews) {
        try {
            var canonical = new JsonCanonicalizer(JSON.writeValueAsString(Map.of(
                            "previews",
                            previews.stream().map(Fingerprint::preview).toList())))
                    .getEncodedUTF8();
            return DigestUtils.sha256Hex(canonical);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> preview(Preview preview) {
        return Map.of(
                "facts",
                preview.facts().stream()
                        .map(f -> List.of(f.resource(), f.attribute(), f.value()))
                        .toList(),
                "calls",
                preview.calls().stream().map(Fingerprint::call).toList());
    }

    private static Map<String, Object> call(PlannedCall call) {
        var resource = switch (call.resource()) {
            case Resource.Named named -> List.of("named", named.id());
            case Resource.Produced produced -> List.of("produced", produced.operation());
        };
        return Map.of(
                "region", call.region(),
                "service", call.service(),
                "operation", call.operation(),
                "resource", resource,
                "cli", call.cli());
    }
}
