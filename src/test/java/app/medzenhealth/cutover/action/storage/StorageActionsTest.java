package app.medzenhealth.cutover.action.storage;

import static app.medzenhealth.cutover.action.Bench.CAPE_TOWN;
import static app.medzenhealth.cutover.action.Bench.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.rehearsal.data.Bucket;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedS3;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

class StorageActionsTest {
    private final Bench bench;

    StorageActionsTest(@TempDir Path files) {
        bench = new Bench(files);
        KmsState.of(bench.estate, FRANKFURT).seed("alias/medzen-ehrbase", "data");
    }

    private Action create(String bucket) {
        return bench.make(
                Bench.use("s3.create-bucket", FRANKFURT, Map.of("bucket", bucket, "kmsKey", "alias/medzen-ehrbase")));
    }

    private Action delete(Map<String, Object> with) {
        return bench.make(Bench.use("s3.empty-and-delete-bucket", CAPE_TOWN, with));
    }

    private Bucket recordings() {
        var bucket = S3State.of(bench.estate)
                .seed("recordings", CAPE_TOWN, Duration.ofDays(100))
                .versioned();
        for (var i = 0; i < 7; i++) {
            bucket.seed("call-" + i + ".mp4", 1000 + i, bench.time.instant().minus(Duration.ofDays(i)));
        }
        bucket.seed("call-0.mp4", 2000, bench.time.instant());
        return bucket.seedUpload("half.mp4", bench.time.instant());
    }

    @Test
    void a_bucket_is_made_versioned_encrypted_closed_and_taken_away_again() throws Exception {
        var action = create("archive");
        var before = action.preview(bench.context());
        assertThat(bench.carryOut(action).values()).containsEntry("bucketArn", "arn:aws:s3:::archive");
        assertThat(action.preview(bench.context()).calls()).isEmpty();
        var undo = action.undo(before.facts());
        bench.carryOut(((Undo.Inverse) undo).action());
    }

    /** Amazon CloudWatch Logs User Guide, "Exporting log data to Amazon S3 using the AWS CLI", step 3. */
    @Test
    void a_bucket_that_receives_logs_lets_them_in_by_its_policy() throws Exception {
        var action =
                bench.make(Bench.use("s3.create-bucket", CAPE_TOWN, Map.of("bucket", "exports", "receivesLogs", true)));
        assertThat(LogDelivery.missing(null, CAPE_TOWN)).hasSize(2);

        bench.carryOut(action);

        var policy = S3State.of(bench.estate).bucket("exports").orElseThrow().policy();
        assertThat(LogDelivery.missing(policy, CAPE_TOWN)).isEmpty();
        assertThat(LogDelivery.missing(policy, FRANKFURT)).hasSize(2);
        assertThat(action.preview(bench.context()).calls()).isEmpty();
    }

    @Test
    void a_bucket_of_that_name_that_is_not_ours_is_not_changed() throws Exception {
        S3State.of(bench.estate).seed("archive", FRANKFURT, Duration.ofDays(1));
        S3State.of(bench.estate).seed("away", CAPE_TOWN, Duration.ofDays(1));
        assertThat(Bench.open(create("archive").preflight(bench.context()))).hasSize(1);
        assertThat(Bench.open(create("away").preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("away exists in af-south-1");
    }

    @Test
    void objects_are_copied_once_and_compared_by_content() throws Exception {
        recordings();
        bench.carryOut(create("successor"));
        var copy = bench.make(Bench.use("s3.copy-objects", FRANKFURT, Map.of("from", "recordings", "to", "successor")));
        assertThat(Bench.open(copy.verify(bench.context()))).hasSize(1);
        assertThat(bench.carryOut(copy).values()).containsEntry("copied", "7");
        var sent = bench.estate.ledger().size();
        assertThat(copy.preview(bench.context()).calls()).isEmpty();
        bench.carryOut(copy);
        assertThat(bench.estate.ledger().size()).isEqualTo(sent);
        assertThat(copy.verify(bench.context()))
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence())
                        .isEqualTo(
                                "7 objects (7 by: this session copied it, and neither entity tag has changed since)"));
    }

    private Action copy(Object... more) {
        var with = new HashMap<String, Object>(Map.of("from", "recordings", "to", "successor", "prefix", ""));
        for (var i = 0; i < more.length; i += 2) {
            with.put(String.valueOf(more[i]), more[i + 1]);
        }
        return bench.make(Bench.use("s3.copy-objects", FRANKFURT, with));
    }

    private Bucket bucket(String name, String region) {
        return S3State.of(bench.estate).seed(name, region, Duration.ofDays(100)).versioned();
    }

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void what_changed_at_the_source_without_changing_its_size_is_copied_again() throws Exception {
        var source = bucket("recordings", CAPE_TOWN).seed("a", 5, EARLY).seed("b", 5, EARLY);
        bucket("successor", FRANKFURT).seed("a", 5, EARLY.minusSeconds(60)).seed("b", 5, EARLY.minusSeconds(60));
        assertThat(bench.carryOut(copy())).isNotNull();
        assertThat(bench.estate.ledger().entries())
                .extracting(Ledger.Entry::operation)
                .containsExactly("CopyObject", "CopyObject");

        source.seed("a", 5, bench.time.instant().plusSeconds(60));
        bench.time.advance(Duration.ofMinutes(5));

        assertThat(Bench.open(copy().verify(bench.context())))
                .singleElement()
                .asString()
                .contains("1 of 2 objects", "first a: newer than what lies there");
        assertThat(copy().preview(bench.context()).calls()).hasSize(1);
        bench.carryOut(copy());
    }

    @Test
    void what_is_newer_at_its_new_place_is_never_overwritten_and_only_our_own_copies_count_as_proof() throws Exception {
        bucket("recordings", CAPE_TOWN).seed("a", 5, EARLY).seed("b", 5, EARLY);
        var successor = bucket("successor", FRANKFURT).seed("a", 5, EARLY.plusSeconds(60));
        bench.permitted(copy(), copy().preview(bench.context()));

        assertThat(bench.estate.ledger().size()).isEqualTo(1);
        assertThat(Bench.open(copy().verify(bench.context())))
                .singleElement()
                .asString()
                .contains("1 of 2 objects", "no checksum");
        Map<String, Object> delete =
                Map.of("bucket", "recordings", "copiedTo", "successor", "copiedToRegion", FRANKFURT, "prefix", "");
        assertThat(Bench.open(delete(delete).preflight(bench.context()))).hasSize(1);
        assertThat(Bench.open(copy("compare", "size-and-date").verify(bench.context())))
                .isEmpty();

        successor.seed("b", 9, bench.time.instant().plusSeconds(60));
        assertThat(copy("compare", "size-and-date").verify(bench.context()))
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence())
                        .contains("1 by: size and date only", "1 by: copied, and changed at its new place since"));
    }

    private void copying(Function<CopyObjectRequest, Object> answer) {
        bench.stubs.answer(S3Client.class, CopyObjectRequest.class, "copyObject", answer);
    }

    private Object arrives(CopyObjectRequest request) {
        return new EmbeddedS3(bench.estate, FRANKFURT).copyObject(request);
    }

    private void withoutAnAnswer() throws Exception {
        var preview = copy().preview(bench.context());
        assertThatThrownBy(() -> bench.permitted(copy(), preview)).hasMessageContaining("no answer");
    }

    private SdkClientException lost() {
        return SdkClientException.create("no answer");
    }

    /**
     * ListObjectsV2 tells LastModified by the second, and the entity tag of an object under a KMS key changes with each writing
     * (Amazon S3 API Reference, Object): of size, time and tag only what lay there before tells the copies of one second apart.
     */
    @Test
    void an_object_rewritten_in_the_second_of_its_copy_is_never_taken_for_copied() throws Exception {
        var source = bucket("recordings", CAPE_TOWN).seed("a", 5, EARLY);
        bench.carryOut(create("successor"));
        copying(q -> {
            arrives(q);
            throw lost();
        });
        withoutAnAnswer();
        assertThat(Bench.open(copy().verify(bench.context()))).isEmpty();

        source.seed("a", 5, bench.time.instant());
        assertThat(Bench.open(copy().verify(bench.context())))
                .as("rewritten in the second of the copy whose answer was lost")
                .hasSize(1);
        copying(q -> {
            throw lost();
        });
        withoutAnAnswer();
        assertThat(Bench.open(copy().verify(bench.context())))
                .as("the first copy lies there, the second never arrived")
                .hasSize(1);
        withoutAnAnswer();
        assertThat(Bench.open(copy().verify(bench.context()))).hasSize(1);

        copying(this::arrives);
        bench.permitted(copy(), copy().preview(bench.context()));
        assertThat(Bench.open(copy().verify(bench.context()))).isEmpty();

        source.seed("a", 5, bench.time.instant().plusMillis(1));
        bench.time.advance(Duration.ofMinutes(1));
        copying(q -> {
            throw lost();
        });
        withoutAnAnswer();
        S3State.of(bench.estate).bucket("successor").orElseThrow().seed("a", 5, bench.time.instant());
        source.seed("a", 5, bench.time.instant().minusSeconds(5));
        assertThat(Bench.open(copy().verify(bench.context())))
                .as("what was written there since is neither ours nor overwritten")
                .hasSize(1);
        assertThat(copy().preview(bench.context()).calls()).isEmpty();
    }

    @Test
    void a_bucket_goes_only_after_each_object_is_shown_to_be_copied() throws Exception {
        bucket("recordings", CAPE_TOWN).seed("a", 5, EARLY);
        bench.carryOut(create("successor"));
        Map<String, Object> delete =
                Map.of("bucket", "recordings", "copiedTo", "successor", "copiedToRegion", FRANKFURT, "prefix", "");
        assertThat(Bench.open(delete(delete).preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("1 of 1 objects", "a: not there");
        bench.carryOut(copy());
        bench.carryOut(delete(delete));
    }

    /** Amazon S3 API Reference, ListObjectVersions: IsLatest, ETag; CopyObject copies the current version unless told. */
    @Test
    void older_versions_and_deleted_objects_are_shown_and_go_only_with_a_statement_that_names_the_bucket()
            throws Exception {
        bucket("recordings", CAPE_TOWN)
                .versioned()
                .seed("a", 5, EARLY)
                .seed("a", 6, EARLY.plusSeconds(60))
                .seed("b", 7, EARLY)
                .deleted("b");
        bench.carryOut(create("successor"));
        bench.carryOut(copy());
        Map<String, Object> delete = Map.of(
                "bucket",
                "recordings",
                "copiedTo",
                "successor",
                "copiedToRegion",
                FRANKFURT,
                "prefix",
                "",
                "decidedIn",
                "6.2d");
        assertThat(delete(delete).preview(bench.context()).warnings())
                .anyMatch(w -> w.contains("No copy is made of older versions") && w.contains("2 versions, 12 bytes"));
        bench.state("6.2d", "Older versions in recordings-old may go.");
        assertThat(Bench.open(delete(delete).preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("2 versions, 12 bytes", "nobody has stated in step 6.2d");
        bench.state("6.2d", "Older versions in audio, recordings and vocabularies may go.");
        bench.carryOut(delete(delete));
    }

    @Test
    void a_bucket_goes_with_every_version_and_unfinished_upload() throws Exception {
        recordings();
        var action = delete(Map.of("bucket", "recordings"));
        bench.carryOut(action);
        assertThat(bench.estate.ledger().entries())
                .extracting(Ledger.Entry::operation)
                .containsExactly("AbortMultipartUpload", "DeleteObjects", "DeleteBucket");
        assertThat(action.undo(List.of())).isInstanceOf(Undo.None.class);
    }

    @Test
    void a_bucket_that_holds_more_than_expected_or_lives_elsewhere_is_not_deleted() throws Exception {
        recordings();
        assertThat(Bench.open(delete(Map.of("bucket", "recordings", "expectObjects", 3))
                        .preflight(bench.context())))
                .containsExactly("Fail It holds no more than was expected: 7 objects, expected at most 3");
        S3State.of(bench.estate).seed("away", FRANKFURT, Duration.ofDays(1));
        assertThat(Bench.open(delete(Map.of("bucket", "away")).preflight(bench.context())))
                .containsExactly("Fail Bucket is in af-south-1: it is in eu-central-1");
    }
}
