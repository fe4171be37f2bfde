package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class HourFactsTest {
    @Test
    void bytes_behind_are_the_difference_of_two_positions_in_hexadecimal_halves() {
        assertThat(HourFacts.bytes("4/8F3A2C10", "4/8F3A2C10")).contains(BigInteger.ZERO);
        assertThat(HourFacts.bytes("4/8F3A2C10", "4/8F3A2C00")).contains(BigInteger.valueOf(16));
        assertThat(HourFacts.bytes("5/00000000", "4/FFFFFFFF")).contains(BigInteger.ONE);
        assertThat(HourFacts.bytes("FFFFFFFF/FFFFFFFF", "0/0"))
                .contains(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
    }

    @Test
    void what_is_no_position_gives_no_difference() {
        assertThat(HourFacts.bytes("", "4/8F3A2C10")).isEmpty();
        assertThat(HourFacts.bytes("4/8F3A2C10", "unknown")).isEmpty();
    }

    @Test
    void a_load_balancers_name_is_said_by_what_differs() {
        assertThat(HourFacts.shortly("medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com"))
                .isEqualTo("medzen-ehrbase-alb-554519184 · eu-west-1");
        assertThat(HourFacts.shortly("ehr.medzenhealth.app")).isEqualTo("ehr.medzenhealth.app");
    }
}
