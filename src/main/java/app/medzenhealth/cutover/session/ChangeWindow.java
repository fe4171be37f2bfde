package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When the change window is open: between its times, on the day that was set for it, or on any day where the plan names none.
 *
 * @param day the day it opens; empty: every day
 * @param unset the parameter that should hold the day and does not
 */
public record ChangeWindow(Plan.Window hours, Optional<LocalDate> day, Optional<Plan.Parameter> unset) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /** @param parameters the values set so far, by id */
    public static ChangeWindow of(Plan plan, Map<String, String> parameters) {
        var hours = plan.window();
        var day = hours.date().flatMap(id -> PlanWording.day(parameters.getOrDefault(id, "")));
        var unset = day.isPresent()
                ? Optional.<Plan.Parameter>empty()
                : hours.date().flatMap(plan::parameter);
        return new ChangeWindow(hours, day, unset);
    }

    /** @param opens in UTC */
    public record Times(Instant opens, Instant closes) {
        public boolean holds(Instant now) {
            return !now.isBefore(opens) && now.isBefore(closes);
        }
    }

    /** The window that is open or comes next; the one that was, where its day is over; empty where its day is not set. */
    public Optional<Times> times(Instant now) {
        if (unset.isPresent()) {
            return Optional.empty();
        }
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        var first = times(day.orElse(today.minusDays(1)));
        if (day.isPresent() || now.isBefore(first.closes())) {
            return Optional.of(first);
        }
        return Optional.of(now.isBefore(times(today).closes()) ? times(today) : times(today.plusDays(1)));
    }

    private Times times(LocalDate on) {
        var last = hours.closes().isAfter(hours.opens()) ? on : on.plusDays(1);
        return new Times(
                on.atTime(hours.opens()).toInstant(ZoneOffset.UTC),
                last.atTime(hours.closes()).toInstant(ZoneOffset.UTC));
    }

    public boolean isOpen(Instant now) {
        return times(now).filter(t -> t.holds(now)).isPresent();
    }

    /** Whether its day was set and is over. */
    public boolean isOver(Instant now) {
        return times(now).filter(t -> !now.isBefore(t.closes())).isPresent();
    }

    /** For example “Saturday, January 24, 2026, 02:00–04:00 UTC”. */
    public String inWords() {
        return day.map(d -> PlanWording.inWords(d.toString()) + ", ").orElse("") + hours.opens() + "–" + hours.closes()
                + " UTC";
    }

    /** For example “Sat 24 Jan 02:00–04:00 UTC”. */
    String inShort() {
        return day.map(d -> DAY.format(d) + " ").orElse("") + hours.opens() + "–" + hours.closes() + " UTC";
    }
}
