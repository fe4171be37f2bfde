package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.store.StoreProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class BundleTest {
    @TempDir
    Path temporary;

    @Test
    void a_bundle_verifies_and_any_zip_program_reads_it() throws IOException {
        try (var sample = sample()) {
            var bundle = sample.bundle();
            assertThat(SampleTrail.verify(bundle)).isInstanceOfSatisfying(TrailVerdict.Verified.class, v -> {
                assertThat(v.records())
                        .isEqualTo(sample.trail.status().records())
                        .isEqualTo(v.covered());
                assertThat(v.head()).isEqualTo(sample.trail.head());
                assertThat(v.partial()).isEmpty();
                assertThat(v.exitCode()).isZero();
            });
            assertThat(unzip(bundle).keySet()).containsExactlyElementsOf(BundleFiles.WHOLE);
        }
    }

    @Test
    void an_export_is_itself_recorded_and_signed() throws IOException {
        try (var sample = sample()) {
            sample.bundle();
            var last = sample.trail.search(AuditFilter.ALL, 2);
            assertThat(last).extracting(AuditRecord::kind).containsExactly("checkpoint", "export");
        }
    }

    @Test
    void a_trail_that_can_no_longer_be_written_can_still_be_exported() throws IOException {
        try (var sample = sample()) {
            sample.store.latch(new StoreProblem("It failed.", "A test said so.", "Go on."));
            var records = sample.trail.status().records();
            assertThat(SampleTrail.verify(sample.bundle()))
                    .isInstanceOfSatisfying(
                            TrailVerdict.Verified.class,
                            v -> assertThat(v.records()).isEqualTo(records));
        }
    }

    @Test
    void a_partial_export_says_so_and_still_verifies() throws IOException {
        try (var sample = sample()) {
            var bundle = sample.export(TrailExport.Format.BUNDLE, Selection.of(AuditFilter.phase("5")), "phase5.zip");
            assertThat(SampleTrail.verify(bundle)).isInstanceOfSatisfying(TrailVerdict.Verified.class, v -> {
                assertThat(v.records()).isEqualTo(5);
                assertThat(v.covered()).isEqualTo(sample.trail.status().records());
                assertThat(v.head()).isEqualTo(sample.trail.head());
                assertThat(v.partial())
                        .hasValueSatisfying(text -> assertThat(text).contains("5 of ", "phase 5"));
                assertThat(v.lines()).anyMatch(line -> line.startsWith("PARTIAL EXPORT"));
            });
        }
    }

    @Test
    void a_partial_file_of_each_kind_says_so_inside_itself() throws IOException {
        try (var sample = sample()) {
            var phase = Selection.of(AuditFilter.phase("5"));
            var jsonl = Files.readAllLines(sample.export(TrailExport.Format.JSONL, phase, "5.jsonl"));
            assertThat(jsonl).hasSize(6);
            assertThat(jsonl.getFirst())
                    .startsWith("{\"partial\":{\"head\":\"" + sample.trail.head() + "\"")
                    .contains("\"selection\":\"phase 5\"");
            var csv = Files.readAllLines(sample.export(TrailExport.Format.CSV, phase, "5.csv"));
            assertThat(csv.getFirst()).endsWith(",\"partial export: phase 5; the trail has 17 records\"");
            assertThat(csv.subList(1, csv.size())).hasSize(4).allMatch(line -> line.endsWith(",\"\""));
            assertThat(Files.readAllLines(sample.export(TrailExport.Format.OCSF, phase, "5.ocsf.jsonl")))
                    .isNotEmpty()
                    .allMatch(line ->
                            line.contains("\"labels\":[\"partial export: phase 5; the trail has 19 records\","));
            assertThat(Files.readString(sample.export(TrailExport.Format.CSV, Selection.EVERYTHING, "all.csv")))
                    .doesNotContain("partial export");
        }
    }

    @Test
    void records_are_chosen_by_person_step_kind_family_region_text_and_time() {
        try (var sample = sample()) {
            assertThat(chosen(sample, Selection.of(AuditFilter.ALL.withStep("5.4"))))
                    .containsExactly(12L);
            assertThat(chosen(sample, Selection.of(AuditFilter.ALL.withKinds(Set.of("call")))))
                    .containsExactly(4L, 5L, 10L, 11L);
            assertThat(chosen(sample, Selection.of(AuditFilter.ALL.withKinds(Set.of("note", "call.intent")))))
                    .containsExactly(4L, 7L, 10L);
            assertThat(chosen(sample, Selection.of(AuditFilter.ALL.withRegion("eu-west-1"))))
                    .containsExactly(4L, 5L, 10L, 11L, 13L);
            assertThat(chosen(sample, Selection.of(AuditFilter.ALL.withText("TICKET"))))
                    .containsExactly(12L);
            assertThat(chosen(
                            sample,
                            Selection.of(AuditFilter.ALL.withPerson("console").withPhase("1"))))
                    .containsExactly(6L);
            var from = RecordTime.instant(sample.trail.record(5).orElseThrow());
            var until = RecordTime.instant(sample.trail.record(7).orElseThrow());
            assertThat(chosen(sample, Selection.between(from, until))).containsExactly(5L, 6L);
        }
    }

    private static List<Long> chosen(SampleTrail sample, Selection selection) {
        return sample.trail
                .records(1, Long.MAX_VALUE)
                .filter(selection::accepts)
                .map(AuditRecord::seq)
                .toList();
    }

    @Test
    void every_choice_of_records_verifies() throws IOException {
        try (var sample = new SampleTrail(temporary.resolve("state"))) {
            for (var i = 0; i < 40; i++) {
                sample.trail.append("person" + i % 7, "note", "", Map.of("text", "n" + i));
            }
            for (var i = 0; i < 7; i++) {
                var filter = AuditFilter.ALL.withPerson("person" + i);
                var bundle = sample.export(TrailExport.Format.BUNDLE, Selection.of(filter), "p" + i + ".zip");
                assertThat(SampleTrail.verify(bundle)).as("person" + i).isInstanceOf(TrailVerdict.Verified.class);
            }
        }
    }

    @Test
    void an_export_of_nothing_is_refused() {
        try (var sample = sample()) {
            var nothing = Selection.of(AuditFilter.phase("no such phase"));
            assertThatThrownBy(() -> sample.export(TrailExport.Format.BUNDLE, nothing, "none.zip"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nothing to export");
            assertThat(temporary.resolve("none.zip")).doesNotExist();
        }
    }

    @Test
    void a_cancelled_export_leaves_nothing_behind() throws IOException {
        try (var sample = sample()) {
            TrailProgress cancelled = new TrailProgress() {
                @Override
                public void at(long done, long total, String what) {}

                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            assertThatThrownBy(() -> new TrailExport(sample.trail, Optional.empty())
                            .write(
                                    new ExportRequest(
                                            TrailExport.Format.BUNDLE,
                                            Selection.EVERYTHING,
                                            temporary.resolve("x.zip"),
                                            cancelled),
                                    "lead"))
                    .isInstanceOf(CancellationException.class);
            try (var left = Files.list(temporary)) {
                assertThat(left).containsExactly(temporary.resolve("state"));
            }
        }
    }

    @Test
    void a_cell_that_looks_like_a_formula_is_neutralised() throws IOException {
        try (var sample = new SampleTrail(temporary.resolve("state"))) {
            var bad = List.of("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\0x", " =1", "＝1");
            bad.forEach(text -> sample.trail.append(text, "note", "", Map.of("message", text)));
            var csv = Files.readString(sample.export(TrailExport.Format.CSV, Selection.EVERYTHING, "events.csv"));
            assertThat(csv).startsWith("\"seq\",\"at\"").endsWith("\r\n");
            bad.forEach(text -> assertThat(csv).contains(",\"'" + text.replace("\0", "\ufffd") + "\","));
            assertThat(csv).doesNotContainPattern("(^|,)\"[=+@\\t\\r\\x00-]");
        }
    }

    @Test
    void a_call_is_one_ocsf_event_with_its_outcome() throws Exception {
        try (var sample = sample()) {
            sample.trail.append(
                    "lead",
                    "call.intent",
                    "5.9",
                    Map.of("operation", "DeleteDBInstance", "service", "rds", "region", "eu-west-1"));
            var events = new ArrayList<Map<String, Object>>();
            for (var line :
                    Files.readAllLines(sample.export(TrailExport.Format.OCSF, Selection.EVERYTHING, "ocsf.jsonl"))) {
                events.add(JcsReader.object(line.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(events).allSatisfy(event -> {
                assertThat(event)
                        .containsEntry("class_uid", 6003L)
                        .containsKeys("actor", "api", "cloud", "metadata", "src_endpoint");
                assertThat(event.get("type_uid")).isEqualTo(600300L + (Long) event.get("activity_id"));
            });
            assertThat(events)
                    .filteredOn(e -> api(e).get("operation").equals("CreateDBSnapshot"))
                    .singleElement()
                    .satisfies(e -> {
                        assertThat(e)
                                .containsEntry("status_id", 1L)
                                .containsEntry("activity_id", 1L)
                                .containsEntry("duration", 210L);
                        assertThat(api(e).get("request").toString()).contains("req-4", "dbInstanceIdentifier");
                        assertThat(e.get("cloud").toString()).contains("558069890522", "eu-west-1");
                    });
            assertThat(events)
                    .filteredOn(e -> api(e).get("operation").equals("PromoteReadReplica"))
                    .singleElement()
                    .satisfies(e -> assertThat(e)
                            .containsEntry("status_id", 2L)
                            .containsEntry("status_code", "InvalidDBInstanceState"));
            assertThat(events)
                    .filteredOn(e -> api(e).get("operation").equals("DeleteDBInstance"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsEntry("status_id", 0L));
            assertThat(events)
                    .filteredOn(e -> api(e).get("operation").equals("DescribeDBInstances"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsEntry("count", 12L));
        }
    }

    @Test
    void the_report_says_what_was_done_by_whom_and_what_was_out_of_the_ordinary() throws IOException {
        try (var sample = sample()) {
            var report = text(sample.export(TrailExport.Format.PDF, Selection.EVERYTHING, "report.pdf"));
            assertThat(report)
                    .contains("lead@medzenhealth.app", "1.3", "succeeded", "3 s")
                    .contains("Skips, overrides and decisions", "5.4skipped", "done by hand, ticket 4711")
                    .contains("CreateDBSnapshot", "req-4", "failed: InvalidDBInstanceState")
                    .contains("Changing calls2, of which not done: 1")
                    .contains("Reading calls", "12, of which failed: 1")
                    .contains("head " + sample.trail.head(), "How to check this report")
                    .containsPattern("page 1 of ?\\d")
                    .doesNotContain("REHEARSAL", "PARTIAL");
            var partial = text(sample.export(TrailExport.Format.PDF, Selection.of(AuditFilter.phase("5")), "5.pdf"));
            assertThat(partial).contains("PARTIAL: 4 of", "PARTIAL: phase 5").doesNotContain("CreateDBSnapshot");
            sample.trail.append("lead", "session.open", "", Map.of("mode", "REHEARSAL", "account", "558069890522"));
            assertThat(text(sample.export(TrailExport.Format.PDF, Selection.EVERYTHING, "rehearsal.pdf")))
                    .contains("REHEARSAL: what follows was done on an embedded estate", "account 558069890522");
            assertThat(text(sample.export(TrailExport.Format.PDF, Selection.of(AuditFilter.phase("5")), "5.pdf")))
                    .as("what frames the records is said of a part, too")
                    .contains("REHEARSAL: what follows was done on an embedded estate");
        }
    }

    @Test
    void work_on_an_emulator_never_looks_like_work_on_aws() throws IOException {
        try (var sample = sample()) {
            assertThat(text(sample.export(TrailExport.Format.PDF, Selection.EVERYTHING, "old.pdf")))
                    .as("an older console did not record it")
                    .contains("Requests went tonot recorded");
            sample.trail.append(
                    "lead",
                    "session.open",
                    "",
                    Map.of(
                            "mode",
                            "EMULATOR",
                            "account",
                            "558069890522",
                            "endpoint",
                            "http://127.0.0.1:5000",
                            "planDigest",
                            "ab".repeat(32)));
            sample.trail.append("lead", "step.succeeded", "9.9", Map.of());
            assertThat(text(sample.export(TrailExport.Format.PDF, Selection.of(AuditFilter.phase("9")), "9.pdf")))
                    .contains("· EMULATOR", "EMULATOR: its sessions worked on an emulator")
                    .contains("http://127.0.0.1:5000", "ab".repeat(20));
            assertThat(Files.readString(
                            sample.export(TrailExport.Format.OCSF, Selection.of(AuditFilter.phase("9")), "9.jsonl")))
                    .contains("\"mode: EMULATOR\"");
        }
    }

    private static String text(Path pdf) throws IOException {
        try (var reader = new PdfReader(Files.readAllBytes(pdf))) {
            var text = new StringBuilder();
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
            }
            return text.toString().replaceAll("\\s+", " ");
        }
    }

    @Test
    void swapped_removed_and_repeated_lines_are_found() throws IOException {
        try (var sample = sample()) {
            var files = unzip(sample.bundle());
            var lines = new String(files.get(BundleFiles.EVENTS), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (var i = 0; i < lines.size(); i++) {
                var removed = new ArrayList<String>(lines);
                removed.remove(i);
                assertTampered(files, removed);
                var repeated = new ArrayList<String>(lines);
                repeated.add(i, lines.get(i));
                assertTampered(files, repeated);
                if (i > 0) {
                    var swapped = new ArrayList<String>(lines);
                    Collections.swap(swapped, i, i - 1);
                    assertTampered(files, swapped);
                }
            }
        }
    }

    /** As an attacker does it who can compute hashes but not sign. */
    private void assertTampered(Map<String, byte[]> files, List<String> lines) throws IOException {
        var forged = new LinkedHashMap<String, byte[]>(files);
        forged.put(BundleFiles.EVENTS, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(SampleTrail.verify(Forgery.zip(temporary.resolve("forged.zip"), forged)))
                .isInstanceOf(TrailVerdict.Tampered.class);
    }

    @Test
    void a_forged_record_is_named() throws IOException {
        try (var sample = sample()) {
            var files = unzip(sample.bundle());
            var events = new String(files.get(BundleFiles.EVENTS), StandardCharsets.UTF_8);
            files.put(
                    BundleFiles.EVENTS,
                    events.replace("ticket 4711", "ticket 4712").getBytes(StandardCharsets.UTF_8));
            assertThat(SampleTrail.verify(Forgery.zip(temporary.resolve("forged.zip"), files)))
                    .isInstanceOfSatisfying(TrailVerdict.Tampered.class, v -> {
                        assertThat(v.seq()).isEqualTo(12);
                        assertThat(v.exitCode()).isEqualTo(4);
                    });
        }
    }

    @Test
    void missing_and_added_files_are_found() throws IOException {
        try (var sample = sample()) {
            var files = unzip(sample.bundle());
            for (var name : BundleFiles.WHOLE) {
                var fewer = new LinkedHashMap<String, byte[]>(files);
                fewer.remove(name);
                var forged = temporary.resolve("fewer.zip");
                assertThat(SampleTrail.verify(
                                        name.equals(BundleFiles.SEAL) || name.equals(BundleFiles.PAGE)
                                                ? Forgery.zipAsIs(forged, fewer)
                                                : Forgery.zip(forged, fewer))
                                .exitCode())
                        .as(name)
                        .isIn(4, 5);
            }
            files.put("extra.txt", new byte[] {1});
            assertThat(SampleTrail.verify(Forgery.zip(temporary.resolve("more.zip"), files))
                            .exitCode())
                    .isEqualTo(4);
        }
    }

    @Test
    void verification_fails_closed() throws IOException {
        assertThat(SampleTrail.verify(temporary.resolve("none")).exitCode()).isEqualTo(5);
        assertThat(SampleTrail.verify(Files.createFile(temporary.resolve("empty")))
                        .exitCode())
                .isEqualTo(5);
        assertThat(SampleTrail.verify(Files.createFile(temporary.resolve("empty.zip")))
                        .exitCode())
                .isEqualTo(5);
        assertThat(SampleTrail.verify(Files.createDirectory(temporary.resolve("folder")))
                        .exitCode())
                .isEqualTo(5);
        assertThat(SampleTrail.verify(Files.writeString(temporary.resolve("text"), "hello"))
                        .exitCode())
                .isEqualTo(5);
        try (var sample = sample()) {
            var files = unzip(sample.bundle());
            files.put(BundleFiles.EVENTS, new byte[0]);
            assertThat(SampleTrail.verify(Forgery.zip(temporary.resolve("none.zip"), files))
                            .exitCode())
                    .isIn(4, 5);
        }
    }

    @Test
    void a_bundle_signed_with_another_key_does_not_pass_as_this_one() throws IOException {
        try (var sample = sample();
                var other = new SampleTrail(temporary.resolve("other")).filled()) {
            var files = unzip(sample.bundle());
            var others = unzip(other.export(TrailExport.Format.BUNDLE, Selection.EVERYTHING, "other.zip"));
            files.put(BundleFiles.KEY, others.get(BundleFiles.KEY));
            assertThat(SampleTrail.verify(Forgery.zip(temporary.resolve("forged.zip"), files))
                            .exitCode())
                    .isEqualTo(4);
        }
    }

    private SampleTrail sample() {
        return new SampleTrail(temporary.resolve("state")).filled();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> api(Map<String, Object> event) {
        return (Map<String, Object>) event.get("api");
    }

    static Map<String, byte[]> unzip(Path bundle) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(bundle)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
