package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTextTest {

    private final AnswerText answer = new AnswerText(
            "{\"statusCode\":200,\"body\":\"{\\\"reply\\\":\\\"hi\\\",\\\"list\\\":[1,2]}\",\"none\":null}");

    @Test
    void a_pointer_finds_a_value() {
        assertThat(answer.at("/statusCode")).contains("200");
    }

    @Test
    void a_pointer_leads_into_json_that_stands_as_text() {
        assertThat(answer.at("/body/reply")).contains("hi");
        assertThat(answer.at("/body/list/1")).contains("2");
    }

    @Test
    void what_is_not_there_or_null_is_missing() {
        assertThat(answer.at("/none")).isEmpty();
        assertThat(answer.at("/other/deeper")).isEmpty();
        assertThat(new AnswerText("no json").at("/a")).isEmpty();
    }
}
