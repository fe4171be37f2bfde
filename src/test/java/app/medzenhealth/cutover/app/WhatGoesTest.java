package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Deletions;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.ItemsToDecide;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.breakglass.Pack;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;

/** Whoever confirms a deletion sees everything that goes, types words that stand for all of it, and leaves both in the trail. */
final class WhatGoesTest {
    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final VirtualTime time = new VirtualTime(MedZenEstate.START);

    private RehearsalApp open() throws InterruptedException {
        return RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
    }

    private RehearsedLead lead(RehearsalApp desk) {
        return new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {});
    }

    private Step step(String id) {
        return plan.step(id).orElseThrow();
    }

    private static StepState state(Session session, String step) {
        return session.view().step(step).orElseThrow().state();
    }

    private static void run(RehearsalApp desk, Step step, StepReview review, Optional<String> typed)
            throws InterruptedException {
        var session = desk.workplace().session();
        var response = desk.second().respond(session.challenge(step.id()));
        session.run(new Confirmation(step.id(), review.fingerprint(), desk.lead(), typed, Optional.of(response)));
    }

    @Test
    void of_several_tables_no_single_name_nor_another_number_confirms_the_deletion() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(v -> v.step("6.6").orElseThrow().state() instanceof StepState.Ready);
            var review = session.review("6.6");
            var goes = Deletions.of(review);
            assertThat(goes.rows()).hasSize(2).allSatisfy(r -> {
                assertThat(r.kind()).isEqualTo("table");
                assertThat(r.holds()).matches("about \\d+ items?, .*(bytes|iB)");
                assertThat(r.lastUse()).contains("reads", "writes");
                assertThat(r.copies())
                        .anyMatch(c -> c.matches(
                                "backup arn:aws:dynamodb:af-south-1:\\d{12}:table/" + r.name() + "/backup/\\S+ of .*"))
                        .anyMatch(c -> c.startsWith("definition in s3://"));
            });
            assertThat(Demand.toRun(session.view(), step("6.6"), review).typed())
                    .contains("2 tables");
            assertThat(Approvals.read(session.challenge("6.6")).words())
                    .anyMatch(w -> w.strip().equals("Gone for good: 2 tables"));

            var names = goes.rows().stream().map(Deletions.Row::name);
            for (var wrong : Stream.concat(
                            names, Stream.of("af-south-1 tables", "1 table", "3 tables", "2 table", "2 Tables", ""))
                    .toList()) {
                assertThatThrownBy(() -> run(desk, step("6.6"), review, Optional.of(wrong)))
                        .as(wrong)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("“2 tables”");
            }
            assertThatThrownBy(() -> run(desk, step("6.6"), review, Optional.empty()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("“2 tables”");
            assertThat(records(desk, "call.intent", "6.6")).isEmpty();

            run(desk, step("6.6"), review, Optional.of("2 tables"));
            assertThat(state(session, "6.6")).isInstanceOf(StepState.Succeeded.class);
            assertThat(records(desk, "step.confirm", "6.6"))
                    .singleElement()
                    .satisfies(r -> assertThat(r.data()).containsEntry("typed", "2 tables"));
        }
    }

    @Test
    void every_deletion_of_the_plan_leaves_in_the_trail_what_went_and_no_review_says_anything_twice() throws Exception {
        var typed = new TreeMap<String, String>();
        Map<String, Set<String>> inScripts;
        List<String> twice;
        try (var desk = open()) {
            lead(desk).goUntil(v -> v.step("6.2d").orElseThrow().state() instanceof StepState.Succeeded);
            inScripts = asked(desk.workplace()
                    .session()
                    .breakGlass(Set.of("6"), folder.resolve("pack"), desk.lead(), Progress.SILENT));
            lead(desk).goUntil(v -> v.step("6.8b").orElseThrow().state() instanceof StepState.Succeeded);
            for (var step : plan.phase("6").orElseThrow().steps()) {
                var confirmed = records(desk, "step.confirm", step.id());
                if (!step.does(Trait.DESTROYS) || confirmed.isEmpty()) {
                    assertThat(confirmed)
                            .as(step.id())
                            .allSatisfy(r -> assertThat(r.data()).doesNotContainKey("deletes"));
                    continue;
                }
                var data = confirmed.getLast().data();
                if (!data.containsKey("changes")) {
                    continue;
                }
                typed.put(step.id(), String.valueOf(data.get("typed")));
                var rows = (List<?>) data.get("deletes");
                assertThat(rows).as(step.id()).isNotEmpty().allSatisfy(r -> {
                    var row = (Map<?, ?>) r;
                    assertThat(String.valueOf(row.get("region"))).isNotBlank();
                    assertThat(String.valueOf(row.get("kind"))).isNotBlank();
                    assertThat(String.valueOf(row.get("name"))).isNotBlank();
                    assertThat(String.valueOf(row.get("lastUse"))).isNotBlank();
                });
            }
            twice = saidTwice(desk);
        }
        System.out.println(typed);
        // One of each went with the stack, which a script that is saved before cannot know: it counts what is on the
        // list.
        typed.put("6.4", "6 functions");
        typed.put("6.5", "1 REST API and 1 HTTP API");
        typed.forEach((step, words) ->
                assertThat(inScripts.get(step)).as("the script of step " + step).containsExactly(words));
        assertThat(typed)
                .containsEntry("6.3", "medzen-chime-sdk-af-south-1")
                .containsEntry("6.6", "2 tables")
                .containsEntry("6.6b", "3 buckets")
                .containsEntry("6.6d", "7 resources")
                .containsEntry("6.7", "7 log groups")
                .containsEntry("6.7b", "medzen-log-export-af-558069890522")
                .containsEntry("6.8", "3 functions and 2 rules")
                .containsEntry("6.8b", "medzen-ehrbase-db");
        assertThat(twice).as("what a review says twice").isEmpty();
    }

    /** By step what its script has typed before it deletes. */
    private static Map<String, Set<String>> asked(Saved saved) {
        var typed = Pattern.compile("typed (?:'([^']*)'|(\\S+)) ");
        return saved.pack().parts().stream()
                .flatMap(p -> p.steps().stream())
                .collect(Collectors.toMap(
                        Pack.StepFile::step,
                        s -> typed.matcher(s.text())
                                .results()
                                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                                .collect(Collectors.toSet())));
    }

    /** Whoever has read a check and finds it again skips the rest. */
    private static List<String> saidTwice(RehearsalApp desk) {
        var twice = new ArrayList<String>();
        for (var record : records(desk, "step.review", "")) {
            var seen = new HashSet<Object>();
            ((List<?>) record.data().get("checks"))
                    .stream().filter(c -> !seen.add(c)).forEach(c -> twice.add(record.step() + ": " + c));
        }
        return twice;
    }

    @Test
    void what_the_plan_forgot_goes_only_where_somebody_has_decided_so_about_that_very_thing() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(v -> v.step("6.6c").orElseThrow().state() instanceof StepState.Waiting);
            var items = ItemsToDecide.of(session.view(), step("6.6c"));
            assertThat(items).hasSize(7);

            assertThatThrownBy(() -> session.attest("6.6c", desk.lead(), "All of it may go"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("each thing by itself");
            assertThatThrownBy(() -> session.decideEach("6.6c", desk.lead(), decide(items.subList(1, 7), Map.of())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Nobody has decided about " + items.getFirst());
            assertThatThrownBy(() -> session.decideEach(
                            "6.6c",
                            desk.lead(),
                            items.stream()
                                    .map(i -> new ItemDecision(i, Choice.DELETE, ""))
                                    .toList()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("needs a reason");
            assertThat(records(desk, "step.attest", "6.6c")).isEmpty();

            var kept = "sns/topic/medzen-chime-alerts";
            var saved = "ecr/repository/medzen/chime-media";
            session.decideEach("6.6c", desk.lead(), decide(items, Map.of(kept, Choice.KEEP, saved, Choice.SAVE_FIRST)));
            assertThat(records(desk, "step.attest", "6.6c")).singleElement().satisfies(r -> {
                assertThat(String.valueOf(r.data().get("note")).lines())
                        .hasSize(7)
                        .contains("keep " + kept + " — asked Dr Ekane", "save first " + saved + " — asked Dr Ekane");
                assertThat((List<?>) r.data().get("decisions")).hasSize(7);
            });
            carryOut(desk, "6.6c");

            var review = session.review("6.6d");
            assertThat(Deletions.of(review).rows())
                    .extracting(r -> r.name())
                    .hasSize(6)
                    .doesNotContain("medzen-chime-alerts");
            assertThat(review.parts().stream().flatMap(p -> p.preview().calls().stream()))
                    .noneMatch(c -> c.operation().equals("DeleteTopic"));
            assertThat(review.checks())
                    .filteredOn(c -> !c.passed())
                    .allSatisfy(c -> assertThat(c.title()).contains(saved))
                    .anySatisfy(c -> assertThat(c.outcome().evidence()).contains("saved first", "asked Dr Ekane"));
            assertThatThrownBy(() -> run(desk, step("6.6d"), review, Optional.of("6 resources")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(saved);

            assertThat(session.view().step("6.6c").orElseThrow().restated()).isPresent();
            session.decideEach("6.6c", desk.lead(), decide(items, Map.of(kept, Choice.KEEP)));
            var again = session.review("6.6d");
            assertThat(again.checks()).allMatch(c -> c.passed());
            assertThat(again.fingerprint()).isNotEqualTo(review.fingerprint());
            run(desk, step("6.6d"), again, Optional.of("6 resources"));
            assertThat(state(session, "6.6d")).isInstanceOf(StepState.Succeeded.class);
            assertThat(records(desk, "call.intent", "6.6d"))
                    .extracting(r -> r.data().get("operation"))
                    .hasSize(6)
                    .doesNotContain("DeleteTopic");

            // Whoever looks whether anything is left is told of it, and asks nobody a second time.
            lead(desk).goUntil(v -> v.step("6.9").orElseThrow().state().settled());
            assertThat(state(session, "6.9")).isInstanceOf(StepState.Succeeded.class);
            assertThat(records(desk, "step.waived", "6.9")).isEmpty();
            assertThat(session.view().step("6.9").orElseThrow().outputs())
                    .hasEntrySatisfying(
                            "remains",
                            r -> assertThat(r)
                                    .contains("1 sns topic (medzen-chime-alerts; kept, as "
                                            + desk.lead().name() + " decided in step 6.6c: asked Dr Ekane)"));
        }
    }

    @Test
    void what_a_step_has_made_is_listed_and_counted_before_it_is_taken_back() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(v -> v.step("4.2").orElseThrow().state() instanceof StepState.Succeeded);
            var review = session.reviewUndo("4.2");
            var goes = Deletions.of(review);
            assertThat(goes.headline()).isEqualTo("Gone for good: 4 functions");
            assertThat(goes.rows())
                    .extracting(Deletions.Row::region, Deletions.Row::name)
                    .contains(tuple("eu-central-1", "medzen-data-retention-cleanup"));
            var demand = Demand.toUndo(session.view(), step("4.2"), review);
            assertThat(demand.typed()).contains("4 functions");
            var response = desk.second().respond(session.challenge("4.2"));
            session.undo(
                    new Confirmation("4.2", review.fingerprint(), desk.lead(), demand.typed(), Optional.of(response)));
            assertThat(state(session, "4.2")).isInstanceOf(StepState.Undone.class);
            assertThat((List<?>) records(desk, "step.confirm", "4.2")
                            .getLast()
                            .data()
                            .get("deletes"))
                    .hasSize(4);
        }
    }

    @Test
    void what_nobody_has_decided_to_keep_fails_the_sweep() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(v -> v.step("6.9").orElseThrow().state() instanceof StepState.Ready);
            desk.world()
                    .clients()
                    .client(SnsClient.class, "af-south-1")
                    .createTopic(t -> t.name("medzen-chime-alerts"));
            carryOut(desk, "6.9");
            assertThat(state(session, "6.9"))
                    .isInstanceOfSatisfying(
                            StepState.Failed.class,
                            f -> assertThat(f.problem().happened()).contains("medzen-chime-alerts"));
        }
    }

    private static List<ItemDecision> decide(List<String> items, Map<String, Choice> otherwise) {
        return items.stream()
                .map(i -> new ItemDecision(i, otherwise.getOrDefault(i, Choice.DELETE), "asked Dr Ekane"))
                .toList();
    }

    private void carryOut(RehearsalApp desk, String step) throws InterruptedException {
        var session = desk.workplace().session();
        var review = session.review(step);
        session.run(new Confirmation(
                step,
                review.fingerprint(),
                desk.lead(),
                Demand.toRun(session.view(), step(step), review).typed(),
                Optional.empty()));
    }

    /** @param step empty: of all */
    private static List<AuditRecord> records(RehearsalApp desk, String kind, String step) {
        return desk.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .filter(r ->
                        r.kind().equals(kind) && (step.isEmpty() || r.step().equals(step)))
                .toList();
    }
}
