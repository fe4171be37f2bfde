package app.medzenhealth.cutover.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class EnrolmentRuleTest {
    private static final String LEAD = "lead@medzenhealth.app";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void another_person_with_a_key_of_the_right_length_may_be_enrolled() {
        assertThat(EnrolmentRule.problem("dba@medzenhealth.app", KEY, LEAD)).isEmpty();
    }

    @Test
    void nobody_becomes_their_own_second_person() {
        assertThat(EnrolmentRule.problem("LEAD@medzenhealth.app ", KEY, LEAD))
                .contains("the second person is another one");
    }

    @Test
    void a_key_that_is_none_is_refused_in_words() {
        assertThat(EnrolmentRule.problem("dba", "not base64!", LEAD)).isEqualTo("The key is not base64.");
        assertThat(EnrolmentRule.problem("dba", "QUJD", LEAD)).contains("has 3");
        assertThat(EnrolmentRule.problem("dba", " ", LEAD)).isEqualTo("Their public key is needed.");
        assertThat(EnrolmentRule.problem("", KEY, LEAD)).isEqualTo("A name is needed.");
    }
}
