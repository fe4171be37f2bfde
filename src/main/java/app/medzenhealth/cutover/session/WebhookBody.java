package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Webhook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A message as a webhook takes it. The text is text everywhere: nothing in it becomes a mention, a link or a format. */
final class WebhookBody {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WebhookBody() {}

    /**
     * The body of the request, JSON in UTF-8.
     *
     * @param about further members of a generic object
     */
    static String of(Webhook.Kind kind, String subject, String text, Map<String, String> about) {
        return JSON.writeValueAsString(
                switch (kind) {
                    case JSON -> generic(subject, text, about);
                    case SLACK -> slack(subject, text);
                    case TEAMS -> teams(subject, text);
                });
    }

    private static Map<String, Object> generic(String subject, String text, Map<String, String> about) {
        var body = new LinkedHashMap<String, Object>(about);
        body.put("subject", subject);
        body.put("text", text);
        return body;
    }

    /**
     * An object with {@code text}; the three control characters of its markup are escaped
     * (https://api.slack.com/incoming-webhooks, https://api.slack.com/docs/message-formatting).
     */
    private static Map<String, Object> slack(String subject, String text) {
        var words = (subject + "\n\n" + text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return Map.of("text", words);
    }

    /**
     * A message with one Adaptive Card as attachment
     * (https://github.com/MicrosoftDocs/msteams-docs/blob/main/msteams-platform/webhooks-and-connectors/how-to/connectors-using.md).
     * In the text of a {@code TextRun} Markdown is not read
     * (https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run); a line of its own each, for it says nothing of line breaks.
     */
    private static Map<String, Object> teams(String subject, String text) {
        var blocks = new ArrayList<Map<String, Object>>();
        blocks.add(block(run(subject, "Bolder")));
        text.lines().filter(l -> !l.isBlank()).forEach(l -> blocks.add(block(run(l, "Default"))));
        var card = new LinkedHashMap<String, Object>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.2");
        card.put("body", blocks);
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("content", card);
        var message = new LinkedHashMap<String, Object>();
        message.put("type", "message");
        message.put("attachments", List.of(attachment));
        return message;
    }

    private static Map<String, Object> block(Map<String, Object> run) {
        var block = new LinkedHashMap<String, Object>();
        block.put("type", "RichTextBlock");
        block.put("inlines", List.of(run));
        return block;
    }

    private static Map<String, Object> run(String text, String weight) {
        var run = new LinkedHashMap<String, Object>();
        run.put("type", "TextRun");
        run.put("text", text);
        run.put("weight", weight);
        return run;
    }
}
