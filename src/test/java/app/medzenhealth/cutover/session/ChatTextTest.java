package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChatTextTest {
    @Test
    void a_text_comes_back_as_it_was() {
        var text = "{\"changes\":[\"eu-west-1 medzen-ehrbase-db status: available → absent\"]}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ChatText.unpacked(ChatText.packed(text))).isEqualTo(text);
        assertThat(ChatText.unpacked(text))
                .as("as it was, if it never was packed")
                .isEqualTo(text);
    }

    @Test
    void forty_changes_fit_into_one_message_of_a_chat() {
        var text = new StringBuilder("{");
        for (var i = 0; i < 40; i++) {
            text.append("\"af-south-1 /aws/lambda/medzen-function-")
                    .append(i * 7919 % 1000)
                    .append(" log group: present → deleted\",");
        }
        var characters = ChatText.packed(text.toString().getBytes(StandardCharsets.UTF_8)).length * 4 / 3 + 8;
        System.out.println("a challenge of 40 changes takes about " + characters + " characters");
        assertThat(characters).isLessThan(2_000);
    }

    @Test
    void what_grows_without_end_or_is_damaged_is_refused() {
        assertThatThrownBy(() -> ChatText.unpacked(ChatText.packed(new byte[ChatText.LARGEST + 1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChatText.unpacked(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }
}
