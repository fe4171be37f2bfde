package app.medzenhealth.cutover.app;

import static app.medzenhealth.cutover.app.Correction.enforced;
import static app.medzenhealth.cutover.app.Correction.holds;
import static app.medzenhealth.cutover.app.Correction.inOrder;
import static app.medzenhealth.cutover.app.Correction.item;
import static app.medzenhealth.cutover.app.Correction.proofsOf;
import static app.medzenhealth.cutover.app.Correction.refused;
import static app.medzenhealth.cutover.app.Correction.tested;
import static app.medzenhealth.cutover.app.Correction.texts;
import static app.medzenhealth.cutover.app.Correction.use;
import static app.medzenhealth.cutover.app.Correction.with;
import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withAfter;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import java.util.List;

/** How the database moves: A1 to A19. */
final class DatabaseCorrections {
    private static final String NEW = "medzen-ehrbase-db-eu-central-1";

    private DatabaseCorrections() {}

    static List<Correction> of(String shipped) {
        return List.of(
                new Correction(
                        "A1",
                        refused(
                                in(
                                        shipped,
                                        "2.3",
                                        " source: \"\\$\\{sourceDatabase}\"",
                                        " source: medzen-ehrbase-drill-restore"),
                                "but no step makes it a replica of medzen-ehrbase-db"),
                        refused(
                                in(shipped, "5.13", " source: " + NEW, " source: medzen-other"),
                                "but no step makes it a replica of " + NEW)),
                new Correction(
                        "A2",
                        enforced(
                                p -> item(p, "p5-pre-2")
                                                .contains("instance="
                                                        + use(p, "5.6", "rds.promote")
                                                                .database()
                                                                .orElseThrow() + ",")
                                        && proofsOf(p, "2.3").contains("replicaSource=${sourceDatabase},"),
                                in(
                                        shipped,
                                        "5",
                                        "instance: " + NEW + ", expect: \\{ status: available, maxLagSeconds",
                                        "instance: medzen-ehrbase-drill-restore, expect: { status: available, maxLagSeconds"),
                                "how far medzen-ehrbase-db-eu-central-1 lags behind")),
                new Correction(
                        "A3",
                        holds(
                                p -> with(p, "4.2", "lambda.deploy", "triggers").equals("off")
                                        && inOrder(p, "5.6", "5.10")
                                        && with(p, "5.10", "triggers.switch", "state")
                                                .equals("on"),
                                in(shipped, "4.2", "triggers: \"off\"", "triggers: \"on\"")),
                        tested("FunctionsTest", "rules_are_copied_switched_off_with_the_function_here_as_target")),
                new Correction(
                        "A4",
                        refused(withAfter(shipped, "5.6", "[]"), "but no fence comes before step 5.6"),
                        refused(withAfter(shipped, "5.8", "[]"), "but no fence of the old one comes before step 5.8"),
                        tested("RequiredFactsTest", "without_its_fence_nothing_is_promoted_and_no_name_is_switched"),
                        tested("FenceTest", "a_second_way_in_refuses_the_fence")),
                new Correction(
                        "A5",
                        refused(
                                in(shipped, "5.5", "type: sql.parity", "type: sql.integrity"),
                                "but no step before 5.6 compares it"),
                        tested(
                                "DatabaseActionsTest",
                                "parity_waits_for_a_replica_and_fails_while_its_source_is_written_to"),
                        tested("LsnTest", "positions_are_compared_as_numbers_not_as_text")),
                new Correction(
                        "A6",
                        refused(
                                shipped.replaceFirst("with: \\{ steps: \\[\"1.8c\"\\]", "with: { steps: [\"1.8b\"]"),
                                "asks for a promotion that was timed"),
                        holds(
                                p -> with(p, "5.1b", "ecs.scale", "desired").equals("2") && inOrder(p, "5.1b", "5.3"),
                                in(shipped, "5.1b", "desired: 2", "desired: 1"))),
                new Correction(
                        "A7",
                        holds(
                                DatabaseCorrections::backsUpOutsideTheWindow,
                                in(shipped, "5.6", "05:30-06:30", "03:00-04:00")),
                        tested("BackupWindowTest", "it_is_near_while_open_and_half_an_hour_before")),
                new Correction(
                        "A8",
                        enforced(
                                DatabaseCorrections::pointOfNoReturnIsTheSwitch,
                                shipped.replaceFirst("pointOfNoReturn: true", "pointOfNoReturn: false"),
                                "would lose what users write from step 5.8 on"),
                        tested(
                                "WaysBackTest",
                                "once_users_write_in_frankfurt_every_step_back_says_what_is_lost_and_asks_for_a_second_person")),
                new Correction(
                        "A9",
                        enforced(
                                p -> item(p, "p5-pre-3").contains("steps=[1.7]")
                                        && step(p, "1.7").actions().contains(use(p, "1.7", "rollback.pack")),
                                shipped.replaceFirst("with: \\{ steps: \\[\"1.7\"\\]", "with: { steps: [\"1.6\"]"),
                                "whether the way back was written down and tried"),
                        tested(
                                "MakeRollbackPackTest",
                                "each_piece_is_read_from_disk_and_compared_with_the_live_state")),
                new Correction(
                        "A10",
                        holds(
                                p -> with(p, "1.4", "rds.copy-snapshot", "sourceSnapshot")
                                                .equals("${1.3.snapshotId}")
                                        && with(p, "1.5", "rds.export-snapshot", "snapshot")
                                                .equals("${1.3.snapshotId}"),
                                in(
                                        shipped,
                                        "1.5",
                                        "snapshot: \"\\$\\{1.3.snapshotId\\}\"",
                                        "snapshot: \"medzen-ehrbase-backup-\\${mint}\"")),
                        tested("DatabaseActionsTest", "a_snapshot_is_taken_waited_for_and_found_again")),
                new Correction(
                        "A11",
                        holds(
                                p -> with(p, "1.5", "rds.export-snapshot", "bucket")
                                                .equals("${exportBucket}")
                                        && with(p, "1.5a", "s3.create-bucket", "bucket")
                                                .equals("${exportBucket}")
                                        && use(p, "1.5a", "s3.create-bucket")
                                                .with()
                                                .containsKey("kmsKey"),
                                in(
                                        shipped,
                                        "1.5",
                                        "bucket: \"\\$\\{exportBucket\\}\"",
                                        "bucket: medzen-cloudformation-templates-558069890522")),
                        tested(
                                "DatabaseActionsTest",
                                "an_export_into_a_bucket_of_another_region_is_refused_before_it_is_begun")),
                new Correction(
                        "A12",
                        holds(
                                p -> with(p, "1.8", "rds.restore-snapshot", "snapshot")
                                                .equals(with(p, "1.4", "rds.copy-snapshot", "snapshot"))
                                        && use(p, "1.4", "rds.copy-snapshot")
                                                .region()
                                                .equals(use(p, "1.8", "rds.restore-snapshot")
                                                        .region()),
                                in(
                                        shipped,
                                        "1.8",
                                        "snapshot: \"medzen-ehrbase-backup-[^\"]*\"",
                                        "snapshot: \"\\${1.3.snapshotId}\"")),
                        refused(in(shipped, "1.4", "\\n +kmsKey: .*", ""), "needs the input “kmsKey”"),
                        tested("DatabaseActionsTest", "a_snapshot_is_copied_by_arn_with_a_key_of_the_destination")),
                new Correction(
                        "A13",
                        holds(
                                p -> with(p, "2.2", "cfn.deploy", "forbid").contains("AWS::RDS::DBInstance"),
                                in(shipped, "2.2", "forbid: \\[\"AWS::RDS::DBInstance\"\\]", "forbid: []")),
                        tested("StacksTest", "a_forbidden_resource_refuses_the_template")),
                new Correction(
                        "A14",
                        refused(in(shipped, "2.3", "\\n +kmsKey: .*", ""), "needs the input “kmsKey”"),
                        refused(in(shipped, "2.3", "\\n +subnetGroup: .*", ""), "needs the input “subnetGroup”"),
                        tested(
                                "DatabaseActionsTest",
                                "a_replica_is_refused_while_its_source_keeps_no_backups_or_has_a_managed_password")),
                new Correction(
                        "A15",
                        holds(
                                p -> use(p, "2.3", "rds.create-replica").with().containsKey("parameterGroup")
                                        && proofsOf(p, "2.3").contains("parameterGroupApplied=in-sync"),
                                in(shipped, "2.3", "\\n +parameterGroup: medzen-ehrbase-pg15\\n", "\n")),
                        tested(
                                "DatabaseActionsTest",
                                "a_replica_gets_its_parameter_group_after_it_was_made_and_every_parameter_is_compared")),
                new Correction(
                        "A16",
                        tested(
                                "DatabaseActionsTest",
                                "a_replica_is_refused_while_its_source_keeps_no_backups_or_has_a_managed_password")),
                new Correction(
                        "A17",
                        holds(
                                p -> with(p, "5.6", "rds.promote", "backupRetention")
                                                .equals("30")
                                        && proofsOf(p, "5.6").contains("backupRetention=30"),
                                in(shipped, "5.6", "backupRetention: 30", "backupRetention: 1")),
                        refused(in(shipped, "6.8b", "finalSnapshot: \"[^\"]*\", ", ""), "without “finalSnapshot”"),
                        refused(
                                in(shipped, "6.8b", "keepAutomatedBackups: true", "keepAutomatedBackups: false"),
                                "would delete the automated backups"),
                        tested(
                                "DatabaseActionsTest",
                                "an_old_primary_leaves_a_final_snapshot_and_its_automated_backups")),
                new Correction(
                        "A18",
                        holds(
                                p -> with(p, "2.6", "sql.integrity", "target").equals(NEW)
                                        && with(p, "5.11", "metrics.watch", "signals")
                                                .contains("CPUCreditBalance"),
                                in(shipped, "2.6", "target: " + NEW, "target: medzen-ehrbase-drill-restore"))),
                new Correction(
                        "A19",
                        holds(
                                p -> with(p, "1.8b", "manual.attest", "text")
                                                .contains("against "
                                                        + with(p, "1.8", "rds.restore-snapshot", "instance") + ":")
                                        && texts(step(p, "1.8d"))
                                                .anyMatch(t -> t.contains("medzen-ehrbase-drill-restore")),
                                in(
                                        shipped,
                                        "1.8b",
                                        "EHRbase ran against medzen-ehrbase-drill-restore",
                                        "EHRbase ran against " + NEW))));
    }

    private static Step step(Plan plan, String id) {
        return plan.step(id).orElseThrow();
    }

    /** Both are hours of UTC on one day, as the plan writes them. */
    private static boolean backsUpOutsideTheWindow(Plan plan) {
        var hours = with(plan, "5.6", "rds.promote", "backupWindow").split("-");
        return hours[0].compareTo(plan.window().closes().toString()) >= 0
                || hours[1].compareTo(plan.window().opens().toString()) <= 0;
    }

    private static boolean pointOfNoReturnIsTheSwitch(Plan plan) {
        return plan.rollbacks().stream()
                .filter(r -> r.procedure().does(Trait.LIFTS_FENCE))
                .flatMap(r -> r.costs().stream())
                .anyMatch(c -> c.pointOfNoReturn() && step(plan, c.step()).does(Trait.REDIRECTS));
    }
}
