package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Whether alarms are quiet. */
public final class AlarmCheck extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("alarm.check", "Check alarms")
            .requires(LIST, "alarms")
            .accepts(FLAG, "configured")
            .accepts(DURATION, "over")
            .accepts(TEXT, "since")
            .accepts(LIST, "raisedIn")
            .is(Trait.CHECKS_ALARMS)
            .script(ObserveRecipes::check)
            .createdBy(AlarmCheck::new);

    private final String region;
    private final List<String> alarms;
    /** Whether it is asked only that they exist and act. */
    private final boolean configured;
    /** For how long on end they must have been OK; empty where it is asked only what they are now. */
    private final Optional<Duration> over;
    /** The step or phase after whose end that time lies; empty: up to now. */
    private final Optional<String> since;
    /** Steps that raise it on purpose, as a drill does. */
    private final List<String> raisedIn;

    private AlarmCheck(Inputs in) {
        this.region = in.region();
        this.alarms = in.someOf("alarms");
        this.configured = in.flag("configured");
        this.over = in.optionalDuration("over");
        this.since = in.optional("since");
        this.raisedIn = in.list("raisedIn");
    }

    @Override
    protected String summary() {
        return "Looks whether " + String.join(", ", alarms) + " in " + region
                + over.map(o -> " are OK, and were for " + Times.inWords(o) + ".")
                        .orElse(" are OK.");
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
            if (over.isPresent()) {
                checks.add(quiet(context, at, name, over.get()));
            }
        }
        return new Finding(checks, Outputs.NONE);
    }

    private Check exists(ActionContext context, String region, String alarm) throws InterruptedException {
        var title = "The alarm " + alarm + " in " + region + " is configured";
        return Check.reading(
                title,
                () -> Alarms.read(context, region, alarm)
                        .map(a -> configured(context, a))
                        .orElseGet(() -> new Check.Fail("there is no such alarm in " + region, "create it")));
    }

    /** It acts, and what it does is heard by somebody. */
    private static Check.Outcome configured(ActionContext context, MetricAlarm alarm) {
        var what = alarm.metricName() + " " + alarm.comparisonOperatorAsString() + " " + alarm.threshold() + ", now "
                + alarm.stateValueAsString();
        if (!Boolean.TRUE.equals(alarm.actionsEnabled())) {
            return new Check.Fail(what + ", its actions are off", "switch its actions on");
        }
        return switch (Listeners.told(context, alarm.alarmActions())) {
            case Check.Pass told -> new Check.Pass(what + "; " + told.evidence());
            case Check.Fail silent ->
                new Check.Fail(what + ", but nobody is told: " + silent.evidence(), silent.remedy());
            case Check.Unknown unknown -> unknown;
            case Check.NotMeasured unmeasured -> unmeasured;
        };
    }

    /** What an alarm is now says nothing about the time before: that is in its history, as far as CloudWatch keeps it. */
    private Check quiet(ActionContext context, String region, String alarm, Duration least)
            throws InterruptedException {
        var title = "The alarm " + alarm + " was OK for " + Times.inWords(least)
                + since.map(s -> " on end since the end of " + s).orElse("");
        return Check.reading(title, () -> {
            var now = context.time().instant();
            var wanted = since.isPresent()
                    ? context.attestations().done(since.get()).map(Attestations.Done::ended)
                    : Optional.of(now.minus(least));
            var state = Alarms.state(context, region, alarm);
            if (wanted.isEmpty() || state.isEmpty()) {
                return wanted.isEmpty()
                        ? new Check.Unknown(since.get() + " has not ended")
                        : new Check.Fail("there is no such alarm in " + region, "create it");
            }
            var known = known(wanted.get(), now, state.get());
            if (!known.isBefore(now)) {
                return new Check.Unknown("it was made or changed at " + Times.second(known));
            }
            var history = AlarmHistory.read(context, region, alarm, state.get().value(), known, now);
            var drills = raisedIn.stream()
                    .flatMap(s -> context.attestations().done(s).stream())
                    .toList();
            return judged(history.apartFrom(drills), least, wanted.get(), known);
        });
    }

    /** From when on it can be known: neither before CloudWatch's memory nor before the alarm was what it is. */
    private static Instant known(Instant wanted, Instant now, Alarms.State state) {
        return Stream.of(
                        Optional.of(wanted),
                        Optional.of(now.minus(AlarmHistory.KEPT)),
                        Optional.ofNullable(state.configured()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Check.Outcome judged(AlarmHistory history, Duration least, Instant wanted, Instant known) {
        var broken = history.broken();
        var drills = history.drills().isEmpty()
                ? ""
                : "; in " + String.join(", ", raisedIn) + ", which raise it on purpose: " + history.drills();
        var before = known.isAfter(wanted)
                ? "; before " + Times.second(known) + " it is not known: the alarm was made or changed then, or"
                        + " CloudWatch keeps no older history"
                : "";
        var best = history.longestOk();
        if (best.isPresent() && best.get().length().compareTo(least) >= 0) {
            return new Check.Pass("OK from " + Times.second(best.get().from()) + " to "
                    + Times.second(best.get().to()) + ", by its history"
                    + drills + (broken.isEmpty() ? "" : "; besides " + broken) + before);
        }
        var evidence = (broken.isEmpty() ? "not yet so long" : broken) + drills + before;
        return history.ever(StateValue.ALARM)
                ? new Check.Fail(
                        evidence,
                        history.okSince()
                                .map(s -> "look at what raised it, and wait until it was OK for so long: "
                                        + Times.second(s.plus(least)) + " at the earliest")
                                .orElse("look at what raised it"))
                : new Check.Unknown(evidence);
    }

    private Check check(ActionContext context, String region, String alarm) throws InterruptedException {
        var title = "The alarm " + alarm + " is OK";
        return Check.reading(
                title,
                () -> Alarms.state(context, region, alarm)
                        .map(a -> switch (a.value()) {
                            case OK -> new Check.Pass("OK");
                            case ALARM ->
                                new Check.Fail(
                                        a.reason() == null ? "ALARM" : "ALARM: " + a.reason(),
                                        "look at what raised it");
                            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION ->
                                new Check.Unknown("CloudWatch has too little data: " + a.value());
                        })
                        .orElseGet(() -> new Check.Fail("there is no such alarm in " + region, "create it")));
    }
}
