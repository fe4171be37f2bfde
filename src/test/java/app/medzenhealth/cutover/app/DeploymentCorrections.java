package app.medzenhealth.cutover.app;

import static app.medzenhealth.cutover.app.Correction.enforced;
import static app.medzenhealth.cutover.app.Correction.holds;
import static app.medzenhealth.cutover.app.Correction.inOrder;
import static app.medzenhealth.cutover.app.Correction.proofsOf;
import static app.medzenhealth.cutover.app.Correction.refused;
import static app.medzenhealth.cutover.app.Correction.tested;
import static app.medzenhealth.cutover.app.Correction.texts;
import static app.medzenhealth.cutover.app.Correction.use;
import static app.medzenhealth.cutover.app.Correction.with;
import static app.medzenhealth.cutover.session.PlanEdit.in;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import java.util.List;

/** How EHRbase, its names and the functions are deployed: A20 to A42. */
final class DeploymentCorrections {
    private static final String NAME = "ehr.medzenhealth.app";
    private static final String TEMPLATES = "/definition/template/adl1.4";

    private DeploymentCorrections() {}

    static List<Correction> of(String shipped) {
        return List.of(
                new Correction(
                        "A20",
                        refused(
                                in(shipped, "1.8", "multiAz: false", "multiAz: \"false\""),
                                "“multiAz” is not true or false"),
                        tested("DatabaseActionsTest", "a_script_restores_with_the_very_call_that_the_console_previews"),
                        tested("BreakGlassMotoTest", "every_command_of_phases_1_2_4_and_6_is_accepted_by_the_aws_cli")),
                new Correction(
                        "A21",
                        refused(
                                in(shipped, "2.2", "tags: \\{[^}]*\\}", "tags: \"Key=Project,Value=MedZen\""),
                                "“tags” is not a map"),
                        tested("BreakGlassMotoTest", "every_command_of_phases_1_2_4_and_6_is_accepted_by_the_aws_cli")),
                new Correction(
                        "A22",
                        refused(
                                in(shipped, "7.3a", "interval: 30", "interval: \"30, \\\\\\\\\""),
                                "“interval” is not a number"),
                        tested("CommandTest", "a_call_is_a_command_with_every_value_of_it"),
                        tested("ShellTest", "every_word_arrives_in_the_shell_as_it_was")),
                new Correction(
                        "A23",
                        tested(
                                "RequestShapeTest",
                                "code_and_payloads_are_files_and_environment_values_are_placeholders")),
                new Correction(
                        "A24",
                        holds(
                                p -> with(p, "2.4", "ecs.register-task", "secrets")
                                                .contains("DB_PASS=${2.1.secretArn}")
                                        && !with(p, "2.4", "ecs.register-task", "environment")
                                                .contains("PASS"),
                                in(
                                        shipped,
                                        "2.4",
                                        "DB_USER: ehrbase_admin",
                                        "DB_USER: ehrbase_admin\n                DB_PASS: changeme")),
                        holds(
                                p -> !with(p, "2.2", "cfn.deploy", "parameters").contains("Password"),
                                in(
                                        shipped,
                                        "2.2",
                                        "Environment: production \\}",
                                        "Environment: production, DatabasePassword: changeme }")),
                        tested("StacksTest", "a_password_in_plain_text_is_refused")),
                new Correction(
                        "A25",
                        holds(
                                p -> with(p, "2.2", "cfn.deploy", "capabilities")
                                        .equals("[CAPABILITY_NAMED_IAM]"),
                                in(shipped, "2.2", "CAPABILITY_NAMED_IAM", "CAPABILITY_IAM")),
                        tested("StacksTest", "a_named_role_needs_consent")),
                new Correction(
                        "A26",
                        holds(
                                p -> with(p, "2.1", "acm.request-certificate", "domain")
                                                .equals(NAME)
                                        && with(p, "2.1", "acm.request-certificate", "alternatives")
                                                .contains("ehr-eu-central-1.")
                                        && with(p, "2.4", "elb.create-listener", "certificateArn")
                                                .equals("${2.1.certificateArn}")
                                        && proofsOf(p, "5.7").contains("names=[" + NAME + "]"),
                                in(
                                        shipped,
                                        "2.1",
                                        "domain: ehr.medzenhealth.app",
                                        "domain: ehr-test.medzenhealth.app")),
                        tested("SecurityActionsTest", "a_certificate_is_requested_proven_in_the_zone_and_issued")),
                new Correction(
                        "A27",
                        holds(
                                DeploymentCorrections::goesBackByTheOwnedName,
                                in(
                                        shipped,
                                        "rollback.4",
                                        "EHRBASE_URL=https://ehr.medzenhealth.app",
                                        "EHRBASE_URL=https://medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com"))),
                new Correction(
                        "A28",
                        holds(
                                p -> with(p, "5.8", "dns.change", "type").equals("CNAME"),
                                in(shipped, "5.8", "type: CNAME", "type: A")),
                        tested("DnsTest", "another_type_is_one_batch_of_delete_and_create"),
                        tested("DnsTest", "its_undo_brings_the_old_record_back")),
                new Correction(
                        "A29",
                        enforced(
                                p -> with(p, "5.1", "dns.ttl", "wait").equals("true")
                                        && with(p, "5.1", "dns.ttl", "name")
                                                .equals(with(p, "5.8", "dns.change", "name"))
                                        && inOrder(p, "5.1", "5.3"),
                                in(shipped, "5.1", "wait: true", "wait: false"),
                                "lowers how long ehr.medzenhealth.app is kept"),
                        tested("DnsTest", "a_lower_ttl_is_waited_for_by_the_old_one")),
                new Correction(
                        "A30",
                        holds(
                                p -> texts(p.step("2.6").orElseThrow())
                                                .anyMatch(t -> t.contains(TEMPLATES) && t.contains("status=401"))
                                        && texts(p.step("2.6").orElseThrow())
                                                .anyMatch(t ->
                                                        t.contains("/management/health,") && t.contains("status=200"))
                                        && List.of("7.3a", "7.3b").stream()
                                                .noneMatch(s -> with(p, s, "route53.create-health-check", "path")
                                                        .contains(TEMPLATES)),
                                in(
                                        shipped,
                                        "7.3a",
                                        "path: /ehrbase/\\S+",
                                        "path: /ehrbase/rest/openehr/v1" + TEMPLATES + ","))),
                new Correction(
                        "A31",
                        enforced(
                                p -> List.of("7.3a", "7.3b").stream()
                                        .noneMatch(s -> with(p, s, "route53.create-health-check", "host")
                                                .equals(with(p, "5.8", "dns.change", "name"))),
                                in(
                                        shipped,
                                        "7.3a",
                                        "host: ehr-eu-central-1.medzenhealth.app",
                                        "host: ehr.medzenhealth.app"),
                                "the very name that it decides on")),
                new Correction(
                        "A32",
                        enforced(
                                DeploymentCorrections::irelandIsHealthyOnlyWhenPromoted,
                                in(
                                        shipped,
                                        "7.3",
                                        "healthCheck: \"\\$\\{7.3b.healthCheckId\\}\"",
                                        "healthCheck: \"\\${7.3a.healthCheckId}\""),
                                "is not held red from the beginning"),
                        tested("DnsTest", "failover_replaces_the_simple_record_and_the_secondary_joins_it")),
                new Correction(
                        "A33",
                        refused(
                                in(
                                        shipped,
                                        "7.6",
                                        "instance: medzen-ehrbase-dr-drill, backup",
                                        "instance: medzen-ehrbase-db-eu-west-1-replica, backup"),
                                "a way back promotes that very database"),
                        holds(
                                p -> p.step("7.1").orElseThrow().actions().stream()
                                                .allMatch(a -> a.has(Trait.BY_PERSON))
                                        && with(p, "7.1", "manual.attest", "text")
                                                .contains("never promoted but in a disaster"),
                                in(shipped, "7.1", "is never promoted but in a disaster", "is promoted to standby"))),
                new Correction(
                        "A34",
                        holds(
                                p -> use(p, "7.6", "rds.promote")
                                                .database()
                                                .equals(use(p, "7.6a", "rds.create-replica")
                                                        .database())
                                        && use(p, "7.6d", "rds.delete-instance")
                                                .database()
                                                .equals(use(p, "7.6", "rds.promote")
                                                        .database())
                                        && with(p, "7.6b2", "route53.hold-health-check", "state")
                                                .equals("held")
                                        && proofsOf(p, "7.6b2").contains("ehr-dr-drill.medzenhealth.app:8443"),
                                in(shipped, "7.6b2", "state: held", "state: released")),
                        refused(
                                in(
                                        shipped,
                                        "7.6a",
                                        "instance: medzen-ehrbase-dr-drill",
                                        "instance: medzen-ehrbase-dr-other"),
                                "closes the side that takes them now")),
                new Correction(
                        "A35",
                        holds(
                                p -> with(p, "7.4", "ecs.create-service", "desired")
                                                .equals("1")
                                        && proofsOf(p, "7.4").contains("healthy=1"),
                                in(shipped, "7.4", "desired: 1", "desired: 0"))),
                new Correction(
                        "A36",
                        enforced(
                                p -> with(p, "7.1b", "decision.record", "options")
                                                .contains("eu-west-2")
                                        && with(p, "7.1b", "decision.record", "recommended")
                                                .startsWith("Accepted risk")
                                        && p.findings().stream().anyMatch(f -> f.id().equals("A36")),
                                in(shipped, "7.1b", ", \"Meetings are controlled from eu-west-2[^\"]*\"", ""),
                                "it leaves no choice")),
                new Correction(
                        "A37",
                        holds(
                                p -> with(p, "4.4", "decision.record", "question")
                                                .contains("Comprehend Medical does not exist in Frankfurt")
                                        && with(p, "4.4", "decision.record", "recommended")
                                                .endsWith("extractor works in Ireland")
                                        && texts(p.step("6.8").orElseThrow())
                                                .noneMatch(t -> t.contains("entity-extractor")),
                                in(
                                        shipped,
                                        "4.4",
                                        "Comprehend Medical does not exist in Frankfurt",
                                        "Comprehend Medical exists in Frankfurt")),
                        refused(
                                in(
                                        shipped,
                                        "6.8",
                                        "functions: \\[medzen-data-retention-cleanup,",
                                        "functions: [medzen-medical-entity-extractor, medzen-data-retention-cleanup,"),
                                "no step before 6.8 saves what it is made of"),
                        refused(in(shipped, "6.5", "callersIn:(\\s+- [^\\n]+)+", ""), "without “callersIn”"),
                        tested("LateWritesTest", "an_api_that_a_file_of_the_project_still_names_stays")),
                new Correction(
                        "A38",
                        holds(
                                p -> p.step("7.2d").stream()
                                        .flatMap(s -> texts(s))
                                        .anyMatch(t -> t.contains("HTTP API in eu-central-1")
                                                && t.contains("sign-in by it was tried")),
                                in(shipped, "7.2d", "one sign-in by it was tried", "it was looked at")),
                        holds(
                                p -> texts(p.step("7.2").orElseThrow())
                                                .anyMatch(t -> t.contains("sourceRegion=eu-west-1")
                                                        && List.of(
                                                                        "auth-send-otp",
                                                                        "auth-verify-otp",
                                                                        "sms-notification-handler")
                                                                .stream()
                                                                .allMatch(t::contains))
                                        && with(p, "4.4", "decision.record", "recommended")
                                                .startsWith("Auth in both regions"),
                                in(
                                        shipped,
                                        "7.2",
                                        "functions: \\[medzen-auth-send-otp, medzen-sms-notification-handler, medzen-auth-verify-otp\\](?:.|\\n)*",
                                        ""
                                                + "functions: [medzen-sms-notification-handler]\n              sourceRegion: eu-west-1\n"
                                                + "              zips: { medzen-sms-notification-handler: \"\\${7.2a.medzen-sms-notification-handler.zip}\" }\n"
                                                + "              runtime: nodejs22.x\n              role: \"\\${lambdaRole}\"\n              triggers: \"off\"\n"
                                                + "        verify:\n          - says: \"One is Active\"\n        source: \"Phase 7, action 2\"\n"))),
                new Correction(
                        "A39",
                        holds(
                                p -> List.of("4.2", "7.2").stream()
                                        .allMatch(s -> texts(p.step(s).orElseThrow())
                                                .allMatch(t -> t.contains("runtime=nodejs22.x"))),
                                in(shipped, "4.2", "runtime: nodejs22.x", "runtime: nodejs18.x")),
                        tested("FunctionsTest", "a_runtime_past_its_end_is_refused")),
                new Correction(
                        "A40",
                        refused(
                                in(shipped, "4.2", "\\n +sourceRegion: eu-west-1", ""),
                                "needs the input “sourceRegion”"),
                        tested("SettingsTest", "each_member_of_a_function_is_carried_or_left_by_name_or_its_own"),
                        tested("SettingsTest", "what_is_carried_is_created_updated_and_missed_where_it_differs"),
                        tested("FunctionsTest", "a_function_comes_with_its_settings")),
                new Correction(
                        "A41",
                        holds(
                                p -> p.phase("4").orElseThrow().regions().get("eu-west-1") == Phase.Access.READ
                                        && texts(p.step("4.8").orElseThrow())
                                                .anyMatch(
                                                        t -> t.contains("notification read, merged and written back")),
                                in(
                                        shipped,
                                        "4.8",
                                        "each notification read, merged and written back whole",
                                        "as they were")),
                        tested("S3NotificationsTest", "the_way_back_takes_out_ours_and_leaves_those_of_others"),
                        tested("S3NotificationsTest", "the_way_back_brings_the_former_notification_whole")),
                new Correction(
                        "A42",
                        holds(
                                p -> with(p, "3.1", "lambda.invoke", "expect").contains("/statusCode=200"),
                                in(shipped, "3.1", "expect: \\{[^}]*\\}", "expect: {}")),
                        tested("FunctionsTest", "an_answer_without_the_expected_part_fails")));
    }

    private static boolean goesBackByTheOwnedName(Plan plan) {
        return plan.rollbacks().stream()
                .flatMap(r -> r.procedure().steps().stream())
                .filter(s -> !s.does(Trait.REDIRECTS))
                .flatMap(Correction::texts)
                .noneMatch(t -> t.contains("elb.amazonaws.com"));
    }

    private static boolean irelandIsHealthyOnlyWhenPromoted(Plan plan) {
        return plan.step("7.3").orElseThrow().actions().stream()
                        .filter(a -> "SECONDARY".equals(a.with().get("failover")))
                        .allMatch(a -> "${7.3b.healthCheckId}".equals(a.with().get("healthCheck")))
                && with(plan, "7.3b", "route53.create-health-check", "host").startsWith("ehr-eu-west-1.")
                && proofsOf(plan, "7.4").contains("inRecovery=true");
    }
}
