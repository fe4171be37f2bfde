package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.PlannedCall;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
        var fact = new Fact("db", "status", "available");
        var print = preview("a", fact, call("PromoteReadReplica")).fingerprint();
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
    void every_part_of_a_call_is_bound_by_itself() throws Exception {
        var fact = new Fact("db", "status", "available");
        var call = call("DeleteDBInstance");
        var print = preview("a", fact, call).fingerprint();
        var others = Map.of(
                "region", "af-south-1",
                "service", "docdb",
                "operation", "StopDBInstance",
                "resource", new PlannedCall.Resource.Named("other"),
                "cli", List.of("aws", "rds", "DeleteDBInstance", "--skip-final-snapshot"));
        var parts = PlannedCall.class.getRecordComponents();
        assertThat(Arrays.stream(parts).map(RecordComponent::getName))
                .containsExactlyInAnyOrderElementsOf(others.keySet());
        var maker = PlannedCall.class.getDeclaredConstructor(
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
        for (var changed = 0; changed < parts.length; changed++) {
            var values = new Object[parts.length];
            for (var i = 0; i < parts.length; i++) {
                values[i] = i == changed
                        ? others.get(parts[i].getName())
                        : parts[i].getAccessor().invoke(call);
            }
            assertThat(preview("a", fact, maker.newInstance(values)).fingerprint())
                    .as("with another " + parts[changed].getName())
                    .isNotEqualTo(print);
        }
        var produced = new PlannedCall(
                call.region(), call.service(), call.operation(), new PlannedCall.Resource.Produced("db"), call.cli());
        assertThat(preview("a", fact, produced).fingerprint())
                .as("what is produced is not what is named")
                .isNotEqualTo(print);
    }

    @Test
    void every_part_of_a_fact_is_bound_by_itself() {
        var print = preview("a", new Fact("db", "status", "available")).fingerprint();
        assertThat(preview("a", new Fact("db2", "status", "available")).fingerprint())
                .isNotEqualTo(print);
        assertThat(preview("a", new Fact("db", "class", "available")).fingerprint())
                .isNotEqualTo(print);
        assertThat(preview("a", new Fact("db", "status", "stopped")).fingerprint())
                .isNotEqualTo(print);
    }

    @Test
    void it_is_the_hash_of_the_canonical_form() throws Exception {
        var canonical = "{\"previews\":[{\"calls\":[],\"facts\":[[\"db\",\"status\",\"é\"]]}]}";
        var expected = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
        assertThat(preview("a", new Fact("db", "status", "é")).fingerprint()).isEqualTo(expected);
    }

    @Test
    void the_order_of_previews_counts() {
        var one = preview("a", new Fact("a", "x", "1"));
        var two = preview("b", new Fact("b", "x", "1"));
        assertThat(Fingerprint.of(List.of(one, two))).isNotEqualTo(Fingerprint.of(List.of(two, one)));
    }
}
