package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.observe.FollowedLogs;
import app.medzenhealth.cutover.action.observe.WatchedAlarms;
import app.medzenhealth.cutover.action.observe.WatchedMetrics;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.Writers;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.StepTraces;
import app.medzenhealth.cutover.inventory.Touched;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Identity;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.PlanAccess;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.session.Surroundings;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.session.WebhookAddresses;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The composition root: everything of one run, wired by hand. Rehearsal and live differ in the {@link World} they are given and
 * in nothing else.
 */
final class AppWiring implements AutoCloseable {
    private static final Set<String> STEP_ENDS =
            Set.of("step.succeeded", "step.failed", "step.doubt", "step.waiting", "step.undone", "step.recovered");

    /** The member of {@code session.open} that says since when files by which actions decide are recorded. */
    private static final String FILES_MEMBER = "filesVersion";

    private final Records records;
    private final Guard guard;
    private final Session session;
    private final InventoryScanner scanner;
    private final EmulatorMemory memory;
    private final Timekeeper time;
    private final Probing probing;
    private final Watching watching;
    private final List<StatusFolder> beside = new CopyOnWriteArrayList<>();
    private final Touched touched = new Touched();
    private final AtomicReference<StepTraces> traces = new AtomicReference<>(StepTraces.NONE);
    /** Steps that have sent something since they were begun. */
    private final Set<String> sending = ConcurrentHashMap.newKeySet();

    private final List<Consumer<Set<ServicePlace>>> rereaders = new CopyOnWriteArrayList<>();

    /**
     * What differs between rehearsal and live.
     *
     * @param acts what the session acts on
     * @param clients not guarded yet
     * @param planNow digest of the plan's text as it stands now where it was read from
     * @param access who is signed in; empty in rehearsal
     */
    record World(
            SessionWorld acts,
            Clients clients,
            Timekeeper time,
            HttpProber http,
            DnsProber dns,
            SqlProber sql,
            CommandRunner commands,
            Path files,
            Path workingCopy,
            Supplier<Optional<String>> planNow,
            Optional<LiveAccess> access) {

        World(
                SessionWorld acts,
                Clients clients,
                Timekeeper time,
                HttpProber http,
                DnsProber dns,
                SqlProber sql,
                CommandRunner commands,
                Path files,
                Path workingCopy) {
            this(
                    acts,
                    clients,
                    time,
                    http,
                    dns,
                    sql,
                    commands,
                    files,
                    workingCopy,
                    () -> Optional.of(acts.planDigest()),
                    Optional.empty());
        }

        Writers writers() {
            return access.<Writers>map(LiveAccess::changes).orElse(step -> clients);
        }

        Identity.Reader identity(Clients guarded, String region) {
            return access.map(a -> a.identity(guarded, region)).orElseGet(() -> new CallerIdentity(guarded, region));
        }
    }

    /** @param choice which session it is, and what the person must know of that */
    AppWiring(SessionChoice choice, Plan plan, Operator operator, World world, Records records)
            throws InterruptedException {
        this.records = records;
        this.time = world.time();
        requireState(records);
        // The commands of a break-glass pack take it from there.
        Optional.ofNullable(System.getenv("PGPASSWORD")).ifPresent(records.redactor()::protect);
        var permits = new PermitBook(time, records.store().points());
        this.guard = new Guard(
                world.clients(),
                plan.account(),
                permits,
                records.trail(),
                time,
                new PlanAccess(plan, world.acts().planDigest()),
                world.writers());
        var clients = guard.guarded();
        this.scanner = new AwsInventoryScanner(clients, plan.account(), time);
        var surroundings = new Surroundings(
                touched.noting(clients),
                time,
                world.http(),
                world.dns(),
                world.sql(),
                world.commands(),
                scanner,
                world.files(),
                world.workingCopy(),
                world.planNow(),
                records.redactor(),
                world.acts().mode() == Mode.REHEARSAL
                        ? WebhookAddresses.rehearsed(records.redactor())
                        : WebhookAddresses.of(records.redactor(), System.getenv()));
        this.memory = new EmulatorMemory(records, plan, scanner);
        var notices = new ArrayList<>(choice.notices());
        if (world.acts().mode() == Mode.EMULATOR && choice.before().isPresent()) {
            remembered(choice, operator).ifPresent(notices::add);
        }
        var home = plan.regions().getFirst().id();
        this.session = new Session(
                choice.session(),
                plan,
                world.acts(),
                operator,
                StandardActions.catalogue(),
                surroundings,
                permits,
                world.identity(clients, home),
                records.memory(),
                records::head);
        if (!choice.carried().isEmpty()) {
            records.trail().append(operator.name(), "session.carried", "", choice.carried());
        }
        var opening = new LinkedHashMap<>(world.acts().recorded());
        opening.put("product", Version.text());
        opening.put(TrailExport.VERSION_MEMBER, TrailExport.VERSION);
        opening.put(TablesFromRecords.VERSION_MEMBER, TablesFromRecords.VERSION);
        opening.put(FILES_MEMBER, 1);
        if (choice.before().filter(b -> !b.opened().containsKey(FILES_MEMBER)).isPresent()) {
            session.adoptFiles();
        }
        records.trail().append(operator.name(), "session.open", "", opening);
        records.trail().onAppend(this::countReads);
        this.probing = new Probing(
                session,
                world.http(),
                world.dns(),
                new StandingReads(plan, clients, world.sql()),
                time,
                () -> world.access()
                        .filter(a -> a.current().leave() == Leave.READ_ONLY)
                        .isEmpty());
        this.watching = new Watching(
                plan,
                session::view,
                time,
                records.redactor(),
                new WatchedMetrics(clients),
                new FollowedLogs(clients),
                new WatchedAlarms(clients));
        // Of a new session nothing was recorded before it was opened.
        var first = choice.before().isPresent() ? 1 : records.trail().found() + 1;
        try (var earlier = records.trail().records(first, Long.MAX_VALUE)) {
            earlier.filter(r -> r.session().equals(records.trail().session())).forEach(r -> {
                trace(r);
                probing.heard(r);
            });
        }
        records.trail().onAppend(this::touch);
        records.trail().onAppend(probing::heard);
        session.recoverAll();
        session.announce(notices);
    }

    /**
     * What the session decides by must be what its records make. Tokens of an older console's session were not recorded until now.
     *
     * @throws app.medzenhealth.cutover.audit.TrailUnavailable if it is not
     */
    private static void requireState(Records records) {
        records.trail().requireFollowed();
        records.made()
                .unrecordedTokens(records.trail().session(), records.trail().kept())
                .forEach((key, minted) -> {
                    var words = key.split(" ", 2);
                    records.trail()
                            .append(
                                    "console",
                                    "token.minted",
                                    words[0],
                                    Map.of("name", words[1], "minted", minted, "earlier", true));
                });
    }

    /**
     * What the person must know of what the emulator has forgotten.
     *
     * @throws Refusal if it has forgotten everything that was looked for, and nobody has said in writing that this is known
     */
    private Optional<String> remembered(SessionChoice choice, Operator operator) throws InterruptedException {
        var seen = memory.look();
        if (!seen.nothingLeft()) {
            return seen.gone().isEmpty() ? Optional.empty() : Optional.of(EmulatorMemory.partly(seen));
        }
        var lost = memory.lost(seen);
        var why = choice.anyway().orElseThrow(() -> lost);
        records.trail().append(operator.name(), "session.forgotten", "", Map.of("gone", seen.gone(), "reason", why));
        return Optional.of(lost.getMessage() + ". It continues anyway: " + why);
    }

    /** What users get, and how long they did not; somebody has to start it. */
    Probing probing() {
        return probing;
    }

    /** What the account measures of itself, while somebody looks. */
    Watching watching() {
        return watching;
    }

    /** Writes the status page into a folder, from now until this is closed. */
    void statusPage(Path folder) {
        var page = new StatusFolder(folder, session, records.trail(), InstantSource.system());
        beside.add(page);
        page.start();
    }

    /** Whether the emulator still has what this session made in it. */
    EmulatorMemory memory() {
        return memory;
    }

    /** A console that is killed loses at most the count of the reads since the last step. */
    private void countReads(AuditRecord record) {
        if (STEP_ENDS.contains(record.kind())) {
            guard.summarise();
        }
    }

    /** What a step touched is out of date when it has ended, however it did. */
    private void touch(AuditRecord record) {
        trace(record);
        if (record.kind().equals("call.intent")) {
            sending.add(record.step());
            touched.changed(String.valueOf(record.data().get("region")));
        } else if (STEP_ENDS.contains(record.kind()) || record.kind().equals("step.decided")) {
            if (!sending.remove(record.step())) {
                changedBesides(record.step());
            }
            var regions = session.plan().regions().stream().map(Plan.Region::id).toList();
            var places = touched.take(scanner, regions);
            if (!places.isEmpty()) {
                rereaders.forEach(r -> r.accept(places));
            }
        }
    }

    private void trace(AuditRecord record) {
        var call = record.data();
        if (record.kind().equals("call.outcome") && "done".equals(call.get("outcome"))) {
            traces.updateAndGet(t -> t.with(
                    String.valueOf(call.get("region")),
                    String.valueOf(call.get("service")),
                    String.valueOf(call.get("operation")),
                    String.valueOf(call.get("resource")),
                    record.step()));
        }
    }

    /** What the session's steps have made, changed and removed so far. */
    StepTraces traces() {
        return traces.get().ofSession(session.view().session());
    }

    /** A step that changes something without a call of ours, by a local command for example, may do it wherever its phase may. */
    private void changedBesides(String step) {
        var plan = session.plan();
        if (plan.step(step).filter(s -> s.effect() != Step.Effect.READS).isPresent()) {
            plan.phaseOf(step).stream()
                    .flatMap(p -> p.regions().entrySet().stream())
                    .filter(e -> e.getValue() == Phase.Access.WRITE)
                    .forEach(e -> touched.changed(e.getKey()));
        }
    }

    /** @param rereader receives, on any thread and without waiting, what is to be read again whenever a step has ended */
    void onTouched(Consumer<Set<ServicePlace>> rereader) {
        rereaders.add(rereader);
    }

    Session session() {
        return session;
    }

    Records records() {
        return records;
    }

    InventoryScanner scanner() {
        return scanner;
    }

    Timekeeper time() {
        return time;
    }

    Guard guard() {
        return guard;
    }

    @Override
    public void close() {
        beside.forEach(StatusFolder::close);
        watching.close();
        probing.close();
        guard.summarise();
        records.trail().append("console", "session.close", "", Map.of());
        records.close();
    }
}
