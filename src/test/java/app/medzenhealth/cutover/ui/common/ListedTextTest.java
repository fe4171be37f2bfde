package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListedTextTest {
    private static final String SWEPT =
            "3 items are open: FAIL volumes: vol-1 is there; UNKNOWN queues: AccessDenied; FAIL rules: two are left";

    @Test
    void what_a_sentence_counts_up_is_a_list_under_what_it_says_first() {
        assertThat(ListedText.head(SWEPT)).isEqualTo("3 items are open:");
        assertThat(ListedText.items(SWEPT))
                .containsExactly(
                        "FAIL volumes: vol-1 is there", "UNKNOWN queues: AccessDenied", "FAIL rules: two are left");
    }

    @Test
    void a_sentence_stays_a_sentence() {
        var said = "InvalidDBInstanceState: instance is backing-up; wait (request 5d1c…)";
        assertThat(ListedText.head(said)).isEqualTo(said);
        assertThat(ListedText.items(said)).isEmpty();
    }
}
