package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.MotoWorld.CAPE_TOWN;
import static app.medzenhealth.cutover.wire.MotoWorld.FRANKFURT;
import static app.medzenhealth.cutover.wire.MotoWorld.IRELAND;
import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Stacks, functions and what triggers and watches them, against the emulator. */
class MotoApplicationActionsTest extends MotoActions {

    /** What later steps of the plan take from step 2.2. */
    private static String outputsThatTheStepHasToGive() {
        return Stream.of(
                        "DbSecurityGroup",
                        "DbSubnetGroup",
                        "LoadBalancerDns",
                        "LoadBalancerName",
                        "ServiceSecurityGroup",
                        "Subnets",
                        "TargetGroupName")
                .map(name -> "  " + name + ": { Value: !Ref Topic }\n")
                .collect(Collectors.joining());
    }

    @Test
    void a_stack_is_made_by_a_change_set_and_deleted_by_its_arn() throws Exception {
        var template = bench.workingCopy().resolve("stack.yaml");
        Files.createDirectories(template.getParent());
        Files.writeString(template, """
                AWSTemplateFormatVersion: "2010-09-09"
                Resources:
                  Topic:
                    Type: AWS::SNS::Topic
                    Properties: { TopicName: medzen-alerts }
                Outputs:
                  TopicArn: { Value: !Ref Topic }
                """ + outputsThatTheStepHasToGive());
        bench.carryOut(
                "2.2",
                use(
                        "cfn.deploy",
                        FRANKFURT,
                        Map.of(
                                "stack",
                                "medzen-ehrbase",
                                "template",
                                "stack.yaml",
                                "parameters",
                                Map.of(),
                                "capabilities",
                                List.of(),
                                "tags",
                                Map.of(),
                                "forbid",
                                List.of())));
        assertThat(sent("CreateChangeSet").decoded()).contains("ClientToken=");
        assertThat(sent("ExecuteChangeSet").decoded()).contains("ClientRequestToken=");
        assertThat(world.clients.client(SnsClient.class, FRANKFURT).listTopics().topics())
                .hasSize(1);

        world.clients
                .client(CloudFormationClient.class, CAPE_TOWN)
                .createStack(
                        b -> b.stackName("medzen-chime")
                                .templateBody(
                                        "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"TopicName\":\"old\"}}}}"));
        bench.carryOut("6.3", use("cfn.delete", CAPE_TOWN, Map.of("stack", "medzen-chime")));
        assertThat(sent("DeleteStack").decoded())
                .contains("StackName=arn:aws:cloudformation:af-south-1:558069890522:stack/medzen-chime/")
                .contains("ClientRequestToken=");
    }

    @Test
    void functions_are_moved_permitted_switched_and_deleted() throws Exception {
        var role = world.role("lambda-execution-role", "lambda.amazonaws.com");
        world.function(IRELAND, "medzen-compliance-monitor", role);
        var events = world.clients.client(EventBridgeClient.class, IRELAND);
        events.putRule(b -> b.name("medzen-compliance-hourly").scheduleExpression("rate(1 hour)"));
        events.putTargets(b -> b.rule("medzen-compliance-hourly")
                .targets(Target.builder()
                        .id("1")
                        .arn("arn:aws:lambda:eu-west-1:558069890522:function:medzen-compliance-monitor")
                        .build()));
        var zip = MotoWorld.zipFile(folder, "medzen-compliance-monitor");
        bench.carryOut(
                "4.2",
                use(
                        "lambda.deploy",
                        FRANKFURT,
                        Map.of(
                                "functions",
                                List.of("medzen-compliance-monitor"),
                                "sourceRegion",
                                IRELAND,
                                "zips",
                                Map.of("medzen-compliance-monitor", zip.toString()),
                                "runtime",
                                "nodejs22.x",
                                "role",
                                "lambda-execution-role",
                                "triggers",
                                "off",
                                // The emulator has no such lists.
                                "leaves",
                                List.of(
                                        "medzen-compliance-monitor/FunctionUrl",
                                        "medzen-compliance-monitor/ProvisionedConcurrency"))));
        bench.carryOut(
                "4.3",
                use(
                        "events.create-rules",
                        FRANKFURT,
                        Map.of("sourceRegion", IRELAND, "rules", List.of("medzen-compliance-hourly"))));
        bench.carryOut(
                "4.3",
                use(
                        "lambda.permissions",
                        FRANKFURT,
                        Map.of(
                                "function",
                                "medzen-compliance-monitor",
                                "statements",
                                List.of(
                                        Map.of(
                                                "id", "medzen-compliance-hourly",
                                                "principal", "events.amazonaws.com",
                                                "sourceArn",
                                                        "arn:aws:events:eu-central-1:558069890522:rule/medzen-compliance-hourly")))));
        bench.carryOut(
                "5.10",
                use("triggers.switch", FRANKFURT, Map.of("rules", List.of("medzen-compliance-hourly"), "state", "on")));
        bench.carryOut("6.8", use("lambda.delete", IRELAND, Map.of("functions", List.of("medzen-compliance-monitor"))));
        assertThat(world.clients
                        .client(LambdaClient.class, IRELAND)
                        .listFunctions()
                        .functions())
                .isEmpty();
    }

    @Test
    void alarms_tags_and_a_buckets_notifications_are_set() throws Exception {
        world.clients
                .client(CloudWatchClient.class, FRANKFURT)
                .putMetricData(b -> b.namespace("AWS/RDS")
                        .metricData(MetricDatum.builder()
                                .metricName("CPUUtilization")
                                .value(12.0)
                                .dimensions(Dimension.builder()
                                        .name("DBInstanceIdentifier")
                                        .value("medzen-ehrbase-db")
                                        .build())
                                .build()));
        bench.carryOut(
                "5.0",
                use(
                        "alarms.create",
                        FRANKFURT,
                        Map.of(
                                "alarms",
                                List.of(Map.of(
                                        "name", "medzen-ehrbase-rds-cpu",
                                        "namespace", "AWS/RDS",
                                        "metric", "CPUUtilization",
                                        "dimensions", Map.of("DBInstanceIdentifier", "medzen-ehrbase-db"),
                                        "statistic", "Average",
                                        "comparison", ">",
                                        "threshold", 80,
                                        "periodSeconds", 60,
                                        "evaluations", 5)))));
        var role = world.role("lambda-execution-role", "lambda.amazonaws.com");
        world.function(FRANKFURT, "medzen-firebase-sync", role);
        var s3 = world.clients.client(S3Client.class, FRANKFURT);
        s3.createBucket(b -> b.bucket("medzen-new").createBucketConfiguration(c -> c.locationConstraint(FRANKFURT)));
        bench.carryOut(
                "4.3",
                use(
                        "s3.notifications",
                        FRANKFURT,
                        Map.of(
                                "bucket",
                                "medzen-new",
                                "function",
                                "medzen-firebase-sync",
                                "events",
                                List.of("s3:ObjectCreated:*"))));
        // The emulator's tagging API does not know every service, and forgets functions now and then.
        var arn = world.clients
                .client(DynamoDbClient.class, FRANKFURT)
                .createTable(b -> b.tableName("medzen-sessions")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build()))
                .tableDescription()
                .tableArn();
        bench.carryOut(
                "4.3",
                use("tag.resources", FRANKFURT, Map.of("arns", List.of(arn), "tags", Map.of("Project", "MedZen"))));
        assertThat(new ArrayList<>(s3.getBucketNotificationConfiguration(b -> b.bucket("medzen-new"))
                        .lambdaFunctionConfigurations()))
                .hasSize(1);
        assertThat(world.clients
                        .client(DynamoDbClient.class, FRANKFURT)
                        .listTagsOfResource(b -> b.resourceArn(arn))
                        .tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("Project=MedZen");
    }
}
