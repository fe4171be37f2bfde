package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.compute.LambdaHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What medzen-ai-chat-handler answers: it wants a body that is JSON with a message. */
final class AiChat implements LambdaHandler {

    @Override
    public Result handle(JsonNode event) {
        if (!event.isObject() || !event.path("body").isString()) {
            return new Result.Threw("TypeError", "Cannot read properties of undefined (reading 'body')");
        }
        JsonNode body;
        try {
            body = JsonMapper.shared().readTree(event.path("body").stringValue());
        } catch (JacksonException e) {
            return new Result.Threw("SyntaxError", "Unexpected token in JSON at position 0");
        }
        if (body.path("message").isMissingNode()) {
            return new Result.Returned("{\"statusCode\":400,\"body\":\"{\\\"error\\\":\\\"message is missing\\\"}\"}");
        }
        return new Result.Returned(
                "{\"statusCode\":200,\"body\":\"{\\\"reply\\\":\\\"Hello! How can I help you?\\\",\\\"model\\\":\\\"claude\\\"}\"}");
    }
}
