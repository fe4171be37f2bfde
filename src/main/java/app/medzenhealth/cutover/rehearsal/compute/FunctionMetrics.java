package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code AWS/Lambda}: a function that is not invoked has no values at all. */
final class FunctionMetrics implements MetricSource {
    private static final String NAMESPACE = "AWS/Lambda";
    private static final double USUAL_MILLIS = 140;

    private final Estate estate;
    private final String region;

    FunctionMetrics(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    @Override
    public List<Key> keys() {
        return LambdaState.of(estate, region).functions.keySet().stream()
                .flatMap(name -> Stream.of("Invocations", "Errors", "Throttles", "Duration")
                        .map(metric -> new Key(NAMESPACE, metric, Map.of("FunctionName", name))))
                .toList();
    }

    @Override
    public Optional<Sample> measure(Key key, Instant from, Instant to) {
        var function =
                LambdaState.of(estate, region).functions.get(key.dimensions().get("FunctionName"));
        if (!key.namespace().equals(NAMESPACE) || function == null) {
            return Optional.empty();
        }
        var invoked = invoked(function, from, to);
        double count = invoked.stream().mapToInt(LambdaFunction.Invoked::count).sum();
        if (count == 0) {
            return Optional.empty();
        }
        double errors =
                invoked.stream().mapToInt(LambdaFunction.Invoked::errors).sum();
        var most = invoked.stream()
                .mapToDouble(LambdaFunction.Invoked::millis)
                .max()
                .orElse(0);
        return switch (key.name()) {
            case "Invocations" -> Optional.of(new Sample(count, count, 1, 1));
            case "Errors" -> Optional.of(new Sample(errors, count, 0, errors > 0 ? 1 : 0));
            case "Throttles" -> Optional.of(new Sample(0, count, 0, 0));
            case "Duration" ->
                Optional.of(new Sample(
                        invoked.stream()
                                .mapToDouble(i -> i.millis() * i.count())
                                .sum(),
                        count,
                        most * 0.8,
                        most));
            default -> Optional.empty();
        };
    }

    private List<LambdaFunction.Invoked> invoked(LambdaFunction function, Instant from, Instant to) {
        var all = new ArrayList<LambdaFunction.Invoked>(function.invocations.stream()
                .filter(i -> !i.at().isBefore(from) && i.at().isBefore(to))
                .toList());
        var arn = estate.arn("lambda", region, "function:" + function.name());
        var scheduled = EventsState.of(estate, region).fired(arn, from, to);
        var steady = function.steady(Duration.between(from, to));
        if (scheduled + steady > 0 && !from.isBefore(function.since())) {
            all.add(new LambdaFunction.Invoked(from, scheduled + steady, 0, USUAL_MILLIS));
        }
        return all;
    }
}
