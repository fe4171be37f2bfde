package app.medzenhealth.cutover.session.odds;

import app.medzenhealth.cutover.rehearsal.PeoplePace;
import app.medzenhealth.cutover.session.odds.Night.Done;
import app.medzenhealth.cutover.session.odds.Night.Leg;
import app.medzenhealth.cutover.session.odds.Night.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Nights that are drawn from a distribution which is known, so that what is said of them can be held against it. */
final class SyntheticNights {
    static final Instant OPENS = Instant.parse("2026-01-24T02:00:00Z");
    static final Instant CLOSES = Instant.parse("2026-01-24T04:00:00Z");

    /** As in the shipped cutover: what is pressed inside the window, what it waits for, seconds until it is pressed, seconds it takes. */
    private record Shape(String step, List<String> after, double pressed, double took) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape("5.2a", List.of(), 20, 15),
            new Shape("5.2b", List.of("5.2a"), 8, 90),
            new Shape("5.2", List.of("5.2b"), 60, 2),
            new Shape("5.3", List.of("5.2"), 35, 40),
            new Shape("5.4", List.of("5.3"), 6, 240),
            new Shape("5.5", List.of("5.3"), 5, 12),
            new Shape("5.6", List.of("5.5"), 90, 125),
            new Shape("5.7", List.of("5.6"), 12, 45),
            new Shape("5.8", List.of("5.7"), 15, 35),
            new Shape("5.8b", List.of("5.8"), 10, 20));

    /** How much one time differs from the middle of its step, as a logarithm. */
    @FunctionalInterface
    interface Noise {
        double of(RandomGenerator random, int step, boolean person);
    }

    private SyntheticNights() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
    }

    static RehearsedRun run(RandomGenerator random, Noise noise, Instant from) {
        var steps = new LinkedHashMap<String, RehearsedRun.Times>();
        var last = from;
        for (var i = 0; i < SHAPES.size(); i++) {
            var shape = SHAPES.get(i);
            var base = last;
            for (var before : shape.after()) {
                var ended = steps.get(before).ended();
                base = ended.isAfter(base) ? ended : base;
            }
            var begun = i == 0 ? base : base.plus(seconds(shape.pressed() * Math.exp(noise.of(random, i, true))));
            var ended = begun.plus(seconds(shape.took() * Math.exp(noise.of(random, i, false))));
            steps.put(shape.step(), new RehearsedRun.Times(begun, ended));
            last = begun;
        }
        return new RehearsedRun("rehearsal", steps);
    }

    /** A run whose people are those of the embedded estate's rehearsals, each with a seed of its own. */
    static RehearsedRun peoplesRun(RandomGenerator random, long seed) {
        var people = new PeoplePace(seed);
        return run(
                random,
                (r, step, person) -> {
                    var shape = SHAPES.get(step);
                    // What is read stays the same; what is drawn anew is to find the button and press it.
                    return person
                            ? Math.log((Math.max(0, shape.pressed() - 4)
                                            + people.toPress(shape.step()).toMillis() / 1e3)
                                    / shape.pressed())
                            : 0.15 * r.nextGaussian();
                },
                OPENS.plus(Duration.ofDays(seed % 300)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** A night of which so many steps are done as the run has done them. */
    static Night night(RehearsedRun run, int done) {
        var legs = new ArrayList<Leg>();
        var now = OPENS;
        for (var i = 0; i < SHAPES.size(); i++) {
            var shape = SHAPES.get(i);
            var times = run.steps().get(shape.step());
            if (i < done) {
                now = times.ended().isAfter(now) ? times.ended() : now;
            }
            legs.add(new Leg(
                    shape.step(), shape.after(), i < done ? new Done(times.begun(), times.ended()) : new Open()));
        }
        return new Night(
                now,
                OPENS,
                CLOSES,
                legs,
                Optional.of(new Night.Outage(
                        Duration.ofMinutes(8),
                        Duration.ZERO,
                        done > 3 ? Optional.empty() : Optional.of("5.3"),
                        "5.8")));
    }

    static Instant end(RehearsedRun run) {
        return run.steps().values().stream()
                .map(RehearsedRun.Times::ended)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Each makes what one seed's rehearsals and night are drawn from. */
    static Map<String, Function<RandomGenerator, Noise>> worlds() {
        var worlds = new LinkedHashMap<String, Function<RandomGenerator, Noise>>();
        worlds.put("alike", w -> (r, step, person) -> 0.3 * r.nextGaussian());
        worlds.put("each step its own spread, from a tenth to a half", w -> {
            var spread = new double[2 * SHAPES.size()];
            Arrays.setAll(spread, i -> Math.exp(w.nextDouble(Math.log(0.1), Math.log(0.5))));
            return (r, step, person) -> spread[2 * step + (person ? 1 : 0)] * r.nextGaussian();
        });
        worlds.put("people vary more", w -> (r, step, person) -> (person ? 0.6 : 0.15) * r.nextGaussian());
        worlds.put("heavy tails, Student's t with four degrees", w -> (r, step, person) -> 0.2 * student(r, 4));
        return worlds;
    }

    /** Now and then something takes three times as long, and nothing tells which. */
    static Noise seldomSlow() {
        return (r, step, person) -> 0.2 * r.nextGaussian() + (r.nextInt(20) == 0 ? Math.log(3) : 0);
    }

    private static double student(RandomGenerator random, int freedom) {
        var chi = 0.0;
        for (var i = 0; i < freedom; i++) {
            var g = random.nextGaussian();
            chi += g * g;
        }
        return random.nextGaussian() / Math.sqrt(chi / freedom);
    }
}
