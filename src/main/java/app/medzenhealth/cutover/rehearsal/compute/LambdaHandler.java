package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a function's code does with an event. */
@FunctionalInterface
public interface LambdaHandler {

    /** @param event parsed, never null */
    Result handle(JsonNode event);

    /** How an invocation ended. */
    sealed interface Result {
        /** @param payload JSON */
        record Returned(String payload) implements Result {}

        /** The code threw: the service answers 200 and {@code X-Amz-Function-Error: Unhandled}. */
        record Threw(String type, String message) implements Result {}
    }

    /** The handlers of the whole estate by function name: the same code behaves the same in every region. */
    final class Registry {
        private final Map<String, LambdaHandler> handlers = new HashMap<>();

        public static Registry of(Estate estate) {
            return estate.state(Registry.class, "global", Registry::new);
        }

        public Registry put(String function, LambdaHandler handler) {
            handlers.put(function, handler);
            return this;
        }

        /** Without a handler of its own a function answers an API-like 200 to any object. */
        Result run(String function, String payload) {
            JsonNode event;
            try {
                event = payload.isBlank()
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().readTree(payload);
            } catch (JacksonException e) {
                return new Result.Threw("SyntaxError", "Unexpected token in JSON");
            }
            return handlers.getOrDefault(function, Registry::plain).handle(event);
        }

        private static Result plain(JsonNode event) {
            return event.isObject()
                    ? new Result.Returned("{\"statusCode\":200,\"body\":\"{\\\"ok\\\":true}\"}")
                    : new Result.Threw("TypeError", "Cannot read properties of undefined (reading 'body')");
        }
    }
}
