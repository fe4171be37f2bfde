package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.PlannedCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static Preview preview(String summary, Fact fact, PlannedCall... calls) {
        return new Preview(summary, List.of(fact), List.of(), List.of(calls), "", Duration.ZERO, List.of());
    }

    private static PlannedCall call(String operation) {
        return new PlannedCall(
                "eu-west-1", "rds", operation, new PlannedCall.Resource.Named("db"), List.of("aws", "rds", operation));
    }

    @Test
    void it_is_bound_to_facts_and_calls_and_to_nothing_else() {
        Fact fact = new Fact("db", "status", "available");
        String print = preview("a", fact, call("PromoteReadReplica")).fingerprint();
        assertThat(print).matches("[0-9a-f]{64}");
        assertThat(preview("other words", fact, call("PromoteReadReplica")).fingerprint())
                .isEqualTo(print);
        assertThat(preview("a", new Fact("db", "status", "backing-up"), call("PromoteReadReplica"))
                        .fingerprint())
                .isNotEqualTo(print);
        assertThat(preview("a", fact, call("DeleteDBInstance")).fingerprint()).isNotEqualTo(print);
        assertThat(preview("a", fact).fingerprint()).isNotEqualTo(print);
    }

    @Test
    void it_is_the_hash_of_the_canonical_form() throws Exception {
        String canonical = "{\"previews\":[{\"calls\":[],\"facts\":[[\"db\",\"status\",\"é\"]]}]}";
        String expected = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
        assertThat(preview("a", new Fact("db", "status", "é")).fingerprint()).isEqualTo(expected);
    }

    @Test
    void the_order_of_previews_counts() {
        Preview one = preview("a", new Fact("a", "x", "1"));
        Preview two = preview("b", new Fact("b", "x", "1"));
        assertThat(Fingerprint.of(List.of(one, two))).isNotEqualTo(Fingerprint.of(List.of(two, one)));
    }
}
