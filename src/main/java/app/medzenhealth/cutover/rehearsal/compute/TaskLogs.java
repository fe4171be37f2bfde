package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;

/**
 * What tasks write with the awslogs driver: into the group that their definition names, each into a stream of its own. They tell that they
 * have started and that they stop, as Spring Boot does.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html">Send Amazon ECS logs to CloudWatch:
 *     the stream is prefix-name/container-name/ecs-task-id</a>
 * @see <a href="https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html">Graceful shutdown</a>
 */
record TaskLogs(Estate estate, String region) {
    private static final Duration SHUTTING_DOWN = Duration.ofSeconds(4);

    /** @param stream its stream's name */
    record Written(String stream, LogsState.Line line) {}

    /** What tasks have written into a group up to now. */
    List<Written> into(String group) {
        var lines = new ArrayList<Written>();
        var ecs = EcsState.of(estate, region);
        for (var service : ecs.services.values()) {
            for (var task : service.tasks()) {
                ecs.find(task.taskDefinition()).stream()
                        .flatMap(d -> d.containerDefinitions().stream())
                        .forEach(c -> stream(c, group, task).ifPresent(s -> told(task, s, lines)));
            }
        }
        return lines;
    }

    private Optional<String> stream(ContainerDefinition container, String group, EcsTask task) {
        var log = container.logConfiguration();
        if (log == null || log.logDriver() != LogDriver.AWSLOGS) {
            return Optional.empty();
        }
        Map<String, String> options = log.options();
        return group.equals(options.get("awslogs-group")) && region.equals(options.get("awslogs-region"))
                ? Optional.of(options.getOrDefault("awslogs-stream-prefix", container.name()) + "/" + container.name()
                        + "/" + task.id())
                : Optional.empty();
    }

    private void told(EcsTask task, String stream, List<Written> lines) {
        if (!task.failed().isEmpty()) {
            return;
        }
        add(stream, task.running(), "INFO 1 --- [main] EhrBaseApplication : Started EhrBaseApplication", lines);
        var stops = task.stopping();
        if (stops != null) {
            var head = "INFO 1 --- [ionShutdownHook] o.s.b.w.e.tomcat.GracefulShutdown : ";
            add(stream, stops, head + "Commencing graceful shutdown. Waiting for active requests to complete", lines);
            add(stream, stops.plus(SHUTTING_DOWN), head + "Graceful shutdown complete", lines);
        }
    }

    private void add(String stream, Instant at, String message, List<Written> lines) {
        if (!at.isAfter(estate.now())) {
            lines.add(new Written(stream, new LogsState.Line(at, message)));
        }
    }
}
