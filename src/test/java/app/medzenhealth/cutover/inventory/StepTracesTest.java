package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTracesTest {
    private static final StepTraces TRACES = StepTraces.NONE
            .with("eu-central-1", "cloudformation", "CreateStack", "medzen-ehrbase", "2.2")
            .with("eu-central-1", "rds", "CreateDBInstanceReadReplica", "medzen-ehrbase-db-eu-central-1", "2.3")
            .with("eu-central-1", "rds", "PromoteReadReplica", "medzen-ehrbase-db-eu-central-1", "5.6")
            .with("af-south-1", "lambda", "DeleteFunction", "medzen-polly-tts", "6.2")
            .with("us-east-1", "route53", "ChangeResourceRecordSets", "Z08MEDZENZONE00001", "5.8");

    private static SeenResource seen(String service, String region, String name, Map<String, String> tags) {
        return new SeenResource(service, "thing", region, name, "", name, "", Map.of(), tags);
    }

    @Test
    void the_last_step_that_changed_it_accounts_for_it() {
        assertThat(TRACES.of(seen("rds", "eu-central-1", "medzen-ehrbase-db-eu-central-1", Map.of())))
                .contains("5.6");
        assertThat(TRACES.of(seen("route53", "global", "Z08MEDZENZONE00001", Map.of())))
                .contains("5.8");
    }

    @Test
    void what_a_stack_made_is_of_the_step_that_made_the_stack() {
        assertThat(TRACES.of(seen(
                        "ecs",
                        "eu-central-1",
                        "medzen-ehrbase-cluster",
                        Map.of("aws:cloudformation:stack-name", "medzen-ehrbase"))))
                .contains("2.2");
    }

    @Test
    void the_same_name_in_another_region_or_service_is_another_thing() {
        assertThat(TRACES.of(seen("rds", "eu-west-1", "medzen-ehrbase-db-eu-central-1", Map.of())))
                .isEmpty();
        assertThat(TRACES.of(seen("ecs", "eu-central-1", "medzen-ehrbase", Map.of())))
                .isEmpty();
    }

    @Test
    void what_has_an_id_that_aws_made_up_is_known_by_the_tag_of_this_session_alone() {
        var ours = Map.of("cutover:session", "session-1", "cutover:step", "2.1");
        var key = seen("kms", "eu-central-1", "1234-5678", ours);
        assertThat(TRACES.ofSession("session-1").of(key)).contains("2.1");
        assertThat(TRACES.ofSession("session-2").of(key))
                .as("of an earlier session")
                .isEmpty();
        assertThat(TRACES.of(key)).as("no session").isEmpty();
        assertThat(TRACES.ofSession("session-1")
                        .with("eu-central-1", "kms", "DisableKey", "1234-5678", "6.1")
                        .of(key))
                .as("the last one that touched it")
                .contains("6.1");
    }

    /** RDS names automated snapshots after their instance, Lambda log groups after their function (their user guides). */
    @Test
    void what_aws_makes_of_itself_belongs_to_what_a_step_made() {
        assertThat(TRACES.of(
                        seen("rds", "eu-central-1", "rds:medzen-ehrbase-db-eu-central-1-2026-01-12-02-07", Map.of())))
                .contains("5.6");
        assertThat(TRACES.of(seen("rds", "eu-central-1", "rds:medzen-ehrbase-db-2026-01-12-02-07", Map.of())))
                .as("of another instance")
                .isEmpty();
        assertThat(TRACES.with("eu-central-1", "lambda", "CreateFunction", "sync", "4.2")
                        .of(seen("logs", "eu-central-1", "/aws/lambda/sync", Map.of())))
                .contains("4.2");
        assertThat(TRACES.of(seen("logs", "af-south-1", "/aws/lambda/medzen-polly-tts", Map.of())))
                .as("there before the session, of a function that it only deleted")
                .isEmpty();
        assertThat(TRACES.with("eu-west-1", "rds", "ModifyDBInstance", "medzen-ehrbase-db", "1.5")
                        .of(seen("rds", "eu-west-1", "rds:medzen-ehrbase-db-2026-01-12-02-07", Map.of())))
                .as("of an instance that was there before")
                .isEmpty();
        assertThat(TRACES.of(new SeenResource(
                        "rds",
                        "snapshot",
                        "eu-central-1",
                        "last",
                        "",
                        "last",
                        "",
                        Map.of("of", "medzen-ehrbase-db-eu-central-1"),
                        Map.of())))
                .contains("5.6");
    }

    @Test
    void only_a_removal_accounts_for_what_is_gone() {
        assertThat(TRACES.removed("af-south-1", "lambda", "medzen-polly-tts")).contains("6.2");
        assertThat(TRACES.removed("eu-central-1", "rds", "medzen-ehrbase-db-eu-central-1"))
                .isEmpty();
    }
}
