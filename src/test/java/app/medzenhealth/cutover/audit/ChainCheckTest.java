package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
