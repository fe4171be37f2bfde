package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What the session's book holds of people's statements, of their decisions about open items, and of when what ended. */
record RecordedAttestations(SessionJournal journal, Plan plan, Gates gates) implements Attestations {

    @Override
    public Optional<Attestation> attestation(String step) {
        return journal.atomically(() ->
                Optional.ofNullable(journal.state().attestations().get(step)).map(RecordedAttestations::said));
    }

    @Override
    public Optional<Attestation> decision(String step, String item) {
        return journal.atomically(() -> journal.state().waiver(step, item).map(RecordedAttestations::said));
    }

    @Override
    public Optional<Instant> begun(String step) {
        return journal.atomically(
                () -> Optional.ofNullable(journal.state().step(step).started()));
    }

    @Override
    public Optional<Done> done(String stepOrPhase) {
        return journal.atomically(() -> plan.phase(stepOrPhase)
                .map(p -> gates.completed(p.id())
                        .map(ended -> new Done(
                                p.steps().stream()
                                        .flatMap(s -> Stream.ofNullable(
                                                journal.state().step(s.id()).started()))
                                        .min(Comparator.naturalOrder())
                                        .orElse(ended),
                                ended)))
                .orElseGet(() -> Optional.of(journal.state().step(stepOrPhase))
                        .filter(s -> s.stage() == StepRecord.Stage.SUCCEEDED)
                        .map(s -> new Done(s.started() == null ? s.at() : s.started(), s.at()))));
    }

    private static Attestation said(Tick tick) {
        return new Attestation(tick.by(), tick.at(), tick.note(), tick.said());
    }
}
