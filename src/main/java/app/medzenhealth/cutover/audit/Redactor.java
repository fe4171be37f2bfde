package app.medzenhealth.cutover.audit;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes secrets out of what is about to be written: values it was told of, in the encodings they travel in, and whatever looks
 * like a credential. What is public but looks random (ARNs, hashes, request ids, fingerprints) stays. For many threads.
 */
public final class Redactor {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHORTEST_SECRET = 4;

    private static final int MOST_REMEMBERED = 8_192;
    private static final int LONGEST_REMEMBERED = 128;
    private static final List<String> NAMING = List.of("name", "Name", "key", "Key", "parameterKey", "ParameterKey");
    private static final String VALUE = "value";

    /** Of whoever signs: Ed25519 in the X.509 form (RFC 8410, section 4), in Base64. Its letters look as random as a secret's. */
    private static final Pattern PUBLIC_KEY = Pattern.compile("MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=");

    private static final Map<String, Boolean> SECRET_NAMES = new ConcurrentHashMap<>();

    private volatile Known known = new Known(List.of(), List.of(), new ConcurrentHashMap<>());

    /**
     * @param forms encoded forms of every value to protect, longest first
     * @param solid the same without line breaks
     * @param clean short texts in which nothing was found: most of what is recorded was recorded before
     */
    private record Known(List<String> forms, List<String> solid, Map<String, Boolean> clean) {}

    /** Makes sure that this value is never written, in whatever encoding. Shorter than 4 characters is not protected. */
    public synchronized void protect(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            return;
        }
        var forms = new LinkedHashSet<String>(known.forms());
        forms.addAll(SecretForms.of(secret));
        var longestFirst = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        known = new Known(longestFirst, SecretForms.solid(longestFirst), new ConcurrentHashMap<>());
    }

    /** Whether nothing was found in this text lately, and it is whole: no half of a surrogate pair. */
    boolean isKnownClean(String text) {
        return known.clean().containsKey(text);
    }

    /** Whether something in the text was taken out: what it stood for nobody can tell any more. */
    public static boolean isMarked(String text) {
        return text.contains(SecretRules.MARK);
    }

    /** The text without secrets. */
    public String text(String text) {
        if (text.length() < SHORTEST_SECRET) {
            return text;
        }
        var now = known;
        if (now.clean().containsKey(text)) {
            return text;
        }
        var left = text;
        for (var form : now.forms()) {
            if (left.contains(form)) {
                left = left.replace(form, SecretRules.mark("credential"));
            }
        }
        left = SecretForms.unwrapped(left, now.solid());
        if (left.equals(text) && (PUBLIC_KEY.matcher(text).matches() || isSignedAndClean(text))) {
            return text;
        }
        var lower = left.toLowerCase(Locale.ROOT);
        for (var rule : SecretRules.ALL) {
            if (rule.possible(lower)) {
                left = rule.replaceIn(left);
            }
        }
        if (left.equals(text)
                && text.length() <= LONGEST_REMEMBERED
                && text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            remember(now.clean(), text, Boolean.TRUE);
        }
        return left;
    }

    /**
     * Whether this is a challenge or a response in which nothing is found. Their letters look random, and now and then like some
     * vendor's token; one of them changed, and nobody can show any more what was signed.
     */
    private boolean isSignedAndClean(String text) {
        return SignedText.in(text)
                .filter(JsonNode::isObject)
                .map(said -> ((ObjectNode) said).without("signature"))
                .filter(said -> plain(said).equals(said))
                .isPresent();
    }

    private static void remember(Map<String, Boolean> memory, String text, Boolean answer) {
        if (memory.size() >= MOST_REMEMBERED) {
            memory.clear();
        }
        memory.put(text, answer);
    }

    /** A JSON object or array without secrets, and still JSON; any other text as {@link #text}. */
    public String json(String json) {
        if (!json.startsWith("{") && !json.startsWith("[")) {
            return text(json);
        }
        try {
            return JSON.writeValueAsString(plain(JSON.readTree(json)));
        } catch (JacksonException e) {
            return text(json);
        }
    }

    private JsonNode plain(JsonNode node) {
        return switch (node) {
            case StringNode string -> StringNode.valueOf(text(string.stringValue()));
            case ArrayNode array -> {
                var copy = JSON.createArrayNode();
                array.forEach(element -> copy.add(plain(element)));
                yield copy;
            }
            case ObjectNode object -> {
                var copy = JSON.createObjectNode();
                object.properties()
                        .forEach(member -> copy.set(
                                text(member.getKey()),
                                member.getValue() instanceof StringNode value
                                                && hides(member.getKey(), Map.of(), value.stringValue())
                                        ? StringNode.valueOf(SecretRules.mark("value of " + member.getKey()))
                                        : plain(member.getValue())));
                yield copy;
            }
            default -> node;
        };
    }

    /** Whether a value under this name is a secret by its name alone. */
    static boolean isSecretName(String name) {
        var known = SECRET_NAMES.get(name);
        if (known == null) {
            known = SecretRules.NAME.matcher(name).matches();
            if (name.length() <= LONGEST_REMEMBERED) {
                remember(SECRET_NAMES, name, known);
            }
        }
        return known;
    }

    /** Of a map like {@code {name: DB_PASSWORD, value: …}}: the name, if it is a secret's; else empty. */
    private static String secretNamedIn(Map<?, ?> map) {
        for (var key : NAMING) {
            if (map.get(key) instanceof String name && isSecretName(name)) {
                return name;
            }
        }
        return "";
    }

    /** Whether the value must not be written because of the name it stands under, or the name beside it in the map. */
    boolean hides(String name, Map<?, ?> map, String value) {
        return !secretName(name, map).isEmpty() && !SecretRules.isPublic(value);
    }

    /** The name that makes the value under {@code name} a secret; empty if none does. */
    String secretName(String name, Map<?, ?> map) {
        if (isSecretName(name)) {
            return name;
        }
        return name.regionMatches(true, name.length() - VALUE.length(), VALUE, 0, VALUE.length())
                ? secretNamedIn(map)
                : "";
    }
}
