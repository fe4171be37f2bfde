package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;

class LambdaDatabasesTest {
    private static final String REGION = "eu-west-1";
    private static final String OLD = "records.c1abc2def.eu-west-1.rds.amazonaws.com";
    private static final String NEW = "records-replica.c1abc2def.eu-west-1.rds.amazonaws.com";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void functions() throws Exception {
        bench = new Workbench(folder);
        function(
                "monitor",
                Map.of(
                        "DB_HOST",
                        OLD,
                        "DB_URL",
                        "jdbc:postgresql://" + OLD + ":5432/ehrbase?user=reader&password=hush-hush",
                        "LOG_LEVEL",
                        "info"));
        function(
                "other",
                Map.of(
                        "DB_HOST",
                        "records-2.c1abc2def.eu-west-1.rds.amazonaws.com",
                        "ARCHIVE",
                        "old-records.c1abc2def.eu-west-1.rds.amazonaws.com"));
    }

    private void function(String name, Map<String, String> variables) {
        LambdaState.of(bench.estate(), REGION)
                .function(
                        FunctionConfiguration.builder()
                                .functionName(name)
                                .runtime(Runtime.NODEJS22_X)
                                .handler("index.handler")
                                .role("arn:aws:iam::558069890522:role/runner")
                                .vpcConfig(v ->
                                        v.vpcId("vpc-1").subnetIds("subnet-1").securityGroupIds("sg-1"))
                                .environment(e -> e.variables(variables))
                                .build(),
                        "code of " + name);
    }

    private Action lead() {
        return bench.action(
                "lambda.databases",
                REGION,
                Map.of(
                        "functions",
                        List.of("monitor", "other", "deleted-before"),
                        "insteadOf",
                        List.of("records"),
                        "endpoint",
                        NEW));
    }

    private Map<String, String> variables(String function) {
        return Functions.variables(
                new Functions(REGION).read(bench.context(), function).orElseThrow());
    }

    @Test
    void every_variable_that_names_the_old_host_names_the_new_one_in_one_update_and_nothing_else_changes()
            throws Exception {
        assertThat(bench.operations(lead())).containsExactly("UpdateFunctionConfiguration");

        bench.carryOut(lead());

        assertThat(variables("monitor"))
                .isEqualTo(Map.of(
                        "DB_HOST",
                        NEW,
                        "DB_URL",
                        "jdbc:postgresql://" + NEW + ":5432/ehrbase?user=reader&password=hush-hush",
                        "LOG_LEVEL",
                        "info"));
        assertThat(variables("other"))
                .as("whose names only begin or end alike")
                .containsValues(
                        "records-2.c1abc2def.eu-west-1.rds.amazonaws.com",
                        "old-records.c1abc2def.eu-west-1.rds.amazonaws.com");
        assertThat(bench.operations(lead())).as("once more").isEmpty();
        assertThat(lead().verify(bench.context())).allMatch(Check::passed);
    }

    @Test
    void what_stands_around_a_host_is_no_fact_and_the_way_back_brings_all_of_it_back() throws Exception {
        var before = variables("monitor");
        var facts = bench.preview(lead()).facts();
        assertThat(facts.toString()).contains(OLD).doesNotContain("hush-hush");
        bench.carryOut(lead());

        var back = ((Undo.Inverse) lead().undo(facts)).action();
        bench.carryOut(back);

        assertThat(variables("monitor")).isEqualTo(before);
    }

    @Test
    void a_function_that_nobody_has_called_for_weeks_is_led_there_without_being_waited_for() throws Exception {
        bench.world.time.advance(Duration.ofDays(40));
        assertThat(new Functions(REGION)
                        .read(bench.context(), "monitor")
                        .orElseThrow()
                        .state())
                .isEqualTo(State.INACTIVE);

        bench.carryOut(lead());

        assertThat(variables("monitor")).containsEntry("DB_HOST", NEW);
    }
}
