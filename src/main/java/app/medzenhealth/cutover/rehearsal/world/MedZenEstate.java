package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaHandler;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.compute.OperatorReach;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.DynamoState.Protection;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSql;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.stacks.CloudFormationState;
import app.medzenhealth.cutover.rehearsal.stacks.CloudFormationState.Owned;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedDns;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedHttp;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.route53.model.RRType;

/** MedZen's account as the written plan has it, and a few things that the plan forgot. */
public final class MedZenEstate {

    public static final Instant START = Instant.parse("2026-01-12T08:00:00Z");
    public static final String ACCOUNT = "558069890522";
    private static final String ZONE = "Z08MEDZENZONE00001";

    private MedZenEstate() {}

    /** @param time begins at {@link #START} */
    public static EmbeddedWorld create(VirtualTime time) {
        return world(estate(time));
    }

    /**
     * The same, and a great many things beside it.
     *
     * @param thousands of functions, log groups and tables in Frankfurt, each
     */
    public static EmbeddedWorld large(VirtualTime time, int thousands) {
        var estate = estate(time);
        estate.pageSize(1_000);
        var functions = new SeededFunctions(estate, Frankfurt.REGION, "nodejs20.x");
        var tables = DynamoState.of(estate, Frankfurt.REGION);
        for (var i = 0; i < thousands * 1_000; i++) {
            functions.add("medzen-worker-%06d".formatted(i), 128 + 64 * (i % 7), 30, "worker " + i % 41, Map.of());
            LogsState.of(estate, Frankfurt.REGION).group("/medzen/worker/%06d".formatted(i), 1_000L * i);
            tables.seed("medzen-shard-%06d".formatted(i), "id", i, Duration.ofDays(30), Protection.OFF);
        }
        return world(estate);
    }

    private static Estate estate(VirtualTime time) {
        var estate = new Estate(
                time, ACCOUNT, Set.of(Frankfurt.REGION, Ireland.REGION, CapeTown.REGION, "eu-west-2", "us-east-1"));
        global(estate);
        new Ireland(estate).fill();
        new Frankfurt(estate).fill();
        new CapeTown(estate).fill();
        stacks(estate);
        var dns = new EmbeddedDns(estate);
        CloudWatchState.visitors(estate, balancer -> dns.cname("ehr.medzenhealth.app", balancer));
        LambdaHandler.Registry.of(estate).put("medzen-ai-chat-handler", new AiChat());
        Bill.fill(estate);
        return estate;
    }

    /** The address from which the console comes, through the VPN. */
    static final String OPERATOR = "10.90.0.7";

    private static EmbeddedWorld world(Estate estate) {
        HttpProber http = new EmbeddedHttp(estate);
        return new EmbeddedWorld(
                estate,
                EmbeddedServices.of(estate),
                http,
                new EmbeddedDns(estate),
                new EmbeddedSql(estate, new OperatorReach(estate, OPERATOR)::of),
                new EmbeddedCommands(estate, new MedZenPrograms(estate, http).all()),
                new MedZenWorkingCopy());
    }

    private static void global(Estate estate) {
        MessagingState.confirmedAfter(estate, Duration.ofMinutes(5));
        var iam = IamState.of(estate);
        iam.add("cutover-operator", "ec2.amazonaws.com");
        iam.add("rds-s3-export-role", "export.rds.amazonaws.com");
        iam.add("lambda-execution-role", "lambda.amazonaws.com");
        iam.add("ecsTaskExecutionRole", "ecs-tasks.amazonaws.com");
        Route53State.of(estate)
                .users("ehr.medzenhealth.app")
                .zone(ZONE, "medzenhealth.app")
                .record(
                        ZONE,
                        "ehr.medzenhealth.app",
                        RRType.CNAME,
                        300,
                        "medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com")
                .record(
                        ZONE,
                        "api.medzenhealth.app",
                        RRType.CNAME,
                        300,
                        "k1l2m3n4o5.execute-api.eu-west-1.amazonaws.com");
    }

    private static void stacks(Estate estate) {
        var frankfurt = CloudFormationState.of(estate, Frankfurt.REGION);
        frankfurt.seed(
                "medzen-chime-sdk-eu-central-1",
                "CREATE_COMPLETE",
                Duration.ofDays(300),
                List.of(
                        new Owned("MeetingManager", "AWS::Lambda::Function", "medzen-meeting-manager"),
                        new Owned("RecordingHandler", "AWS::Lambda::Function", "medzen-recording-handler"),
                        new Owned("MeetingsTable", "AWS::DynamoDB::Table", "medzen-meetings")),
                Map.of());
        frankfurt.seed(
                "medzen-bedrock-ai-eu-central-1",
                "UPDATE_COMPLETE",
                Duration.ofDays(260),
                List.of(
                        new Owned("AiChatHandler", "AWS::Lambda::Function", "medzen-ai-chat-handler"),
                        new Owned("ChatHistoryTable", "AWS::DynamoDB::Table", "medzen-chat-history")),
                Map.of());
        frankfurt.seed("medzen-old-test", "DELETE_COMPLETE", Duration.ofDays(40), List.of(), Map.of());
        CloudFormationState.of(estate, CapeTown.REGION)
                .seed(
                        "medzen-chime-sdk-af-south-1",
                        "UPDATE_COMPLETE",
                        Duration.ofDays(520),
                        List.of(
                                new Owned("RecordingHandler", "AWS::Lambda::Function", "medzen-recording-handler"),
                                new Owned("ChimeApi", "AWS::ApiGateway::RestApi", "a1b2c3d4e5")),
                        Map.of());
    }
}
