package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.inventory.Comparison;
import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.mission.ShownMission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole rehearsal, and after every step what the window shows held against the regions read anew: what differs must be
 * due to be read again, and nothing may differ once it was.
 */
class ShownStateTest {
    private static final Pattern PASSING = Pattern.compile("state=(?:creating|backing-up|modifying|deleting)");

    @TempDir
    Path folder;

    private RehearsalApp desk;
    private WindowConsole console;
    private InventoryAdapter face;
    private final List<String> lies = new ArrayList<>();
    private final Set<String> old = new TreeSet<>();
    private final Map<String, String> rolesAfter = new HashMap<>();
    private int steps;
    private int refreshed;
    private int verdicts;

    @Test
    void after_every_step_the_window_shows_what_is_there() throws Exception {
        var plan = PlanFile.SHIPPED.plan();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        world.estate().pageSize(100);
        desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world);
        try (var open = desk) {
            assertThat(open).isNotNull();
            // Without a hand on the clock: whatever is waited for passes at once.
            console = WindowConsole.of(
                    desk.workplace(),
                    Optional.of(desk.second()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            face = (InventoryAdapter) console.inventory();
            face.refresh();
            console.audit().verify();

            var outcome = new RehearsedLead(
                            desk.workplace().session(), time, desk.lead(), desk.second(), this::afterStep)
                    .goThrough();

            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
            System.out.printf(
                    "%d steps: %d times everything was due, %d verdicts on the newest head; due when it differed: %s; not due: %d%n",
                    steps, refreshed, verdicts, old, lies.size());
            assertThat(lies).isEmpty();
            var rows = face.latest().sideBySide().orElseThrow().rows();
            var made = rows.stream().filter(r -> r.drift() == Drift.BY_STEP).count();
            var unexplained =
                    rows.stream().filter(r -> r.drift() == Drift.NOT_IN_PLAN).count();
            System.out.printf("%d rows by steps, %d not in plan%n", made, unexplained);
            assertThat(made).isGreaterThan(unexplained);
            assertThat(steps).isGreaterThan(80);
            assertThat(verdicts).isEqualTo(steps);
            assertThat(rolesAfter.get("5.3")).contains("eu-west-1=PRIMARY, FENCED now → DR");
            assertThat(rolesAfter.get("5.6")).contains("eu-central-1=TARGET, PROMOTED now → PRIMARY");
            assertThat(rolesAfter.get("5.8")).contains("eu-central-1=PRIMARY,", "eu-west-1=FORMER PRIMARY now → DR");
            assertThat(rolesAfter.get("5.13")).contains("eu-west-1=DR IN PREPARATION now → DR");
            assertThat(rolesAfter.get("7.6b")).contains("eu-west-1=DR IN PREPARATION now → DR");
            assertThat(rolesAfter.get("7.6c")).contains("eu-west-1=DR}");
            assertThat(rolesAfter.get("6.7")).contains("af-south-1=LEGACY now → EMPTY");
            assertThat(console.session().view().phases().getLast().steps()).isNotEmpty();
            assertThat(shown().roles())
                    .containsEntry("af-south-1", "NEARLY EMPTY now → EMPTY")
                    .containsEntry("eu-west-1", "DR");
            assertThat(console.session().view().remains().get("af-south-1"))
                    .contains("2 dynamodb backups (", "; until somebody deletes it)", "1 secretsmanager secret (")
                    .containsPattern("deleted after 20\\d\\d-\\d\\d-\\d\\d");
        }
    }

    private void afterStep(StepView step) {
        try {
            look(step);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(StepView step) throws InterruptedException {
        steps++;
        await(step.step().id()).atMost(Duration.ofMinutes(1)).until(() -> !face.behind());
        var view = console.session().view();
        var now = desk.time().instant();
        var shown = shown();
        var fresh = fresh(view);
        var scans = byPlace(face.latest().inventory().orElseThrow().scans());
        var passing = new HashSet<Object>();
        fresh.places().forEach((place, there) -> {
            if (!there.equals(shown.places().get(place))) {
                // What is shown as passing says itself that it will soon be something else.
                if (PASSING.matcher(String.valueOf(shown.places().get(place))).find()) {
                    passing.add(place);
                    return;
                }
                var scan = scans.get(place);
                if (scan == null || !Freshness.due(List.of(scan), view, now)) {
                    lies.add("after " + step.step().id() + " " + place + " is shown as "
                            + Duration.between(scan == null ? now : scan.found().at(), now) + " old: "
                            + difference(shown.places().getOrDefault(place, Set.of()), there));
                }
                old.add(place);
            }
        });
        if (!passing.isEmpty()
                || Freshness.due(face.latest().inventory().orElseThrow().scans(), view, now)) {
            face.refresh();
            refreshed++;
        }
        same(step, shown(), fresh);
        verdict(step);
        status(step, view);
        if (step.step().id().equals("1.2")) {
            assertThat(face.latest().sideBySide().orElseThrow().drift())
                    .as("one count of the drift, on the screens and in step 1.2")
                    .isEqualTo(Integer.parseInt(step.outputs().get("drift")));
        }
        rolesAfter.put(step.step().id(), shown().roles().toString());
    }

    /** What is younger than due was read after what changed it: no part of any model may differ. */
    private void same(StepView step, ShownMission shown, ShownMission fresh) {
        if (!shown.equals(fresh) && lies.isEmpty()) {
            assertThat(shown).as("after " + step.step().id()).isEqualTo(fresh);
        }
    }

    private void verdict(StepView step) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> console.audit()
                        .lastVerdict()
                        .filter(v -> v instanceof Verdict.Intact i
                                && i.isOf(console.session().view().audit()))
                        .isPresent());
        verdicts++;
    }

    private void status(StepView step, SessionView view) {
        var database = desk.workplace().records().directory().path().resolve("cutover.db");
        var said = TrailSummary.of(database);
        var done = Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state() instanceof StepState.Succeeded)
                .map(s -> s.step().id())
                .collect(Collectors.toSet());
        assertThat(said.succeeded()).as("status after " + step.step().id()).isEqualTo(done);
        // Summaries of reads are recorded in the background: what is compared has to be of one moment.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> TrailSummary.of(database)
                        .head()
                        .equals(console.session().view().audit().head()));
        assertThat(said.lastResult())
                .hasValueSatisfying(
                        r -> assertThat(r.step()).isEqualTo(step.step().id()));
        var roles = RoleNow.of(
                view.plan(), List.copyOf(said.succeeded()), s -> said.outputs().getOrDefault(s, Map.of()));
        assertThat(shown().roles())
                .as("roles after " + step.step().id())
                .allSatisfy((region, words) -> assertThat(words)
                        .isEqualTo(roles.get(region)
                                .towards(
                                        view.plan().region(region).orElseThrow().after())));
    }

    private ShownMission shown() {
        var latest = face.latest();
        return ShownMission.of(
                console.session().view(),
                latest.inventory().orElseThrow().scans(),
                latest.sideBySide().orElseThrow());
    }

    private ShownMission fresh(SessionView view) throws InterruptedException {
        var regions = view.plan().regions().stream().map(Plan.Region::id).toList();
        var inventory = desk.workplace().scanner().scan(regions, s -> {});
        return ShownMission.of(
                view,
                inventory.scans(),
                Comparison.of(inventory, view.plan(), desk.workplace().traces()));
    }

    private static Map<String, ServiceScan> byPlace(List<ServiceScan> scans) {
        return scans.stream().collect(Collectors.toMap(s -> ServicePlace.of(s).toString(), s -> s));
    }

    private static String difference(Set<String> shown, Set<String> there) {
        var gone = new TreeSet<>(shown);
        gone.removeAll(there);
        var come = new TreeSet<>(there);
        come.removeAll(shown);
        return "shown " + gone + " there " + come;
    }
}
