package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.session.odds.Odds;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How likely the night ends in time, in words. What nobody has rehearsed has no odds. */
final class OddsFacts {
    /** From these shares on it looks well, and it may do. Stated figures. */
    private static final double WELL = 0.95;

    private static final double MAY_DO = 0.8;

    /** More names of steps than so many say no more than their number. */
    private static final int NAMED = 4;

    private OddsFacts() {}

    /** @param odds empty where no day is set for the window */
    static List<HourFact> of(Optional<Odds> odds) {
        return odds.map(OddsFacts::facts).orElseGet(() -> List.of(notMeasured("no day is set for the window")));
    }

    private static List<HourFact> facts(Odds odds) {
        return switch (odds) {
            case Odds.NothingLeft _ -> List.of(HourFact.of("inside the window", "nothing is left to do in it"));
            case Odds.NotRehearsed(var steps) ->
                List.of(notMeasured("no rehearsal has gone through "
                        + (steps.size() > NAMED
                                ? InWords.count(steps.size(), "step", "steps") + " of those that are left"
                                : (steps.size() == 1 ? "step " : "steps ") + String.join(", ", steps))));
            case Odds.TooFew(var rehearsals, var needed) ->
                List.of(notMeasured((rehearsals == 1 ? "one rehearsal has" : rehearsals + " rehearsals have")
                        + " gone through all that is left; " + needed
                        + " are needed to know how much their times differ"));
            case Odds.Sampled sampled -> sampled(sampled);
        };
    }

    private static List<HourFact> sampled(Odds.Sampled odds) {
        var facts = new ArrayList<HourFact>();
        facts.add(share(
                "inside the window",
                odds.inside(),
                String.format(
                        Locale.ROOT,
                        "of %,d samples, pressed at %s UTC; from the times of %s and of this night",
                        odds.samples(),
                        InWords.clock(odds.begins()),
                        InWords.count(odds.rehearsals(), "rehearsal", "rehearsals"))));
        odds.withinBudget()
                .ifPresent(w -> facts.add(share("within the budget", w, "time without service, of the same samples")));
        var half = odds.end().band(0.5);
        var most = odds.end().band(0.95);
        facts.add(
                new HourFact("ends", span(half), Tone.NEUTRAL, "half of the samples; " + span(most) + " in 95 of 100"));
        return List.copyOf(facts);
    }

    private static String span(Odds.Band band) {
        return InWords.clock(band.from()) + "–" + InWords.clock(band.to()) + " UTC";
    }

    /** A hundred of a hundred samples are no certainty, and none no impossibility. */
    private static HourFact share(String name, double share, String detail) {
        var percent = Math.round(share * 100);
        var text = percent >= 100 ? "more than 99 %" : percent <= 0 ? "less than 1 %" : percent + " %";
        return new HourFact(name, text, share >= WELL ? Tone.OK : share >= MAY_DO ? Tone.WARN : Tone.BAD, detail);
    }

    private static HourFact notMeasured(String why) {
        return new HourFact("inside the window", "not measured", Tone.UNKNOWN, why);
    }

    /** For who cannot see the fan. */
    static String words(Odds.Sampled odds, Instant closes) {
        return odds.fan().stream()
                        .map(r -> "step " + r.step() + " ended by "
                                + InWords.clock(r.ends().middle()) + " in half of the samples")
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("")
                + "; the window closes at " + InWords.clock(closes) + " UTC";
    }
}
