package app.medzenhealth.cutover.app;

import static app.medzenhealth.cutover.app.Correction.enforced;
import static app.medzenhealth.cutover.app.Correction.holds;
import static app.medzenhealth.cutover.app.Correction.inOrder;
import static app.medzenhealth.cutover.app.Correction.refused;
import static app.medzenhealth.cutover.app.Correction.tested;
import static app.medzenhealth.cutover.app.Correction.with;
import static app.medzenhealth.cutover.session.PlanEdit.in;

import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is deleted, and what is claimed at the end: A43 to A58. */
final class RetirementCorrections {
    private RetirementCorrections() {}

    static List<Correction> of(String shipped) {
        return List.of(
                new Correction(
                        "A43",
                        holds(
                                p -> with(p, "6.8", "lambda.delete", "functions")
                                                .equals("[medzen-bedrock-ai-chat]")
                                        && with(p, "6.8", "lambda.delete", "movedTo")
                                                .equals("eu-central-1"),
                                in(shipped, "6.8", "functions: \\[medzen-bedrock-ai-chat\\]", "functions: []")),
                        tested("RetireTest", "a_duplicate_goes_only_while_what_replaces_it_works_elsewhere")),
                new Correction(
                        "A44",
                        holds(
                                p -> p.steps()
                                                .flatMap(Correction::texts)
                                                .noneMatch(t -> t.contains("functions:config:set"))
                                        && with(p, "5.9a", "manual.attest", "text")
                                                .contains("firebase/functions/.env"),
                                in(
                                        shipped,
                                        "5.9a",
                                        "firebase/functions/.env holds",
                                        "firebase functions:config:set was called with"))),
                new Correction(
                        "A45",
                        refused(in(shipped, "6.1", "medzen-polly-tts, ", ""), "does not look whether anybody uses it"),
                        refused(
                                in(shipped, "6.2a", "medzen-polly-tts, ", ""),
                                "no step before 6.4 saves what it is made of"),
                        tested("DeletionFactsTest", "what_is_not_in_the_baseline_or_not_saved_locks_by_its_name"),
                        tested(
                                "LastUseTest",
                                "what_no_metric_measures_is_never_unused_and_each_is_for_a_person_to_decide"),
                        tested("LastUseTest", "a_measured_zero_passes_and_one_call_fails")),
                new Correction(
                        "A46",
                        refused(in(shipped, "6.3", ", decidedIn: \"6.2d\"", ""), "without “decidedIn”"),
                        tested(
                                "StackDeletionTest",
                                "what_holds_data_and_goes_with_the_stack_is_kept_elsewhere_or_named_by_a_person")),
                new Correction(
                        "A47",
                        holds(
                                p -> with(p, "6.9", "stack.check", "status").equals("[DELETE_COMPLETE]"),
                                in(
                                        shipped,
                                        "6.9",
                                        "status: \\[DELETE_COMPLETE\\]",
                                        "status: [DELETE_COMPLETE, DELETE_FAILED]")),
                        tested("StacksTest", "a_wrong_name_does_not_count_as_deleted"),
                        tested(
                                "WeakerEvidenceTest",
                                "a_misspelt_name_of_a_deletion_is_open_and_one_of_the_baseline_is_gone")),
                new Correction(
                        "A48",
                        refused(
                                in(shipped, "6.4", "functions: \\[", "functions: [medzen-health-check, "),
                                "no step before 6.4 saves what it is made of"),
                        refused(in(shipped, "6.4", "baseline: \"[^\"]*\", ", ""), "without “baseline”"),
                        tested(
                                "DeletionFactsTest",
                                "what_appeared_since_the_baseline_is_never_deleted_under_an_old_name")),
                new Correction(
                        "A49",
                        holds(
                                p -> !with(p, "6.7", "logs.delete", "again").equals("PT0S")
                                        && inOrder(p, "6.4", "6.7")
                                        && inOrder(p, "6.5", "6.7"),
                                in(shipped, "6.7", "again: PT2H", "again: PT0S")),
                        refused(in(shipped, "6.7", "\\n +archive: .*", ""), "without “archive”"),
                        tested("RetireTest", "a_log_group_that_comes_back_is_deleted_again")),
                new Correction(
                        "A50",
                        holds(
                                p -> with(p, "6.5", "apigw.delete", "httpApis").equals("${capeTownHttpApis}"),
                                in(shipped, "6.5", "httpApis: \"[^\"]*\"", "httpApis: []")),
                        tested("RetireTest", "rest_apis_go_one_in_thirty_seconds")),
                new Correction(
                        "A51",
                        enforced(
                                p -> with(p, "6.2", "dynamodb.backup", "tables")
                                                .equals(with(p, "6.6", "dynamodb.delete-tables", "tables"))
                                        && inOrder(p, "6.2", "6.6"),
                                in(shipped, "6.2", "tables: \"[^\"]*\"", "tables: [medzen-meetings-af]"),
                                "but no step before 6.6 keeps a copy"),
                        refused(in(shipped, "6.6", ", decidedIn: \"6.2d\"", ""), "without “decidedIn”"),
                        tested(
                                "DatabaseActionsTest",
                                "tables_are_deleted_only_after_a_backup_and_the_flag_is_its_own_call")),
                new Correction(
                        "A52",
                        holds(
                                p -> with(p, "6.9", "residual.sweep", "again").equals("PT24H"),
                                in(shipped, "6.9", "\\n +again: PT24H", "")),
                        tested(
                                "EvidenceActionsTest",
                                "a_sweep_names_what_is_left_and_overlooks_only_what_is_allowed_or_gone"),
                        tested(
                                "EvidenceActionsTest",
                                "the_second_sweep_comes_a_day_after_the_first_also_when_it_was_interrupted")),
                new Correction(
                        "A53",
                        enforced(
                                RetirementCorrections::everyBucketOfCapeTownHasASuccessor,
                                in(
                                        shipped,
                                        "6.6b",
                                        "medzen-polly-audio-558069890522, copiedTo: medzen-polly-audio-eu-central-1-558069890522",
                                        "medzen-polly-audio-558069890522, copiedTo: medzen-polly-audio-af-south-1-558069890522"),
                                "no step before 6.6b copies medzen-polly-audio"),
                        tested("SpellingsTest", "only_one_reader_knows_what_a_location_constraint_means")),
                new Correction(
                        "A54",
                        enforced(
                                p -> with(p, "after.5", "report.residency", "allowed")
                                        .equals("[eu-central-1, eu-west-1]"),
                                in(
                                        shipped,
                                        "after.5",
                                        "allowed: \\[eu-central-1, eu-west-1\\]",
                                        "allowed: [eu-central-1, eu-west-1, af-south-1]"),
                                "data is to stay in the plan's regions that stay"),
                        tested("EvidenceActionsTest", "data_outside_the_allowed_regions_is_named")),
                new Correction(
                        "A55",
                        holds(
                                p -> with(p, "6.10", "cost.compare", "expectedSavingUsd")
                                                .equals(String.valueOf(saving(p)))
                                        && criterion(p, "C6").unmeetable().isPresent(),
                                in(shipped, "6.10", "expectedSavingUsd: 135", "expectedSavingUsd: 500")),
                        holds(
                                p -> criterion(p, "C6").unmeetable().isPresent(),
                                shipped.replaceFirst("unmeetable: \"Cape Town costs[^\"]*\", ", ""))),
                new Correction(
                        "A56",
                        holds(
                                p -> functions(p, "6.4").equals(baseline(p, "af-south-1")),
                                in(shipped, "6.4", ", medzen-messaging-handler\\]", "]"))),
                new Correction(
                        "A57",
                        refused(
                                shipped.replaceFirst("time: PT168H", "time: PT1H"),
                                "but its checks look back on PT168H"),
                        refused(shipped.replace("PT168H", "PT1H"), "does not look back on “7+ days”")),
                new Correction(
                        "A58",
                        refused(
                                shipped.replaceFirst(
                                        "(\\{ id: C11,.*?)(source: )",
                                        "$1measure: { type: steps.done, with: { steps: [\"5.8\"] } }, $2"),
                                "it reads no such figure"),
                        holds(
                                p -> p.criteria().stream()
                                        .allMatch(c -> c.measure().isPresent()
                                                || c.text().matches(".*(stated|attested|clock).*")),
                                shipped.replaceFirst(
                                        "User feedback positive \\(no complaints; not measured: attested in after.6b\\)",
                                        "User feedback positive"))));
    }

    private static Plan.Criterion criterion(Plan plan, String id) {
        return plan.criteria().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static int saving(Plan plan) {
        return plan.costs().stream().mapToInt(c -> c.beforeUsd() - c.afterUsd()).sum();
    }

    private static TreeSet<String> functions(Plan plan, String step) {
        return plan.step(step).stream()
                .flatMap(s -> s.actions().stream())
                .flatMap(a -> a.with().get("functions") instanceof List<?> names ? names.stream() : Stream.empty())
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> baseline(Plan plan, String region) {
        return plan.baseline().stream()
                .filter(r -> r.service().equals("lambda") && r.region().equals(region))
                .map(Plan.Resource::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean everyBucketOfCapeTownHasASuccessor(Plan plan) {
        var made = plan.step("4.6").stream()
                .flatMap(s -> s.actions().stream())
                .map(a -> a.with().get("bucket"))
                .toList();
        return plan.step("6.6b").stream()
                        .flatMap(s -> s.actions().stream())
                        .allMatch(a -> made.contains(a.with().get("copiedTo")))
                && plan.baseline().stream()
                        .filter(r -> r.service().equals("s3"))
                        .noneMatch(r -> r.region().equals("global"));
    }
}
