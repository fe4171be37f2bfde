package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** The report denies nothing that the trail holds, and of a part it says no more than the part can tell. */
class ReportPdfTest {
    private static final String LEAD = "lead@medzenhealth.app";
    private static final Plan PLAN = ((PlanReading.Read)
                    new PlanReader(SessionActions.signatures()).read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
            .plan();

    @TempDir
    private Path folder;

    private SampleTrail sample;

    @BeforeEach
    void open() {
        sample = new SampleTrail(folder.resolve("state"));
        sample.trail.append(LEAD, "session.open", "", Map.of("plan", "medzen-eu-central-1", "mode", "LIVE"));
    }

    @AfterEach
    void close() {
        sample.close();
    }

    @Test
    void everything_that_people_decided_in_spite_of_the_plan_is_counted_and_told_with_its_reason() throws IOException {
        for (var i = 1; i <= 18; i++) {
            waive("6.1", LEAD, "item-" + i, "Item " + i + " is open", "the list is kept on paper");
        }
        waive("6.1", "second@medzenhealth.app", "window", "The window is closed", "agreed with the hospital");
        sample.trail.append(
                LEAD, "decision.declined", "5.1", Map.of("decision", "no-go", "note", "the lag is too long"));
        sample.trail.append(LEAD, "session.forgotten", "", Map.of("gone", 3, "reason", "the emulator was restarted"));
        sample.trail.append(
                LEAD, "parameter.none", "", Map.of("id", "cdn", "from", "", "reason", "there never was one"));
        var report = report(Selection.EVERYTHING);
        assertThat(report)
                .contains("Skips and overrides22, of which went on in spite of an open item: 19")
                .doesNotContain("None: no step was skipped")
                .contains("2026-01-12 08:00", "18 items", "the list is kept on paper", "Item 1 is open; Item 2 is open")
                .contains("Item 18 is open", "1 item", "second@medzenhealth.app", "agreed with the hospital")
                .contains("The window is closed", "no-go: the lag is too long", "the emulator was restarted")
                .contains("cdn", "there never was one");
        assertThat(report.substring(report.indexOf("For the auditor")))
                .as("the board's page has what fits on it, too")
                .containsOnlyOnce("the list is kept on paper");
    }

    @Test
    void whoever_said_go_or_no_go_is_named_with_role_and_words() throws IOException {
        assertThat(report(Selection.EVERYTHING)).contains("None: nobody was asked for a go");
        sample.trail.append(
                LEAD,
                "board.answer",
                "5.2",
                Map.of("role", "Database Admin", "answer", "no-go", "person", "Ann", "note", "40 s behind"));
        sample.trail.append(
                LEAD, "board.answer", "5.2", Map.of("role", "On-Call", "answer", "go", "person", "Bob", "note", ""));
        sample.trail.append(
                LEAD,
                "criterion.attest",
                "",
                Map.of("criterion", "C11", "text", "Calls connect quickly", "note", "2.1 s from Vienna"));
        assertThat(report(Selection.EVERYTHING))
                .contains("Go and no-go", "no-go", "Database Admin: Ann — 40 s behind", "On-Call: Bob")
                .contains("C11 Calls connect quickly — 2.1 s from Vienna")
                .doesNotContain("None: nobody was asked for a go");
    }

    @Test
    void what_people_stated_and_took_back_bears_their_names() throws IOException {
        sample.trail.append(
                LEAD, "step.attest", "5.9a", Map.of("statement", "It was deployed", "note", "by hand at ten"));
        sample.trail.append(
                LEAD, "checklist.tick", "", Map.of("item", "p5-pre-5", "text", "Team on standby", "note", ""));
        sample.trail.append(LEAD, "step.confirm", "5.8", Map.of("undo", true));
        sample.trail.append("console", "step.undone", "5.8", Map.of());
        sample.trail.append(
                "console",
                "step.undone",
                "5.3",
                Map.of("by", "Full rollback", "values", Map.of("sourceDatabase", "another-database")));
        sample.trail.append("console", "step.recovered", "2.3", Map.of("verdict", "done", "evidence", "it is there"));
        var report = report(Selection.EVERYTHING).replaceAll("\\s+", " ");
        assertThat(report)
                .contains("It was deployed — by hand at ten", "Team on standby", "looked again")
                .contains("5.8undone" + LEAD)
                .contains("Full rollback; for the next attempt sourceDatabase is another-database")
                .doesNotContain("after a restart");
    }

    @Test
    void what_was_confirmed_to_be_gone_for_good_stands_there_with_its_last_use_and_what_outlives_it()
            throws IOException {
        assertThat(report(Selection.EVERYTHING)).contains("None: nothing was confirmed that is gone for good.");
        sample.trail.append(
                LEAD,
                "step.confirm",
                "6.6",
                Map.of(
                        "typed",
                        "2 tables",
                        "second",
                        "Bea",
                        "deletes",
                        List.of(
                                Map.of(
                                        "region",
                                        "af-south-1",
                                        "kind",
                                        "table",
                                        "name",
                                        "medzen-meetings-af",
                                        "holds",
                                        "about 4210 items",
                                        "lastUse",
                                        "no reads, no writes",
                                        "copies",
                                        List.of("backup arn:of:it", "definition in s3://archive")),
                                Map.of(
                                        "region",
                                        "",
                                        "kind",
                                        "health check",
                                        "name",
                                        "medzen-drill",
                                        "id",
                                        "hc-1",
                                        "holds",
                                        "",
                                        "lastUse",
                                        "unknown",
                                        "copies",
                                        List.of())),
                        "moreDeletes",
                        7L));
        assertThat(report(Selection.EVERYTHING).replaceAll("\\s+", " "))
                .contains("Deletions that were confirmed", "6.6table medzen- meetings-af", LEAD + ", with Bea")
                .contains("af-south-1. holds about 4210 items. last use: no reads, no writes.")
                .contains("what outlives it: backup arn:of:it; definition in s3://archive.")
                .contains("global. id hc-1. last use: unknown. nothing was shown to outlive it.")
                .contains("7 more");
    }

    private void waive(String step, String by, String item, String why, String reason) {
        sample.trail.append(by, "step.waived", step, Map.of("item", item, "why", why, "reason", reason));
    }

    @Test
    void a_part_tells_from_the_whole_trail_what_only_that_knows_and_denies_nothing_beyond_itself() throws IOException {
        waive("1.3", LEAD, "window", "The window is closed", "agreed with the hospital");
        sample.trail.append(LEAD, "step.confirm", "5.3", Map.of("undo", false));
        var fenced = Instant.parse(sample.trail
                .append("console", "step.succeeded", "5.3", Map.of())
                .at());
        sample.trail.append(LEAD, "step.confirm", "5.4", Map.of());
        sample.trail.append("console", "step.succeeded", "5.4", Map.of());
        sample.trail.append(LEAD, "note", "", Map.of("text", "all is well"));
        var whole = report(Selection.EVERYTHING);
        assertThat(whole).contains("PRIMARY, FENCED").doesNotContain("from the whole", "in this part");
        for (var part : new Selection[] {
            Selection.of(AuditFilter.phase("1")),
            Selection.of(AuditFilter.phase("5").withPerson(LEAD)),
            Selection.between(fenced.plusMillis(1), fenced.plusSeconds(60)),
            Selection.of(AuditFilter.ALL.withText("all is well"))
        }) {
            // The plan has a criterion by that word.
            var report = report(part).replace("All services running", "");
            assertThat(report)
                    .as(part.words())
                    .contains("PARTIAL", "PRIMARY, FENCED", "and not ended (from the whole trail)")
                    .contains("None in this part.")
                    .doesNotContain("None: no", "None were asked for", "No notes were", "None.", "None in what")
                    .doesNotContain("running", "none recorded");
        }
    }

    @Test
    void steps_of_another_session_are_not_those_of_a_part_that_is_of_one() throws IOException {
        sample.trail.append(LEAD, "step.confirm", "5.3", Map.of());
        sample.trail.append("console", "step.failed", "5.3", Map.of("happened", "the replica lagged"));
        reopen();
        sample.trail.append(LEAD, "step.confirm", "5.3", Map.of());
        sample.trail.append("console", "step.succeeded", "5.3", Map.of());
        assertThat(report(Selection.of(AuditFilter.phase("5").withSession("s1"))))
                .contains("1 failed", "from the whole of its session")
                .doesNotContain("1 succeeded");
        assertThat(report(Selection.of(AuditFilter.phase("5").withSession("s2"))))
                .contains("1 succeeded")
                .doesNotContain("1 failed");
    }

    private void reopen() {
        sample.close();
        sample = new SampleTrail(folder.resolve("state"), "s2");
        sample.trail.append(LEAD, "session.open", "", Map.of("plan", "medzen-eu-central-1", "mode", "LIVE"));
    }

    @Test
    void a_call_of_which_no_record_of_the_part_says_how_it_ended_is_unknown_and_not_undone() throws IOException {
        sample.call("5.3", "PromoteReadReplica", "done", "");
        sample.call("5.3", "ModifyDBInstance", "failed", "InvalidDBInstanceState");
        sample.call("5.3", "DeleteDBInstance", "unknown", "");
        var lost = sample.call("5.3", "RebootDBInstance", "unknown", "").seq();
        sample.trail.append(LEAD, "call.reconciled", "5.3", Map.of("intent", lost, "verdict", "done"));
        lost = sample.call("5.3", "StopDBInstance", "unknown", "").seq();
        sample.trail.append(LEAD, "call.reconciled", "5.3", Map.of("intent", lost, "verdict", "not done"));
        lost = sample.call("5.3", "StartDBInstance", "unknown", "").seq();
        sample.trail.append(LEAD, "call.reconciled", "5.3", Map.of("intent", lost, "verdict", "undecided"));
        assertThat(report(Selection.EVERYTHING)).contains("Changing calls6, of which not done: 2; unknown: 2");
        assertThat(report(Selection.of(AuditFilter.ALL.withKinds(Set.of("call.intent")))))
                .contains("Changing calls6, of which not done: 0; unknown from this part: 6");
    }

    private String report(Selection selection) throws IOException {
        var pdf = sample.export(TrailExport.Format.PDF, selection, "report.pdf", Optional.of(PLAN));
        try (var reader = new PdfReader(Files.readAllBytes(pdf))) {
            var text = new StringBuilder();
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
            }
            return text.toString().replaceAll("\\s+", " ");
        }
    }
}
