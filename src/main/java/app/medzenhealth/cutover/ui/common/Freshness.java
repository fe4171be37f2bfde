package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How old what is shown of the regions may be. Older than its limit it is shown as old, by shape and word; it is read again a
 * little before, so that what is looked after never looks neglected. By the console's clock.
 */
public final class Freshness {
    /** While a step runs, or users are without service. */
    static final Duration BUSY = Duration.ofMinutes(1);

    static final Duration QUIET = Duration.ofMinutes(5);

    /** So many times its limit, it is no longer a matter of a reading that was missed. */
    private static final int VERY = 12;

    /** The same colours and words on every screen. */
    public enum Age {
        FRESH(Tone.NEUTRAL, ""),
        OLD(Tone.WARN, "old"),
        VERY_OLD(Tone.BAD, "very old");

        private final Tone tone;
        private final String word;

        Age(Tone tone, String word) {
            this.tone = tone;
            this.word = word;
        }

        public Tone tone() {
            return tone;
        }

        /** Empty where there is nothing to say. */
        public String word() {
            return word;
        }
    }

    private Freshness() {}

    public static Age age(Instant read, SessionView view, Instant now) {
        var since = Duration.between(read, now);
        var limit = limit(view);
        return since.compareTo(limit) <= 0
                ? Age.FRESH
                : since.compareTo(limit.multipliedBy(VERY)) <= 0 ? Age.OLD : Age.VERY_OLD;
    }

    public static Duration limit(SessionView view) {
        var busy = view.downtime().counting()
                || Stream.concat(view.phases().stream(), view.rollbacks().stream())
                        .flatMap(p -> p.steps().stream())
                        .anyMatch(s -> s.state() instanceof StepState.Running);
        return busy ? BUSY : QUIET;
    }

    /** Whether what was read then must be shown as old now. */
    public static boolean stale(Instant read, SessionView view, Instant now) {
        return age(read, view, now) != Age.FRESH;
    }

    /** Whether the regions are to be read again: what failed counts as tried, or it would be tried without a pause. */
    public static boolean due(Collection<ServiceScan> scans, SessionView view, Instant now) {
        var from = limit(view).multipliedBy(4).dividedBy(5);
        return scans.stream()
                .map(s -> s.failure().map(u -> u.at()).orElse(s.found().at()))
                .min(Instant::compareTo)
                .filter(tried -> Duration.between(tried, now).compareTo(from) >= 0)
                .isPresent();
    }

    /** When the oldest of what is shown was read; empty: nothing is. */
    public static Optional<Instant> oldest(Collection<ServiceScan> scans) {
        return scans.stream().map(s -> s.found().at()).min(Instant::compareTo);
    }

    /** {@code 4 s ago}; past its limit {@code old: 12 min ago}, far past it {@code very old: 9 h ago}. */
    public static String words(Instant read, SessionView view, Instant now) {
        var age = age(read, view, now);
        return (age == Age.FRESH ? "" : age.word() + ": ") + InWords.ago(read, now);
    }
}
