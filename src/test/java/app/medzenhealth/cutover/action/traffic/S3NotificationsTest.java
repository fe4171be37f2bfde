package app.medzenhealth.cutover.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.data.Bucket;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

class S3NotificationsTest {
    private static final String REGION = "eu-central-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private Bucket bucket;

    @BeforeEach
    void world() {
        bench = new Workbench(folder);
        LambdaState.of(bench.estate(), REGION)
                .function(
                        FunctionConfiguration.builder()
                                .functionName("sync")
                                .runtime(Runtime.NODEJS20_X)
                                .handler("index.handler")
                                .role("arn:aws:iam::558069890522:role/x")
                                .memorySize(128)
                                .timeout(3)
                                .build(),
                        "code");
        new EmbeddedLambda(bench.estate(), REGION)
                .addPermission(AddPermissionRequest.builder()
                        .functionName("sync")
                        .statementId("bucket")
                        .action("lambda:InvokeFunction")
                        .principal("s3.amazonaws.com")
                        .sourceArn("arn:aws:s3:::records")
                        .sourceAccount("558069890522")
                        .build());
        bucket = S3State.of(bench.estate())
                .seed("records", REGION, Duration.ofDays(9))
                .notifications(NotificationConfiguration.builder()
                        .queueConfigurations(QueueConfiguration.builder()
                                .id("theirs")
                                .queueArn("arn:aws:sqs:eu-central-1:558069890522:theirs")
                                .eventsWithStrings("s3:ObjectRemoved:*")
                                .build())
                        .build());
    }

    private Action notify(String prefix, String... events) {
        return bench.action(
                "s3.notifications",
                REGION,
                Map.of("bucket", "records", "function", "sync", "events", List.of(events), "prefix", prefix));
    }

    @Test
    void the_way_back_takes_out_ours_and_leaves_those_of_others() throws Exception {
        var had = bucket.notifications();
        var action = notify("in/", "s3:ObjectCreated:*");
        var preview = bench.preview(action);
        assertThat(preview.changes()).singleElement().satisfies(c -> {
            assertThat(c.from()).isEqualTo("queue arn:aws:sqs:eu-central-1:558069890522:theirs");
            assertThat(c.to())
                    .isEqualTo(
                            "cutover-sync: s3:ObjectCreated:* to arn:aws:lambda:eu-central-1:558069890522:function:sync; "
                                    + c.from());
        });

        bench.carryOut(action);
        assertThat(bucket.notifications().lambdaFunctionConfigurations()).hasSize(1);
        assertThat(bucket.notifications().queueConfigurations()).isEqualTo(had.queueConfigurations());
        assertThat(bench.operations(action)).isEmpty();
        bench.carryOut(((Undo.Inverse) action.undo(preview.facts())).action());

        assertThat(bucket.notifications().lambdaFunctionConfigurations()).isEmpty();
        assertThat(bucket.notifications().queueConfigurations()).isEqualTo(had.queueConfigurations());
    }

    @Test
    void the_way_back_brings_the_former_notification_whole() throws Exception {
        bench.carryOut(notify("in/", "s3:ObjectCreated:*"));
        var had = bucket.notifications();
        var other = notify("out/", "s3:ObjectCreated:Put", "s3:ObjectCreated:Copy");
        var before = bench.preview(other).facts();

        bench.carryOut(other);
        assertThat(bucket.notifications()).isNotEqualTo(had);
        bench.carryOut(((Undo.Inverse) other.undo(before)).action());

        assertThat(bucket.notifications()).isEqualTo(had);
    }
}
