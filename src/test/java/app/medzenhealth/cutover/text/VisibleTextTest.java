package app.medzenhealth.cutover.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void what_a_reader_sees_stays_as_it_is() {
        for (var text : List.of("", "medzen-ehrbase-db", "grüße 👋", "ⲏ 日本語 عربى", "a b", "\u00a0", "e\u0301")) {
            assertThat(VisibleText.plain(text)).isEqualTo(text);
        }
    }

    @Test
    void what_a_terminal_or_a_page_would_obey_is_shown_instead() {
        assertThat(VisibleText.plain("\u001b[2K\rverified")).isEqualTo("\\u001b[2K\\u000dverified");
        assertThat(VisibleText.plain("a\u202eb\u2066c\u200d\ufeff")).isEqualTo("a\\u202eb\\u2066c\\u200d\\ufeff");
        assertThat(VisibleText.plain("one\ntwo\u2028three\u0085\t"))
                .isEqualTo("one\\u000atwo\\u2028three\\u0085\\u0009");
        assertThat(VisibleText.plain("\ud800\udb40\udc41")).isEqualTo("\\ud800\\udb40\\udc41");
        assertThat(VisibleText.lines("one\n\ttwo\r")).isEqualTo("one\n\ttwo\\u000d");
    }

    @Test
    void no_character_that_hides_or_moves_passes() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                                || c == 0x2028
                                || c == 0x2029))
                .allMatch(
                        c -> VisibleText.plain(new String(Character.toChars(c))).startsWith("\\u"));
    }
}
