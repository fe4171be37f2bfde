package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.*;

/** Cost Explorer of the account: asked in us-east-1, a day late. */
public final class EmbeddedCosts implements CostExplorerClient {

    private final Estate estate;

    /** @param region that it is asked in */
    public EmbeddedCosts(Estate estate, String region) {
        this.estate = estate;
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(CostExplorerException.builder(), "ValidationException", 400, message);
    }

    @Override
    public GetCostAndUsageResponse getCostAndUsage(GetCostAndUsageRequest request) {
        var start = date(request.timePeriod().start());
        var end = date(request.timePeriod().end());
        if (!start.isBefore(end)) {
            throw invalid("Start date (and hour) should be before end date (and hour)");
        }
        if (start.isAfter(LocalDate.ofInstant(estate.now(), ZoneOffset.UTC))) {
            throw invalid("Start date should not be in the future");
        }
        var monthly = request.granularity() == Granularity.MONTHLY;
        var results = new ArrayList<ResultByTime>();
        for (var from = start; from.isBefore(end); ) {
            var next = monthly ? from.withDayOfMonth(1).plusMonths(1) : from.plusDays(1);
            var to = next.isBefore(end) ? next : end;
            results.add(result(request, from, to));
            from = to;
        }
        var page = estate.page(results, request.nextPageToken(), null);
        return GetCostAndUsageResponse.builder()
                .groupDefinitions(request.groupBy())
                .resultsByTime(page.items())
                .nextPageToken(page.next())
                .build();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw invalid("time period is invalid. Valid format is: yyyy-MM-dd.");
        }
    }

    private ResultByTime result(GetCostAndUsageRequest request, LocalDate from, LocalDate to) {
        var end = start(to);
        var lines = CostState.of(estate).lines(start(from), end).stream()
                .filter(line -> request.filter() == null || matches(request.filter(), line))
                .toList();
        var result = ResultByTime.builder()
                .timePeriod(period -> period.start(from.toString()).end(to.toString()))
                .estimated(end.isAfter(estate.now().minus(CostState.LATE)));
        if (request.groupBy().isEmpty()) {
            return result.total(metrics(request, lines)).build();
        }
        Map<List<String>, List<CostState.Line>> groups = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> request.groupBy().stream()
                                .map(by -> dimension(by.key(), line))
                                .toList(),
                        () -> new TreeMap<>(Comparator.comparing(Object::toString)),
                        Collectors.toList()));
        return result.total(Map.of())
                .groups(groups.entrySet().stream()
                        .map(group -> Group.builder()
                                .keys(group.getKey())
                                .metrics(metrics(request, group.getValue()))
                                .build())
                        .toList())
                .build();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Map<String, MetricValue> metrics(GetCostAndUsageRequest request, List<CostState.Line> lines) {
        var usd = lines.stream().mapToDouble(CostState.Line::usd).sum();
        return request.metrics().stream()
                .collect(Collectors.toMap(
                        metric -> metric,
                        metric -> MetricValue.builder()
                                .amount(String.format(Locale.ROOT, "%.10f", usd))
                                .unit("USD")
                                .build()));
    }

    private static boolean matches(Expression filter, CostState.Line line) {
        if (filter.hasAnd()) {
            return filter.and().stream().allMatch(part -> matches(part, line));
        }
        if (filter.hasOr()) {
            return filter.or().stream().anyMatch(part -> matches(part, line));
        }
        if (filter.not() != null) {
            return !matches(filter.not(), line);
        }
        var wanted = filter.dimensions();
        return wanted == null || wanted.values().contains(dimension(wanted.keyAsString(), line));
    }

    private static String dimension(String key, CostState.Line line) {
        return switch (key) {
            case "REGION" -> line.region();
            case "SERVICE" -> line.service();
            default -> throw invalid("Dimension " + key + " is not supported");
        };
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
