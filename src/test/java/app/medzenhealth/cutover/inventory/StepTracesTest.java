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
    void only_a_removal_accounts_for_what_is_gone() {
        assertThat(TRACES.removed("af-south-1", "lambda", "medzen-polly-tts")).contains("6.2");
        assertThat(TRACES.removed("eu-central-1", "rds", "medzen-ehrbase-db-eu-central-1"))
                .isEmpty();
    }
}
