package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.Signed;
import java.util.ArrayList;
import java.util.List;

/** Whether alarms are quiet. */
public final class AlarmCheck extends ReadOnlyAction {

    static final ActionType TYPE = Signed.reads("alarm.check", "Check alarms")
            .needs(LIST, "alarms")
            .takes(FLAG, "configured")
            .madeBy(AlarmCheck::new);

    private final String region;
    private final List<String> alarms;
    /** Whether it is asked only that they exist and act. */
    private final boolean configured;

    private AlarmCheck(Inputs in) {
        this.region = in.region();
        this.alarms = in.someOf("alarms");
        this.configured = in.flag("configured");
    }

    @Override
    protected String summary() {
        return "Looks whether " + String.join(", ", alarms) + " in " + region + " are OK.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var alarm : alarms) {
            // An alarm of another region is written region/name.
            var parts = alarm.split("/", 2);
            var at = parts.length == 2 ? parts[0] : region;
            var name = parts[parts.length - 1];
            checks.add(configured ? exists(context, at, name) : check(context, at, name));
        }
        return new Finding(checks, Outputs.NONE);
    }

    private Check exists(ActionContext context, String region, String alarm) throws InterruptedException {
        var title = "The alarm " + alarm + " in " + region + " is configured";
        return Look.at(
                title,
                () -> Alarms.read(context, region, alarm)
                        .map(a -> Look.that(
                                title,
                                () -> Boolean.TRUE.equals(a.actionsEnabled()),
                                a.metricName() + " " + a.comparisonOperatorAsString() + " " + a.threshold() + ", now "
                                        + a.stateValueAsString(),
                                "switch its actions on"))
                        .orElseGet(() -> Check.fail(title, "there is no such alarm in " + region, "create it")));
    }

    private Check check(ActionContext context, String region, String alarm) throws InterruptedException {
        var title = "The alarm " + alarm + " is OK";
        return Look.at(
                title,
                () -> Alarms.state(context, region, alarm)
                        .map(a -> switch (a.value()) {
                            case OK -> Check.pass(title, "OK");
                            case ALARM ->
                                Check.fail(
                                        title,
                                        a.reason() == null ? "ALARM" : "ALARM: " + a.reason(),
                                        "look at what raised it");
                            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION ->
                                Check.unknown(title, "CloudWatch has too little data: " + a.value());
                        })
                        .orElseGet(() -> Check.fail(title, "there is no such alarm in " + region, "create it")));
    }
}
