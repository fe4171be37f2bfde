package app.medzenhealth.cutover.action.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LsnTest {
    @Test
    void positions_are_compared_as_numbers_not_as_text() {
        var earlier = Lsn.parse("4/8F3A2C10").orElseThrow();
        var later = Lsn.parse("10/1").orElseThrow();
        assertThat(earlier).isLessThan(later);
        assertThat(Lsn.parse("0/10").orElseThrow().bytesTo(Lsn.parse("0/20").orElseThrow()))
                .isEqualTo(16);
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF").orElseThrow()).isGreaterThan(later);
    }

    @Test
    void what_is_no_position_is_empty() {
        assertThat(Lsn.parse("")).isEmpty();
        assertThat(Lsn.parse("none")).isEmpty();
    }
}
