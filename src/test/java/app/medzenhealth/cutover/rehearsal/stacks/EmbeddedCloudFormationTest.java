package app.medzenhealth.cutover.rehearsal.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedElb;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLogs;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedIam;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedS3;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class EmbeddedCloudFormationTest {
    private final TestEstate world = new TestEstate();
    private final CloudFormationClient cfn = world.client(CloudFormationClient.class, EmbeddedCloudFormation::new);

    @BeforeEach
    void aNetwork() {
        EhrbaseStack.network(world.estate);
    }

    private void changeSet(String template, String name) {
        cfn.createChangeSet(c -> c.stackName("ehr")
                .changeSetName(name)
                .changeSetType(ChangeSetType.CREATE)
                .clientToken("token-" + name)
                .templateBody(template)
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .parameters(
                        Parameter.builder()
                                .parameterKey("Vpc")
                                .parameterValue("vpc-1")
                                .build(),
                        Parameter.builder()
                                .parameterKey("Subnets")
                                .parameterValue("subnet-a,subnet-b")
                                .build()));
    }

    private void deploy(String template) {
        changeSet(template, "first");
        world.pass(10);
        cfn.executeChangeSet(e -> e.stackName("ehr").changeSetName("first").clientRequestToken("go"));
    }

    private String status(String stack) {
        return cfn.describeStacks(d -> d.stackName(stack)).stacks().getFirst().stackStatusAsString();
    }

    private Map<String, String> outputs() {
        return cfn.describeStacks(d -> d.stackName("ehr")).stacks().getFirst().outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    @Test
    void a_change_set_is_pending_then_complete_and_lists_every_resource_in_pages() {
        changeSet(EhrbaseStack.TEMPLATE, "first");

        assertThat(cfn.describeChangeSet(d -> d.stackName("ehr").changeSetName("first"))
                        .statusAsString())
                .isEqualTo("CREATE_PENDING");
        assertThatThrownBy(() -> cfn.executeChangeSet(e -> e.stackName("ehr").changeSetName("first")))
                .isInstanceOf(InvalidChangeSetStatusException.class);
        world.pass(10);
        var page = cfn.describeChangeSet(d -> d.stackName("ehr").changeSetName("first"));
        assertThat(page.statusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(page.executionStatusAsString()).isEqualTo("AVAILABLE");
        assertThat(page.nextToken()).isNotNull();
        assertThat(cfn.describeChangeSetPaginator(d -> d.stackName("ehr").changeSetName("first")).stream()
                        .flatMap(p -> p.changes().stream())
                        .map(c -> c.resourceChange())
                        .map(ResourceChange::logicalResourceId))
                .containsExactlyInAnyOrder(
                        "DbGroup", "ServiceGroup", "DbSubnets", "Cluster", "Balancer", "Targets", "Logs", "TaskRole");
        assertThat(status("ehr")).isEqualTo("REVIEW_IN_PROGRESS");
    }

    @Test
    void the_members_of_an_executed_stack_exist_in_their_own_services() {
        deploy(EhrbaseStack.TEMPLATE);
        assertThat(status("ehr")).isEqualTo("CREATE_IN_PROGRESS");
        world.pass(1_000);

        assertThat(status("ehr")).isEqualTo("CREATE_COMPLETE");
        assertThat(world.client(EcsClient.class, EmbeddedEcs::new)
                        .listClusters()
                        .clusterArns()
                        .getFirst())
                .endsWith("medzen-ehrbase-cluster");
        var balancer = world.client(ElasticLoadBalancingV2Client.class, EmbeddedElb::new)
                .describeLoadBalancers(d -> d.names("medzen-ehrbase-alb"))
                .loadBalancers()
                .getFirst();
        assertThat(outputs())
                .containsEntry("Cluster", "medzen-ehrbase-cluster")
                .containsEntry("LoadBalancerDns", balancer.dnsName())
                .containsEntry("Subnets", "subnet-a,subnet-b");
        assertThat(world.client(Ec2Client.class, EmbeddedEc2::new)
                        .describeSecurityGroups(d -> d.groupIds(outputs().get("DbSecurityGroup")))
                        .securityGroups()
                        .getFirst()
                        .ipPermissions())
                .hasSize(1);
        assertThat(RdsState.of(world.estate, "eu-central-1").subnetGroup("medzen-ehrbase-db-subnets"))
                .isPresent();
        assertThat(new EmbeddedIam(world.estate, "eu-central-1")
                        .getRole(GetRoleRequest.builder()
                                .roleName("medzen-ehrbase-task-role")
                                .build())
                        .role()
                        .arn())
                .endsWith("role/medzen-ehrbase-task-role");
        assertThat(cfn.listExports().exports().getFirst().name()).isEqualTo("ehr-dns");
        assertThat(cfn.describeStackEventsPaginator(d -> d.stackName("ehr")).stackEvents().stream()
                        .map(StackEvent::resourceStatusAsString)
                        .filter("CREATE_COMPLETE"::equals))
                .hasSize(9);
    }

    @Test
    void executing_again_with_the_same_token_does_nothing() {
        deploy(EhrbaseStack.TEMPLATE);
        world.pass(1_000);

        cfn.executeChangeSet(e -> e.stackName("ehr").changeSetName("first").clientRequestToken("go"));

        assertThat(status("ehr")).isEqualTo("CREATE_COMPLETE");
        assertThatThrownBy(() -> cfn.executeChangeSet(
                        e -> e.stackName("ehr").changeSetName("first").clientRequestToken("other")))
                .isInstanceOf(InvalidChangeSetStatusException.class);
    }

    @Test
    void named_iam_needs_its_own_capability() {
        assertThatThrownBy(() -> cfn.createChangeSet(c -> c.stackName("ehr")
                        .changeSetName("first")
                        .changeSetType(ChangeSetType.CREATE)
                        .templateBody(EhrbaseStack.TEMPLATE)
                        .capabilities(Capability.CAPABILITY_IAM)))
                .isInstanceOf(InsufficientCapabilitiesException.class)
                .hasMessageContaining("Requires capabilities : [CAPABILITY_NAMED_IAM]");
    }

    @Test
    void unknown_types_missing_parameters_and_broken_text_are_refused() {
        assertThatThrownBy(() -> changeSet("Resources: { X: { Type: \"AWS::Nothing::Here\" } }", "x"))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Unrecognized resource types: [AWS::Nothing::Here]");
        assertThatThrownBy(() -> cfn.createStack(c -> c.stackName("ehr")
                        .templateBody(EhrbaseStack.TEMPLATE)
                        .capabilities(Capability.CAPABILITY_NAMED_IAM)))
                .hasMessageContaining("Parameters: [Subnets, Vpc] must have values");
        assertThatThrownBy(() -> changeSet("Resources: [", "x")).hasMessageContaining("not well-formed");
        assertThatThrownBy(() -> status("none")).hasMessageContaining("Stack with id none does not exist");
    }

    @Test
    void a_member_that_its_service_refuses_rolls_the_stack_back() {
        new EmbeddedLogs(world.estate, "eu-central-1")
                .createLogGroup(CreateLogGroupRequest.builder()
                        .logGroupName("/aws/ecs/medzen-ehrbase")
                        .build());
        deploy(EhrbaseStack.TEMPLATE);
        world.pass(1_000);

        assertThat(status("ehr")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(world.client(Ec2Client.class, EmbeddedEc2::new)
                        .describeSecurityGroups()
                        .securityGroups())
                .isEmpty();
        assertThat(cfn.describeStackEventsPaginator(d -> d.stackName("ehr")).stackEvents().stream()
                        .filter(e -> e.resourceStatusAsString().equals("CREATE_FAILED"))
                        .map(StackEvent::resourceStatusReason))
                .singleElement()
                .asString()
                .contains("already exists");
    }

    @Test
    void a_deleted_stack_is_found_by_its_arn_only() {
        deploy(EhrbaseStack.TEMPLATE);
        world.pass(1_000);
        var arn =
                cfn.describeStacks(d -> d.stackName("ehr")).stacks().getFirst().stackId();

        cfn.deleteStack(d -> d.stackName(arn));
        assertThat(status("ehr")).isEqualTo("DELETE_IN_PROGRESS");
        world.pass(1_000);

        assertThat(status(arn)).isEqualTo("DELETE_COMPLETE");
        assertThatThrownBy(() -> status("ehr")).hasMessageContaining("does not exist");
        assertThat(cfn.describeStacks().stacks()).isEmpty();
        assertThat(cfn.listStacks().stackSummaries()).hasSize(1);
        assertThat(world.client(EcsClient.class, EmbeddedEcs::new)
                        .listClusters()
                        .clusterArns())
                .isEmpty();
    }

    @Test
    void termination_protection_keeps_a_stack() {
        deploy(EhrbaseStack.TEMPLATE);
        world.pass(1_000);
        cfn.updateTerminationProtection(u -> u.stackName("ehr").enableTerminationProtection(true));

        assertThatThrownBy(() -> cfn.deleteStack(d -> d.stackName("ehr")))
                .hasMessageContaining("TerminationProtection");
    }

    @Test
    void an_imported_export_keeps_its_stack() {
        var state = CloudFormationState.of(world.estate, "eu-central-1");
        var exporter = state.seed("net", "CREATE_COMPLETE", Duration.ofDays(9), List.of(), Map.of("Vpc", "vpc-1"));
        var importer = state.seed("app", "CREATE_COMPLETE", Duration.ofDays(8), List.of(), Map.of());
        state.export(exporter, "Vpc", "net-vpc").imports(importer, "net-vpc");

        assertThat(cfn.listImports(i -> i.exportName("net-vpc")).imports()).containsExactly("app");
        assertThatThrownBy(() -> cfn.listImports(i -> i.exportName("other"))).hasMessageContaining("is not imported");
        cfn.deleteStack(d -> d.stackName("net"));
        world.pass(60);
        assertThat(status("net")).isEqualTo("DELETE_FAILED");
    }

    @Test
    void a_filled_bucket_fails_the_deletion_and_can_then_be_retained() {
        S3State.of(world.estate).seed("medzen-filled", "eu-central-1", Duration.ofDays(3));
        new EmbeddedS3(world.estate, "eu-central-1")
                .putObject(
                        PutObjectRequest.builder()
                                .bucket("medzen-filled")
                                .key("k")
                                .build(),
                        RequestBody.fromBytes(SdkBytes.fromUtf8String("x").asByteArray()));
        CloudFormationState.of(world.estate, "eu-central-1")
                .seed(
                        "old",
                        "UPDATE_COMPLETE",
                        Duration.ofDays(300),
                        List.of(
                                new CloudFormationState.Owned("Bucket", "AWS::S3::Bucket", "medzen-filled"),
                                new CloudFormationState.Owned("Setting", "AWS::SSM::Parameter", "/medzen/setting")),
                        Map.of());

        assertThatThrownBy(() -> cfn.deleteStack(d -> d.stackName("old").retainResources("Bucket")))
                .hasMessageContaining("DELETE_FAILED");
        cfn.deleteStack(d -> d.stackName("old"));
        world.pass(300);
        assertThat(status("old")).isEqualTo("DELETE_FAILED");
        var arn =
                cfn.describeStacks(d -> d.stackName("old")).stacks().getFirst().stackId();
        cfn.deleteStack(d -> d.stackName("old").retainResources("Bucket"));
        world.pass(300);
        assertThat(status(arn)).isEqualTo("DELETE_COMPLETE");
        assertThat(S3State.of(world.estate).bucket("medzen-filled")).isPresent();
    }

    @Test
    void an_update_without_a_change_makes_a_failed_change_set() {
        deploy(EhrbaseStack.TEMPLATE);
        world.pass(1_000);

        cfn.createChangeSet(c -> c.stackName("ehr")
                .changeSetName("again")
                .changeSetType(ChangeSetType.UPDATE)
                .usePreviousTemplate(true)
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .parameters(
                        Parameter.builder()
                                .parameterKey("Vpc")
                                .usePreviousValue(true)
                                .build(),
                        Parameter.builder()
                                .parameterKey("Subnets")
                                .usePreviousValue(true)
                                .build()));
        world.pass(10);

        var found = cfn.describeChangeSet(d -> d.stackName("ehr").changeSetName("again"));
        assertThat(found.statusAsString()).isEqualTo("FAILED");
        assertThat(found.statusReason()).contains("didn't contain changes");
    }
}
