package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;

class EmbeddedLogsTest {
    private static final String REGION = "eu-central-1";
    private final TestEstate world = new TestEstate();
    private final CloudWatchLogsClient logs = world.client(CloudWatchLogsClient.class, EmbeddedLogs::new);

    private List<FilteredLogEvent> all(String group) {
        return logs.filterLogEventsPaginator(r -> r.logGroupName(group)).events().stream()
                .toList();
    }

    @Test
    void lines_are_told_by_their_time_whichever_stream_they_are_of_with_both_ends() {
        var state = LogsState.of(world.estate, REGION).group("/own", 0);
        var ecs = world.client(EcsClient.class, EmbeddedEcs::new);
        started(ecs, "/own");
        for (var i = 0; i < 5; i++) {
            world.pass(20);
            state.line("/own", "line " + i);
        }
        assertThat(all("/own"))
                .extracting(e -> e.message().startsWith("line") ? e.message() : "started")
                .containsExactly("line 0", "line 1", "line 2", "started", "line 3", "line 4");
        assertThat(all("/own")).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
        var one = TestEstate.START.plusSeconds(40).toEpochMilli();
        assertThat(logs.filterLogEvents(
                                r -> r.logGroupName("/own").startTime(one).endTime(one))
                        .events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("line 1");
    }

    @Test
    void a_task_writes_into_a_stream_of_its_own_when_it_starts_and_stops() {
        LogsState.of(world.estate, REGION).group("/ecs", 0).group("/other", 0);
        var ecs = world.client(EcsClient.class, EmbeddedEcs::new);
        started(ecs, "/ecs");
        assertThat(all("/ecs")).as("it has not run").isEmpty();
        world.pass(60);
        assertThat(all("/ecs")).hasSize(1).allSatisfy(e -> {
            assertThat(e.logStreamName()).matches("prefix/ehrbase/[^/]+");
            assertThat(e.message()).contains("Started");
        });
        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        world.pass(10);
        assertThat(all("/ecs"))
                .extracting(FilteredLogEvent::message)
                .hasSize(3)
                .last()
                .asString()
                .endsWith("Graceful shutdown complete");
        assertThat(all("/other")).isEmpty();
    }

    private static void started(EcsClient ecs, String group) {
        ecs.createCluster(c -> c.clusterName("main"));
        ecs.registerTaskDefinition(t -> t.family("ehrbase")
                .networkMode(NetworkMode.AWSVPC)
                .cpu("1024")
                .memory("2048")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehrbase")
                        .image("ehrbase/ehrbase:2.11.0")
                        .environment(TestEstate.EHRBASE)
                        .logConfiguration(l -> l.logDriver(LogDriver.AWSLOGS)
                                .options(Map.of(
                                        "awslogs-group", group,
                                        "awslogs-region", REGION,
                                        "awslogs-stream-prefix", "prefix")))
                        .build()));
        ecs.createService(s -> s.cluster("main")
                .serviceName("ehr")
                .taskDefinition("ehrbase")
                .desiredCount(1)
                .clientToken("once"));
    }
}
