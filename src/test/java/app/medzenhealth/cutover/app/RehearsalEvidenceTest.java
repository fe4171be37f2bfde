package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.store.StateDirectory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** What a whole rehearsal leaves behind, with secrets said wherever a person or a program can say something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsalEvidenceTest {
    /** A live credential, which the console was told of. */
    private static final String LIVE = "s3cr3t/live+Token=with&odd";

    /** Each stands in a text whose form gives it away. */
    private static final Map<String, String> PLANTED = planted();

    private Path folder;
    private Path state;
    private Path bundle;
    private Path part;

    private static Map<String, String> planted() {
        var planted = new LinkedHashMap<String, String>();
        planted.put("hunter2url", "psql postgres://admin:hunter2url@db.internal:5432/ehr");
        planted.put("hunter2jdbc", "jdbc:postgresql://db/ehr?user=ehrbase&password=hunter2jdbc");
        planted.put("AKIAIOSFODNN7PLANTED", "found AKIAIOSFODNN7PLANTED in the environment");
        planted.put("wJalrXUtnFEMI/K7MDENG/bPxRfiCYPLANTEDKEY", "key wJalrXUtnFEMI/K7MDENG/bPxRfiCYPLANTEDKEY");
        planted.put("hunter2bearer", "Authorization: Bearer hunter2bearer");
        planted.put("hunter2env", "FIREBASE_TOKEN=hunter2env npm run deploy");
        planted.put(LIVE, "as " + LIVE + " said");
        planted.put(
                Base64.getEncoder().encodeToString(LIVE.getBytes(StandardCharsets.UTF_8)),
                "encoded " + Base64.getEncoder().encodeToString(LIVE.getBytes(StandardCharsets.UTF_8)));
        return planted;
    }

    @BeforeAll
    void rehearse(@TempDir Path temporary) throws Exception {
        folder = temporary;
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        state = folder.resolve("state");
        var out = Files.createDirectories(folder.resolve("out"));
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(state), time, talkative(MedZenEstate.create(time)))) {
            var trail = desk.workplace().records().trail();
            trail.redactor().protect(LIVE);
            var session = desk.workplace().session();
            PLANTED.values().forEach(text -> session.note(desk.lead(), text));
            var outcome =
                    new RehearsedLead(session, time, desk.lead(), desk.second(), step -> say(desk, step)).goThrough();
            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
            bundle = Summary.of(desk, out).bundle();
            part = out.resolve("phase5.zip");
            new TrailExport(trail, Optional.of(plan))
                    .write(
                            new ExportRequest(
                                    TrailExport.Format.BUNDLE,
                                    Selection.of(AuditFilter.phase("5")),
                                    part,
                                    TrailProgress.SILENT),
                            "lead");
        }
    }

    private static void say(RehearsalApp desk, StepView step) {
        if (step.step().id().endsWith(".1")) {
            var texts = List.copyOf(PLANTED.values());
            desk.workplace().session().note(desk.lead(), texts.getFirst());
            desk.workplace().session().note(desk.lead(), texts.getLast());
        }
    }

    /** Every program says all secrets before it does its work. */
    private static EmbeddedWorld talkative(EmbeddedWorld world) {
        var quiet = world.commands();
        CommandRunner talkative = (command, output) -> {
            PLANTED.values().forEach(output);
            output.accept("this program also said PGPASSWORD=hunter2env");
            return quiet.run(command, output);
        };
        return new EmbeddedWorld(
                world.estate(),
                world.clients(),
                world.http(),
                world.dns(),
                world.sql(),
                talkative,
                world.workingCopy());
    }

    @Test
    void no_secret_is_in_any_file_that_was_written() throws IOException {
        List<Path> files;
        try (var all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        for (var file : files) {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            PLANTED.keySet()
                    .forEach(secret -> assertThat(text.contains(secret))
                            .as(secret + " in " + folder.relativize(file))
                            .isFalse());
        }
        var report = report();
        PLANTED.keySet().forEach(secret -> assertThat(report).doesNotContain(secret));
        assertThat(report).as("but that something was said is there").contains("[redacted: password in a URL]");
        assertThat(new String(entry(bundle, "events.jsonl"), StandardCharsets.UTF_8))
                .as("reads are counted again and again, not only at the end")
                .satisfies(events -> assertThat(events.split("\"kind\":\"reads.summary\"", -1))
                        .hasSizeGreaterThan(40));
    }

    private String report() throws IOException {
        try (var reader = new PdfReader(entry(bundle, "report.pdf"))) {
            var text = new StringBuilder();
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page));
            }
            return text.toString().replaceAll("\\s+", " ");
        }
    }

    @Test
    void every_ocsf_event_is_an_api_activity() throws IOException {
        Schema schema;
        try (var in = RehearsalEvidenceTest.class.getResourceAsStream("/audit/ocsf-api-activity.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        }
        for (var file : List.of(bundle, part)) {
            var lines = new String(entry(file, "ocsf.jsonl"), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSizeGreaterThan(150);
            var faults = new ArrayList<String>();
            for (var line : lines) {
                var errors = schema.validate(line, InputFormat.JSON);
                if (!errors.isEmpty()) {
                    faults.add(errors + " in " + line);
                }
            }
            System.out.println(lines.size() + " OCSF events, " + faults.size() + " not valid");
            assertThat(faults).isEmpty();
        }
        assertThat(schema.validate("{\"class_uid\":6003}", InputFormat.JSON))
                .as("the schema can fail")
                .isNotEmpty();
    }

    @Test
    void the_bundle_and_a_part_of_it_verify() {
        assertThat(new Verifier(TrailProgress.SILENT).verify(bundle)).isInstanceOf(TrailVerdict.Verified.class);
        assertThat(new Verifier(TrailProgress.SILENT).verify(part))
                .isInstanceOfSatisfying(
                        TrailVerdict.Verified.class,
                        v -> assertThat(v.partial()).isPresent());
        assertThat(new Verifier(TrailProgress.SILENT).verify(state)).isInstanceOf(TrailVerdict.Verified.class);
    }

    private static byte[] entry(Path zip, String name) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            var entry = file.getEntry(name);
            return file.getInputStream(entry).readAllBytes();
        }
    }
}
