package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan shows of metrics and logs can be read at all: in regions that it names, with variables that somebody gives, and Route 53's
 * where Route 53 has them.
 */
final class MonitoringCheck {
    private static final Set<String> BUILT_IN = Set.of("account", "plan.id");
    private static final String ROUTE53 = "AWS/Route53";
    /**
     * "You can view metrics for Route 53 health checks only in US East (N. Virginia)" (Amazon Route 53 Developer Guide, Monitoring health
     * checks using CloudWatch).
     */
    private static final String OF_ROUTE53 = "us-east-1";

    private static final Pattern STATISTIC =
            Pattern.compile("Average|Sum|Minimum|Maximum|SampleCount|p\\d{1,2}(\\.\\d{1,2})?");

    private final Plan plan;
    private final StepOutputs outputs;
    private final Faults faults;

    private MonitoringCheck(Plan plan, StepOutputs outputs, Faults faults) {
        this.plan = plan;
        this.outputs = outputs;
        this.faults = faults;
    }

    /** @param plan as its file states it, without values */
    static void look(Plan plan, StepOutputs outputs, Faults faults) {
        var check = new MonitoringCheck(plan, outputs, faults);
        check.metrics();
        check.logs();
    }

    private void metrics() {
        var ids = new HashSet<String>();
        for (var i = 0; i < plan.monitoring().metrics().size(); i++) {
            var row = plan.monitoring().metrics().get(i);
            var at = "/monitoring/metrics/" + i;
            if (!ids.add(row.id())) {
                faults.found(at + "/id", "the metrics “" + row.id() + "” are there twice", "give one another id");
            }
            for (var j = 0; j < row.lines().size(); j++) {
                line(row.lines().get(j), at + "/lines/" + j);
            }
        }
    }

    private void line(Monitoring.Line line, String at) {
        if (!STATISTIC.matcher(line.statistic()).matches()) {
            faults.found(
                    at + "/statistic",
                    "“" + line.statistic() + "” is no statistic of CloudWatch",
                    "write Average, Sum, Minimum, Maximum, SampleCount or a percentile as p95");
        }
        if (line.of().isPresent() && line.unit() != Monitoring.Unit.PERCENT) {
            faults.found(at + "/unit", "a share is in percent", "write “unit: percent”");
        }
        if (line.namespace().equals(ROUTE53)) {
            if (!line.region().equals(OF_ROUTE53)) {
                faults.found(
                        at + "/region",
                        "Route 53 has its metrics in " + OF_ROUTE53 + " only",
                        "write “region: " + OF_ROUTE53 + "”: it is read there and nothing is changed");
            }
        } else {
            region(line.region(), at);
        }
        variables(line.variables(), at);
    }

    private void logs() {
        var ids = new HashSet<String>();
        for (var i = 0; i < plan.monitoring().logs().size(); i++) {
            var log = plan.monitoring().logs().get(i);
            var at = "/monitoring/logs/" + i;
            if (!ids.add(log.id())) {
                faults.found(at + "/id", "the log “" + log.id() + "” is there twice", "give one another id");
            }
            region(log.region(), at);
            variables(Variables.in(log.group()).stream(), at);
        }
    }

    private void region(String region, String at) {
        if (plan.region(region).isEmpty()) {
            faults.found(
                    at + "/region",
                    "there is no region “" + region + "” in this plan",
                    "name one of "
                            + plan.regions().stream().map(Plan.Region::id).collect(Collectors.joining(", ")));
        }
    }

    private void variables(Stream<String> variables, String at) {
        variables
                .filter(v -> !BUILT_IN.contains(v) && plan.parameter(v).isEmpty() && !given(v))
                .distinct()
                .forEach(v -> faults.found(
                        at,
                        "the variable ${" + v + "} is not defined",
                        "add a parameter of this name, or use ${<step>.<output>}"));
    }

    private boolean given(String variable) {
        return plan.steps()
                .filter(s -> variable.startsWith(s.id() + "."))
                .anyMatch(s -> outputs.names(s, variable.substring(s.id().length() + 1)));
    }
}
