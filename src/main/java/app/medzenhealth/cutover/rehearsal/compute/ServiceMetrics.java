package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code AWS/ECS}, which has no value without a task, and {@code ECS/ContainerInsights} of clusters that ask for it. */
final class ServiceMetrics implements MetricSource {
    private static final String INSIGHTS = "ECS/ContainerInsights";

    private final Estate estate;
    private final String region;

    ServiceMetrics(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    @Override
    public List<Key> keys() {
        return EcsState.of(estate, region).services.values().stream()
                .flatMap(service -> Stream.concat(
                        Stream.of("CPUUtilization", "MemoryUtilization")
                                .map(name -> new Key("AWS/ECS", name, dimensions(service))),
                        insights(service)
                                ? Stream.of("RunningTaskCount", "DesiredTaskCount")
                                        .map(name -> new Key(INSIGHTS, name, dimensions(service)))
                                : Stream.empty()))
                .toList();
    }

    @Override
    public Optional<Sample> measure(Key key, Instant from, Instant to) {
        if (!key.namespace().equals("AWS/ECS") && !key.namespace().equals(INSIGHTS)) {
            return Optional.empty();
        }
        return EcsState.of(estate, region).services.values().stream()
                .filter(service -> dimensions(service).equals(key.dimensions()))
                .filter(service -> !service.description().createdAt().isAfter(from))
                .filter(EcsService::active)
                .filter(service -> !key.namespace().equals(INSIGHTS) || insights(service))
                .findFirst()
                .flatMap(service -> value(key, service, from));
    }

    private boolean insights(EcsService service) {
        return EcsState.of(estate, region).insights(service.description().clusterArn());
    }

    private static Optional<Sample> value(Key key, EcsService service, Instant at) {
        var running = service.count(EcsTask.Phase.RUNNING, at);
        var wobble = MetricSource.wobble(key, at);
        return switch (key.name()) {
            case "RunningTaskCount" -> Optional.of(Sample.of(running));
            case "DesiredTaskCount" ->
                Optional.of(Sample.of(service.description().desiredCount()));
            case "CPUUtilization" -> running == 0 ? Optional.empty() : Optional.of(Sample.of(14 + 8 * wobble));
            case "MemoryUtilization" -> running == 0 ? Optional.empty() : Optional.of(Sample.of(58 + 3 * wobble));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> dimensions(EcsService service) {
        var cluster = service.description().clusterArn();
        return Map.of(
                "ClusterName", cluster.substring(cluster.lastIndexOf('/') + 1),
                "ServiceName", service.description().serviceName());
    }
}
