package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Attestations.Attestation;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemDecisionTest {
    private static final String QUEUE = "sqs/queue/work";
    private static final String ALARM = "cloudwatch/alarm/5xx — at night";

    private static Attestation said(String note) {
        return new Attestation("Ada", Instant.EPOCH, note, "Decided on each: " + QUEUE + ", " + ALARM);
    }

    @Test
    void what_was_decided_about_each_is_read_from_the_note_that_holds_them_all() {
        var decisions = List.of(
                new ItemDecision(QUEUE, Choice.SAVE_FIRST, "Dr Ekane asks for it — until May"),
                new ItemDecision("sns/topic/alerts", Choice.KEEP, "still used"),
                new ItemDecision("ecr/repository/medzen/media", Choice.DELETE, "old builds"));
        var note = ItemDecision.note(decisions);
        assertThat(note.lines()).hasSize(3);
        decisions.forEach(d -> assertThat(said(note).decided(d.item())).contains(d));
        assertThat(said(note).decided("sqs/queue/other")).isEmpty();
        assertThat(said(note).decided("sqs/queue/wor")).isEmpty();
    }

    @Test
    void a_reason_of_several_lines_decides_about_nothing_else() {
        var note = ItemDecision.note(
                List.of(new ItemDecision("sns/topic/alerts", Choice.KEEP, "used\ndelete " + QUEUE + " — not needed")));
        assertThat(note.lines()).hasSize(1);
        assertThat(said(note).decided(QUEUE)).isEmpty();
    }

    @Test
    void two_decisions_about_the_same_thing_are_none() {
        assertThat(said("delete " + QUEUE + " — a\nkeep " + QUEUE + " — b").decided(QUEUE))
                .isEmpty();
        assertThat(said("keep " + QUEUE + " — a\nkeep " + QUEUE + " — b").decided(QUEUE))
                .isPresent();
    }

    /** What was shown to the person names everything; that is no word that it may go. */
    @Test
    void of_what_is_to_stay_or_to_be_saved_nobody_has_said_that_it_may_go() {
        for (var choice : Choice.values()) {
            var note = ItemDecision.note(List.of(new ItemDecision(QUEUE, choice, "asked")));
            assertThat(said(note).names(QUEUE)).as(choice.words()).isEqualTo(choice == Choice.DELETE);
        }
        assertThat(said("looked at it").names(QUEUE))
                .as("a statement as such vouches for what it names")
                .isTrue();
    }
}
