package app.medzenhealth.cutover.wire.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Form-encoded parameters. */
final class Query {

    private Query() {}

    static Map<String, String> parameters(String encoded) {
        var found = new LinkedHashMap<String, String>();
        for (var part : encoded.split("&")) {
            if (!part.isEmpty()) {
                var equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                var value = equals < 0 ? "" : part.substring(equals + 1);
                found.merge(decoded(name), decoded(value), (a, b) -> a + "\u0000" + b);
            }
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
