package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.aws.Partitions;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.EstateJournal;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workplace on an embedded estate. A rehearsal is kept: its estate can be made again from the calls that changed it,
 * so that the session goes on after it was closed, or the machine failed.
 */
record RehearsalApp(AppWiring workplace, EmbeddedWorld world, VirtualTime time, RehearsedPerson second, Operator lead)
        implements AutoCloseable {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** A rehearsal that can go on. */
    record KeptRehearsal(TrailSummary summary) {
        String session() {
            return summary.session();
        }

        /** Whether there is a step of the plan in it that is neither done nor skipped. */
        boolean open(Plan plan) {
            var settled = new HashSet<>(summary.succeeded());
            settled.addAll(summary.skipped());
            return plan.phases().stream().flatMap(p -> p.steps().stream()).anyMatch(s -> !settled.contains(s.id()));
        }

        /** Whether anything was begun in it. */
        boolean begun() {
            return summary.succeeded().size()
                            + summary.skipped().size()
                            + summary.failed().size()
                            + summary.inFlight().size()
                    > 0;
        }
    }

    /** For a plan whose text is not at hand. */
    static RehearsalApp open(Plan plan, StateDirectory state, VirtualTime time, EmbeddedWorld world)
            throws InterruptedException {
        return open(new PlanReading.Read(plan, ""), state, time, world);
    }

    /**
     * A new rehearsal that ends with the process.
     *
     * @throws app.medzenhealth.cutover.store.StoreProblem if the folder belongs to another mode, or cannot be used
     */
    static RehearsalApp open(PlanReading.Read read, StateDirectory state, VirtualTime time, EmbeddedWorld world)
            throws InterruptedException {
        SessionChoice.of(state, world(read), Optional.empty());
        return open(read, state, SessionChoice.named(newId()), time, world);
    }

    /**
     * A new rehearsal of the shipped estate that is kept.
     *
     * @throws app.medzenhealth.cutover.store.StoreProblem if the folder belongs to another mode, or cannot be used
     */
    static RehearsalApp begin(PlanReading.Read read, StateDirectory state) throws InterruptedException {
        SessionChoice.of(state, world(read), Optional.empty());
        var id = newId();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        return open(
                read,
                state,
                SessionChoice.named(id),
                time,
                world,
                () -> world.estate().keep(EstateJournal.begin(journal(state, id), Version.text())));
    }

    /**
     * The rehearsal of this plan that was worked on last, if it can go on.
     *
     * @param wanted only the one with this id
     */
    static Optional<KeptRehearsal> last(PlanReading.Read read, StateDirectory state, Optional<String> wanted) {
        return all(read, state).stream()
                .filter(k -> wanted.map(k.session()::equals).orElseGet(k::begun))
                .findFirst();
    }

    /** The rehearsals of this plan that can go on, the newest first. */
    static List<KeptRehearsal> all(PlanReading.Read read, StateDirectory state) {
        var here = world(read);
        return SessionChoice.sessions(state).reversed().stream()
                .filter(s -> SessionWorld.read(s.opened()).filter(here::same).isPresent())
                .filter(s -> EstateJournal.usable(journal(state, s.session()), Version.text()))
                .map(KeptRehearsal::new)
                .toList();
    }

    /**
     * Goes on with a rehearsal where its records end. What was on its way then is found out by reading, as after any interruption.
     *
     * @throws Refusal if its estate cannot be made again
     */
    static RehearsalApp resume(PlanReading.Read read, StateDirectory state, KeptRehearsal kept)
            throws InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        try {
            world.estate()
                    .keep(EstateJournal.resume(
                            journal(state, kept.session()), Version.text(), world.estate(), world.clients()));
        } catch (EstateJournal.Unusable e) {
            throw new Refusal(
                    "Rehearsal " + kept.session() + " cannot go on: " + e.getMessage(),
                    "start a new one; what was recorded of this one stays in the audit trail");
        }
        // The clock stood while the window was closed.
        time.advance(
                Duration.between(time.instant(), Instant.parse(kept.summary().at())));
        var choice = new SessionChoice(kept.session(), Optional.of(kept.summary()), List.of(), Map.of());
        return open(read, state, choice, time, world);
    }

    private static String newId() {
        return "rehearsal-" + NAME.format(Instant.now());
    }

    private static Path journal(StateDirectory state, String session) {
        return state.path().resolve("files").resolve(session).resolve("estate.jsonl");
    }

    private static SessionWorld world(PlanReading.Read read) {
        var plan = read.plan();
        return new SessionWorld(
                Mode.REHEARSAL,
                Partitions.of(plan.regions().getFirst().id()),
                plan.account(),
                Optional.empty(),
                plan.id(),
                read.digest(),
                Optional.empty());
    }

    private static RehearsalApp open(
            PlanReading.Read read, StateDirectory state, SessionChoice choice, VirtualTime time, EmbeddedWorld world)
            throws InterruptedException {
        return open(read, state, choice, time, world, () -> {});
    }

    /** @param keeping begins to keep the estate: not before the folder is found usable, or it would lie in a strange one */
    private static RehearsalApp open(
            PlanReading.Read read,
            StateDirectory state,
            SessionChoice choice,
            VirtualTime time,
            EmbeddedWorld world,
            Runnable keeping)
            throws InterruptedException {
        var records = Records.open(state, choice.session(), time);
        try {
            var folder = "files/" + choice.session();
            state.folder(folder);
            keeping.run();
            var workingCopy = state.folder(folder + "/working-copy");
            if (choice.before().isEmpty()) {
                world.workingCopy().writeTo(workingCopy);
            }
            var lead = new Operator("lead@rehearsal");
            var workplace = new AppWiring(
                    choice,
                    read.plan(),
                    lead,
                    new AppWiring.World(
                            world(read).in(workingCopy.toString()),
                            world.clients(),
                            time,
                            world.http(),
                            world.dns(),
                            world.sql(),
                            world.commands(),
                            state.folder(folder + "/made"),
                            workingCopy,
                            read::digestNow,
                            Optional.empty()),
                    records);
            // Plays the second person with a key of this rehearsal alone.
            var second = RehearsedPerson.of("second-approver@rehearsal", choice.session());
            if (workplace.session().view().ended().isEmpty()) {
                workplace.session().enrol(second.name(), second.publicKey(), lead);
            }
            workplace.probing().rehearsed(time);
            return new RehearsalApp(workplace, world, time, second, lead);
        } catch (IOException e) {
            records.close();
            throw new UncheckedIOException("the rehearsal's working copy could not be written", e);
        } catch (RuntimeException | InterruptedException e) {
            records.close();
            throw e;
        }
    }

    /** Waits, beside the window, for what the estate went on with while no console ran. */
    void waitAgain() {
        Threads.start("waits again", () -> {
            try {
                workplace.session().waitAgain();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        workplace.close();
        world.estate().forget();
    }
}
