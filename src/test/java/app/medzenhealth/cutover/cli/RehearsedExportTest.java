package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rehearsal has a time of its own, and its evidence speaks of no other. */
class RehearsedExportTest {
    private static final InstantSource REHEARSED = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));
    private static final Pattern TIME = Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(TrailExport.Format.class)
    void what_is_exported_of_a_rehearsal_stands_at_the_rehearsals_own_time(TrailExport.Format format) throws Exception {
        var state = temporary.resolve("state");
        var world = new SessionWorld(
                SessionView.Mode.REHEARSAL,
                "aws",
                "123456789012",
                Optional.empty(),
                "p",
                "0".repeat(64),
                Optional.empty());
        try (var store = Store.open(StateDirectory.at(state), REHEARSED);
                var trail =
                        DurableTrail.open(store, SigningKey.of(store.directory()), "s1", REHEARSED, new Redactor())) {
            trail.append("console", "session.open", "", world.recorded());
        }
        var out = temporary.resolve("out");
        var text = new StringWriter();
        var writer = new PrintWriter(text, true);

        var exit = Main.commandLine()
                .setOut(writer)
                .setErr(writer)
                .execute(
                        "audit",
                        "export",
                        "--format",
                        format.name(),
                        "--out",
                        out.toString(),
                        "--state",
                        state.toString());

        assertThat(exit).as(text.toString()).isZero();
        var records = new ArrayList<String>();
        try (var reader = TrailReader.open(state.resolve("cutover.db"))) {
            reader.each(1, Long.MAX_VALUE, (seq, jcs, leaf) -> records.add(new String(jcs, StandardCharsets.UTF_8)));
        }
        assertThat(records).hasSizeGreaterThan(2).allSatisfy(r -> assertThat(r).contains("\"at\":\"2026-01-12T08:00"));
        var events = Files.readString(out, StandardCharsets.ISO_8859_1).lines().filter(l -> l.contains("\"at\":"));
        assertThat(events.flatMap(l -> TIME.matcher(l).results().map(MatchResult::group)))
                .allMatch("2026-01-12T08:00"::equals);
    }
}
