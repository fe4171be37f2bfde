package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Webhook;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies in the shapes that their receivers document, and text that stays text in each. */
class WebhookBodyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUBJECT = "Window open: team on standby";
    private static final String TEXT = "Stay here.\n\n<!channel> A & B [click](https://evil.example) *now*";

    private static JsonNode body(Webhook.Kind kind) {
        return JSON.readTree(WebhookBody.of(kind, SUBJECT, TEXT, Map.of("message", "t-0-team")));
    }

    /**
     * One property {@code text}: https://api.slack.com/incoming-webhooks. Ampersand, less-than and greater-than as entities, and only
     * these: https://api.slack.com/docs/message-formatting ({@code <!channel>} would wake everybody).
     */
    @Test
    void slack_gets_its_text_with_the_three_control_characters_escaped() {
        assertThat(body(Webhook.Kind.SLACK).propertyNames()).containsExactly("text");
        assertThat(body(Webhook.Kind.SLACK).get("text").asString())
                .isEqualTo(
                        SUBJECT + "\n\nStay here.\n\n&lt;!channel&gt; A &amp; B [click](https://evil.example) *now*");
    }

    /**
     * {@code type} message, one attachment with the card's content type and the card: msteams-docs, connectors-using.md, “Send adaptive
     * cards using an incoming webhook”. “Markdown is not supported” in a TextRun, since 1.2: adaptive-cards/schema-explorer/text-run.
     */
    @Test
    void teams_gets_an_adaptive_card_in_whose_text_nothing_is_a_link() {
        var message = body(Webhook.Kind.TEAMS);
        assertThat(message.get("type").asString()).isEqualTo("message");
        assertThat(message.get("attachments").size()).isEqualTo(1);
        var attachment = message.get("attachments").get(0);
        assertThat(attachment.get("contentType").asString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        var card = attachment.get("content");
        assertThat(card.get("$schema").asString()).isEqualTo("http://adaptivecards.io/schemas/adaptive-card.json");
        assertThat(card.get("type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.get("version").asString()).isEqualTo("1.2");
        assertThat(card.get("body").valueStream())
                .hasSize(3)
                .allSatisfy(b -> assertThat(b.get("type").asString()).isEqualTo("RichTextBlock"))
                .extracting(b -> b.get("inlines").get(0).get("text").asString())
                .containsExactly(SUBJECT, "Stay here.", "<!channel> A & B [click](https://evil.example) *now*");
    }

    @Test
    void anything_else_gets_the_parts_by_name() {
        var body = body(Webhook.Kind.JSON);
        assertThat(body.get("message").asString()).isEqualTo("t-0-team");
        assertThat(body.get("subject").asString()).isEqualTo(SUBJECT);
        assertThat(body.get("text").asString()).isEqualTo(TEXT);
    }
}
