package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.InjectedFault.Effect;
import app.medzenhealth.cutover.rehearsal.data.KeptElsewhere;
import app.medzenhealth.cutover.rehearsal.data.UsersWrites;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.DoubtDecision;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.GoNoGo;
import app.medzenhealth.cutover.session.ItemsToDecide;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/**
 * Presses whatever the screens offer, in an order that a seed decides, while users write; and says what went wrong for them.
 *
 * <p>What was stated: who confirmed something with the risk of losing data had been told so before, and had a second person sign.
 */
final class SequenceWalk implements AutoCloseable {
    private static final String REASON = "Drawn by lot: what becomes of it?";
    private static final Set<String> PHASES = Set.of("5", "6", "7", "rollback", "rollback-full");
    private static final String CAPE_TOWN = "af-south-1";
    /** What a person may set to what another one holds: two of a kind are easily taken for one another. */
    private static final List<List<String>> ALIKE = List.of(
            List.of("sourceDatabase", "irelandReplica"),
            List.of("irelandService", "irelandStandbyService"),
            List.of("oldDbSecurityGroup", "irelandReplicaSecurityGroup", "irelandServiceSecurityGroup"),
            List.of("archiveBucket", "exportBucket"),
            List.of("retentionRule", "complianceRule"));

    private final Path state;
    private final Random random;
    private final UsersWrites users;
    private final KeptElsewhere kept;
    private final List<String> moves = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private RehearsalApp desk;
    private Instant stated = Instant.MIN;
    private boolean statedNow;
    private boolean openOnBothSides;
    private int refused;

    SequenceWalk(Path state, long seed) throws InterruptedException {
        this.state = state;
        this.random = new Random(seed);
        desk = PreparedStates.open(state);
        users = new UsersWrites(desk.world().estate());
        kept = new KeptElsewhere(CAPE_TOWN, desk.world().estate());
        settle();
    }

    private interface Pressing {
        String press() throws InterruptedException;
    }

    /** @return what went wrong, with everything that was pressed up to there; empty where nothing did */
    Optional<String> walk(int length) throws InterruptedException {
        pass(Duration.ofMinutes(3));
        judge();
        for (var i = 0; i < length && wrong.isEmpty(); i++) {
            move();
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("\n", wrong) + "\nafter\n  " + String.join("\n  ", moves));
    }

    List<String> moves() {
        return List.copyOf(moves);
    }

    /** Writes that those who follow the name do not find, whether that was stated or not. */
    int missing() {
        return users.missing().size();
    }

    int length() {
        return moves.size();
    }

    int refused() {
        return refused;
    }

    int written() {
        return users.acknowledged().size();
    }

    private Session session() {
        return desk.workplace().session();
    }

    private void move() throws InterruptedException {
        statedNow = false;
        var before = desk.world().estate().ledger().size();
        String what;
        var fault = random.nextInt(12) == 0 ? Optional.of(fault()) : Optional.<String>empty();
        var pressing = draw();
        try {
            what = pressing.get().press();
        } catch (Refusal r) {
            refused++;
            what = "  refused: " + r.getMessage();
            var sent = desk.world().estate().ledger().size() - before;
            if (sent > 0) {
                wrong.add("what was refused sent " + sent + " changing calls: " + r.getMessage());
            }
        } catch (RuntimeException e) {
            what = "  broke: " + e;
            wrong.add("no words for the person: " + e + " at " + where(e));
        }
        desk.world().estate().faults().clear();
        moves.add(desk.time().instant() + fault.map(f -> " [" + f + "] ").orElse(" ") + pressed + " " + what);
        kept.gone().forEach(g -> wrong.add("nothing holds any more " + g));
        // A person looks, and thinks.
        pass(Duration.ofSeconds(20 + random.nextInt(100)));
        judge();
    }

    private String pressed = "";

    private static String where(Throwable e) {
        return Stream.of(e.getStackTrace())
                .filter(f -> f.getClassName().contains(".session.")
                        || f.getClassName().contains("Walk"))
                .limit(4)
                .map(StackTraceElement::toString)
                .toList()
                .toString();
    }

    /** What users would say. */
    private void judge() {
        var missing =
                users.missing().stream().filter(w -> w.at().isAfter(stated)).toList();
        if (!missing.isEmpty()) {
            wrong.add("users, led to " + users.leadsTo() + ", miss " + missing.size() + " writes of "
                    + UsersWrites.span(missing) + ", the last of " + missing.getLast() + "; the last statement was of "
                    + stated);
        }
        var gone = users.gone().stream().filter(w -> w.at().isAfter(stated)).toList();
        if (!gone.isEmpty()) {
            wrong.add("no database holds " + gone.size() + " writes any more, the last of " + gone.getLast());
        }
        var open = users.open();
        goingBack();
        if (open.size() > 1 && !openOnBothSides && !statedNow && !otherHand) {
            wrong.add("both sides take writes unnoticed: " + open);
        }
        openOnBothSides = open.size() > 1;
        otherHand = false;
    }

    /** While somebody goes back, and once they are back, nothing of the way there counts on what is not so any more. */
    private void goingBack() {
        var view = session().view();
        var steps = view.rollbacks().stream().flatMap(r -> r.steps().stream()).toList();
        var back = steps.stream()
                .anyMatch(s -> s.step().does(Trait.LIFTS_FENCE) && s.state() instanceof StepState.Succeeded);
        if (back
                && pressed.startsWith("carry out 5.")
                && moves.getLast().endsWith("Succeeded")
                && view.plan()
                        .step(pressed.substring(10))
                        .filter(s -> s.effect() != Step.Effect.READS)
                        .isPresent()
                && view.rollbacks().getFirst().state() != SessionView.PhaseState.COMPLETE) {
            wrong.add("a step of the way there was done in the middle of the way back: " + pressed);
        }
    }

    private boolean otherHand;

    private void pass(Duration time) {
        desk.time().advance(time);
        settle();
    }

    private void settle() {
        var estate = desk.world().estate();
        estate.lock().lock();
        try {
            estate.settle();
        } finally {
            estate.lock().unlock();
        }
    }

    // ---------------------------------------------------------------- what is pressed

    private Supplier<Pressing> draw() {
        var view = session().view();
        var lot = random.nextInt(112);
        var hold = view.hold() instanceof SessionView.Hold.On;
        if (hold && lot < 50) {
            return pressing("release", () -> {
                session().release(desk.lead());
                return "";
            });
        }
        if (lot < 46) {
            return onwards(view);
        }
        if (lot < 58) {
            return any(among(view).filter(s -> s.state().settled() || s.state() instanceof StepState.Failed))
                    .map(s -> pressing("undo " + s.step().id(), () -> undo(s.step())))
                    .orElseGet(() -> onwards(view));
        }
        if (lot < 66) {
            return any(among(view).filter(s -> !s.state().settled()))
                    .map(s -> pressing("skip " + s.step().id(), () -> {
                        TwoPeople.skip(
                                session(), desk.lead(), desk.second(), s.step().id(), REASON);
                        return "skipped";
                    }))
                    .orElseGet(() -> onwards(view));
        }
        if (lot < 74) {
            return any(steps(view)
                            .filter(s -> view.rollbacks().stream()
                                    .anyMatch(r -> r.steps().contains(s)))
                            .filter(s -> !(s.state() instanceof StepState.Succeeded)))
                    .map(s -> pressing("carry out " + s.step().id(), () -> run(s.step())))
                    .orElseGet(() -> onwards(view));
        }
        if (lot < 80) {
            return any(among(view).filter(s -> !(s.state() instanceof StepState.Succeeded)))
                    .map(s -> pressing("carry out " + s.step().id(), () -> run(s.step())))
                    .orElseGet(() -> onwards(view));
        }
        if (lot < 84) {
            return waiver(view).orElseGet(() -> onwards(view));
        }
        if (lot < 87) {
            return tick(view).orElseGet(() -> onwards(view));
        }
        if (lot < 89) {
            return pressing("hold", () -> {
                session().hold(desk.lead());
                return "";
            });
        }
        if (lot < 91) {
            return pressing("another hand", this::otherHand);
        }
        if (lot < 92) {
            return pressing("the console is started again", this::restart);
        }
        if (lot < 93) {
            return pressing("the window's day", () -> {
                var day = desk.time().instant().toString().substring(0, 10);
                session().view().plan().window().date().ifPresent(d -> session().setParameter(d, day));
                return day;
            });
        }
        if (lot < 100) {
            return timePasses();
        }
        if (lot < 103) {
            return parameter(view);
        }
        if (lot < 106) {
            return restate(view).orElseGet(() -> onwards(view));
        }
        return beside(view, lot);
    }

    private Supplier<Pressing> timePasses() {
        return pressing("time passes", () -> {
            var times = List.of(
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(8),
                    Duration.ofHours(30));
            var time = times.get(random.nextInt(times.size()));
            pass(time);
            return time.toString();
        });
    }

    /** Somebody takes one thing for another of its kind, or says that there is none of it. */
    private Supplier<Pressing> parameter(SessionView view) {
        if (random.nextInt(5) == 0) {
            return any(view.plan().parameters().stream())
                    .map(p -> pressing("none of " + p.id(), () -> {
                        session().setNone(p.id(), desk.lead(), REASON);
                        return "none";
                    }))
                    .orElseThrow();
        }
        var kind = ALIKE.get(random.nextInt(ALIKE.size()));
        var from = kind.get(random.nextInt(kind.size()));
        var to = kind.get(random.nextInt(kind.size()));
        var value = view.parameters().getOrDefault(from, "");
        return pressing("set " + to + " to what " + from + " is, " + value, () -> {
            session().setParameter(to, value);
            return "set";
        });
    }

    /** What was stated or decided is stated again, and otherwise. */
    private Optional<Supplier<Pressing>> restate(SessionView view) {
        return any(steps(view).filter(s -> s.restated().isPresent()))
                .map(s -> pressing("state again " + s.step().id(), () -> {
                    stated(s.step());
                    return state(s.step());
                }));
    }

    /** What changes nothing by itself. */
    private Supplier<Pressing> beside(SessionView view, int lot) {
        return switch (lot) {
            case 106, 107 ->
                any(steps(view).filter(s -> !(s.state() instanceof StepState.Succeeded)))
                        .map(s -> pressing("only review " + s.step().id(), () -> {
                            session().review(s.step().id());
                            return state(s.step());
                        }))
                        .orElseGet(() -> onwards(view));
            case 108 ->
                any(view.phases().stream()
                                .flatMap(p -> p.checklists().stream())
                                .flatMap(c -> c.items().stream())
                                .filter(i -> i.item().check().isPresent()))
                        .map(i -> pressing("read the evidence of " + i.item().id(), () -> {
                            session().readEvidence(i.item().id());
                            return "";
                        }))
                        .orElseGet(() -> onwards(view));
            case 109 ->
                pressing("save the scripts", () -> {
                    var folder = state.resolveSibling(state.getFileName() + "-scripts-" + moves.size());
                    session().breakGlass(Set.of("6"), folder, desk.lead(), Progress.SILENT);
                    return folder.getFileName().toString();
                });
            case 110 ->
                pressing("a further approver", () -> {
                    session().enrol("Somebody Else", desk.second().publicKey(), desk.lead());
                    return "enrolled";
                });
            default ->
                pressing("a note", () -> {
                    session().note(desk.lead(), REASON);
                    return "";
                });
        };
    }

    private Supplier<Pressing> pressing(String what, Pressing press) {
        pressed = what;
        return () -> press;
    }

    /** Now and then a step of the phases long before, whose buttons are on the screens as well. */
    private Stream<StepView> among(SessionView view) {
        return random.nextInt(6) == 0 ? view.phases().stream().flatMap(p -> p.steps().stream()) : steps(view);
    }

    private Stream<StepView> steps(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .filter(p -> PHASES.contains(p.phase().id()))
                .flatMap(p -> p.steps().stream());
    }

    private <T> Optional<T> any(Stream<T> among) {
        var all = among.toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** What the big button offers. */
    private Supplier<Pressing> onwards(SessionView view) {
        var next = view.nextStep().flatMap(n -> view.step(n.step()));
        if (next.isEmpty()) {
            return pressing("nothing is offered", () -> "");
        }
        var step = next.get().step();
        return switch (next.get().state()) {
            case StepState.Locked l ->
                l.locks().stream().anyMatch(k -> k.cause() instanceof StepState.Cause.Ticks)
                        ? tickAll(view, step.id())
                        : l.locks().stream().anyMatch(k -> k.cause() instanceof StepState.Cause.Unsaid)
                                ? sayGo(view)
                                : pressing("wait for " + step.id(), () -> {
                                    pass(Duration.ofMinutes(30));
                                    return l.locks().getFirst().why();
                                });
            case StepState.InDoubt _ ->
                switch (random.nextInt(4)) {
                    case 0 -> decide(step, Session.Decision.DONE);
                    case 1 -> decide(step, Session.Decision.NOT_DONE);
                    default ->
                        pressing("look again at " + step.id(), () -> {
                            session().lookAgain(step.id());
                            return state(step);
                        });
                };
            case StepState.Failed _
            when random.nextBoolean() ->
                pressing("retry " + step.id(), () -> {
                    session().retry(step.id(), desk.lead());
                    return state(step);
                });
            default -> pressing("carry out " + step.id(), () -> run(step));
        };
    }

    private Supplier<Pressing> decide(Step step, Session.Decision decision) {
        return pressing("decide about " + step.id() + ": " + decision, () -> {
            TwoPeople.decide(session(), desk.second(), DoubtDecision.of(step.id(), decision, desk.lead(), REASON));
            return state(step);
        });
    }

    private Supplier<Pressing> sayGo(SessionView view) {
        return pressing("everybody says go", () -> {
            var missing = view.board().seats().stream().filter(s -> !s.saidGo()).toList();
            for (var seat : missing) {
                session().say(new GoNoGo(seat.role(), GoBoard.Said.GO, "somebody", "ready", desk.lead()));
            }
            return missing.size() + " said go";
        });
    }

    private Supplier<Pressing> tickAll(SessionView view, String step) {
        return pressing("tick what opens " + step, () -> {
            var open = view.phases().stream()
                    .flatMap(p -> p.checklists().stream())
                    .filter(c -> c.checklist()
                            .gates()
                            .filter(g -> opens(view, g, step))
                            .isPresent())
                    .flatMap(c -> c.items().stream())
                    .filter(i -> !i.ticked())
                    .toList();
            for (var item : open) {
                session().tick(item.item().id(), desk.lead(), "seen");
            }
            return open.size() + " ticked";
        });
    }

    private static boolean opens(SessionView view, String gated, String step) {
        return gated.equals(step)
                || view.plan().phaseOf(step).filter(p -> p.id().equals(gated)).isPresent()
                || view.plan().window().steps().contains(gated);
    }

    private Optional<Supplier<Pressing>> tick(SessionView view) {
        return any(view.phases().stream()
                        .filter(p -> PHASES.contains(p.phase().id()))
                        .map(PhaseView::checklists)
                        .flatMap(List::stream)
                        .flatMap(c -> c.items().stream()))
                .map(i -> pressing((i.ticked() ? "untick " : "tick ") + i.item().id(), () -> {
                    if (i.ticked()) {
                        session().untick(i.item().id(), desk.lead(), REASON);
                    } else {
                        session().tick(i.item().id(), desk.lead(), "seen");
                    }
                    return "";
                }));
    }

    private record Waivable(String step, String item) {}

    private Optional<Supplier<Pressing>> waiver(SessionView view) {
        return any(steps(view)
                        .flatMap(s -> Stream.concat(
                                s.items().stream()
                                        .filter(i -> i.waiver().isEmpty())
                                        .map(i -> new Waivable(
                                                s.step().id(), i.check().title())),
                                s.state() instanceof StepState.Locked l
                                        ? l.locks().stream()
                                                .flatMap(k -> k.waiver().stream())
                                                .map(w -> new Waivable(s.step().id(), w))
                                        : Stream.empty())))
                .map(w -> pressing("go on with " + w.step() + " without " + w.item(), () -> {
                    TwoPeople.exempt(
                            session(), desk.second(), Exemption.waive(w.step(), w.item(), desk.lead(), REASON));
                    return "waived";
                }));
    }

    // ---------------------------------------------------------------- how it is pressed

    private String run(Step step) throws InterruptedException {
        var id = step.id();
        var view = session().view().step(id).orElseThrow();
        if (view.state() instanceof StepState.Waiting w && w.what() instanceof StepState.WaitsFor.Person) {
            stated(step);
        }
        if (view.state() instanceof StepState.Skipped || view.state() instanceof StepState.Undone) {
            session().retry(id, desk.lead());
        }
        var review = session().review(id);
        for (var i = 0; i < 5 && !review.passed(); i++) {
            pass(Duration.ofMinutes(2));
            review = session().review(id);
        }
        confirm(
                step,
                review,
                Demand.toRun(session().view(), step, review),
                c -> session().run(c));
        return state(step);
    }

    private void stated(Step step) {
        var decisions = ItemsToDecide.of(session().view(), step).stream()
                .map(i -> new ItemDecision(
                        i,
                        random.nextInt(4) == 0
                                ? ItemDecision.Choice.values()[random.nextInt(3)]
                                : ItemDecision.Choice.DELETE,
                        REASON))
                .toList();
        if (decisions.isEmpty()) {
            session().attest(step.id(), desk.lead(), statement(step));
        } else {
            session().decideEach(step.id(), desk.lead(), decisions);
        }
    }

    private String statement(Step step) {
        var with = step.actions().getFirst().with();
        if (with.containsKey("options") && random.nextInt(5) == 0) {
            return "No-go";
        }
        return "Drawn: " + with.getOrDefault("recommended", with.getOrDefault("text", "done"));
    }

    private String undo(Step step) throws InterruptedException {
        var review = session().reviewUndo(step.id());
        confirm(
                step,
                review,
                Demand.toUndo(session().view(), step, review),
                c -> session().undo(c));
        return state(step);
    }

    private interface Confirmed {
        void go(Confirmation confirmation) throws InterruptedException;
    }

    private void confirm(Step step, StepReview review, Demand demand, Confirmed go) throws InterruptedException {
        var careless = random.nextInt(15) == 0;
        Optional<String> response = demand.confirm() == Confirm.TYPED_AND_SECOND && review.passed() && !careless
                ? Optional.of(desk.second().respond(session().challenge(step.id())))
                : Optional.empty();
        var at = desk.time().instant();
        go.go(new Confirmation(step.id(), review.fingerprint(), desk.lead(), demand.typed(), response));
        if (demand.risk().level() == Risk.Level.LOSES_DATA && demand.confirm() == Confirm.TYPED_AND_SECOND) {
            stated = at;
            statedNow = true;
            pressed += " (" + demand.risk().headline() + ")";
        }
    }

    private String state(Step step) {
        var state = session().view().step(step.id()).orElseThrow().state();
        return "→ "
                + switch (state) {
                    case StepState.Failed f -> "Failed: " + f.problem().happened();
                    case StepState.InDoubt d -> "InDoubt: " + d.evidence();
                    case StepState.Locked l -> "Locked: " + l.locks().getFirst().why();
                    default -> state.getClass().getSimpleName();
                };
    }

    private String fault() {
        var effect = Effect.values()[random.nextInt(Effect.values().length)];
        var region = random.nextBoolean() ? "*" : "eu-west-1";
        var after = random.nextInt(12);
        desk.world()
                .estate()
                .faults()
                .add(InjectedFault.times(1 + random.nextInt(4), "*", "*", region, effect)
                        .after(after));
        return effect + " after " + after + " calls in " + region;
    }

    /** Somebody who does not sit at this console. */
    private String otherHand() {
        otherHand = true;
        desk.world().estate().faults().clear();
        var clients = desk.world().clients();
        var region = random.nextBoolean() ? "eu-west-1" : "eu-central-1";
        switch (random.nextInt(6)) {
            case 0 -> {
                var desired = random.nextInt(3);
                clients.client(EcsClient.class, region)
                        .updateService(u -> u.cluster("medzen-ehrbase-cluster")
                                .service("medzen-ehrbase")
                                .desiredCount(desired));
                return "scales " + region + " to " + desired;
            }
            case 1 -> {
                var events = clients.client(EventBridgeClient.class, "eu-west-1");
                try {
                    events.enableRule(r -> r.name("medzen-data-retention-nightly"));
                } catch (ResourceNotFoundException e) {
                    return "finds no rule to switch on";
                }
                return "switches a rule on";
            }
            case 2 -> {
                var group = session().view().parameters().get("oldDbSecurityGroup");
                try {
                    clients.client(Ec2Client.class, "eu-west-1")
                            .authorizeSecurityGroupIngress(r -> r.groupId(group)
                                    .ipPermissions(IpPermission.builder()
                                            .ipProtocol("tcp")
                                            .fromPort(5432)
                                            .toPort(5432)
                                            .ipRanges(IpRange.builder()
                                                    .cidrIp("10.0.0.0/8")
                                                    .build())
                                            .build()));
                } catch (Ec2Exception e) {
                    if (!e.awsErrorDetails().errorCode().equals("InvalidPermission.Duplicate")) {
                        throw e;
                    }
                    return "finds " + group + " open";
                }
                return "opens " + group;
            }
            case 3 -> {
                return kept.recordingArrives(clients, random.nextInt(3));
            }
            case 4 -> {
                return kept.logLineArrives(random.nextInt(3));
            }
            default -> {
                pass(Duration.ofMinutes(1));
                return "goes home";
            }
        }
    }

    private String restart() throws InterruptedException {
        desk.close();
        desk = PreparedStates.open(state);
        users.watch(desk.world().estate());
        kept.watch(desk.world().estate());
        session().waitAgain();
        return "";
    }

    @Override
    public void close() {
        desk.close();
    }
}
