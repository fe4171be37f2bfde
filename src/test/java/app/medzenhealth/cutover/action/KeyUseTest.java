package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KeyUseTest {
    private static final String ARN = "arn:aws:kms:eu-central-1:558069890522:key/k-1";

    @TempDir
    private Path files;

    private Bench bench;
    /** What KMS knows, by each spelling of it. */
    private final Map<String, KeyMetadata> known = new HashMap<>();

    @BeforeEach
    void a_bench() {
        bench = new Bench(files);
        bench.stubs.answer(KmsClient.class, DescribeKeyRequest.class, "describeKey", q -> {
            if (!known.containsKey(q.keyId())) {
                throw NotFoundException.builder().message("no key").build();
            }
            return DescribeKeyResponse.builder()
                    .keyMetadata(known.get(q.keyId()))
                    .build();
        });
    }

    private static KeyMetadata.Builder key(KeyState state) {
        return KeyMetadata.builder().arn(ARN).keyState(state).keyManager(KeyManagerType.CUSTOMER);
    }

    private Check.Outcome usable(String key) {
        return KeyCheck.usable(bench.context(), Bench.FRANKFURT, key);
    }

    @ParameterizedTest
    @EnumSource(value = KeyState.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
    void only_an_enabled_key_is_usable_and_only_its_copies_can_be_read(KeyState state) {
        known.put("alias/data", key(state).build());
        var lost = new CopyKeys(bench.context(), Bench.FRANKFURT).lost("alias/data");
        if (state == KeyState.ENABLED) {
            assertThat(usable("alias/data")).isEqualTo(new Check.Pass(ARN + " is enabled, managed by CUSTOMER"));
            assertThat(lost).isEmpty();
        } else {
            assertThat(usable("alias/data")).isEqualTo(new Check.Fail(ARN + " is " + state, "enable the key"));
            assertThat(lost).hasValueSatisfying(f -> {
                assertThat(f.evidence()).isEqualTo("its key " + ARN + " is " + state + ": it cannot be read");
                assertThat(f.remedy())
                        .startsWith(
                                state == KeyState.PENDING_DELETION
                                        ? "cancel the deletion of the key"
                                        : "enable the key, or copy");
            });
        }
    }

    @Test
    void a_key_that_is_not_there_is_no_key_unless_an_action_of_the_step_makes_it() {
        assertThat(usable("alias/data"))
                .isEqualTo(new Check.Fail(
                        "alias/data does not exist in eu-central-1", "create the key in that region first"));
        bench.step(Bench.use("kms.create-key", Bench.IRELAND, Map.of("alias", "alias/data")));
        assertThat(usable("alias/data")).isInstanceOf(Check.Fail.class);
        bench.step(Bench.use("kms.create-key", Bench.FRANKFURT, Map.of("alias", "alias/data")));
        assertThat(usable("alias/data"))
                .isEqualTo(new Check.Pass("alias/data is made by an earlier action of this step"));
        assertThat(usable("${1.1.key}")).isInstanceOf(Check.Pass.class);
        assertThat(bench.stubs.asked).hasSize(3);
    }

    @Test
    void a_copy_without_a_key_of_kms_needs_none() {
        var keys = new CopyKeys(bench.context(), Bench.FRANKFURT);
        assertThat(keys.lost(null)).isEmpty();
        assertThat(keys.lost(" ")).isEmpty();
        assertThat(bench.stubs.asked).isEmpty();
    }

    @Test
    void a_key_is_asked_about_once_and_in_its_own_region() {
        var keys = new CopyKeys(bench.context(), Bench.IRELAND);
        known.put(ARN, key(KeyState.ENABLED).build());
        assertThat(keys.lost(ARN)).isEmpty();
        known.clear();
        assertThat(keys.lost(ARN)).isEmpty();
        assertThat(bench.stubs.asked).hasSize(1);
    }

    @Test
    void a_key_that_is_gone_or_is_going_says_so_with_the_day() {
        var keys = new CopyKeys(bench.context(), Bench.FRANKFURT);
        assertThat(keys.lost("k-9"))
                .contains(new Check.Fail(
                        "its key k-9 does not exist any more: it can never be read again",
                        "copy once more with a key that is enabled"));
        known.put(
                "k-1",
                key(KeyState.PENDING_DELETION)
                        .deletionDate(Instant.parse("2026-02-01T00:00:00Z"))
                        .build());
        assertThat(keys.lost("k-1"))
                .hasValueSatisfying(f -> assertThat(f.evidence())
                        .contains("and gone for good at 1 Feb 2026 00:00:00 UTC: it cannot be read"));
    }

    @Test
    void two_spellings_are_one_key_only_where_kms_knows_them_as_one() {
        known.put("alias/data", key(KeyState.ENABLED).build());
        known.put("k-1", key(KeyState.DISABLED).build());
        known.put("k-2", key(KeyState.ENABLED).arn("arn:other").build());
        var context = bench.context();
        assertThat(KmsKeys.same(context, Bench.FRANKFURT, "alias/data", "k-1")).isTrue();
        assertThat(KmsKeys.same(context, Bench.FRANKFURT, "alias/data", "k-2")).isFalse();
        assertThat(KmsKeys.same(context, Bench.FRANKFURT, "k-7", "k-8"))
                .as("neither is there")
                .isFalse();
        assertThat(KmsKeys.same(context, Bench.FRANKFURT, "k-7", "k-7")).isTrue();
        assertThat(KmsKeys.arn(context, Bench.FRANKFURT, "k-1")).contains(ARN);
        assertThat(KmsKeys.arn(context, Bench.FRANKFURT, "k-7")).isEmpty();
    }
}
