package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.RecordHash;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.kill.KillPlan;
import app.medzenhealth.cutover.kill.RemoteEstate;
import app.medzenhealth.cutover.kill.Trigger;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.FoldedSession;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.Worlds;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * Consoles with scripted leads, to be killed: each opens its state folder, recovers, waits again for what was waited for, and goes
 * on with the plan to its end. Each acknowledges every record on standard output after it was appended.
 */
public final class KilledConsole {
    private static final String UNDONE = "2.2";
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final Operator lead = new Operator("lead@northwind.example");
    private final RehearsedPerson second = RehearsedPerson.of("second@northwind.example", "killed console");
    private final Path folder;
    private final RemoteEstate estate;
    private final VirtualTime time;
    private final AppWiring workplace;

    /**
     * {@code args}: the estates' port, the plan, and for each console its folder, estate, the clock's first instant and trigger.
     * Ends when each console has come to its end or to its point: by halting, so that nothing is tidied up.
     */
    public static void main(String[] args) throws Exception {
        var consoles = (args.length - 2) / 4;
        var plan = KillPlan.read(Path.of(args[1]));
        var ended = new CountDownLatch(consoles);
        for (var i = 0; i < consoles; i++) {
            var own = List.of(args).subList(2 + 4 * i, 6 + 4 * i);
            var number = i;
            Thread.ofPlatform().start(() -> {
                try {
                    live(number, Integer.parseInt(args[0]), plan, own, ended);
                } catch (Throwable e) {
                    e.printStackTrace();
                    say(number, "failed " + e);
                }
                ended.countDown();
            });
        }
        ended.await();
        Runtime.getRuntime().halt(137);
    }

    /** Databases to which nobody is connected. */
    private static final SqlProber NOBODY = new SqlProber() {
        @Override
        public Answer probe(String endpoint) {
            return new Answer.State("0/16B3748", new Sessions.Counted(0), "15.8", OptionalLong.empty());
        }

        @Override
        public Counts counts(String endpoint) {
            return new Counts.Unknown("no rows are counted here");
        }
    };

    private static void live(int number, int port, Plan plan, List<String> own, CountDownLatch ended)
            throws InterruptedException, IOException {
        var begun = System.nanoTime();
        var folder = Path.of(own.get(0));
        var trigger = Trigger.of(own.get(3), name -> say(number, "at " + name), ended);
        var time = new VirtualTime(Instant.parse(own.get(2)));
        var estate = new RemoteEstate(port, own.get(1), time, trigger);
        var records = Records.open(StateDirectory.at(folder.resolve("state")), "killed", time, trigger);
        records.trail().onAppend(r -> say(number, "ack " + r.seq() + " " + RecordHash.of(r)));
        var console = new KilledConsole(folder, plan, estate, time, records, trigger);
        console.followsFromItsRecords(plan);
        say(number, "recovered " + (System.nanoTime() - begun) / 1_000_000);
        say(number, console.goOn());
        console.workplace.close();
        say(number, "closed");
    }

    private static void say(int number, String line) {
        try {
            OUT.write((number + " " + line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KilledConsole(
            Path folder, Plan plan, RemoteEstate estate, VirtualTime time, Records records, Trigger trigger)
            throws InterruptedException, IOException {
        this.folder = folder;
        this.estate = estate;
        this.time = time;
        var polled = new Timekeeper() {
            @Override
            public Instant instant() {
                return time.instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                trigger.reached("wait.poll");
                time.sleep(duration);
            }
        };
        workplace = new AppWiring(
                SessionChoice.named("killed"),
                plan,
                lead,
                new AppWiring.World(
                        Worlds.rehearsal(plan.account(), plan.id()),
                        estate,
                        polled,
                        estate,
                        estate,
                        NOBODY,
                        estate,
                        Files.createDirectories(folder.resolve("made")),
                        Files.createDirectories(folder.resolve("copy"))),
                records);
    }

    /** What a console that was killed has kept is what its records make, and nothing else. */
    private void followsFromItsRecords(Plan plan) {
        var folded = new FoldedSession(workplace.session(), plan, SessionView.Mode.REHEARSAL);
        var trail = workplace.records().trail();
        trail.records(1, Long.MAX_VALUE)
                .filter(r -> r.session().equals(trail.session()))
                .forEach(folded::past);
        if (!folded.differences().isEmpty()) {
            throw new AssertionError("not what the records say: " + folded.differences());
        }
    }

    private String goOn() throws InterruptedException, IOException {
        var session = workplace.session();
        session.waitAgain();
        if (session.approvers().isEmpty()
                || !session.view().step("2.3").orElseThrow().state().settled()) {
            session.enrol(second.name(), second.publicKey(), lead);
        }
        var rehearsed = new RehearsedLead(session, time, lead, second, s -> {});
        for (var i = 0; i < 20; i++) {
            var outcome = rehearsed.goUntil(v -> decidable(v).isPresent() || mayUndo(v));
            var view = session.view();
            if (decidable(view).isPresent()) {
                decide(session, decidable(view).get());
            } else if (mayUndo(view)) {
                undo(session);
            } else {
                if (!outcome.complete()) {
                    return "stopped " + outcome.stoppedAt().orElse("");
                }
                if (view.ended().isEmpty()) {
                    rehearsed.close();
                }
                return "complete";
            }
        }
        return "stopped after many rounds";
    }

    /** The lead looks into the depot's own book, which no console can read. */
    private Optional<SessionView.StepView> decidable(SessionView view) {
        return view.step("1.4").filter(s -> s.state() instanceof StepState.InDoubt);
    }

    private void decide(Session session, SessionView.StepView step) {
        var ran = estate.programs() > 0;
        session.decide(
                step.step().id(),
                lead,
                ran ? Session.Decision.DONE : Session.Decision.NOT_DONE,
                ran ? "the depot's book says that it ran" : "the depot's book does not mention it");
    }

    private boolean mayUndo(SessionView view) {
        var step = view.step(UNDONE).orElseThrow();
        return !Files.exists(folder.resolve("undone"))
                && (step.state() instanceof StepState.Succeeded
                        || step.state() instanceof StepState.Failed && Files.exists(folder.resolve("undoing")));
    }

    private void undo(Session session) throws InterruptedException, IOException {
        Files.writeString(folder.resolve("undoing"), "");
        var review = session.reviewUndo(UNDONE);
        var view = session.view();
        var demand = Demand.toUndo(view, view.step(UNDONE).orElseThrow().step(), review);
        var response = demand.confirm() == Confirm.TYPED_AND_SECOND
                ? Optional.of(second.respond(session.challenge(UNDONE)))
                : Optional.<String>empty();
        session.undo(new Confirmation(UNDONE, review.fingerprint(), lead, demand.typed(), response));
        if (session.view().step(UNDONE).orElseThrow().state() instanceof StepState.Undone) {
            Files.writeString(folder.resolve("undone"), "");
        }
    }
}
