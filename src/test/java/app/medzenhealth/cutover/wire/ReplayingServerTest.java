package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

class ReplayingServerTest {

    @Test
    void each_question_of_each_region_is_asked_once() throws IOException {
        try (var knows = new Wire(
                        request -> json("{\"TableNames\":[\"" + request.region() + "\"]}"), request -> json("{}"));
                var replaying = new ReplayingServer(knows.endpoint());
                var clients = clients(replaying)) {
            for (var i = 0; i < 3; i++) {
                for (var region : new String[] {"eu-west-1", "af-south-1"}) {
                    assertThat(clients.client(DynamoDbClient.class, region)
                                    .listTables()
                                    .tableNames())
                            .containsExactly(region);
                }
            }
            assertThat(knows.passed()).hasSize(2);
            clients.client(DynamoDbClient.class, "eu-west-1").listTables(b -> b.limit(1));
            clients.client(DynamoDbClient.class, "eu-west-1").listBackups();
            assertThat(knows.passed()).hasSize(4);
            assertThat(knows.broken()).isEmpty();
        }
    }

    @Test
    void an_answer_without_a_body_keeps_its_status_and_says_where_the_bucket_is() throws IOException {
        var head = new Response(200, Map.of("x-amz-bucket-region", "af-south-1"), new byte[0]);
        try (var knows = new Wire(request -> head, request -> head);
                var replaying = new ReplayingServer(knows.endpoint());
                var clients = clients(replaying)) {
            var s3 = clients.client(S3Client.class, "eu-west-1");
            for (var i = 0; i < 2; i++) {
                assertThat(s3.headBucket(b -> b.bucket("medzen-data")).bucketRegion())
                        .isEqualTo("af-south-1");
            }
            assertThat(knows.passed()).hasSize(1);
        }
    }

    private static LiveClients clients(ReplayingServer replaying) {
        return new LiveClients(
                StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(replaying.endpoint()));
    }

    private static Response json(String body) {
        return new Response(
                200, Map.of("Content-Type", "application/x-amz-json-1.0"), body.getBytes(StandardCharsets.UTF_8));
    }
}
