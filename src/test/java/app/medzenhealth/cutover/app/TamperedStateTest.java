package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.ExpectedTrail;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.store.Passphrase;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.TrailReader.StateRow;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of which somebody has changed what it decides by, without the console. */
class TamperedStateTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();

    @TempDir
    Path folder;

    private StateDirectory state() {
        return StateDirectory.at(folder.resolve("state"));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state().database());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private TrailVerdict verify() {
        try (var progress = ProgressLine.onTerminal()) {
            return TrailEvidence.verify(state().path(), ExpectedTrail.ANYTHING, Passphrase.NONE, progress);
        }
    }

    @Test
    void a_session_that_nobody_touched_is_verified_and_goes_on() throws Exception {
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            var session = desk.workplace().session();
            var outcome = new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.phases().stream()
                                    .flatMap(p -> p.steps().stream())
                                    .filter(s -> s.state().settled())
                                    .count()
                            >= 12);
            assertThat(outcome.stoppedAt()).contains("as far as asked");
        }
        assertThat(verify()).isInstanceOf(TrailVerdict.Verified.class);
        RehearsalApp.resume(SHIPPED, state(), RehearsalApp.all(SHIPPED, state()).getFirst())
                .close();
    }

    @Test
    void it_is_not_opened_before_somebody_looked_and_says_what_differs() throws Exception {
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            var session = desk.workplace().session();
            session.enrol(desk.second().name(), desk.second().publicKey(), desk.lead());
            session.hold(desk.lead());
        }
        assertThat(verify()).isInstanceOf(TrailVerdict.Verified.class);
        execute("DELETE FROM setting WHERE key LIKE 'hold%'");
        assertThat(verify().exitCode()).isEqualTo(Exit.TAMPERED);
        var before = List.copyOf(records());
        var refused = Assertions.catchThrowableOfType(
                TrailUnavailable.class,
                () -> RehearsalApp.resume(
                                SHIPPED,
                                state(),
                                RehearsalApp.all(SHIPPED, state()).getFirst())
                        .close());
        assertThat(refused).hasMessageContaining("hold/hold").hasMessageContaining("the table says nothing");
        assertThat(Failure.of(refused).exit()).isEqualTo(Exit.TAMPERED);
        assertThat(records()).as("no call, and nothing of a session").containsExactlyElementsOf(before);
    }

    /** Kinds, without the checkpoint that each closing writes. */
    private List<String> records() throws Exception {
        try (var records = Records.open(state(), "look", java.time.InstantSource.system())) {
            return records.trail()
                    .records(1, Long.MAX_VALUE)
                    .map(r -> r.kind())
                    .filter(k -> !k.equals("checkpoint"))
                    .toList();
        }
    }

    @Test
    void tokens_of_an_older_consoles_session_are_taken_over_once_and_belong_to_the_records_from_then_on()
            throws Exception {
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            desk.workplace().records().trail().requireFollowed();
            var made = desk.workplace().records().made();
            var session = desk.workplace().records().trail().session();
            var planted = List.of(new StateRow("setting", session, "token/5.3 create", "\"cutover-1\""));
            assertThat(made.unrecordedTokens(session, planted))
                    .as("recorded by this console")
                    .isEmpty();
            assertThat(new TablesFromRecords().unrecordedTokens(session, planted))
                    .isEqualTo(Map.of("5.3 create", "cutover-1"));
        }
        execute(
                "INSERT INTO setting SELECT DISTINCT session, 'token/5.3 create', '\"cutover-1\"' FROM setting LIMIT 1");
        assertThat(verify().exitCode()).isEqualTo(Exit.TAMPERED);
    }

    @Test
    void records_that_nobody_with_the_key_wrote_are_not_exported() throws Exception {
        RehearsalApp.begin(SHIPPED, state()).close();
        execute("INSERT INTO record SELECT seq + 1, jcs, leaf FROM record ORDER BY seq DESC LIMIT 1");
        var out = folder.resolve("out.zip");
        try (var progress = ProgressLine.onTerminal()) {
            assertThat(Assertions.catchThrowableOfType(
                                    TrailUnavailable.class,
                                    () -> new TrailEvidence(
                                                    PlanFile.SHIPPED, new StateFolder(Optional.of(state().path())))
                                            .export(
                                                    StateFolder.REHEARSAL,
                                                    TrailExport.Format.BUNDLE,
                                                    Selection.EVERYTHING,
                                                    out,
                                                    false,
                                                    progress))
                            .verdict()
                            .orElseThrow()
                            .exitCode())
                    .isEqualTo(Exit.TAMPERED);
        }
        assertThat(out).doesNotExist();
    }
}
