package app.medzenhealth.cutover.action.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.aws.PlannedCalls;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

class CommandTest {

    private static Command command(SdkRequest request) {
        return Command.of(PlannedCalls.of("eu-central-1", request));
    }

    @Test
    void a_call_is_a_command_with_every_value_of_it() {
        assertThat(command(ModifyDbInstanceRequest.builder()
                                .dbInstanceIdentifier("db")
                                .dbParameterGroupName("group <2>")
                                .build())
                        .words())
                .containsExactly(
                        "aws",
                        "rds",
                        "modify-db-instance",
                        "--db-instance-identifier",
                        "db",
                        "--db-parameter-group-name",
                        "group <2>",
                        "--region",
                        "eu-central-1");
    }

    @Test
    void a_call_of_which_something_is_not_shown_is_no_command() {
        for (var hiding : new SdkRequest[] {
            ModifyDbInstanceRequest.builder()
                    .dbInstanceIdentifier("db")
                    .masterUserPassword("x")
                    .build(),
            PutBucketEncryptionRequest.builder()
                    .bucket("b")
                    .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                            .applyServerSideEncryptionByDefault(d -> d.kmsMasterKeyID("alias/k"))
                            .build()))
                    .build(),
            CreateStackRequest.builder()
                    .stackName("s")
                    .templateBody("Resources: {}")
                    .build(),
            InvokeRequest.builder()
                    .functionName("f")
                    .payload(SdkBytes.fromUtf8String("{}"))
                    .build()
        }) {
            assertThatThrownBy(() -> command(hiding)).isInstanceOf(ActionFailure.class);
        }
    }
}
