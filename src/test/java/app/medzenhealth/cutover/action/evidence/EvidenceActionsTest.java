package app.medzenhealth.cutover.action.evidence;

import static app.medzenhealth.cutover.action.Bench.CAPE_TOWN;
import static app.medzenhealth.cutover.action.Bench.FRANKFURT;
import static app.medzenhealth.cutover.action.Bench.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemsOpen;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSecrets;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.SecretsState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class EvidenceActionsTest {
    private static final String UNREAD = "lambda in af-south-1 could be read";

    private final Path files;
    private final Bench bench;
    private final List<SeenResource> there = new ArrayList<>();
    private final Set<String> unreadable = new HashSet<>();

    EvidenceActionsTest(@TempDir Path files) {
        this.files = files;
        this.bench = new Bench(files);
        bench.inventory(this::scan);
        IamState.of(bench.estate).add("cutover-operator", "account");
    }

    private Inventory scan(Collection<String> regions, Consumer<ServiceScan> partial) {
        var now = bench.time.instant();
        var scans = new ArrayList<ServiceScan>();
        for (var region : regions) {
            var found = there.stream().filter(r -> r.region().equals(region)).toList();
            scans.add(new ServiceScan(
                    region,
                    "lambda",
                    "ListFunctions",
                    unreadable.contains(region)
                            ? new Observation.Unknown<>(
                                    "AccessDeniedException: lambda:ListFunctions", now, Duration.ZERO)
                            : new Observation.Known<>(found, now, Duration.ZERO)));
        }
        return new Inventory(Bench.ACCOUNT, now, Duration.ZERO, scans);
    }

    private static SeenResource resource(String service, String type, String region, String name, String state) {
        var arn = "arn:aws:" + service + ":" + region + ":558069890522:" + type + ":" + name;
        return new SeenResource(service, type, region, name, arn, name, state, Map.of(), Map.of());
    }

    private static SeenResource detailed(
            String service, String type, String id, String name, String detail, String value) {
        var arn = "arn:aws:" + service + ":" + IRELAND + ":558069890522:" + id;
        return new SeenResource(service, type, IRELAND, name, arn, name, "available", Map.of(detail, value), Map.of());
    }

    private static Plan.Resource planned(String name, String region) {
        return new Plan.Resource("lambda", "function", name, name, region, Plan.Disposition.KEEP, Optional.empty(), "");
    }

    private Action sweep(Map<String, Object> with) {
        return bench.make(Bench.use("residual.sweep", CAPE_TOWN, with));
    }

    private Action account(String... permissions) {
        return bench.make(
                Bench.use("account.verify", Map.of("permissions", List.of(permissions), "quotas", List.of())));
    }

    @Test
    void the_account_the_caller_the_regions_and_the_permissions_are_checked() throws Exception {
        bench.step(Bench.use("rds.promote", IRELAND, Map.of("instance", "db", "backupRetention", 1)));
        var outputs = bench.carryOut(account("rds:CreateDBSnapshot"));
        assertThat(outputs.values()).containsEntry("account", Bench.ACCOUNT);
        IamState.of(bench.estate).deny("rds:PromoteReadReplica");
        assertThat(Bench.open(account("rds:CreateDBSnapshot").verify(bench.context())))
                .singleElement()
                .asString()
                .contains("rds:PromoteReadReplica");
    }

    @Test
    void permissions_are_asked_for_what_the_plans_actions_send_and_for_every_read() throws Exception {
        bench.step(
                Bench.use("rds.promote", IRELAND, Map.of("instance", "db", "backupRetention", 1)),
                Bench.use("lambda.permissions", IRELAND, Map.of()));
        bench.carryOut(account("sns:Publish"));
        assertThat(IamState.of(bench.estate).simulated())
                .contains(
                        "rds:PromoteReadReplica",
                        "rds:ModifyDBInstance",
                        "lambda:AddPermission",
                        "lambda:RemovePermission",
                        "sns:Publish",
                        "rds:DescribeDBInstances",
                        "logs:FilterLogEvents")
                .doesNotContain("rds:DeleteDBInstance", "s3:GetObject", "secretsmanager:GetSecretValue");
    }

    @Test
    void a_region_that_is_not_enabled_locks_and_says_so() throws Exception {
        bench.estate.faults().disable(CAPE_TOWN);
        assertThat(Bench.open(account("rds:CreateDBSnapshot").verify(bench.context())))
                .containsExactly("Fail Region af-south-1 is enabled: DISABLED");
    }

    @Test
    void the_root_user_is_refused() throws Exception {
        IamState.of(bench.estate).caller("arn:aws:iam::558069890522:root");
        assertThat(Bench.open(account("rds:CreateDBSnapshot").verify(bench.context())))
                .anyMatch(c -> c.startsWith("Fail The caller is not the root user"));
    }

    @Test
    void the_baseline_is_frozen_with_its_drift_and_a_later_change_of_the_file_is_seen() throws Exception {
        there.add(resource("lambda", "function", IRELAND, "known", "Active"));
        there.add(resource("lambda", "function", CAPE_TOWN, "forgotten", "Active"));
        bench.baseline(planned("known", IRELAND), planned("missing", IRELAND));
        var action = bench.make(Bench.use("inventory.baseline", Map.of()));
        var outputs = bench.carryOut(action);
        assertThat(outputs.values()).containsEntry("resources", "2").containsEntry("drift", "2");
        var json = files.resolve("baseline.json");
        assertThat(json).content().contains("lambda function forgotten in af-south-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(json)))
                .isEqualTo("rw-------");
        Files.writeString(json, "{}");
        assertThat(Bench.open(action.verify(bench.context())))
                .singleElement()
                .asString()
                .contains("was changed after it was frozen");
    }

    @Test
    void a_baseline_with_a_service_that_could_not_be_read_is_no_baseline() {
        unreadable.add(CAPE_TOWN);
        var action = bench.make(Bench.use("inventory.baseline", Map.of()));
        assertThatThrownBy(() -> action.run(bench.context(), Progress.SILENT))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("UNKNOWN")
                .hasMessageContaining("lambda in af-south-1 could be read: AccessDeniedException");
    }

    @Test
    void every_hit_is_listed_with_file_and_line_but_without_the_rest_of_the_line() throws Exception {
        var copy = Files.createDirectories(files.resolve("copy/functions/a"));
        Files.writeString(copy.resolve("index.ts"), "// x\nconst u = 'https://db.eu-west-1.example', p = 'secret'\n");
        bench.workingCopy(files.resolve("copy"));
        Map<String, Object> with =
                Map.of("files", List.of("functions/*/index.ts"), "forbid", List.of("eu-west-1", "[unclosed"));
        Outputs outputs = bench.carryOut(bench.make(Bench.use("config.audit", with)));
        assertThat(outputs.values()).containsEntry("findings", "1");
        assertThat(Path.of(outputs.values().get("report"))).hasContent("functions/a/index.ts:2: eu-west-1\n");
        var strict = new HashMap<String, Object>(with);
        strict.put("mustBeClean", true);
        assertThat(Bench.open(bench.make(Bench.use("config.audit", strict)).verify(bench.context())))
                .hasSize(1);
        strict.put("files", List.of("functions/*/index.ts", "lib/missing.dart"));
        assertThat(Bench.open(bench.make(Bench.use("config.audit", strict)).verify(bench.context())))
                .anyMatch(
                        c -> c.startsWith("Unknown lib/missing.dart could be read: nothing matches lib/missing.dart"));
    }

    @Test
    void a_sweep_names_what_is_left_and_overlooks_only_what_is_allowed_or_gone() throws Exception {
        there.add(resource("dynamodb", "backup", CAPE_TOWN, "table/x/backup/1", "AVAILABLE"));
        there.add(resource("cloudformation", "stack", CAPE_TOWN, "old", "DELETE_COMPLETE"));
        Map<String, Object> allowed = Map.of("allowed", List.of("arn:aws:dynamodb:af-south-1:*:backup:*"));
        bench.carryOut(sweep(allowed));
        there.add(resource("ec2", "address", CAPE_TOWN, "eipalloc-1", ""));
        assertThat(Bench.open(sweep(allowed).verify(bench.context())))
                .singleElement()
                .asString()
                .contains("1 left: ec2 address eipalloc-1 in af-south-1");
    }

    /** A backup of type USER has no end of its own; a secret's day is told by DescribeSecret (see {@code Ends}). */
    @Test
    void what_a_proof_of_absence_lets_pass_is_named_with_the_day_until_which_it_stays() throws Exception {
        var secret = SecretsState.of(bench.estate, CAPE_TOWN).seed("old/key", "", "not a real one", Duration.ofDays(9));
        new EmbeddedSecrets(bench.estate, CAPE_TOWN)
                .deleteSecret(r -> r.secretId(secret).recoveryWindowInDays(30L));
        var gone = bench.time.instant().plus(Duration.ofDays(30));
        there.add(detailed("dynamodb", "backup", "a", "AVAILABLE", Map.of("type", "USER")));
        there.add(detailed("dynamodb", "backup", "b", "AVAILABLE", Map.of("type", "USER")));
        there.add(detailed(
                "dynamodb", "backup", "c", "AVAILABLE", Map.of("type", "SYSTEM", "expires", "2026-03-01T10:00:00Z")));
        there.add(detailed("kms", "key", "k", "PendingDeletion", Map.of("deletion date", "2026-02-20T10:00:00Z")));
        there.add(new SeenResource(
                "secretsmanager",
                "secret",
                CAPE_TOWN,
                "old/key",
                secret,
                "old/key",
                "scheduled for deletion",
                Map.of(),
                Map.of()));
        var remains = "2 dynamodb backups (a, b; until somebody deletes it), 1 dynamodb backup (c; until 2026-03-01),"
                + " 1 kms key (k; deleted after 2026-02-20) and 1 secretsmanager secret (old/key; deleted after "
                + gone.toString().substring(0, 10) + ")";
        var except = List.of("arn:aws:dynamodb:af-south-1:*:backup:*");

        var swept = bench.carryOut(sweep(Map.of("allowed", except)));
        assertThat(swept.values()).containsEntry("remains", remains);
        assertThat(judged(sweep(Map.of("allowed", except)))).anyMatch(l -> l.contains("emptied but for " + remains));
        var residency = bench.make(
                Bench.use("report.residency", Map.of("allowed", List.of(FRANKFURT, IRELAND), "except", except)));
        assertThat(bench.carryOut(residency).values().get("elsewhere"))
                .contains("2 dynamodb backups (a, b;", "secret (old/key; deleted after");
    }

    private static SeenResource detailed(
            String service, String type, String name, String state, Map<String, String> details) {
        var plain = resource(service, type, CAPE_TOWN, name, state);
        return new SeenResource(service, type, CAPE_TOWN, name, plain.arn(), name, state, details, Map.of());
    }

    @Test
    void a_sweep_is_unknown_where_a_service_could_not_be_read() throws Exception {
        unreadable.add(CAPE_TOWN);
        assertThat(sweep(Map.of()).verify(bench.context())).allMatch(c -> c.outcome() instanceof Check.Unknown);
    }

    /** Each action that concludes something from a scan. */
    private List<Action> concluding() {
        return List.of(
                sweep(Map.of()),
                bench.make(Bench.use("report.residency", Map.of("allowed", List.of(FRANKFURT, IRELAND)))),
                bench.make(Bench.use("inventory.baseline", Map.of())));
    }

    private List<String> judged(Action action) throws Exception {
        var lines = new ArrayList<String>();
        try {
            action.run(bench.context(), new Progress() {
                @Override
                public void at(double fraction, String text) {}

                @Override
                public void line(String text) {
                    lines.add(text);
                }
            });
        } catch (ItemsOpen e) {
            assertThat(e.open().stream().filter(e::decidable).map(Check::title))
                    .as("only what was not read is decided about, not what follows from it")
                    .containsExactly(UNREAD);
        }
        return lines;
    }

    @Test
    void nothing_is_concluded_from_a_scan_with_a_gap_until_a_person_has_decided_about_it() throws Exception {
        unreadable.add(CAPE_TOWN);
        for (var action : concluding()) {
            assertThat(judged(action))
                    .noneMatch(l -> l.startsWith("PASS"))
                    .anyMatch(l -> l.contains("not known while this is open: “" + UNREAD + "”"));
        }
        bench.decide("Ada", UNREAD);
        for (var action : concluding()) {
            assertThat(judged(action).stream().filter(l -> l.startsWith("PASS")))
                    .singleElement()
                    .asString()
                    .contains("of what was read; decided by Ada to go on without: “" + UNREAD + "”");
        }
    }

    @Test
    void what_only_its_tags_tell_of_leaves_a_sweep_open_and_names_itself() throws Exception {
        var arn = "arn:aws:kafka:af-south-1:558069890522:cluster/old";
        there.add(new SeenResource(
                "tagging",
                "tagged-resource",
                CAPE_TOWN,
                arn,
                arn,
                "old",
                "named by tagging, not read",
                Map.of(),
                Map.of()));
        for (var action : concluding().subList(0, 2)) {
            assertThat(Bench.open(action.verify(bench.context())))
                    .hasSize(2)
                    .allMatch(c -> c.startsWith("Unknown ") && c.contains(arn));
        }
    }

    @Test
    void a_decision_about_a_gap_does_not_spare_the_wait_for_the_second_sweep() throws Exception {
        unreadable.add(CAPE_TOWN);
        bench.decide("Ada", UNREAD);
        var begun = bench.time.instant();
        judged(sweep(Map.of("again", "PT24H")));
        assertThat(Duration.between(begun, bench.time.instant())).isGreaterThanOrEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_planned_resource_of_a_service_that_was_not_read_is_not_called_missing() throws Exception {
        unreadable.add(CAPE_TOWN);
        bench.baseline(planned("gone", IRELAND), planned("who-knows", CAPE_TOWN));
        judged(bench.make(Bench.use("inventory.baseline", Map.of())));
        assertThat(files.resolve("baseline.json"))
                .content()
                .containsSubsequence(
                        "\"missing\"",
                        "gone in eu-west-1",
                        "\"unsure\"",
                        "who-knows in af-south-1",
                        "\"notRead\"",
                        "AccessDenied");
    }

    @Test
    void the_second_sweep_comes_a_day_after_the_first_also_when_it_was_interrupted() throws Exception {
        var action = sweep(Map.of("again", "PT24H"));
        var begun = bench.time.instant();
        bench.carryOut(action);
        assertThat(Duration.between(begun, bench.time.instant())).isBetween(Duration.ofHours(24), Duration.ofHours(26));
        var after = bench.time.instant();
        action.run(bench.context(), Progress.SILENT);
        assertThat(bench.time.instant()).as("the first sweep is on file").isEqualTo(after);
    }

    @Test
    void what_comes_back_between_the_sweeps_is_found() {
        var action = sweep(Map.of("again", "PT24H"));
        bench.inventory((regions, partial) -> {
            if (bench.time.instant().isAfter(Instant.parse("2026-01-12T20:00:00Z"))) {
                there.add(resource("logs", "log-group", CAPE_TOWN, "/aws/lambda/medzen-polly-tts", ""));
            }
            return scan(regions, partial);
        });
        assertThatThrownBy(() -> action.run(bench.context(), Progress.SILENT))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("medzen-polly-tts");
    }

    @Test
    void data_outside_the_allowed_regions_is_named() throws Exception {
        there.add(resource("s3", "bucket", FRANKFURT, "inside", ""));
        there.add(resource("lambda", "function", CAPE_TOWN, "no-data", ""));
        var action = bench.make(Bench.use("report.residency", Map.of("allowed", List.of(FRANKFURT, IRELAND))));
        assertThat(Path.of(bench.carryOut(action).values().get("report")))
                .content()
                .contains("| inside |");
        there.add(resource("s3", "bucket", CAPE_TOWN, "outside", ""));
        assertThat(Bench.open(action.verify(bench.context())))
                .singleElement()
                .asString()
                .contains("outside");
    }

    @Test
    void the_runbook_is_not_written_while_one_of_its_parts_would_be_empty() throws Exception {
        var action = bench.make(Bench.use("runbook.write", Map.of()));
        var runbook = files.resolve("DR_RUNBOOK.md");
        assertThatThrownBy(() -> bench.carryOut(action))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("no replica to promote in eu-west-1")
                .hasMessageContaining("no service to start in eu-west-1");
        there.add(detailed("rds", "instance", "db:replica", "replica", "replica of", "new-primary"));
        there.add(detailed("ecs", "service", "service/dr-cluster/standby", "standby", "desired", "1"));
        for (var nobody : List.of(
                new Plan.Contact("On-Call", Optional.empty(), Optional.empty(), ""),
                new Plan.Contact("On-Call", Optional.of(" "), Optional.empty(), ""),
                new Plan.Contact("On-Call", Optional.of("${onCall}"), Optional.empty(), ""))) {
            bench.contacts(List.of(nobody));
            assertThatThrownBy(() -> bench.carryOut(action))
                    .isInstanceOf(ActionFailure.class)
                    .hasMessageContaining("whom to call as On-Call");
        }
        bench.contacts(List.of());
        assertThatThrownBy(() -> bench.carryOut(action)).hasMessageContaining("nobody to call");
        assertThat(runbook).doesNotExist();
        bench.contacts(List.of(new Plan.Contact("On-Call", Optional.of("Ada"), Optional.empty(), "")));
        bench.carryOut(action);
        assertThat(runbook).content().contains("On-Call: Ada");
    }

    @Test
    void the_runbook_is_on_paper_too_and_tells_how_long_it_took_when_it_was_tried() throws Exception {
        there.add(detailed(
                "rds", "instance", "db:replica-in-ireland", "replica-in-ireland", "replica of", "new-primary"));
        there.add(detailed("ecs", "service", "service/dr-cluster/standby", "standby", "desired", "1"));
        var action = bench.make(Bench.use("runbook.write", Map.of()));
        assertThat(Path.of(bench.carryOut(action).values().get("path")))
                .content()
                .contains("nobody knows how long it takes");
        bench.step(new ActionUse(
                "rds.promote",
                Optional.of(IRELAND),
                Map.of("instance", "drill", "backupRetention", 1),
                Set.of(Trait.PROMOTES)));
        bench.ended("1.1");
        bench.carryOut(action);
        assertThat(files.resolve("DR_RUNBOOK.md")).content().contains("- 0 s: Step (step 1.1, ended 12 Jan 2026");
        try (var paper = new PdfReader(files.resolve("DR_RUNBOOK.pdf").toString())) {
            var text = new StringBuilder();
            for (var page = 1; page <= paper.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(paper).getTextFromPage(page));
            }
            assertThat(text.toString().replaceAll("\\s+", " "))
                    .contains(
                            "Disaster recovery runbook",
                            "--db-instance-identifier replica-in-ireland",
                            "(step 1.1, ended 12 Jan 2026",
                            "On-Call: Ada")
                    .doesNotContain("`", "**", "|---");
        }
        Files.delete(files.resolve("DR_RUNBOOK.pdf"));
        assertThat(Bench.open(action.verify(bench.context())))
                .containsExactly("Fail It is on paper, too: there is no DR_RUNBOOK.pdf");
    }

    @Test
    void a_report_of_nothing_says_so() throws Exception {
        var residency =
                bench.carryOut(bench.make(Bench.use("report.residency", Map.of("allowed", List.of(FRANKFURT)))));
        assertThat(Path.of(residency.values().get("report"))).content().contains("No store of data was found");
        Files.writeString(files.resolve("clean.txt"), "nothing here");
        bench.workingCopy(files);
        var audit = bench.carryOut(bench.make(
                Bench.use("config.audit", Map.of("files", List.of("clean.txt"), "forbid", List.of("eu-west-1")))));
        assertThat(Path.of(audit.values().get("report"))).content().contains("No hit in 1 files");
    }

    @Test
    void the_runbook_names_what_is_really_there() throws Exception {
        there.add(detailed(
                "rds", "instance", "db:replica-in-ireland", "replica-in-ireland", "replica of", "new-primary"));
        there.add(resource("rds", "instance", IRELAND, "old-primary", "available"));
        there.add(detailed("ecs", "service", "service/dr-cluster/standby", "standby", "desired", "1"));
        there.add(detailed("ecs", "service", "service/old-cluster/fenced", "fenced", "desired", "0"));
        var action = bench.make(Bench.use("runbook.write", Map.of()));
        assertThat(Path.of(bench.carryOut(action).values().get("path")))
                .content()
                .contains(
                        "--db-instance-identifier replica-in-ireland",
                        "On-Call: Ada",
                        "NOT `old-primary`",
                        "--cluster dr-cluster --service standby",
                        "NOT `fenced`")
                .doesNotContain("--db-instance-identifier old-primary", "--service fenced");
        there.add(resource("ecs", "service", FRANKFURT, "new-service", "ACTIVE"));
        assertThat(Bench.open(action.verify(bench.context())))
                .singleElement()
                .asString()
                .contains("missing: new-service");
    }
}
