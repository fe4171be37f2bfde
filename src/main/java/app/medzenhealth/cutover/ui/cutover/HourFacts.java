package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import app.medzenhealth.cutover.monitor.HealthReading;
import app.medzenhealth.cutover.monitor.HttpProber.Certificate;
import app.medzenhealth.cutover.monitor.NameReading;
import app.medzenhealth.cutover.monitor.ProbeHistory;
import app.medzenhealth.cutover.monitor.ProbeResult;
import app.medzenhealth.cutover.monitor.ProbeTarget;
import app.medzenhealth.cutover.plan.MovedName;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.Tonight;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import app.medzenhealth.cutover.session.odds.WayBackTime;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known of the data, the name and the way back, and since when; pure. What no step has read is said to be unknown. */
record HourFacts(SessionView view, PhaseView phase, Instant now) {
    private static final String LATEST = "last moment to start";
    private static final String NOT_READ = "the times of rehearsals are not read yet";
    private static final Pattern POSITION = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /**
     * The fence, the positions of both logs, and who takes writes.
     *
     * @param read what both databases said last; empty where they were not asked
     */
    List<HourFact> data(Optional<DataReading> read) {
        var facts = new ArrayList<HourFact>();
        HourStage.steps(phase, Trait.FENCES).forEach(s -> facts.add(fence(s)));
        var fenced = output(Trait.FENCES, "fenceLsn");
        facts.add(position("position at fence", fenced, Trait.FENCES));
        var replayed = output(Trait.PROVES_PARITY, "replayLsn");
        facts.add(position("replica replayed", replayed, Trait.PROVES_PARITY));
        facts.add(behind(fenced, replayed));
        if (read.isPresent()) {
            var now = new DataFacts(read.get(), this.now);
            facts.addAll(now.positions());
            facts.add(now.connected());
        } else {
            facts.add(sessions());
        }
        HourStage.steps(phase, Trait.PROMOTES).forEach(s -> facts.add(promotion(s)));
        return List.copyOf(facts);
    }

    private HourFact fence(StepView step) {
        var from = "step " + step.step().id();
        return switch (step.state()) {
            case StepState.Running(var since, var _, var _) ->
                new HourFact(
                        "fence", "closing", Tone.WARN, from + ", for " + InWords.exactly(Duration.between(since, now)));
            case StepState.Succeeded(var at, var _, var _) ->
                new HourFact("fence", "stood at " + InWords.clock(at), Tone.OK, aged(from, at));
            case StepState.Failed(var at, var _) ->
                new HourFact("fence", "half closed, perhaps", Tone.BAD, from + " failed at " + InWords.clock(at));
            case StepState.InDoubt(var at, var _, var _, var _) ->
                HourFact.unknown("fence", from + " is in doubt since " + InWords.clock(at));
            case StepState.Undone(var at, var _) ->
                new HourFact("fence", "lifted", Tone.NEUTRAL, from + " was undone at " + InWords.clock(at));
            case StepState.Skipped _ -> new HourFact("fence", "skipped", Tone.BAD, from);
            default -> HourFact.of("fence", "not up");
        };
    }

    private HourFact promotion(StepView step) {
        var name = "takes writes";
        var from = "step " + step.step().id();
        return switch (step.state()) {
            case StepState.Running(var since, var _, var text) ->
                new HourFact(
                        name, "promoting", Tone.WARN, text + ", for " + InWords.exactly(Duration.between(since, now)));
            case StepState.Succeeded(var at, var _, var _) ->
                new HourFact(name, "the new side", Tone.OK, aged(from, at));
            case StepState.Failed _, StepState.InDoubt _ -> HourFact.unknown(name, from + " did not come to its end");
            default -> HourFact.of(name, "not promoted");
        };
    }

    private record Given(String value, Instant at) {}

    private Optional<Given> output(Trait trait, String name) {
        return HourStage.steps(phase, trait).stream()
                .flatMap(s -> s.state() instanceof StepState.Succeeded done
                        ? Optional.ofNullable(s.outputs().get(name))
                                .filter(v -> !v.isBlank())
                                .map(v -> new Given(v, done.at()))
                                .stream()
                        : Stream.empty())
                .findFirst();
    }

    private HourFact position(String name, Optional<Given> given, Trait trait) {
        var steps = HourStage.steps(phase, trait);
        return given.map(g -> new HourFact(name, g.value(), Tone.NEUTRAL, "read " + InWords.ago(g.at(), now)))
                .orElseGet(() -> HourFact.unknown(
                        name,
                        steps.isEmpty()
                                ? "no step of the plan reads it"
                                : "step " + steps.getFirst().step().id() + " reads it"));
    }

    private HourFact behind(Optional<Given> fence, Optional<Given> replay) {
        var bytes = fence.flatMap(f -> replay.flatMap(r -> bytes(f.value(), r.value())));
        return bytes.map(b -> b.signum() <= 0
                        ? new HourFact(
                                "behind the fence",
                                "0",
                                Tone.OK,
                                "read " + InWords.ago(replay.orElseThrow().at(), now))
                        : new HourFact(
                                "behind the fence",
                                b.toString(),
                                Tone.BAD,
                                "read " + InWords.ago(replay.orElseThrow().at(), now)))
                .orElseGet(() -> HourFact.unknown("behind the fence", "both positions are needed"));
    }

    /** By how much the second position is behind the first; a position is two halves of a number in hexadecimal digits. */
    static Optional<BigInteger> bytes(String fence, String replay) {
        return number(fence).flatMap(f -> number(replay).map(f::subtract));
    }

    private static Optional<BigInteger> number(String position) {
        var halves = POSITION.matcher(position.strip());
        return halves.matches()
                ? Optional.of(new BigInteger(halves.group(1), 16)
                        .shiftLeft(Integer.SIZE)
                        .add(new BigInteger(halves.group(2), 16)))
                : Optional.empty();
    }

    /** As far as a step looked for them. */
    private HourFact sessions() {
        for (var step : phase.steps()) {
            for (var check : step.verified()) {
                if (check.title().toLowerCase(Locale.ROOT).contains("session")) {
                    return new HourFact(
                            "foreign sessions",
                            check.outcome().evidence(),
                            check.passed() ? Tone.OK : Tone.BAD,
                            "step " + step.step().id());
                }
            }
        }
        return HourFact.unknown("foreign sessions", "no step has looked for them");
    }

    private String aged(String from, Instant at) {
        return from + ", " + InWords.ago(at, now);
    }

    /** What the name is to have; empty while the step that gives it has not. */
    Optional<String> wanted(MovedName moved) {
        var to = Variables.resolve(moved.to(), this::value);
        return Variables.in(to).isEmpty() && !to.isBlank() ? Optional.of(to) : Optional.empty();
    }

    private Optional<String> value(String variable) {
        return Optional.ofNullable(view.parameters().get(variable))
                .or(() -> view.plan()
                        .steps()
                        .filter(s -> variable.startsWith(s.id() + "."))
                        .flatMap(s -> view.step(s.id()).stream())
                        .flatMap(s ->
                                Optional.ofNullable(s.outputs()
                                                .get(variable.substring(
                                                        s.step().id().length() + 1)))
                                        .stream())
                        .findFirst());
    }

    /** Where the name leads, by those who were asked. */
    List<HourFact> name(Optional<NameReading> reading) {
        var moved = MovedName.in(view.plan());
        if (moved.isEmpty()) {
            return List.of(HourFact.of("name", "the plan moves none"));
        }
        if (reading.isEmpty()) {
            return List.of(HourFact.unknown("name servers", "not asked yet; they are as soon as probes run"));
        }
        var read = reading.get();
        var age = "asked " + InWords.ago(read.at(), now);
        var to = wanted(moved.get());
        var facts = new ArrayList<HourFact>();
        facts.add(to.map(t -> HourFact.of("is to have", shortly(t)))
                .orElseGet(() -> HourFact.unknown("is to have", "the step that makes it has not run")));
        facts.add(answers("in Route 53", read.authoritative(), to, age));
        facts.add(answers(read.resolvers().size() > 1 ? "resolvers" : "resolver", read.resolvers(), to, age));
        facts.add(ttl(read.resolvers()));
        facts.add(to.map(t -> share(read.share(t), age))
                .orElseGet(() -> HourFact.unknown("moved", "nobody knows whereto")));
        return List.copyOf(facts);
    }

    /** What Route 53 itself says of the endpoints that it asks. */
    List<HourFact> health(List<HealthReading> checks) {
        return checks.stream().map(this::health).toList();
    }

    private HourFact health(HealthReading check) {
        var age = check.title() + ", read " + InWords.ago(check.at(), now);
        if (check.asked() == 0) {
            return HourFact.unknown(
                    "health check", check.title() + ": " + check.trouble().orElse("nobody knows why"));
        }
        return new HourFact(
                "health check",
                check.succeed() + " of " + InWords.count(check.asked(), "checker", "checkers") + " succeed",
                check.succeed() == check.asked() ? Tone.OK : check.succeed() > 0 ? Tone.WARN : Tone.BAD,
                age + check.trouble().map(t -> "; " + t).orElse(""));
    }

    /** What the machine showed that answered users' name last. */
    List<HourFact> answered(ProbeHistory probes) {
        return probes.targets().stream()
                .filter(ProbeTarget::felt)
                .flatMap(t -> probes.last(t.id()).stream())
                .findFirst()
                .map(r -> switch (r.outcome()) {
                    case ProbeResult.Outcome.Served s -> shown(s.address(), s.certificate(), r.at());
                    case ProbeResult.Outcome.NotServed n -> shown(n.address(), n.certificate(), r.at());
                    case ProbeResult.Outcome.Silent s -> List.of(HourFact.unknown("answered by", s.why()));
                })
                .orElse(List.of());
    }

    private List<HourFact> shown(Optional<String> address, Optional<Certificate> certificate, Instant at) {
        var facts = new ArrayList<HourFact>();
        facts.add(address.map(a -> new HourFact("answered by", a, Tone.NEUTRAL, "asked " + InWords.ago(at, now)))
                .orElseGet(() -> HourFact.unknown("answered by", "a proxy stands between")));
        certificate.ifPresent(c -> facts.add(new HourFact(
                "certificate",
                "until " + InWords.day(c.notAfter()) + " UTC",
                now.isBefore(c.notAfter()) ? Tone.OK : Tone.BAD,
                String.join(", ", c.names()))));
        return facts;
    }

    private static HourFact answers(String name, List<Answer> answers, Optional<String> to, String age) {
        var known = NameReading.share(answers, to.orElse(""));
        if (known.known() == 0) {
            var why = answers.isEmpty() ? "nobody was asked" : words(answers.getFirst());
            return HourFact.unknown(name, why);
        }
        var values = answers.stream()
                .filter(a -> !(a instanceof Answer.NoAnswer))
                .map(HourFacts::words)
                .distinct()
                .toList();
        var text = (answers.size() > 1 ? known.known() + " of " + answers.size() + ": " : "")
                + String.join(" or ", values);
        return new HourFact(
                name,
                text,
                known.silent() > 0
                        ? Tone.UNKNOWN
                        : values.size() > 1 ? Tone.WARN : known.moved() == known.known() ? Tone.OK : Tone.NEUTRAL,
                age + (known.silent() > 0 ? "; " + known.silent() + " did not answer" : ""));
    }

    /** The longest that any of them keeps what it has. */
    private static HourFact ttl(List<Answer> resolvers) {
        return resolvers.stream()
                .flatMap(a -> a instanceof Answer.Records r ? Stream.of(r.ttl()) : Stream.empty())
                .max(Duration::compareTo)
                .map(t -> HourFact.of("kept for", InWords.exactly(t) + " more"))
                .orElseGet(() -> HourFact.unknown("kept for", "no resolver gave an answer"));
    }

    private static HourFact share(NameReading.Share share, String age) {
        return share.known() == 0
                ? HourFact.unknown("moved", "nobody answered")
                : new HourFact(
                        "moved",
                        share.percent() + " % of " + InWords.count(share.known(), "answer", "answers"),
                        share.moved() == share.known() ? Tone.OK : share.moved() > 0 ? Tone.WARN : Tone.NEUTRAL,
                        age);
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Records(var _, var values, var _) ->
                values.isEmpty()
                        ? "no value"
                        : String.join(
                                ", ", values.stream().map(HourFacts::shortly).toList());
            case Answer.NoSuchName _ -> "no such name";
            case Answer.NoAnswer(var server, var reason) -> server + ": " + reason;
        };
    }

    /** A load balancer's name by its first part and its region: the rest is the same for all. */
    static String shortly(String host) {
        var parts = host.split("\\.");
        return parts.length > 3 && host.endsWith(".amazonaws.com") ? parts[0] + " · " + parts[1] : host;
    }

    /**
     * Whether one can go back, what that loses, how long it takes and until when it may be begun.
     *
     * @param rehearsals earlier goings-through of the same plan; empty as long as they are not read
     */
    List<HourFact> wayBack(Optional<List<RehearsedRun>> rehearsals) {
        var back = view.wayBackNow();
        if (back.isEmpty()) {
            return List.of(HourFact.unknown("way back", "the plan has none"));
        }
        var facts = new ArrayList<HourFact>();
        var price = view.wayBack();
        facts.add(price.map(p -> new HourFact(
                        "possible",
                        p.pointOfNoReturn() ? "yes, and data is lost" : "yes",
                        p.pointOfNoReturn() ? Tone.BAD : Tone.OK,
                        p.costs()))
                .orElseGet(() -> HourFact.of("possible", "nothing to go back from yet")));
        price.filter(p -> !p.until().isBlank())
                .ifPresent(p -> facts.add(new HourFact("dearer from", "step " + p.until() + " on", Tone.WARN, "")));
        var time = rehearsals.flatMap(r -> Tonight.wayBack(view, r));
        facts.add(time.map(HourFacts::takes).orElseGet(() -> HourFact.unknown("takes", NOT_READ)));
        facts.add(time.map(this::latest).orElseGet(() -> HourFact.unknown(LATEST, NOT_READ)));
        return List.copyOf(facts);
    }

    private static HourFact takes(WayBackTime time) {
        return switch (time) {
            case WayBackTime.Rehearsed(var least, var most, var times) ->
                new HourFact(
                        "takes",
                        span(least, most),
                        Tone.NEUTRAL,
                        times == 1 ? "as it was rehearsed once" : "as it was rehearsed " + times + " times");
            case WayBackTime.Planned(var least, var most) ->
                new HourFact(
                        "takes", span(least, most), Tone.WARN, "as the plan says: no rehearsal has gone it to its end");
        };
    }

    private static String span(Duration least, Duration most) {
        return least.equals(most) ? InWords.exactly(most) : InWords.exactly(least) + " to " + InWords.exactly(most);
    }

    private HourFact latest(WayBackTime time) {
        var window = ChangeWindow.of(view.plan(), view.parameters());
        return window.times(now)
                .map(t -> now.isBefore(t.closes())
                        ? latest(time, time.lastMoment(t.closes()))
                        : HourFact.of(LATEST, "the window is over: it needs one of its own"))
                .orElseGet(() -> HourFact.unknown(
                        LATEST,
                        window.unset()
                                .map(p -> "“" + p.title() + "” has no value")
                                .orElse("the window's day is not set")));
    }

    private HourFact latest(WayBackTime time, Instant last) {
        var left = Duration.between(now, last);
        if (left.isNegative()) {
            return new HourFact(
                    LATEST, InWords.clock(last) + " UTC, which is over", Tone.BAD, "it would end after the window");
        }
        return new HourFact(
                LATEST,
                (left.compareTo(Duration.ofHours(20)) > 0 ? InWords.day(last) : InWords.clock(last)) + " UTC",
                time instanceof WayBackTime.Planned ? Tone.WARN : Tone.NEUTRAL,
                "in " + InWords.exactly(left) + ": window end − "
                        + switch (time) {
                            case WayBackTime.Rehearsed _ -> "the longest that it took";
                            case WayBackTime.Planned _ -> "the plan's time, which nobody has rehearsed";
                        });
    }
}
