package app.medzenhealth.cutover.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
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
    private static final int SHORTEST_FRAGMENT = 8;

    private static final String SECRET_WORD =
            "passwords?|passwd|passphrase|pwd|pgpass|db[_-]?pass|secret[_-]?access[_-]?key|secret[_-]?key|secret[_-]?string"
                    + "|secret[_-]?binary|session[_-]?token|security[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token"
                    + "|auth[_-]?token|bearer[_-]?token|api[_-]?key|private[_-]?key|client[_-]?secret|service[_-]?role[_-]?key"
                    + "|anon[_-]?key|jwt[_-]?secret";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(?:.*[^a-z])?(?:" + SECRET_WORD + "|authorization|proxy-authorization|cookie|set-cookie"
                    + "|(?!.*(?:next|request|client|idempotency|continuation|page|pagination)_token).*_token|.*_secret)"
                    + "|(?-i:.*[a-z0-9](?:Passwords?|Passphrase|SecretAccessKey|SecretKey|SecretString|SecretBinary|SessionToken"
                    + "|SecurityToken|AccessToken|RefreshToken|IdToken|AuthToken|ApiKey|APIKey|PrivateKey|ClientSecret))");

    /**
     * What follows the key within a secret in the form in which a container's definition names it, with stage and version or without:
     * a place, and no value (Amazon ECS Developer Guide, "Pass Secrets Manager secrets through environment variables":
     * {@code arn:aws:secretsmanager:region:account:secret:name:json-key:version-stage:version-id}).
     */
    private static final String AFTER_KEY_OF_SECRET =
            "(?!:(?:AWSCURRENT|AWSPENDING|AWSPREVIOUS)?:(?:[0-9a-f-]{32,64})?(?![\\w.:/+=-]))";

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "private key",
                    Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?s:.*?)"
                            + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|\\z)"),
                    0,
                    "private key"),
            new Rule(
                    "authorization",
                    Pattern.compile(
                            "(?i)\\b(?:proxy-)?authorization\\\\*[\"']?\\s{0,4}[:=]\\s{0,4}\\\\*[\"']?([^\"'\\\\\\r\\n]{4,})"),
                    1,
                    "authorization"),
            new Rule(
                    "authorization",
                    Pattern.compile(
                            "(?i)\\b(?:bearer|basic)\\s{1,4}((?=[a-z._~+/-]{0,200}[0-9=])[a-z0-9._~+/-]{8,}={0,2})"),
                    1,
                    "bearer",
                    "basic"),
            new Rule(
                    "password in a URL",
                    Pattern.compile("\\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/:@\"'<>]{0,200}:([^\\s/?#\"'<>]{1,500})@"),
                    1,
                    "://"),
            new Rule(
                    "signature of a URL",
                    Pattern.compile("(?i)\\bX-Amz-(?:Signature|Security-Token|Credential)(?:=|%3D)([^&\\s\"'<>]+)"),
                    1,
                    "x-amz-"),
            new Rule(
                    "access key",
                    Pattern.compile("(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
                    0,
                    "akia",
                    "asia",
                    "abia",
                    "acca"),
            new Rule(
                    "session token",
                    Pattern.compile(
                            "(?<![A-Za-z0-9/+])(?:IQoJ|FwoG|FQoG|AQoD|AQoE)(?:[A-Za-z0-9/+=_-]|%[0-9A-Fa-f]{2}){60,}"),
                    0,
                    "iqoj",
                    "fwog",
                    "fqog",
                    "aqod",
                    "aqoe"),
            new Rule(
                    "token",
                    Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?"),
                    0,
                    "eyj"),
            new Rule(
                    "token",
                    Pattern.compile(
                            "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}|xox[abprs]-[A-Za-z0-9-]{10,}"
                                    + "|sk_live_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_-]{35}|sbp_[a-f0-9]{40}|ya29\\.[A-Za-z0-9_-]{20,}"
                                    + "|1//[A-Za-z0-9_-]{30,})"),
                    0,
                    "gh",
                    "xox",
                    "sk_live_",
                    "aiza",
                    "sbp_",
                    "ya29.",
                    "1//"),
            new Rule(
                    "value of a secret",
                    Pattern.compile("(?i)(?<![\\w.-])[\\w.-]{0,64}?(?:" + SECRET_WORD
                            + "|(?<=_)(?<!(?:next|page|pagination|continuation|client|request|idempotency)_)token"
                            + "|(?<=_)secret)"
                            + AFTER_KEY_OF_SECRET
                            + "\\\\*[\"']?\\s{0,4}(?:=>|[=:])\\s{0,4}(?:\\\\+\"((?:(?!\\\\+\").)+)|\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'"
                            + "|([^\\s,;&\"'{}\\[\\]()<>]+))"),
                    -1,
                    "pass",
                    "pwd",
                    "secret",
                    "token",
                    "key"),
            new Rule(
                    "value of a secret",
                    Pattern.compile("(?i)(?<![\\w-])--?"
                            + "(?!-?(?:client|client-request|idempotency|next|starting|continuation|pagination)-token\\s)"
                            + "[\\w-]{0,40}?(?:" + SECRET_WORD + "|token)\\s{1,4}"
                            + "(?:\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'|((?!-)[^\\s\"']+))"),
                    -1,
                    "pass",
                    "pwd",
                    "secret",
                    "token",
                    "key"),
            new Rule(
                    "secret access key",
                    Pattern.compile("(?<![A-Za-z0-9/+_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])"),
                    0) {
                @Override
                boolean applies(String found) {
                    return looksRandom(found);
                }

                @Override
                boolean possible(String text, String lower) {
                    return text.length() >= 40;
                }
            });

    private static final int MOST_REMEMBERED = 8_192;
    private static final int LONGEST_REMEMBERED = 128;
    private static final List<String> NAMING = List.of("name", "Name", "key", "Key", "parameterKey", "ParameterKey");
    private static final String VALUE = "value";
    private static final Map<String, Boolean> SECRET_NAMES = new ConcurrentHashMap<>();

    private volatile Known known = new Known(List.of(), new ConcurrentHashMap<>());

    /**
     * @param forms encoded forms of every value to protect, longest first
     * @param clean short texts in which nothing was found: most of what is recorded was recorded before
     */
    private record Known(List<String> forms, Map<String, Boolean> clean) {}

    private static class Rule {
        private final String name;
        private final Pattern pattern;
        private final int group;
        private final List<String> hints;

        /**
         * @param group what is replaced: that group, or with -1 the one group that matched
         * @param hints lower-case texts, without any of which the pattern cannot match
         */
        Rule(String name, Pattern pattern, int group, String... hints) {
            this.name = name;
            this.pattern = pattern;
            this.group = group;
            this.hints = List.of(hints);
        }

        boolean applies(String found) {
            return true;
        }

        boolean possible(String text, String lower) {
            for (var hint : hints) {
                if (lower.contains(hint)) {
                    return true;
                }
            }
            return false;
        }

        String replaceIn(String text) {
            var matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return text;
            }
            var out = new StringBuilder();
            var from = 0;
            do {
                var which = group >= 0 ? group : onlyGroup(matcher);
                var found = matcher.group(which);
                if (applies(found) && !isPublic(found)) {
                    out.append(text, from, matcher.start(which)).append(mark(name));
                    from = matcher.end(which);
                }
            } while (matcher.find());
            return out.append(text, from, text.length()).toString();
        }

        private static int onlyGroup(MatchResult match) {
            for (var i = 1; i <= match.groupCount(); i++) {
                if (match.start(i) >= 0) {
                    return i;
                }
            }
            return 0;
        }
    }

    /** Makes sure that this value is never written, in whatever encoding. Shorter than 4 characters is not protected. */
    public synchronized void protect(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            return;
        }
        var forms = new LinkedHashSet<String>(known.forms());
        forms.addAll(forms(secret));
        var longestFirst = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        known = new Known(longestFirst, new ConcurrentHashMap<>());
    }

    /** Whether nothing was found in this text lately, and it is whole: no half of a surrogate pair. */
    boolean isKnownClean(String text) {
        return known.clean().containsKey(text);
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
                left = left.replace(form, mark("credential"));
            }
        }
        var lower = left.toLowerCase(Locale.ROOT);
        for (var rule : RULES) {
            if (rule.possible(left, lower)) {
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
                                        ? StringNode.valueOf(mark("value of " + member.getKey()))
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
            known = SECRET_NAME.matcher(name).matches();
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
        return !secretName(name, map).isEmpty() && !isPublic(value);
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

    static String mark(String what) {
        return "[redacted: " + what + "]";
    }

    /** References to secrets, and what was taken out before. */
    private static boolean isPublic(String value) {
        return value.isBlank()
                || value.startsWith("arn:")
                || value.startsWith("{{resolve:")
                || value.startsWith("${")
                || value.startsWith("[redacted");
    }

    private static boolean looksRandom(String text) {
        var lower = 0;
        var upper = 0;
        var digits = 0;
        var counts = new int[128];
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            counts[c]++;
            lower += c >= 'a' && c <= 'z' ? 1 : 0;
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        if (lower < 4 || upper < 4 || lower + upper + digits < 30) {
            return false;
        }
        double bits = 0;
        for (var count : counts) {
            if (count > 0) {
                var share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits > 4.2;
    }

    private static Set<String> forms(String secret) {
        var forms = new LinkedHashSet<String>();
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (var encoded :
                List.of(url, url.replace("+", "%20"), url.replace("*", "%2A").replace("+", "%20"))) {
            forms.add(encoded);
            forms.add(lowerEscapes(encoded));
            forms.add(encoded.replace("%", "%25"));
        }
        var json = quoted(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(quoted(json));
        forms.add(secret.replace("'", "'\\''"));
        fragment(forms, HexFormat.of().formatHex(bytes));
        fragment(forms, HexFormat.of().withUpperCase().formatHex(bytes));
        for (var before = 0; before < 3; before++) {
            var base64 = base64Core(bytes, before);
            fragment(forms, base64);
            fragment(forms, base64.replace('+', '-').replace('/', '_'));
            fragment(forms, base64.replace("+", "%2B").replace("/", "%2F"));
            fragment(forms, base64.replace("/", "\\/"));
        }
        return forms;
    }

    private static void fragment(Set<String> forms, String fragment) {
        if (fragment.length() >= SHORTEST_FRAGMENT) {
            forms.add(fragment);
        }
    }

    /** What of the Base64 text does not depend on the bytes around, when {@code before} bytes precede modulo 3. */
    private static String base64Core(byte[] bytes, int before) {
        var padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        var base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
        var from = (before * 8 + 5) / 6;
        var to = padded.length * 8 / 6;
        return base64.substring(Math.min(from, to), to);
    }

    private static String lowerEscapes(String encoded) {
        var escapes = Pattern.compile("%[0-9A-F]{2}").matcher(encoded);
        return escapes.replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    private static String quoted(String text) {
        var quoted = Jcs.bytes(Map.of("", text));
        return new String(quoted, 5, quoted.length - 7, StandardCharsets.UTF_8);
    }
}
