package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionCatalogue;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.Kept.Stage;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One migration's run. Safe for many threads; methods that read AWS or run a step block. Every change of state is durable,
 * together with its audit record, before anything is shown or sent.
 *
 * <p>What will not be done is refused with a {@link Refusal}; then nothing was changed.
 */
public final class Session {
    private static final DateTimeFormatter MINT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String CONSOLE = "console";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final String id;
    private final Plan plan;
    private final Mode mode;
    private final Surroundings surroundings;
    private final PermitBook permits;
    private final Supplier<AuditHead> head;
    private final Memory memory;
    private final Identity.Reader identityReader;
    private final Book book;
    private final Gates gates;
    private final Live live = new Live();
    private final Views views;
    private final Resolver resolver;
    private final Evidence evidence;
    private final Reviews reviews;
    private final Runner runner;
    private final Attestations attestations;

    private final Object lock = new Object();
    private final List<Consumer<SessionView>> listeners = new CopyOnWriteArrayList<>();
    /** Steps somebody is working on at this moment; a second click finds them here. */
    private final Set<String> busy = new HashSet<>();
    private volatile Operator operator;
    private volatile String identity = "not read yet";
    private long revision;

    /**
     * @param head where the audit trail stands; asked often
     * @param memory what was kept of this session before, if anything
     */
    public Session(
            String id,
            Plan plan,
            Mode mode,
            Operator operator,
            ActionCatalogue catalogue,
            Surroundings surroundings,
            PermitBook permits,
            Identity.Reader identity,
            Memory memory,
            Supplier<AuditHead> head) {
        this.id = id;
        this.plan = plan;
        this.mode = mode;
        this.operator = operator;
        this.surroundings = surroundings;
        this.permits = permits;
        this.head = head;
        this.memory = memory;
        this.identityReader = () -> {
            var who = identity.read();
            this.identity = switch (who) {
                case Identity.Known k -> k.account() + " · " + k.principal().replaceFirst("^arn:aws:[a-z]+::[0-9]+:", "");
                case Identity.Unknown u -> "unknown: " + u.reason();
            };
            return who;
        };
        this.book = new Book(memory, plan, surroundings.time().instant());
        this.gates = new Gates(plan, book);
        this.views = new Views(plan, book, gates, live);
        this.resolver = new Resolver(plan, book);
        this.evidence = new Evidence(catalogue.and(List.of(StepsDone.type(this::done))));
        this.reviews = new Reviews(plan, evidence, identityReader, surroundings.time());
        this.runner = new Runner(permits, plan.account());
        this.attestations = step -> {
            synchronized (lock) {
                return Optional.ofNullable(book.attestations.get(step))
                        .map(t -> new Attestations.Attestation(t.by(), t.at(), t.note()));
            }
        };
        if (book.hold().isPresent()) {
            permits.hold();
        }
    }

    public Plan plan() {
        return plan;
    }

    // ------------------------------------------------------------------ what is shown

    /** Everything a screen shows, as of now. */
    public SessionView view() {
        synchronized (lock) {
            var now = now();
            var phases = plan.sequence().map(p -> views.phase(p, now)).toList();
            var rollbacks = plan.rollbacks().stream().map(r -> views.phase(r.procedure(), now)).toList();
            var next = views.next(phases);
            return new SessionView(
                    revision, id, plan, mode, operator, identity, now, phases, rollbacks, next,
                    views.sentence(phases, next), held(), views.downtime(now), views.wayBack(),
                    Map.copyOf(book.parameters), head.get());
        }
    }

    /** @param listener called on any thread after each change; close the result to stop */
    public AutoCloseable onChange(Consumer<SessionView> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells listeners that something outside the session changed: the clock was moved, a record was written. */
    public void refresh() {
        changed();
    }

    private Hold held() {
        return book.hold()
                .<Hold>map(t -> new Hold.On(t.by(), t.at(), plan.steps()
                        .filter(s -> book.step(s.id()).busy())
                        .map(s -> s.id() + " " + s.title() + " — " + live.text(s.id()))
                        .toList()))
                .orElseGet(Hold.Off::new);
    }

    private void changed() {
        synchronized (lock) {
            revision++;
        }
        if (!listeners.isEmpty()) {
            var view = view();
            listeners.forEach(l -> l.accept(view));
        }
    }

    private Instant now() {
        return surroundings.time().instant();
    }

    // ------------------------------------------------------------------ people

    /** Who sits at the console from now on. */
    public void operator(Operator who) {
        synchronized (lock) {
            book.write(who.name(), "operator", "", Map.of("before", operator.name()));
            operator = who;
        }
        changed();
    }

    /** Ticks a checklist item, after its evidence, if it has any, was read again. */
    public void tick(String item, Operator by, String note) throws InterruptedException {
        var found = item(item);
        var checks = evidence(found);
        var open = checks.stream().filter(c -> !c.passed()).findFirst();
        if (open.isPresent()) {
            throw new Refusal(
                    "“" + found.text() + "” cannot be ticked: " + open.get().title() + ": " + open.get().outcome().evidence(),
                    "it can be ticked once the evidence holds");
        }
        synchronized (lock) {
            book.write(by.name(), "checklist.tick", "",
                    Map.of("item", item, "text", found.text(), "note", note, "evidence", texts(checks)),
                    book.tick(item, new Tick(by.name(), now(), note)), book.notReopened(item));
        }
        changed();
    }

    public void untick(String item, Operator by, String why) {
        var found = item(item);
        synchronized (lock) {
            book.write(by.name(), "checklist.reopen", "", Map.of("item", item, "text", found.text(), "why", why),
                    book.untick(item), book.reopened(item, why));
        }
        changed();
    }

    /** Reads an item's evidence again. A tick whose evidence no longer holds is taken back. */
    public List<Check> readEvidence(String item) throws InterruptedException {
        return evidence(item(item));
    }

    private List<Check> evidence(Checklist.Item item) throws InterruptedException {
        if (item.check().isEmpty()) {
            return List.of();
        }
        var checks = evidence.read(resolve("", item.check().get()), context(""));
        synchronized (lock) {
            live.evidence(item.id(), checks);
            var failed = checks.stream().filter(c -> !c.passed()).findFirst();
            if (failed.isPresent() && book.ticks.containsKey(item.id())) {
                var why = failed.get().title() + ": " + failed.get().outcome().evidence();
                book.write(CONSOLE, "checklist.reopen", "", Map.of("item", item.id(), "text", item.text(), "why", why),
                        book.untick(item.id()), book.reopened(item.id(), why));
            }
        }
        changed();
        return checks;
    }

    private Checklist.Item item(String id) {
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .filter(i -> i.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no checklist item " + id, "choose one of the plan's"));
    }

    /** A person's statement about a step that no machine can check. */
    public void attest(String step, Operator by, String note) {
        if (note.isBlank()) {
            throw new Refusal("A statement needs words: what was done, and how you know", "write them and state again");
        }
        synchronized (lock) {
            requireOpen(step);
            book.write(by.name(), "step.attest", step, Map.of("note", note),
                    book.attestation(step, new Tick(by.name(), now(), note)));
        }
        changed();
    }

    /** Writes a person's note into the trail. */
    public void note(Operator by, String text) {
        if (text.isBlank()) {
            throw new Refusal("The note is empty", "write something");
        }
        synchronized (lock) {
            book.write(by.name(), "note", "", Map.of("text", text));
        }
        changed();
    }

    public void setParameter(String parameter, String value) {
        if (plan.parameters().stream().noneMatch(p -> p.id().equals(parameter))) {
            throw new Refusal("There is no parameter " + parameter, "choose one of the plan's");
        }
        synchronized (lock) {
            var before = book.parameters.getOrDefault(parameter, "");
            book.write(operator.name(), "parameter", "", Map.of("id", parameter, "from", before, "to", value),
                    book.parameter(parameter, value.strip()));
        }
        changed();
    }

    /** Stops everything that has not been sent. */
    public void hold(Operator by) {
        // First the gate, then the paper: a hold must hold even where the disk is full.
        permits.hold();
        synchronized (lock) {
            if (book.hold().isEmpty()) {
                var running = plan.steps().map(Step::id).filter(s -> book.step(s).busy()).toList();
                book.write(by.name(), "hold.on", "", Map.of("stillRunning", running), book.hold(new Tick(by.name(), now(), "")));
            }
        }
        changed();
    }

    public void release(Operator by) {
        synchronized (lock) {
            if (book.hold().isPresent()) {
                book.write(by.name(), "hold.off", "", Map.of(), book.release());
            }
            permits.release();
        }
        changed();
    }

    // ------------------------------------------------------------------ second approver

    /** Lets a person sign as second approver from now on. {@code key}: Ed25519 public key, X.509, base64. */
    public void enrol(String name, String key, Operator by) {
        if (name.equalsIgnoreCase(by.name())) {
            throw new Refusal("The second approver must be somebody else than " + by.name(), "enrol another person");
        }
        synchronized (lock) {
            book.write(by.name(), "approval.enrol", "", Map.of("name", name, "key", key), book.approver(new Book.Approver(name, key)));
        }
        changed();
    }

    public Set<String> approvers() {
        synchronized (lock) {
            return Set.copyOf(book.approvers.keySet());
        }
    }

    /** Makes the challenge that a second person signs. The step must have been reviewed. */
    public String challenge(String step) {
        String text;
        synchronized (lock) {
            var review = reviewed(step);
            text = Approvals.challenge(plan, id, planned(step), review, operator, now());
            var expires = now().plus(Approvals.VALID);
            book.write(operator.name(), "approval.challenge", step,
                    Map.of("challenge", text, "fingerprint", review.fingerprint(), "expires", expires.toString()),
                    book.challenge(step, new Book.OpenChallenge(text, review.fingerprint(), expires, false)));
        }
        changed();
        return text;
    }

    /**
     * Whether a response would be accepted now; records a refusal. The response counts only with the confirmation.
     *
     * @return who approved
     */
    public String checkResponse(String step, String response) {
        synchronized (lock) {
            return approver(step, response, reviewed(step), operator);
        }
    }

    private String approver(String step, String response, StepReview review, Operator by) {
        var open = book.challenges.get(step);
        try {
            if (open == null) {
                throw new Refusal("No challenge was made for step " + step, "make a challenge first");
            }
            return Approvals.accept(open, response, review, by, book.approvers.values(), now());
        } catch (Refusal r) {
            book.write(by.name(), "approval.refused", step, Map.of("why", String.valueOf(r.getMessage())));
            throw r;
        }
    }

    // ------------------------------------------------------------------ review

    /** Makes previews and checks of a step from the live state. Changes nothing. */
    public StepReview review(String step) throws InterruptedException {
        synchronized (lock) {
            requireOpen(step);
            mint(step);
        }
        return keep(step, reviews.review(subject(step), context(step), previous(step)));
    }

    private Optional<StepReview> previous(String step) {
        synchronized (lock) {
            return Optional.ofNullable(live.review(step));
        }
    }

    private StepReview keep(String step, StepReview review) {
        synchronized (lock) {
            live.review(step, review);
            book.write(operator.name(), "step.review", step,
                    Map.of("fingerprint", review.fingerprint(), "passed", review.passed(), "differences", review.differences(),
                            "checks", texts(review.checks())));
        }
        changed();
        return review;
    }

    private Reviews.Subject subject(String id) {
        var step = planned(id);
        var phase = plan.phaseOf(id).orElseThrow();
        var uses = step.actions().stream().map(a -> resolve(id, a)).toList();
        var actions = uses.stream().map(evidence::action).toList();
        return new Reviews.Subject(id, uses, actions, gatesOf(phase, step));
    }

    /** Evidence of the checklists that gate a step, and of the soak before its phase. */
    private List<Reviews.Gate> gatesOf(Phase phase, Step step) {
        var found = new ArrayList<Reviews.Gate>();
        plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.gates().filter(g -> g.equals(step.id()) || g.equals(phase.id())).isPresent())
                .flatMap(c -> c.items().stream())
                .forEach(i -> i.check().ifPresent(a -> found.add(new Reviews.Gate(i.text(), resolve("", a)))));
        phase.soak().ifPresent(s -> s.checks().forEach(a -> found.add(new Reviews.Gate("Healthy soak", resolve("", a)))));
        return found;
    }

    private void mint(String step) {
        if (!book.mints.containsKey(step)) {
            var value = MINT.format(now());
            book.write(CONSOLE, "step.mint", step, Map.of("mint", value), book.mint(step, value));
        }
    }

    // ------------------------------------------------------------------ run

    /** Runs what was confirmed; returns when the step has ended, one way or the other. */
    public void run(Confirmation confirmation) throws InterruptedException {
        var step = planned(confirmation.step());
        alone(step.id(), () -> {
            var confirmed = confirmed(step, confirmation);
            var fresh = reviews.review(subject(step.id()), context(step.id()), Optional.of(confirmed));
            start(step, confirmation, confirmed, fresh, Stage.RUNNING);
            var parts = fresh.parts().subList(1, 1 + step.actions().size());
            carryOut(step, confirmation, parts, fresh,
                    (i, own) -> evidence.action(resolve(step.id(), step.actions().get(i), own)));
        });
    }

    private StepReview confirmed(Step step, Confirmation confirmation) {
        synchronized (lock) {
            requireOpen(step.id());
            var phase = plan.phaseOf(step.id()).orElseThrow();
            var locks = gates.locks(phase, step, now());
            if (!locks.isEmpty()) {
                throw refused(step, confirmation, locks.getFirst().why(), locks.getFirst().opens());
            }
            var review = reviewed(step.id());
            if (!review.fingerprint().equals(confirmation.fingerprint())) {
                throw refused(step, confirmation, "What you confirmed is not the latest review of step " + step.id(), "review it again");
            }
            requireChecks(step, confirmation, review);
            requireTyped(step, confirmation);
            return review;
        }
    }

    private void requireChecks(Step step, Confirmation confirmation, StepReview review) {
        review.checks().stream().filter(c -> !c.passed()).findFirst().ifPresent(c -> {
            throw refused(step, confirmation, "A check does not hold: " + c.title() + ": " + c.outcome().evidence(),
                    c.outcome() instanceof Check.Fail f ? f.remedy() : "find out, then review the step again");
        });
    }

    private void requireTyped(Step step, Confirmation confirmation) {
        var wanted = step.typed().map(t -> Variables.resolve(t, n -> Optional.ofNullable(book.parameters.get(n))));
        if (step.confirm().compareTo(Confirm.TYPED) >= 0 && !confirmation.typed().equals(wanted)) {
            throw refused(step, confirmation, "The typed name is not “" + wanted.orElse("") + "”", "type it exactly");
        }
    }

    private Refusal refused(Step step, Confirmation confirmation, String why, String next) {
        book.write(confirmation.by().name(), "step.refused", step.id(), Map.of("why", why, "fingerprint", confirmation.fingerprint()));
        return new Refusal(why, next);
    }

    /** The last look before anything is sent: the state is the confirmed one, every check holds, the second person agrees. */
    private void start(Step step, Confirmation confirmation, StepReview confirmed, StepReview fresh, Stage stage) {
        synchronized (lock) {
            if (!fresh.fingerprint().equals(confirmed.fingerprint())) {
                live.review(step.id(), fresh);
                var differences = String.join("; ", fresh.differences());
                throw refused(step, confirmation, "The live state changed since your review: " + differences,
                        "look at the difference and confirm again");
            }
            live.review(step.id(), fresh);
            requireChecks(step, confirmation, fresh);
            var data = new LinkedHashMap<String, Object>();
            data.put("fingerprint", fresh.fingerprint());
            confirmation.typed().ifPresent(t -> data.put("typed", t));
            var writes = new ArrayList<Book.Write>();
            if (step.confirm() == Confirm.TYPED_AND_SECOND) {
                var second = approver(step.id(), confirmation.response().orElse(""), fresh, confirmation.by());
                var open = book.challenges.get(step.id());
                book.write(second, "approval.accepted", step.id(),
                        Map.of("fingerprint", fresh.fingerprint(), "response", confirmation.response().orElse("")),
                        book.challenge(step.id(), new Book.OpenChallenge(open.text(), open.fingerprint(), open.expires(), true)));
                data.put("second", second);
            }
            data.put("undo", stage == Stage.UNDOING);
            writes.add(book.step(step.id(), book.step(step.id()).running(stage, now(), confirmation.by().name(), fresh.fingerprint())));
            if (stage == Stage.RUNNING && !book.before.containsKey(step.id())) {
                var facts = fresh.parts().subList(1, 1 + step.actions().size()).stream()
                        .map(p -> p.preview().facts())
                        .toList();
                writes.add(book.before(step.id(), facts));
            }
            book.write(confirmation.by().name(), "step.confirm", step.id(), data, writes.toArray(Book.Write[]::new));
            live.progress(step.id(), 0, "starting");
        }
        changed();
    }

    private void carryOut(Step step, Confirmation confirmation, List<StepReview.Part> parts, StepReview fresh, Runner.Made made)
            throws InterruptedException {
        var id = step.id();
        try {
            var outputs = runner.run(parts, made, fresh.fingerprint(), confirmation.by(), context(id), progress(id), listener(id));
            finish(step, outputs, verifiedSoon(step, outputs));
        } catch (StillWaiting w) {
            end(id, book.step(id).ended(Stage.IN_DOUBT, now(), confirmation.by().name(), String.valueOf(w.getMessage())),
                    "step.waiting", Map.of("stillRunning", w.stillRunning()));
        } catch (RuntimeException e) {
            if (AwsErrors.isCall(e) && AwsErrors.explain(e).fate() == AwsError.Fate.UNKNOWN) {
                lost(step, e);
            } else {
                fail(id, e);
            }
        }
    }

    /** A call's answer was lost, or a read failed: what can be told by reading is told at once. */
    private void lost(Step step, RuntimeException e) throws InterruptedException {
        var words = Failures.words(e).happened();
        end(step.id(), book.step(step.id()).ended(Stage.IN_DOUBT, now(), book.step(step.id()).by(), words), "step.doubt", Map.of("why", words));
        recover(step);
    }

    private Runner.Listener listener(String step) {
        return new Runner.Listener() {
            @Override
            public void begins(int index) {
                synchronized (lock) {
                    if (book.hold().isPresent()) {
                        throw new Refusal("On hold: action " + (index + 1) + " was not begun", "release the hold, then review the step again");
                    }
                    book.write(CONSOLE, "action.begin", step, Map.of("index", index + 1),
                            book.step(step, book.step(step).atAction(index)));
                }
                changed();
            }

            @Override
            public void ended(int index, Map<String, String> outputs) {
                synchronized (lock) {
                    if (book.step(step).stage() == Stage.RUNNING && !outputs.isEmpty()) {
                        var all = new LinkedHashMap<>(book.outputs.getOrDefault(step, Map.of()));
                        all.putAll(outputs);
                        book.write(CONSOLE, "action.end", step, Map.of("index", index + 1, "outputs", outputs), book.outputs(step, all));
                    }
                }
                changed();
            }
        };
    }

    /** Post-conditions take a while to become true: health checks count, names spread. Looks until all hold or time is up. */
    private List<Check> verifiedSoon(Step step, Map<String, String> outputs) throws InterruptedException {
        var until = now().plus(PATIENCE);
        var checks = verified(step, outputs);
        while (!checks.stream().allMatch(Check::passed) && now().isBefore(until)) {
            var open = checks.stream().filter(c -> !c.passed()).findFirst().orElseThrow();
            progress(step.id()).at(-1, "verifying: " + open.title() + " — " + open.outcome().evidence());
            surroundings.time().sleep(LOOK_AGAIN);
            checks = verified(step, outputs);
        }
        return checks;
    }

    private List<Check> verified(Step step, Map<String, String> outputs) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var context = context(step.id());
        for (var use : step.actions()) {
            checks.addAll(evidence.read(resolve(step.id(), use, outputs), context));
        }
        for (var verification : step.verify()) {
            if (verification.by().isPresent()) {
                checks.addAll(evidence.read(resolve(step.id(), verification.by().get(), outputs), context));
            }
        }
        return checks;
    }

    private void finish(Step step, Map<String, String> outputs, List<Check> checks) {
        var id = step.id();
        synchronized (lock) {
            live.verified(id, checks);
            var open = checks.stream().filter(c -> !c.passed()).toList();
            if (!open.isEmpty()) {
                var words = String.join("; ", open.stream().map(c -> c.title() + ": " + c.outcome().evidence()).toList());
                throw new app.medzenhealth.cutover.action.ActionFailure(
                        "It was carried out, but what should be true is not, or not known: " + words,
                        "the step does not count as done",
                        "look at the evidence, then review the step again");
            }
            var kept = book.step(id).ended(Stage.SUCCEEDED, now(), book.step(id).by(), "");
            book.write(CONSOLE, "step.succeeded", id,
                    Map.of("took", String.valueOf(kept.took()), "outputs", outputs, "verified", texts(checks)), book.step(id, kept));
            live.review(id, null);
            boundary(id);
        }
        changed();
    }

    /** A complete phase is signed, so that nobody can change later what was true then. */
    private void boundary(String step) {
        plan.phaseOf(step).filter(p -> gates.complete(p.id())).ifPresent(p -> memory.checkpoint(CONSOLE, "phase " + p.id() + " complete"));
    }

    private void fail(String step, RuntimeException e) {
        synchronized (lock) {
            var words = Failures.words(e);
            live.review(step, null);
            live.line(step, new LogLine(now(), words.happened()));
            var code = "#" + (head.get().records() + 1);
            var problem = new StepState.Problem(code, words.happened(), words.notDone(), words.next());
            book.write(CONSOLE, "step.failed", step,
                    Map.of("happened", words.happened(), "notDone", words.notDone(), "next", words.next()),
                    book.step(step, book.step(step).failed(now(), problem)));
        }
        changed();
    }

    private void end(String step, Kept kept, String kind, Map<String, ?> data) {
        synchronized (lock) {
            live.review(step, null);
            book.write(CONSOLE, kind, step, data, book.step(step, kept));
        }
        changed();
    }

    // ------------------------------------------------------------------ retry, skip, undo, doubt

    /** Makes a failed or undone step ready to be reviewed and run again. */
    public void retry(String step, Operator by) {
        synchronized (lock) {
            var kept = book.step(step);
            if (kept.stage() != Stage.FAILED && kept.stage() != Stage.UNDONE && kept.stage() != Stage.SKIPPED) {
                throw new Refusal("Step " + step + " has not failed and was not undone or skipped", "review it as it is");
            }
            live.review(step, null);
            book.write(by.name(), "step.retry", step, Map.of("was", kept.stage().name()), book.step(step, kept.reopened(now())));
        }
        changed();
    }

    /** Goes on without a step, for a written reason that the trail and the report will carry. */
    public void skip(String step, Operator by, String reason) {
        if (reason.strip().length() < 10) {
            throw new Refusal("A skip needs a written reason", "say in a sentence why going on without it is right");
        }
        synchronized (lock) {
            var kept = book.step(step);
            if (kept.settled() || kept.busy()) {
                throw new Refusal("Step " + step + " is " + kept.stage().name().toLowerCase(java.util.Locale.ROOT), "only an open step can be skipped");
            }
            var locks = gates.phaseLocks(plan.phaseOf(step).orElseThrow(), now());
            if (!locks.isEmpty()) {
                throw new Refusal(locks.getFirst().why(), locks.getFirst().opens());
            }
            live.review(step, null);
            book.write(by.name(), "step.skipped", step, Map.of("reason", reason),
                    book.step(step, kept.ended(Stage.SKIPPED, now(), by.name(), reason)));
            boundary(step);
        }
        changed();
    }

    /** What undoing a step would do, from the state before it. Changes nothing. */
    public StepReview reviewUndo(String step) throws InterruptedException {
        return keep(step, reviews.review(undoing(planned(step)), context(step), previous(step)));
    }

    /** Runs the inverse of a step's actions, last first, as confirmed. */
    public void undo(Confirmation confirmation) throws InterruptedException {
        var step = planned(confirmation.step());
        alone(step.id(), () -> {
            StepReview confirmed;
            synchronized (lock) {
                confirmed = reviewed(step.id());
                if (!confirmed.fingerprint().equals(confirmation.fingerprint())) {
                    throw refused(step, confirmation, "What you confirmed is not the latest review", "review it again");
                }
                requireTyped(step, confirmation);
            }
            var subject = undoing(step);
            var fresh = reviews.review(subject, context(step.id()), Optional.of(confirmed));
            start(step, confirmation, confirmed, fresh, Stage.UNDOING);
            var parts = fresh.parts().subList(1, 1 + subject.actions().size());
            try {
                runner.run(parts, (i, own) -> subject.actions().get(i), fresh.fingerprint(), confirmation.by(),
                        context(step.id()), progress(step.id()), listener(step.id()));
                end(step.id(), book.step(step.id()).ended(Stage.UNDONE, now(), confirmation.by().name(), ""), "step.undone", Map.of());
            } catch (StillWaiting w) {
                end(step.id(), book.step(step.id()).ended(Stage.IN_DOUBT, now(), confirmation.by().name(), String.valueOf(w.getMessage())),
                        "step.waiting", Map.of("stillRunning", w.stillRunning()));
            } catch (RuntimeException e) {
                fail(step.id(), e);
            }
        });
    }

    private Reviews.Subject undoing(Step step) {
        List<List<app.medzenhealth.cutover.action.Fact>> before;
        synchronized (lock) {
            var kept = book.step(step.id());
            if (kept.stage() != Stage.SUCCEEDED && kept.stage() != Stage.FAILED) {
                throw new Refusal("Step " + step.id() + " was not carried out", "there is nothing to undo");
            }
            var later = plan.everything()
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> s.after().contains(step.id()) && book.step(s.id()).stage() == Stage.SUCCEEDED)
                    .findFirst();
            if (later.isPresent()) {
                throw new Refusal("Step " + later.get().id() + " builds on step " + step.id(), "undo step " + later.get().id() + " first");
            }
            before = book.before.getOrDefault(step.id(), List.of());
        }
        var uses = new ArrayList<ActionUse>();
        var actions = new ArrayList<Action>();
        var outputs = book.outputs.getOrDefault(step.id(), Map.of());
        for (int i = Math.min(before.size(), step.actions().size()) - 1; i >= 0; i--) {
            var use = resolve(step.id(), step.actions().get(i), outputs);
            switch (evidence.action(use).undo(before.get(i))) {
                case Undo.Inverse inverse -> {
                    uses.add(use);
                    actions.add(inverse.action());
                }
                case Undo.None none -> {
                    if (step.effect() != Step.Effect.READS && step.actions().size() == 1) {
                        throw new Refusal("“" + step.title() + "” cannot be undone: " + none.why(), "see the rollback procedures");
                    }
                }
            }
        }
        if (actions.isEmpty()) {
            throw new Refusal("“" + step.title() + "” changed nothing that could be undone", "there is nothing to undo");
        }
        return new Reviews.Subject(step.id(), uses, actions, List.of());
    }

    /** Reads again what became of a step in doubt, and settles it if that can be told. */
    public void lookAgain(String step) throws InterruptedException {
        var planned = planned(step);
        alone(step, () -> recover(planned));
    }

    /** A person's decision about a step in doubt, for a written reason. */
    public void decide(String step, Operator by, Decision decision, String reason) {
        if (reason.strip().length() < 10) {
            throw new Refusal("A decision needs a written reason", "say in a sentence how you know");
        }
        synchronized (lock) {
            var kept = book.step(step);
            if (kept.stage() != Stage.IN_DOUBT) {
                throw new Refusal("Step " + step + " is not in doubt", "there is nothing to decide");
            }
            var next = switch (decision) {
                case DONE -> kept.ended(Stage.SUCCEEDED, now(), by.name(), reason);
                case NOT_DONE -> kept.reopened(now());
            };
            book.write(by.name(), "step.decided", step, Map.of("decision", decision.name(), "reason", reason), book.step(step, next));
        }
        changed();
    }

    /** What a person decides about a step in doubt. */
    public enum Decision {
        DONE,
        NOT_DONE
    }

    /** After a start: finds out by reading what became of the steps that were running when the console stopped. */
    public void recoverAll() throws InterruptedException {
        List<Step> open;
        synchronized (lock) {
            open = plan.steps().filter(s -> book.step(s.id()).busy()).toList();
        }
        for (var step : open) {
            alone(step.id(), () -> recover(step));
        }
    }

    private void recover(Step step) throws InterruptedException {
        var id = step.id();
        Kept kept;
        synchronized (lock) {
            kept = book.step(id);
            if (!kept.busy() && kept.stage() != Stage.IN_DOUBT) {
                throw new Refusal("Step " + id + " is not in doubt", "there is nothing to look at");
            }
        }
        var verdicts = new ArrayList<Verdict>();
        var outputs = new LinkedHashMap<>(book.outputs.getOrDefault(id, Map.of()));
        var context = context(id);
        for (int i = 0; i < step.actions().size() && kept.stage() != Stage.UNDOING; i++) {
            verdicts.add(verdict(resolve(id, step.actions().get(i), outputs), context, outputs));
        }
        var undecided = verdicts.stream().filter(v -> v instanceof Verdict.Undecided).findFirst();
        var missing = verdicts.stream().filter(v -> v instanceof Verdict.NotDone).findFirst();
        if (kept.stage() == Stage.UNDOING || undecided.isPresent()) {
            var why = undecided.map(Verdict::evidence).orElse("the console stopped while the step was being undone");
            end(id, kept.ended(Stage.IN_DOUBT, now(), CONSOLE, why), "step.recovered", Map.of("verdict", "undecided", "evidence", why));
        } else if (missing.isPresent()) {
            var problem = new StepState.Problem("#" + (head.get().records() + 1), "The console stopped while this step was running",
                    missing.get().evidence(), "review it and run it again: what was done is recognised and not repeated");
            end(id, kept.failed(now(), problem), "step.recovered", Map.of("verdict", "not done", "evidence", missing.get().evidence()));
        } else {
            synchronized (lock) {
                book.write(CONSOLE, "step.recovered", id, Map.of("verdict", "done", "evidence",
                        verdicts.stream().map(Verdict::evidence).toList()), book.outputs(id, outputs));
            }
            try {
                finish(step, outputs, verified(step, outputs));
            } catch (RuntimeException e) {
                fail(id, e);
            }
        }
    }

    /** The verdict on one action; of a done one also the outputs, which running it again gives without sending anything. */
    private Verdict verdict(ActionUse use, ActionContext context, Map<String, String> outputs) throws InterruptedException {
        try {
            var action = evidence.action(use);
            var verdict = action.reconcile(context);
            if (verdict instanceof Verdict.Done && action.preview(context).calls().isEmpty()) {
                outputs.putAll(action.run(context, Progress.SILENT).values());
            }
            return verdict;
        } catch (RuntimeException e) {
            return new Verdict.Undecided(Failures.words(e).happened());
        }
    }

    // ------------------------------------------------------------------ evidence outside steps

    /** Reads what a success criterion's measure says now. */
    public List<Check> measure(String criterion) throws InterruptedException {
        var found = plan.criteria().stream().filter(c -> c.id().equals(criterion)).findFirst().orElseThrow(
                () -> new Refusal("There is no criterion " + criterion, "choose one of the plan's"));
        if (found.measure().isEmpty()) {
            return List.of();
        }
        return evidence.read(resolve("", found.measure().get()), context(""));
    }

    // ------------------------------------------------------------------ inside

    private interface Work {
        void go() throws InterruptedException;
    }

    private void alone(String step, Work work) throws InterruptedException {
        synchronized (lock) {
            if (!busy.add(step)) {
                throw new Refusal("Step " + step + " is being worked on already", "wait until it has ended");
            }
        }
        try {
            work.go();
        } finally {
            synchronized (lock) {
                busy.remove(step);
            }
            changed();
        }
    }

    private Progress progress(String step) {
        return new Progress() {
            @Override
            public void at(double fraction, String text) {
                synchronized (lock) {
                    live.progress(step, fraction, text);
                }
                changed();
            }

            @Override
            public void line(String text) {
                synchronized (lock) {
                    live.line(step, new LogLine(now(), text));
                }
                changed();
            }
        };
    }

    private Check done(String stepOrPhase) {
        synchronized (lock) {
            var title = (plan.phase(stepOrPhase).isPresent() ? "Phase " : "Step ") + stepOrPhase + " is complete";
            if (!gates.complete(stepOrPhase)) {
                return Check.fail(title, "it is not", "complete it first");
            }
            var skipped = plan.phase(stepOrPhase).map(Phase::steps).orElseGet(() -> plan.step(stepOrPhase).stream().toList()).stream()
                    .map(Step::id)
                    .filter(s -> book.step(s).stage() == Stage.SKIPPED)
                    .toList();
            return Check.pass(title, skipped.isEmpty() ? "every step succeeded" : "complete; skipped: " + String.join(", ", skipped));
        }
    }

    private ActionContext context(String step) {
        return surroundings.context(plan, id, step, name -> {
            synchronized (lock) {
                return memory.token(step, name, () -> "cutover-" + UUID.randomUUID());
            }
        }, attestations);
    }

    private ActionUse resolve(String step, ActionUse use) {
        return resolve(step, use, Map.of());
    }

    private ActionUse resolve(String step, ActionUse use, Map<String, String> own) {
        synchronized (lock) {
            return resolver.resolve(step, use, own);
        }
    }

    private Step planned(String step) {
        return plan.step(step).orElseThrow(() -> new Refusal("There is no step " + step + " in this plan", "choose a step of the plan"));
    }

    private StepReview reviewed(String step) {
        var review = live.review(step);
        if (review == null) {
            throw new Refusal("Step " + step + " was not reviewed, or its review is used up", "review it first");
        }
        return review;
    }

    private void requireOpen(String step) {
        var stage = book.step(step).stage();
        switch (stage) {
            case OPEN, FAILED, UNDONE -> {}
            case RUNNING, UNDOING -> throw new Refusal("Step " + step + " is running", "wait until it has ended");
            case SUCCEEDED -> throw new Refusal("Step " + step + " is done", "undo it first if it must be done again");
            case SKIPPED -> throw new Refusal("Step " + step + " was skipped", "re-open it first");
            case IN_DOUBT -> throw new Refusal("Step " + step + " is in doubt", "look again or decide first");
        }
    }

    private static List<String> texts(List<Check> checks) {
        return checks.stream()
                .map(c -> switch (c.outcome()) {
                            case Check.Pass p -> "PASS ";
                            case Check.Fail f -> "FAIL ";
                            case Check.Unknown u -> "UNKNOWN ";
                        } + c.title() + ": " + c.outcome().evidence())
                .toList();
    }
}
