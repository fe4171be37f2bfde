package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DowntimePart;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.rehearsal.world.NorthwindEstate;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole plans, from the first check to the last, through the same doors as the window. */
class WholePlanTest {
    @TempDir
    Path folder;

    private static Plan plan(Path file) {
        var reading = new PlanFile(Optional.of(file)).read();
        assertThat(reading).isInstanceOf(PlanReading.Read.class);
        return ((PlanReading.Read) reading).plan();
    }

    @Test
    void the_shipped_plan_runs_to_the_empty_cape_town_with_every_effect_in_the_trail() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        var counted = new ConcurrentLinkedQueue<Instant>();
        var world = counting(MedZenEstate.create(time), counted);
        var ended = new ArrayList<String>();
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var lead = new RehearsedLead(
                    desk.workplace().session(),
                    time,
                    desk.lead(),
                    desk.second(),
                    s -> ended.add(s.step().id()));

            var outcome = lead.goThrough();

            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
            assertThat(ended)
                    .containsAll(plan.sequence()
                            .flatMap(p -> p.steps().stream())
                            .map(s -> s.id())
                            .toList());
            var summary = Summary.of(desk, folder);
            assertThat(summary.unaudited()).isZero();
            assertThat(summary.mutations()).isGreaterThan(150);
            assertThat(summary.verified()).isTrue();
            assertThat(Duration.ofMillis(summary.downtimeMillis()))
                    .isPositive()
                    .isLessThan(plan.window().downtimeBudget());
            System.out.println("downtime " + summary.downtimeMillis() + " ms: " + summary.downtimeParts());
            assertThat(summary.downtimeParts().stream().map(DowntimePart::took).reduce(Duration.ZERO, Duration::plus))
                    .as("its parts make up all of it")
                    .isEqualTo(Duration.ofMillis(summary.downtimeMillis()));
            assertThat(summary.downtimeParts())
                    .as("people's time is in it")
                    .extracting(DowntimePart::words)
                    .contains("step 5.3", "step 5.6", "step 5.8", "signature for 5.6")
                    .anyMatch(w -> w.startsWith("people"));
            assertThat(emptied(desk, "af-south-1")).isEmpty();
            assertThat(desk.workplace()
                            .session()
                            .view()
                            .step("4.7")
                            .orElseThrow()
                            .outputs())
                    .containsKeys("copied.1", "copied.2", "copied.3");
            var records = desk.workplace()
                    .records()
                    .trail()
                    .records(1, Long.MAX_VALUE)
                    .toList();
            everyIntentHasItsOutcome(records);
            assertThat(counted)
                    .as("rows are counted before users are cut off, and once they are served again")
                    .anyMatch(at -> at.isBefore(confirmed(records, "5.3")))
                    .anyMatch(at -> at.isAfter(ended(records, "5.8")))
                    .noneMatch(at -> at.isAfter(confirmed(records, "5.3")) && at.isBefore(ended(records, "5.8")));
            assertThat(records)
                    .as("what went wrong, but for items that a person decides about")
                    .filteredOn(r -> r.kind().equals("step.failed") && !r.data().containsKey("open"))
                    .map(r -> r.step() + ": " + r.data().get("happened"))
                    .isEmpty();
        }
        assertThat(emptyParts(folder.resolve("state")))
                .as("parts of written documents without a word")
                .isEmpty();
    }

    /** The same world, with each counting of rows noted: on a big database it takes minutes. */
    private static EmbeddedWorld counting(EmbeddedWorld world, Queue<Instant> counted) {
        var sql = new SqlProber() {
            @Override
            public Answer probe(String endpoint) throws InterruptedException {
                return world.sql().probe(endpoint);
            }

            @Override
            public Counts counts(String endpoint) throws InterruptedException {
                counted.add(world.estate().time().instant());
                return world.sql().counts(endpoint);
            }
        };
        return new EmbeddedWorld(
                world.estate(), world.clients(), world.http(), world.dns(), sql, world.commands(), world.workingCopy());
    }

    private static Instant confirmed(List<AuditRecord> records, String step) {
        return last(records, "step.confirm", step);
    }

    private static Instant ended(List<AuditRecord> records, String step) {
        return last(records, "step.succeeded", step);
    }

    private static Instant last(List<AuditRecord> records, String kind, String step) {
        return records.stream()
                .filter(r -> r.kind().equals(kind) && r.step().equals(step))
                .map(r -> Instant.parse(r.at()))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** Texts that people open afterwards: none is blank, no heading stands alone, no table has only its head, nothing is unset. */
    private static List<String> emptyParts(Path state) throws IOException {
        var found = new ArrayList<String>();
        try (var all = Files.walk(state)) {
            var texts = all.filter(
                            f -> f.toString().endsWith(".md") || f.toString().endsWith(".txt"))
                    .toList();
            assertThat(texts).extracting(f -> f.getFileName().toString()).contains("DR_RUNBOOK.md", "t-plus-1.txt");
            assertThat(texts)
                    .filteredOn(f -> f.endsWith("DR_RUNBOOK.md"))
                    .as("how users are led to the side that was promoted for them, once it was")
                    .allSatisfy(f -> assertThat(f).content().contains("step rollback-full.7 of the plan"));
            for (var text : texts) {
                var lines = Files.readAllLines(text).stream()
                        .filter(l -> !l.isBlank())
                        .toList();
                if (lines.isEmpty()) {
                    found.add(text + " is blank");
                }
                for (var i = 0; i < lines.size(); i++) {
                    var next = i + 1 < lines.size() ? lines.get(i + 1) : "";
                    if (lines.get(i).startsWith("#") && (next.isEmpty() || next.startsWith("#"))
                            || lines.get(i).startsWith("|---") && !next.startsWith("|")
                            || lines.get(i).matches(".*(not set yet|nobody is named|\\$\\{).*")) {
                        found.add(text.getFileName() + ": " + lines.get(i));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> emptied(RehearsalApp desk, String region) throws InterruptedException {
        return desk.workplace()
                .scanner()
                .sweep(List.of(region), s -> {})
                .resources()
                .filter(r -> r.region().equals(region))
                .filter(r -> !r.state().equals("scheduled for deletion"))
                .map(r -> r.service() + " " + r.type() + " " + r.name())
                // Backups that outlive their tables are what the plan keeps on purpose.
                .filter(r -> !r.startsWith("dynamodb backup"))
                .toList();
    }

    private static void everyIntentHasItsOutcome(List<AuditRecord> records) {
        var intents = records.stream()
                .filter(r -> r.kind().equals("call.intent"))
                .map(AuditRecord::seq)
                .toList();
        var outcomes = records.stream()
                .filter(r -> r.kind().equals("call.outcome"))
                .map(r -> ((Number) r.data().get("intent")).longValue())
                .toList();
        assertThat(outcomes).containsExactlyInAnyOrderElementsOf(intents);
    }

    @Test
    void another_company_with_two_regions_and_three_phases_runs_without_a_code_change() throws Exception {
        var plan = plan(Path.of("src/test/resources/plans/northwind-two-regions.yaml"));
        var time = new VirtualTime(NorthwindEstate.START);
        var world = NorthwindEstate.create(time);
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var outcome = new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {})
                    .goThrough();

            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
            assertThat(plan.regions()).hasSize(2);
            assertThat(plan.phases()).hasSize(3);
            assertThat(Summary.of(desk, folder).unaudited()).isZero();
        }
    }

    @Test
    void a_region_that_may_not_be_read_locks_what_depends_on_it() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        world.estate()
                .faults()
                .add(InjectedFault.always("dynamodb", "ListTables", "af-south-1", InjectedFault.Effect.ACCESS_DENIED));
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var session = desk.workplace().session();
            var outcome = new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {}).goThrough();

            assertThat(outcome.complete()).isFalse();
            assertThat(outcome.stoppedAt().orElseThrow()).contains("AccessDenied");
            assertThat(session.view().step("1.2").orElseThrow().state()).isInstanceOf(StepState.Failed.class);
            assertThat(session.view().phases().getFirst().state()).isEqualTo(PhaseState.RUNNING);
        }
    }

    @Test
    void a_promotion_whose_answer_is_lost_is_found_out_by_reading_and_not_sent_again() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        Scenario.LOST_ANSWER.prepare(world.estate());
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var session = desk.workplace().session();
            new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step("5.6").orElseThrow().state().settled());

            assertThat(session.view().step("5.6").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
            var records = desk.workplace()
                    .records()
                    .trail()
                    .records(1, Long.MAX_VALUE)
                    .toList();
            assertThat(records)
                    .anyMatch(r -> r.kind().equals("call.outcome")
                            && "unknown".equals(r.data().get("outcome")));
            assertThat(world.estate().ledger().entries().stream()
                            .filter(e -> e.operation().equals("PromoteReadReplica"))
                            .map(e -> e.resource())
                            .toList())
                    .doesNotHaveDuplicates();
        }
    }
}
