package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Metric;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Alarms, metrics, last use, comparisons and costs as commands. */
final class ObserveRecipes {
    private static final int DAY = 86_400;

    private ObserveRecipes() {}

    static void topic(ActionContext context, Inputs with, Script script) {
        for (var call : new AlarmsTopic(with).afresh(context)) {
            script.run(Command.of(call));
        }
        var arn = Arns.of(context, "sns", with.region(), with.text("topic"));
        for (var email : with.someOf("emails")) {
            script.attest("Whoever reads " + email + " has opened the link in the mail of SNS");
        }
        script.expect(
                "confirmed subscriptions of " + with.text("topic"),
                Script.Bound.LEAST,
                with.someOf("emails").size(),
                Command.aws(with.region(), "sns", "list-subscriptions-by-topic", "--topic-arn", arn)
                        .asking("length(Subscriptions[?starts_with(SubscriptionArn, `\"arn:\"`)])"));
    }

    static void alarms(ActionContext context, Inputs with, Script script) {
        for (var put : new AlarmsCreate(with).afresh()) {
            script.run(Command.of(put));
        }
        for (var alarm : with.each("alarms")) {
            script.expect(
                    "alarm " + alarm.text("name"),
                    alarm.text("name"),
                    read(with.region(), alarm.text("name")).asking("MetricAlarms[0].AlarmName"));
        }
    }

    private static Command read(String region, String alarm) {
        return Command.aws(region, "cloudwatch", "describe-alarms", "--alarm-names", alarm);
    }

    static void check(ActionContext context, Inputs with, Script script) {
        for (var alarm : with.someOf("alarms")) {
            // An alarm of another region is written region/name.
            var parts = alarm.split("/", 2);
            var region = parts.length == 2 ? parts[0] : with.region();
            var name = parts[parts.length - 1];
            script.expect("state of " + alarm, "OK", read(region, name).asking("MetricAlarms[0].StateValue"));
            with.optionalDuration("over").ifPresent(over -> history(script, region, name, over));
        }
        with.optionalDuration("over")
                .ifPresent(over -> script.attest("Each was OK for " + Times.inWords(over) + " on end"
                        + with.optional("since")
                                .map(s -> " since the end of " + s)
                                .orElse("") + ", by the changes listed above"));
    }

    /** As far back as CloudWatch keeps it: an answer without a change says that the state was always the one above. */
    private static void history(Script script, String region, String alarm, Duration over) {
        var times = script.times(over.compareTo(AlarmHistory.KEPT) < 0 ? AlarmHistory.KEPT : over);
        script.show(Command.aws(region, "cloudwatch", "describe-alarm-history", "--alarm-name", alarm)
                .with("--history-item-type", "StateUpdate", "--start-date", times.from(), "--end-date", times.to())
                .asking("AlarmHistoryItems[].[Timestamp, HistorySummary]"));
    }

    static void watch(ActionContext context, Inputs with, Script script) {
        var whole = with.duration("for");
        var part = whole.dividedBy(3);
        for (var i = 0; i < 3; i++) {
            healthy(script, with);
            script.pause(part, "part " + (i + 1) + " of 3 of watching for " + whole);
        }
        healthy(script, with);
    }

    static void healthy(Script script, Inputs with) {
        var over = with.duration("over");
        var times = script.times(over);
        // CloudWatch gives at most 1,440 values an answer.
        var minutes = Math.max(1, over.toMinutes() / 1_440 + 1);
        for (var text : with.someOf("signals")) {
            var signal = Signal.parse(with.region(), text);
            var series = signal.series();
            var below = signal.comparison() == Signal.Comparison.BELOW;
            var values = "Datapoints[]." + series.statistic();
            var read = Metric.values(
                    series.region(),
                    series.namespace(),
                    series.metric(),
                    series.dimensions(),
                    series.statistic(),
                    (int) minutes * 60,
                    times.from(),
                    times.to());
            script.expect("values of " + series.metric(), Script.Bound.LEAST, 1, read.asking("length(Datapoints)"));
            if (series.metric().equals(Series.LAG)) {
                script.expect("replication was active", "true", read.asking("min(" + values + ") >= `0`"));
            }
            script.expect(
                    text,
                    "true",
                    read.asking((below ? "max(" : "min(") + values + ") " + (below ? "< " : "> ")
                            + Jmes.literal(signal.limit())));
        }
    }

    static void soak(ActionContext context, Inputs with, Script script) {
        var times = script.times(with.duration("over"));
        // CloudWatch gives at most 1,440 values an answer.
        var minutes = Math.max(
                with.duration("period").toMinutes(), with.duration("over").toMinutes() / 1_440 + 1);
        for (var text : with.someOf("signals")) {
            var signal = SoakSignal.parse(with.region(), text);
            Stream.concat(Stream.of(signal.signal().series()), signal.requests().stream())
                    .forEach(s -> script.show(Metric.values(
                                    s.region(),
                                    s.namespace(),
                                    s.metric(),
                                    s.dimensions(),
                                    s.statistic(),
                                    (int) minutes * 60,
                                    times.from(),
                                    times.to())
                            .asking("sort_by(Datapoints, &Timestamp)[].[Timestamp, " + s.statistic() + "]")));
        }
        for (var alarm : with.list("alarms")) {
            var parts = alarm.split("/", 2);
            history(
                    script,
                    parts.length == 2 ? parts[0] : with.region(),
                    parts[parts.length - 1],
                    with.duration("over"));
        }
        script.attest("By the values and changes above everything was healthy for "
                + Times.inWords(with.duration("over")) + " in all since the end of " + with.text("since")
                + ", each time without a value left out, and begun anew after each breach: "
                + String.join("; ", with.someOf("signals")));
    }

    static void lastUse(ActionContext context, Inputs with, Script script) {
        var times = script.times(with.duration("within"));
        var region = with.region();
        script.say("Used within " + with.duration("within").toDays() + " days? Each sum should be 0."
                + " “not measured” is not 0: find out otherwise.");
        with.list("functions").forEach(f -> sum(script, region, times, "AWS/Lambda", "Invocations", "FunctionName", f));
        for (var table : with.list("tables")) {
            sum(script, region, times, "AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", table);
            sum(script, region, times, "AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", table);
        }
        with.list("apis").forEach(a -> sum(script, region, times, "AWS/ApiGateway", "Count", "ApiName", a));
        for (var bucket : with.list("buckets")) {
            script.say(
                    "Newest of the first 1,000 objects of " + bucket + " by name; that one was read is told nowhere:");
            script.show(Command.aws(region, "s3api", "list-objects-v2", "--bucket", bucket, "--max-items", "1000")
                    .asking("max_by(not_null(Contents, `[]`), &LastModified).[Key, LastModified]"));
        }
        script.attest(
                "Nothing above that is measured was used within that time; of what is not measured the last use is unknown, and was asked about");
    }

    static void sum(
            Script script,
            String region,
            Script.Times times,
            String namespace,
            String metric,
            String dimension,
            String name) {
        script.show(
                Metric.values(region, namespace, metric, Map.of(dimension, name), "Sum", DAY, times.from(), times.to())
                        .asking("[" + Jmes.literal(name + " " + metric) + ", " + Jmes.sum("Datapoints", "Sum") + "]"));
    }

    static void compare(ActionContext context, Inputs with, Script script) {
        for (var pair : with.someOf("pairs")) {
            for (var side : pair.split("\\s*=\\s*")) {
                var place = side.strip().split("/", 2);
                script.show(Command.aws(place[0], "lambda", "get-function-configuration", "--function-name", place[1])
                        .asking("[FunctionName, CodeSha256, Runtime, Handler, MemorySize, Timeout]"));
            }
        }
        var text = "Every two lines above that are meant to be duplicates have the same code and settings";
        script.attest(with.flag("mustMatch") ? text : text + ", or the difference is noted");
    }

    static void costs(ActionContext context, Inputs with, Script script) {
        var times = script.times(Duration.ZERO);
        var until = with.optional("end").orElse(script.day(times.to()));
        script.say("Cost Explorer costs a cent a request, and its figures are one to two days late.");
        script.show(Command.aws(
                        "us-east-1",
                        "ce",
                        "get-cost-and-usage",
                        "--time-period",
                        "Start=" + with.text("start") + ",End=" + until,
                        "--granularity",
                        "MONTHLY",
                        "--metrics",
                        "UnblendedCost",
                        "--group-by",
                        "Type=DIMENSION,Key=REGION")
                .asking("ResultsByTime[].[TimePeriod.Start, Groups[].[Keys[0], Metrics.UnblendedCost.Amount]]"));
        script.attest("The figures above were compared with the plan's saving of $" + with.text("expectedSavingUsd")
                + " a month");
    }
}
