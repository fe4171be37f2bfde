package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Basis;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.soak.HealthyTime;
import app.medzenhealth.cutover.monitor.soak.SignalSpan;
import app.medzenhealth.cutover.monitor.soak.SignalSpan.Said;
import app.medzenhealth.cutover.monitor.soak.Track;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Counts the healthy hours since something ended, by what CloudWatch has measured: time that only passed is none. */
final class SoakHealthy extends ReadOnlyAction implements HealthyHours {

    static final ActionType TYPE = ActionSpec.reads("soak.healthy", "Count healthy hours")
            .requires(LIST, "signals")
            .requires(DURATION, "period", "over")
            .requires(TEXT, "since")
            .accepts(LIST, "alarms")
            .is(Trait.READS_METRICS)
            .is(Trait.COUNTS_HEALTHY_HOURS)
            .script(ObserveRecipes::soak)
            .createdBy(SoakHealthy::new);

    private static final String SOURCE = "CloudWatch, ";

    private final String region;
    private final List<SoakSignal> signals;
    private final List<String> alarms;
    private final Duration period;
    private final Duration wanted;
    private final String since;

    private SoakHealthy(Inputs in) {
        this.region = in.region();
        this.signals = in.someOf("signals").stream()
                .map(s -> SoakSignal.parse(in.region(), s))
                .toList();
        this.alarms = in.list("alarms");
        this.period = in.duration("period");
        this.wanted = in.duration("over");
        this.since = in.text("since");
    }

    @Override
    protected String summary() {
        return "Counts how long " + signals.stream().map(SoakSignal::text).toList() + " have kept their limits and "
                + alarms + " were OK since the end of " + since + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var title = Times.inWords(wanted) + " healthy since the end of " + since + ", measured every "
                + Times.inWords(period);
        return new Finding(List.of(check(context, title)), Outputs.NONE);
    }

    @Override
    public Optional<Hours> hours(ActionContext context) {
        return context.attestations().done(since).map(done -> count(context, done.ended(), new ArrayList<>()));
    }

    private Check check(ActionContext context, String title) throws InterruptedException {
        var tracks = new ArrayList<Track>();
        var check = Check.reading(
                title,
                () -> context.attestations()
                        .done(since)
                        .map(Attestations.Done::ended)
                        .map(ended -> judged(count(context, ended, tracks).time()))
                        .orElseGet(() -> new Check.Unknown(since + " has not ended")));
        return basis(tracks).map(check::basedOn).orElse(check);
    }

    /** By what was said at all; empty where nothing was. */
    private Optional<Basis> basis(List<Track> tracks) {
        var said = tracks.stream().flatMap(t -> t.spans().stream()).toList();
        return said.stream()
                .map(SignalSpan::to)
                .max(Comparator.naturalOrder())
                .map(newest -> new Basis(
                        signals.size() + " metrics each " + Times.inWords(period) + " and the history of "
                                + alarms.size() + " alarms",
                        "",
                        SOURCE + region,
                        newest,
                        said.size()));
    }

    /** @param tracks takes what was read */
    private Hours count(ActionContext context, Instant ended, List<Track> tracks) {
        var now = context.time().instant();
        // Nothing is known of what alarms were before; and of metrics there is more.
        var kept = now.minus(AlarmHistory.KEPT);
        var from = ended.isBefore(kept) ? kept : ended;
        for (var signal : signals) {
            // The period in which it begins, too.
            tracks.add(signal.read(context, from.minus(period), now, period));
        }
        for (var alarm : alarms) {
            tracks.add(alarm(context, alarm, from, now));
        }
        return new Hours(from, now, wanted, tracks, SOURCE + region, period);
    }

    /** An alarm of another region is written {@code region/name}. Before it was what it is, nobody knows what it was. */
    private Track alarm(ActionContext context, String written, Instant from, Instant to) {
        var parts = written.split("/", 2);
        var at = parts.length == 2 ? parts[0] : region;
        var name = parts[parts.length - 1];
        var state = Alarms.state(context, at, name);
        var spans = new ArrayList<SignalSpan>();
        if (state.isPresent()) {
            var made = state.get().configured();
            var known = made != null && made.isAfter(from) ? made : from;
            if (known.isBefore(to)) {
                AlarmHistory.read(context, at, name, state.get().value(), known, to).spans().stream()
                        .filter(s -> s.from().isBefore(s.to()))
                        .map(s -> new SignalSpan(s.from(), s.to(), said(s.state())))
                        .forEach(spans::add);
            }
        }
        return new Track("alarm " + written, spans);
    }

    private static Said said(StateValue state) {
        return switch (state) {
            case OK -> Said.GOOD;
            case ALARM -> Said.BREACH;
            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION -> Said.UNKNOWN;
        };
    }

    private Check.Outcome judged(HealthyTime time) {
        var counted = Times.inWords(time.healthy()) + " healthy since " + Times.second(time.since()) + " by "
                + (signals.size() + alarms.size()) + " signals"
                + (time.unknown().isZero()
                        ? ""
                        : ", and " + Times.inWords(time.unknown()) + " that nobody knows (last from "
                                + words(time.gaps().getLast()) + "), which do not count")
                + time.lastBreach()
                        .map(b -> "; it began anew after " + words(b))
                        .orElse("");
        if (time.healthy().compareTo(wanted) >= 0) {
            return new Check.Pass(counted);
        }
        var earliest = "not before " + Times.second(time.to().plus(wanted.minus(time.healthy())));
        return time.lastBreach().isPresent()
                ? new Check.Fail(counted, "look at what it was, and wait: " + earliest)
                : new Check.Unknown(counted + "; " + earliest);
    }

    private static String words(HealthyTime.Period period) {
        return Times.second(period.from()) + " to " + Times.second(period.to()) + ": "
                + String.join("; ", period.signals().stream().sorted().toList());
    }
}
