package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.DynamoState.Protection;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.data.SecretsState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** af-south-1: what is to be decommissioned, and what the plan has forgotten there. */
final class CapeTown {

    static final String REGION = "af-south-1";
    static final List<String> FUNCTIONS = List.of(
            "medzen-recording-handler",
            "medzen-meeting-manager",
            "medzen-transcription-processor",
            "medzen-polly-tts",
            "medzen-messaging-handler",
            "medzen-bedrock-ai-chat");

    private final Estate estate;

    CapeTown(Estate estate) {
        this.estate = estate;
    }

    void fill() {
        functions();
        ApiGatewayState.of(estate, REGION)
                .restApi("a1b2c3d4e5", "medzen-chime-api")
                .httpApi("p6q7r8s9t0", "medzen-chime-events", List.of("medzen-messaging-handler"));
        LogsState.of(estate, REGION)
                .group("API-Gateway-Execution-Logs_a1b2c3d4e5/prod", 3_100_000)
                .returns("/aws/lambda/medzen-polly-tts", Duration.ofMinutes(40));
        var tables = DynamoState.of(estate, REGION);
        tables.seed("medzen-meetings-af", "meetingId", 4_210, Duration.ofDays(520), Protection.ON);
        tables.seed("medzen-chat-history-af", "conversationId", 12_870, Duration.ofDays(520), Protection.OFF);
        buckets();
        forgotten();
    }

    private void functions() {
        var functions = new SeededFunctions(estate, REGION, "nodejs18.x");
        var plain = Map.of("LOG_LEVEL", "info");
        functions.add("medzen-recording-handler", 512, 120, "recording-handler 4", plain);
        functions.add(
                "medzen-meeting-manager",
                512,
                30,
                "meeting-manager 7",
                Map.of("MEETINGS_TABLE", "medzen-meetings-af", "LOG_LEVEL", "info"));
        functions.add("medzen-transcription-processor", 1_024, 300, "transcription-processor 6", plain);
        functions.add("medzen-polly-tts", 512, 30, "polly-tts 3", plain);
        functions.add("medzen-messaging-handler", 512, 30, "messaging-handler 4", plain);
        functions.add("medzen-bedrock-ai-chat", 512, 60, "bedrock-ai-chat 1", plain);
        LambdaState.of(estate, REGION).invoked("medzen-polly-tts", estate.now().minus(Duration.ofDays(9)), 3, 0, 840);
    }

    private void buckets() {
        var s3 = S3State.of(estate);
        var recordings = s3.seed("medzen-meeting-recordings-" + estate.account(), REGION, Duration.ofDays(520))
                .versioned();
        Buckets.fill(recordings, estate, "recordings", 17);
        recordings
                .seed("recordings/0001", 220_000, estate.now().minus(Duration.ofDays(90)))
                .seed("recordings/0002", 230_000, estate.now().minus(Duration.ofDays(80)))
                .deleted("recordings/0017")
                .seedUpload("recordings/0018", estate.now().minus(Duration.ofDays(70)));
        var audio = s3.seed("medzen-polly-audio-" + estate.account(), REGION, Duration.ofDays(520))
                .versioned();
        Buckets.fill(audio, estate, "audio", 8);
        audio.seed("audio/0003", 90_000, estate.now().minus(Duration.ofDays(40)));
        var vocabularies = s3.seed(
                        "medzen-transcription-vocabularies-" + estate.account(), REGION, Duration.ofDays(520))
                .versioned();
        Buckets.fill(vocabularies, estate, "vocabularies", 5);
    }

    private void forgotten() {
        Ec2State.of(estate, REGION).idleAddress("eipalloc-0capetown1", "13.244.17.90");
        var messaging = MessagingState.of(estate, REGION);
        messaging.topic("medzen-chime-alerts");
        messaging.queue("medzen-recordings-dlq", 2);
        messaging.repository("medzen/chime-media", 3);
        SecretsState.of(estate, REGION)
                .seed(
                        "medzen/chime/af-legacy",
                        "Chime webhook of the first installation",
                        "rehearsal-only-" + estate.account(),
                        Duration.ofDays(520));
        CloudWatchState.of(estate, REGION)
                .alarm(MetricAlarm.builder()
                        .alarmName("medzen-af-errors")
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .dimensions(Dimension.builder()
                                .name("FunctionName")
                                .value("medzen-meeting-manager")
                                .build())
                        .statistic(Statistic.SUM)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .threshold(0.0)
                        .period(300)
                        .evaluationPeriods(1)
                        .build());
        var trial = new DatabaseSpec(
                "medzen-ehrbase-trial",
                "15.5",
                "db.t3.small",
                20,
                false,
                null,
                1,
                "03:00-04:00",
                "sun:04:00-sun:05:00",
                "default.postgres15",
                "default",
                List.of(),
                false,
                false);
        RdsState.of(estate, REGION)
                .seedSnapshot("medzen-ehrbase-trial-2024", false, trial, Duration.ofDays(440), RdsState.FRESH);
    }
}
