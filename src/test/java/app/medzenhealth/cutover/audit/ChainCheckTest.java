package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records whose chain of hashes is right and whose numbers are not: who forges one can compute the other. */
final class ChainCheckTest {

    private static byte[] record(long seq, byte[] before) {
        var prev = before.length == 0 ? ChainCheck.FIRST_PREV : Sha256.hex(new Sha256().of(before));
        return Jcs.bytes(
                new AuditRecord(1, seq, "2026-01-12T02:00:00.000000Z", "s", "lead", "note", "", Map.of(), prev));
    }

    @Test
    void records_in_order_are_followed() throws Exception {
        var check = new ChainCheck();
        byte[] before = {};
        for (long seq = 1; seq <= 3; seq++) {
            before = record(seq, before);
            assertThat(check.record(before)).hasSize(Sha256.LENGTH);
        }
    }

    @Test
    void a_number_that_is_repeated_left_out_or_turned_back_is_tampering_whatever_the_hashes_say() throws Exception {
        for (long wrong : List.of(-1L, 0L, 1L, 2L, 4L, Long.MAX_VALUE >> 11)) {
            var check = new ChainCheck();
            var first = record(1, new byte[0]);
            var second = record(2, first);
            check.record(first);
            check.record(second);
            var forged = record(wrong, second);

            assertThatThrownBy(() -> check.record(forged))
                    .as("number " + wrong + " in the place of 3")
                    .isInstanceOf(TrailFault.class)
                    .hasMessageContaining("record " + wrong + " stands in its place");
        }
    }

    @Test
    void a_record_that_does_not_follow_the_one_before_is_told_from_it() throws Exception {
        var check = new ChainCheck();
        var first = record(1, new byte[0]);
        check.record(first);

        assertThatThrownBy(() -> check.record(record(2, record(1, first))))
                .isInstanceOf(TrailFault.class)
                .hasMessageContaining("its hash is not the prev of record 2");
    }

    /** Each follows the one before, whatever it says. */
    private static List<byte[]> chain(Object... kindsAndIntents) {
        var chain = new ArrayList<byte[]>();
        var prev = ChainCheck.FIRST_PREV;
        for (var i = 0; i < kindsAndIntents.length; i += 2) {
            var record = Jcs.bytes(new AuditRecord(
                    1,
                    i / 2 + 1,
                    "2026-01-12T02:00:00.000000Z",
                    "s",
                    "lead",
                    String.valueOf(kindsAndIntents[i]),
                    "",
                    Map.of("intent", kindsAndIntents[i + 1]),
                    prev));
            prev = Sha256.hex(new Sha256().of(record));
            chain.add(record);
        }
        return chain;
    }

    private static ChainCheck followed(List<byte[]> chain) throws TrailFault {
        var check = new ChainCheck();
        for (var record : chain) {
            check.record(record);
        }
        check.settle();
        return check;
    }

    @Test
    void the_first_record_follows_nothing() {
        assertThatThrownBy(() -> new ChainCheck().record(record(1, record(1, new byte[0]))))
                .isInstanceOf(TrailFault.class)
                .hasMessageContaining("the first record must follow nothing");
    }

    @Test
    void a_version_that_is_not_known_is_not_called_tampered() {
        var other = Jcs.bytes(new AuditRecord(
                2, 1, "2026-01-12T02:00:00.000000Z", "s", "lead", "note", "", Map.of(), ChainCheck.FIRST_PREV));
        assertThatThrownBy(() -> new ChainCheck().record(other))
                .isInstanceOf(TrailFault.class)
                .hasMessageContaining("record 1 is of version 2, which is not known here");
    }

    @Test
    void what_is_no_record_in_canonical_form_is_refused() {
        var spaced = new String(record(1, new byte[0]), StandardCharsets.UTF_8).replace("{\"a", "{ \"a");
        assertThatThrownBy(() -> new ChainCheck().record(spaced.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(TrailFault.class)
                .hasMessageContaining("it is not a record in canonical form");
    }

    @Test
    void what_was_followed_is_known_to_the_record() throws Exception {
        var chain = chain("note", 0L, "call.intent", 0L, "call.outcome", 2L);
        var check = followed(chain);
        assertThat(check.size()).isEqualTo(3);
        assertThat(check.records()).isEqualTo(3);
        assertThat(check.kind()).isEqualTo("call.outcome");
        assertThat(check.last()).isEqualTo(new Sha256().of(chain.getLast()));
        assertThat(check.root()).isEqualTo(check.tree().root());
        assertThat(check.newest()).contains(Instant.parse("2026-01-12T02:00:00Z"));
        assertThat(check.claims())
                .isEqualTo(
                        "0 approvals: each the signature of an enrolled person; 1 outcome: of a call that was begun");
    }

    @Test
    void the_end_of_what_was_never_begun_or_ended_before_is_tampering() {
        for (var what : List.of("call", "command")) {
            var intent = what + ".intent";
            var outcome = what + ".outcome";
            for (var chain : List.of(
                    chain(outcome, 1L),
                    chain("note", 0L, outcome, 1L),
                    chain(intent, 0L, outcome, 1L, outcome, 1L),
                    chain(intent, 0L, outcome, 7L))) {
                assertThatThrownBy(() -> followed(chain))
                        .isInstanceOf(TrailFault.class)
                        .hasMessageContaining(
                                "it tells how a " + what + " ended that had not been begun, or had ended before");
            }
        }
        assertThatThrownBy(() -> followed(chain("command.intent", 0L, "call.outcome", 1L)))
                .isInstanceOf(TrailFault.class);
    }

    @Test
    void ends_of_commands_are_counted_apart() throws Exception {
        assertThat(followed(chain("command.intent", 0L, "command.outcome", 1L, "command.intent", 0L))
                        .claims())
                .endsWith("0 outcomes: each of a call that was begun; 1 of commands on the console's machine likewise");
    }

    @Test
    void an_approval_that_nobody_was_asked_for_is_tampering() {
        assertThatThrownBy(() -> followed(chain("approval.accepted", 0L)))
                .isInstanceOf(TrailFault.class)
                .hasMessageContaining("nobody was asked to, or the answer counted already");
    }

    @Test
    void what_follows_on_records_that_are_left_out_is_not_claimed_to_be_checked() throws Exception {
        var whole = chain("call.intent", 0L, "call.outcome", 1L);
        var check = new ChainCheck();
        check.skipped(0, new Sha256().leaf(whole.getFirst()));
        check.record(whole.getLast());
        assertThat(check.records()).isEqualTo(1);
        assertThat(check.size()).isEqualTo(2);
        assertThat(check.root()).isEqualTo(followed(whole).root());
        assertThat(check.claims()).endsWith("; those after records that are left out cannot be checked");
    }

    @Test
    void a_check_that_goes_on_from_another_leaves_that_one_as_it_is() throws Exception {
        var whole = chain("call.intent", 0L, "call.outcome", 1L);
        var before = followed(whole.subList(0, 1));
        var after = new ChainCheck(before, SignatureChecks.atOnce());
        after.record(whole.getLast());
        assertThat(before.size()).isEqualTo(1);
        assertThat(after.root()).isEqualTo(followed(whole).root());
        assertThat(after.claims()).contains("1 outcome: of a call");
        assertThat(before.claims()).contains("0 outcomes: each of a call");
    }
}
