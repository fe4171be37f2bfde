package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.PlannedCall.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;

class CallTest {
    private static final String REGION = "eu-west-1";
    private static final StopDbInstanceRequest REQUEST =
            StopDbInstanceRequest.builder().dbInstanceIdentifier("main").build();

    @TempDir
    private Path files;

    private final List<StopDbInstanceRequest> sent = new ArrayList<>();
    private final List<String> regions = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void at(double fraction, String text) {}

        @Override
        public void line(String text) {
            lines.add(text);
        }
    };

    /** Clients of which only the region is asked: what is sent goes no further. */
    private ActionContext context() {
        var bench = new Bench(files).context();
        var clients = new Clients() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                regions.add(region);
                return bench.clients().client(type, region);
            }
        };
        return new ActionContext(
                bench.plan(),
                bench.session(),
                bench.step(),
                clients,
                bench.time(),
                bench.http(),
                bench.dns(),
                bench.sql(),
                bench.commands(),
                bench.inventory(),
                bench.files(),
                bench.kept(),
                bench.workingCopy(),
                bench.tokens(),
                bench.attestations());
    }

    private Call<RdsClient, StopDbInstanceRequest, StopDbInstanceResponse> answered(RuntimeException with) {
        return Call.of(RdsClient.class, REGION, REQUEST, (_, request) -> {
            sent.add(request);
            throw with;
        });
    }

    @Test
    void what_is_shown_is_what_is_sent_and_it_is_sent_once_in_its_region() {
        var answer = StopDbInstanceResponse.builder().build();
        var call = Call.of(RdsClient.class, REGION, REQUEST, (RdsClient _, StopDbInstanceRequest request) -> {
            sent.add(request);
            return answer;
        });
        assertThat(call.planned().operation()).isEqualTo("StopDBInstance");
        assertThat(call.planned().region()).isEqualTo(REGION);
        assertThat(call.planned().resource()).isEqualTo(new Resource.Named("main"));
        assertThat(call.send(context(), progress)).isSameAs(answer);
        assertThat(sent).containsExactly(REQUEST);
        assertThat(regions).containsExactly(REGION);
        assertThat(lines).containsExactly("StopDBInstance accepted in eu-west-1");
    }

    @Test
    void what_aws_refused_was_not_done_and_says_what_was_not() {
        var refused = RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InvalidDBInstanceState")
                        .errorMessage("it is being backed up")
                        .build())
                .statusCode(400)
                .build();
        assertThatThrownBy(() -> answered(refused).send(context(), progress))
                .hasMessageContaining("it is being backed up")
                .hasCause(refused)
                .isInstanceOfSatisfying(ActionFailure.class, e -> {
                    assertThat(e.notDone()).isEqualTo("StopDBInstance in eu-west-1 was not done");
                    assertThat(e.next()).contains("review the step again");
                });
        assertThat(sent).hasSize(1);
        assertThat(lines).isEmpty();
    }

    @Test
    void a_lost_answer_is_no_refusal_and_is_not_sent_again() {
        var lost = ApiCallTimeoutException.builder().message("no answer").build();
        assertThatThrownBy(() -> answered(lost).send(context(), progress)).isSameAs(lost);
        assertThat(sent).hasSize(1);
        assertThat(lines).isEmpty();
    }

    @Test
    void what_an_earlier_call_makes_is_called_by_that_call() {
        var call = Call.produced(
                RdsClient.class,
                REGION,
                REQUEST,
                "CreateDBInstance",
                (RdsClient _, StopDbInstanceRequest _) ->
                        StopDbInstanceResponse.builder().build());
        assertThat(call.planned().resource()).isEqualTo(new Resource.Produced("CreateDBInstance"));
    }

    @Test
    void a_stage_sends_first_then_does_what_follows_and_gives_what_the_answer_tells() throws Exception {
        var answer = StopDbInstanceResponse.builder().build();
        var call = Call.of(RdsClient.class, REGION, REQUEST, (RdsClient _, StopDbInstanceRequest request) -> {
            lines.add("sent");
            return answer;
        });
        var stage = Stage.send(
                "stop it",
                call,
                (given, _, _) -> lines.add("followed " + (given == answer)),
                given -> Map.of("stopped", String.valueOf(given == answer)));
        assertThat(stage.call()).contains(call.planned());
        assertThat(stage.work().carryOut(context(), progress)).isEqualTo(Map.of("stopped", "true"));
        assertThat(lines).containsExactly("sent", "StopDBInstance accepted in eu-west-1", "followed true");
        assertThat(Stage.send("stop it", call).work().carryOut(context(), progress))
                .isEmpty();
        assertThat(Stage.later("stop it", call, _ -> call).call()).contains(call.planned());
        lines.clear();
        assertThat(Stage.later("stop it", call, _ -> call).work().carryOut(context(), progress))
                .isEmpty();
        assertThat(lines).first().isEqualTo("sent");
        assertThat(Stage.await("wait", (_, _) -> lines.add("waited")).call()).isEmpty();
    }

    @Test
    void arns_are_of_the_plans_account_and_the_regions_partition() {
        var context = context();
        assertThat(Arns.snapshot(context, REGION, "s")).isEqualTo("arn:aws:rds:eu-west-1:558069890522:snapshot:s");
        assertThat(Arns.instance(context, "cn-north-1", "d")).isEqualTo("arn:aws-cn:rds:cn-north-1:558069890522:db:d");
        assertThat(Arns.role(context, REGION, "app")).isEqualTo("arn:aws:iam::558069890522:role/app");
        assertThat(Arns.role(context, REGION, "arn:aws:iam::1:role/x")).isEqualTo("arn:aws:iam::1:role/x");
        assertThat(Arns.sameRole("app", "arn:aws:iam::558069890522:role/path/App"))
                .isTrue();
        assertThat(Arns.sameRole("app", "app2")).isFalse();
        assertThat(Arns.sameRole("app", null)).isFalse();
        assertThat(Arns.name("arn:aws:rds:eu-west-1:1:db:x")).isEqualTo("x");
        assertThat(Arns.name("arn:aws:iam::1:role/p/x")).isEqualTo("x");
        assertThat(Arns.name("x")).isEqualTo("x");
    }
}
