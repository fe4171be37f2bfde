package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.DynamoState.Protection;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** eu-central-1: where Chime SDK and Bedrock are, and EHRbase is to come. */
final class Frankfurt {

    static final String REGION = "eu-central-1";

    private final Estate estate;

    Frankfurt(Estate estate) {
        this.estate = estate;
    }

    void fill() {
        Ec2State.of(estate, REGION)
                .vpc("vpc-0frankfurt", "10.20.0.0/16")
                .subnet("subnet-0fra1", "vpc-0frankfurt", "10.20.1.0/24", "a")
                .subnet("subnet-0fra2", "vpc-0frankfurt", "10.20.2.0/24", "b")
                .securityGroup("sg-0fradefault", "default", "default VPC security group", "vpc-0frankfurt")
                .ingressFrom("sg-0fradefault", 5432, MedZenEstate.OPERATOR + "/32");
        RdsState.of(estate, REGION)
                .seed(new SubnetGroup("default", "default", "vpc-0frankfurt", List.of("subnet-0fra1", "subnet-0fra2")));
        KmsState.of(estate, REGION)
                .seed(
                        "alias/aws/rds",
                        "Default key that protects my RDS database volumes when no other key is defined");
        MessagingState.of(estate, REGION).queue("medzen-firebase-sync-dlq", 0);
        functions();
        var tables = DynamoState.of(estate, REGION);
        tables.seed("medzen-meetings", "meetingId", 18_412, Duration.ofDays(300), Protection.ON);
        tables.seed("medzen-chat-history", "conversationId", 91_077, Duration.ofDays(260), Protection.ON);
        tables.seed("medzen-transcripts", "transcriptId", 6_300, Duration.ofDays(300), Protection.ON);
        buckets();
    }

    private void functions() {
        var functions = new SeededFunctions(estate, REGION, "nodejs20.x");
        var meetings = Map.of("MEETINGS_TABLE", "medzen-meetings", "LOG_LEVEL", "info");
        var plain = Map.of("LOG_LEVEL", "info");
        functions.add(
                "medzen-ai-chat-handler",
                1_024,
                60,
                "ai-chat-handler 9",
                Map.of("CHAT_TABLE", "medzen-chat-history", "LOG_LEVEL", "info"));
        functions.add("medzen-meeting-manager", 512, 30, "meeting-manager 7", meetings);
        functions.add("medzen-recording-handler", 1_024, 120, "recording-handler 5", plain);
        functions.add("medzen-polly-tts", 512, 30, "polly-tts 3", plain);
        functions.add("medzen-health-check", 128, 10, "health-check 1", plain);
        functions.add("medzen-messaging-handler", 512, 30, "messaging-handler 4", plain);
        functions.add(
                "medzen-transcription-processor",
                1_024,
                300,
                "transcription-processor 6",
                Map.of("TRANSCRIPTS_TABLE", "medzen-transcripts", "LOG_LEVEL", "info"));
        busy(functions);
    }

    private static void busy(SeededFunctions functions) {
        functions.busy("medzen-ai-chat-handler", 64, 1_450);
        functions.busy("medzen-meeting-manager", 18, 240);
        functions.busy("medzen-messaging-handler", 90, 60);
    }

    private void buckets() {
        var s3 = S3State.of(estate);
        Buckets.fill(s3.seed("medzen-ai-assets-eu-central-1", REGION, Duration.ofDays(260)), estate, "prompts", 4);
        Buckets.fill(
                s3.seed("medzen-cf-templates-eu-central-1-" + estate.account(), REGION, Duration.ofDays(300)),
                estate,
                "templates",
                2);
        Buckets.fill(
                s3.seed("medzen-meeting-transcripts-" + estate.account(), REGION, Duration.ofDays(300)),
                estate,
                "transcripts",
                9);
        Buckets.fill(
                s3.seed("medzen-transcripts-" + estate.account(), REGION, Duration.ofDays(300)), estate, "archive", 6);
    }
}
