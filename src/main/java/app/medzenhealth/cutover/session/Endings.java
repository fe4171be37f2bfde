package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.DowntimeClock;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** The end of a session: it is read how everything stands, two people sign it, and from then on nothing of it changes. */
final class Endings {
    /** It is about no step. */
    private static final String NO_STEP = "";

    private final SessionContext core;
    private final People people;
    private final Messages messages;
    private final Soaks soaks;
    private final DowntimeClock downtime;
    /** Under the session's lock. */
    private @Nullable Read last;

    /** What was measured for it. */
    record Read(
            Instant at, Map<String, List<Check>> criteria, Optional<SoakReading> soak, Optional<List<Check>> cost) {}

    Endings(SessionContext core, People people, Messages messages, Soaks soaks, DowntimeClock downtime) {
        this.core = core;
        this.people = people;
        this.messages = messages;
        this.soaks = soaks;
        this.downtime = downtime;
    }

    /**
     * Reads how everything stands, each success criterion by its measure.
     *
     * @throws Refusal if it cannot be closed as it is
     */
    Closing read() throws InterruptedException {
        core.journal.atomically(() -> outcome(core.view.get()));
        var criteria = new LinkedHashMap<String, List<Check>>();
        for (var criterion : core.plan.criteria()) {
            if (criterion.measure().isPresent() && criterion.unmeetable().isEmpty()) {
                criteria.put(criterion.id(), people.measure(criterion.id()));
            }
        }
        var view = core.view.get();
        var month = CostStanding.month(view).filter(_ -> CostStanding.due(view));
        var cost = month.isPresent() ? Optional.of(cost(month.get())) : Optional.<List<Check>>empty();
        var read = new Read(core.now(), criteria, soaks.read(), cost);
        return core.journal.atomically(() -> {
            last = read;
            return closing(read);
        });
    }

    /** What the plan compares, up to the month's end: the one after it is not whole. */
    private List<Check> cost(YearMonth month) throws InterruptedException {
        var compares = core.plan.criteria().stream()
                .flatMap(c -> c.measure().stream())
                .filter(m -> m.has(Trait.COMPARES_COST))
                .findFirst();
        if (compares.isEmpty()) {
            return List.of();
        }
        var with = new LinkedHashMap<>(compares.get().with());
        with.put("end", month.plusMonths(1).atDay(1).toString());
        return core.evidence.read(core.resolve("", compares.get().with(with)), core.context(""));
    }

    private Closing closing(Read read) {
        var view = core.view.get();
        return new Closing(
                outcome(view), read.at(), view.sentence(), ClosingLines.of(view, read, downtime.attempts(core.now())));
    }

    /** @throws Refusal if it cannot be closed as it is */
    private Closing.Outcome outcome(SessionView view) {
        core.requireNotEnded();
        if (view.hold() instanceof SessionView.Hold.On) {
            throw new Refusal("The session is on hold", "release the hold first");
        }
        core.plan
                .everything()
                .flatMap(p -> p.steps().stream())
                .filter(s -> core.journal.state().step(s.id()).busy()
                        || core.journal.state().step(s.id()).stage() == StepRecord.Stage.IN_DOUBT)
                .findFirst()
                .ifPresent(s -> {
                    throw new Refusal(
                            "Step " + s.id() + " “" + s.title() + "” is running or in doubt",
                            "wait until it has ended, or decide about it");
                });
        if (messages.sending()) {
            throw new Refusal("A message is being posted", "wait for what becomes of it");
        }
        if (view.downtime().counting()) {
            throw new Refusal("Users are without service, as far as is known", "lead them to service first");
        }
        if (view.over()) {
            return view.exceptions().isEmpty() ? Closing.Outcome.MIGRATED : Closing.Outcome.WITH_EXCEPTIONS;
        }
        if (core.gates.rolledBack().isPresent()) {
            return Closing.Outcome.ROLLED_BACK;
        }
        var open = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> !s.state().settled())
                .count();
        throw new Refusal(
                "The migration is not at its end: " + open + (open == 1 ? " step is" : " steps are") + " open",
                "carry out what is open or skip it for a reason; or go the way back to its end");
    }

    /** @return as it was read, where nothing that it says has changed since */
    private Closing asRead(SignOff signing) {
        core.requireNotEnded();
        var read = last;
        if (read == null) {
            throw new Refusal("Nobody has read how the session stands", "read it first");
        }
        var now = closing(read);
        if (!now.fingerprint().equals(signing.fingerprint())) {
            throw new Refusal("The session is not as you have read it", "read again how it stands");
        }
        return now;
    }

    private static String note(SignOff signing) {
        return FreeText.STATEMENT.accept(signing.note());
    }

    private static String fingerprint(SignOff signing) {
        return DigestUtils.sha256Hex("close\0" + signing.fingerprint() + "\0" + note(signing) + "\0");
    }

    private static Approvals.Asked asked(Closing closing, SignOff signing) {
        return new Approvals.Asked(
                NO_STEP,
                "CLOSE the session: " + closing.outcome().words(),
                "None: a closed session stays closed. What is still to be done is another session.",
                closing.signed(note(signing)),
                fingerprint(signing));
    }

    /** Makes the challenge that a second person signs: it holds all that is said of the session. */
    String challenge(SignOff signing) {
        var text = core.journal.atomically(
                () -> people.challenge(asked(asRead(signing), signing), Map.of("for", "close")));
        core.changed();
        return text;
    }

    /** Whether the response would be accepted now; a refusal is recorded. */
    String checkResponse(SignOff signing) {
        return core.journal.atomically(() -> {
            asRead(signing);
            return people.approver(NO_STEP, signing.response().orElse(""), fingerprint(signing), signing.by());
        });
    }

    /** Closes it. */
    void close(SignOff signing) {
        core.journal.atomically(() -> {
            var closing = asRead(signing);
            var response = signing.response()
                    .orElseThrow(() -> new Refusal(
                            "A session is closed by two people", "have a second person sign how it stands"));
            var second = people.approver(NO_STEP, response, fingerprint(signing), signing.by());
            people.accepted(NO_STEP, second, fingerprint(signing), response, "close");
            var data = new LinkedHashMap<String, Object>();
            data.put("outcome", closing.outcome().words());
            data.put("headline", closing.headline());
            data.put("note", note(signing));
            data.put("approvedBy", second);
            data.put("fingerprint", fingerprint(signing));
            data.put("read", closing.read().toString());
            data.put("lines", closing.lines().stream().map(ClosingLine::data).toList());
            core.journal.write(signing.by().name(), Ended.KIND, NO_STEP, data);
            core.live.forgetReviews();
            core.memory.checkpoint(SessionContext.CONSOLE, "session closed");
        });
        core.changed();
    }
}
