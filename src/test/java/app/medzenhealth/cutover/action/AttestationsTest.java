package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Attestations.Attestation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttestationsTest {
    private static final Instant AT = Instant.parse("2026-01-12T08:00:00Z");

    private static Attestations of(Attestation made) {
        return step -> Optional.of(made).filter(_ -> step.equals("3.1"));
    }

    @Test
    void a_name_counts_where_it_stands_as_a_word_and_not_as_a_part_of_another() {
        var statement = new Attestation("ada", AT, "users, sessions; and old-users.", "Nobody needs: audit:log");
        assertThat(List.of("users", "sessions", "old-users", "audit", "log"))
                .allSatisfy(n -> assertThat(statement.names(n)).as(n).isTrue());
        assertThat(List.of("user", "old", "sessions;", "Users", "old-users."))
                .allSatisfy(n -> assertThat(statement.names(n)).as(n).isFalse());
    }

    @Test
    void a_decision_to_keep_a_thing_is_no_statement_that_it_may_go() {
        var decided = new Attestation(
                "ada",
                AT,
                ItemDecision.note(List.of(
                        new ItemDecision("sqs/queue/work", ItemDecision.Choice.KEEP, "in use"),
                        new ItemDecision("sqs/queue/test", ItemDecision.Choice.DELETE, "only tests"))));
        assertThat(decided.names("sqs/queue/work")).isFalse();
        assertThat(decided.names("sqs/queue/test")).isTrue();
    }

    @Test
    void a_script_says_who_had_named_which_of_them_when_it_was_saved() {
        var made = of(new Attestation("ada", AT, "users"));
        assertThat(made.told("3.1", List.of("users", "sessions", "log")))
                .isEqualTo("when this was saved, ada had named users not named sessions, log");
        assertThat(made.told("3.1", List.of("users"))).isEqualTo("when this was saved, ada had named users");
        assertThat(made.told("3.2", List.of("users")))
                .isEqualTo("when this was saved, nobody had stated anything in step 3.2");
    }

    @Test
    void a_session_that_keeps_none_of_it_knows_of_no_decision_and_no_time() {
        var made = of(new Attestation("ada", AT, "users"));
        assertThat(made.decision("3.1", "users")).isEmpty();
        assertThat(made.begun("3.1")).isEmpty();
        assertThat(made.done("3.1")).isEmpty();
    }

    @Test
    void a_cell_says_who_stated_where_that_no_copy_is_needed() {
        assertThat(new Attestation("ada", AT, "").nobodyNeeds("3.1"))
                .isEqualTo("no copy: ada stated in step 3.1 that nobody needs it");
    }
}
