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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is about to be written: values it was told of, in the encodings they travel in, and whatever looks
 * like a credential. What is public but looks random (ARNs, hashes, request ids, fingerprints) stays. For many threads.
 */
public final class Redactor {
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

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "private key",
                    Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?s:.*?)"
                            + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|\\z)"),
                    0,
                    "PRIVATE KEY"),
            new Rule(
                    "authorization",
                    Pattern.compile("(?i)\\b(?:proxy-)?authorization\\\\*[\"']?\\s{0,4}[:=]\\s{0,4}\\\\*[\"']?([^\"'\\\\\\r\\n]{4,})"),
                    1,
                    "uthorization"),
            new Rule(
                    "authorization",
                    Pattern.compile("(?i)\\b(?:bearer|basic)\\s{1,4}((?=[a-z._~+/-]{0,200}[0-9=])[a-z0-9._~+/-]{8,}={0,2})"),
                    1,
                    ""),
            new Rule(
                    "password in a URL",
                    Pattern.compile("\\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/:@\"'<>]{0,200}:([^\\s/?#\"'<>]{1,500})@"),
                    1,
                    "://"),
            new Rule(
                    "signature of a URL",
                    Pattern.compile("(?i)\\bX-Amz-(?:Signature|Security-Token|Credential)(?:=|%3D)([^&\\s\"'<>]+)"),
                    1,
                    ""),
            new Rule(
                    "access key",
                    Pattern.compile("(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
                    0,
                    "A"),
            new Rule(
                    "session token",
                    Pattern.compile("(?<![A-Za-z0-9/+])(?:IQoJ|FwoG|FQoG|AQoD|AQoE)(?:[A-Za-z0-9/+=_-]|%[0-9A-Fa-f]{2}){60,}"),
                    0,
                    "o"),
            new Rule(
                    "token",
                    Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?"),
                    0,
                    "eyJ"),
            new Rule(
                    "token",
                    Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}|xox[abprs]-[A-Za-z0-9-]{10,}"
                            + "|sk_live_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_-]{35}|sbp_[a-f0-9]{40}|ya29\\.[A-Za-z0-9_-]{20,}"
                            + "|1//[A-Za-z0-9_-]{30,})"),
                    0,
                    ""),
            new Rule(
                    "value of a secret",
                    Pattern.compile("(?i)(?<![\\w.-])[\\w.-]{0,64}?(?:" + SECRET_WORD + "|(?<=_)token|(?<=_)secret)"
                            + "\\\\*[\"']?\\s{0,4}(?:=>|[=:])\\s{0,4}(?:\\\\+\"((?:(?!\\\\+\").)+)|\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'"
                            + "|([^\\s,;&\"'{}\\[\\]()<>]+))"),
                    -1,
                    ""),
            new Rule(
                    "value of a secret",
                    Pattern.compile("(?i)(?<![\\w-])--?[\\w-]{0,40}?(?:" + SECRET_WORD + "|token)\\s{1,4}"
                            + "(?:\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'|((?!-)[^\\s\"']+))"),
                    -1,
                    "-"),
            new Rule(
                    "secret access key",
                    Pattern.compile("(?<![A-Za-z0-9/+_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])"),
                    0,
                    "") {
                @Override
                boolean applies(String found) {
                    return looksRandom(found);
                }
            });

    /** Encoded forms of every value to protect, longest first. */
    private volatile List<String> protectedForms = List.of();

    private static class Rule {
        private final String name;
        private final Pattern pattern;
        private final int group;
        private final String hint;

        /**
         * @param group what is replaced: that group, or with -1 the one group that matched
         * @param hint text without which the pattern cannot match
         */
        Rule(String name, Pattern pattern, int group, String hint) {
            this.name = name;
            this.pattern = pattern;
            this.group = group;
            this.hint = hint;
        }

        boolean applies(String found) {
            return true;
        }

        String replaceIn(String text) {
            if (!text.contains(hint)) {
                return text;
            }
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return text;
            }
            StringBuilder out = new StringBuilder();
            int from = 0;
            do {
                int which = group >= 0 ? group : onlyGroup(matcher);
                String found = matcher.group(which);
                if (applies(found) && !isPublic(found)) {
                    out.append(text, from, matcher.start(which)).append(mark(name));
                    from = matcher.end(which);
                }
            } while (matcher.find());
            return out.append(text, from, text.length()).toString();
        }

        private static int onlyGroup(MatchResult match) {
            for (int i = 1; i <= match.groupCount(); i++) {
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
        Set<String> forms = new LinkedHashSet<>(protectedForms);
        forms.addAll(forms(secret));
        protectedForms = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text without secrets. */
    public String text(String text) {
        if (text.length() < SHORTEST_SECRET) {
            return text;
        }
        String left = text;
        for (String form : protectedForms) {
            if (left.contains(form)) {
                left = left.replace(form, mark("credential"));
            }
        }
        for (Rule rule : RULES) {
            left = rule.replaceIn(left);
        }
        return left;
    }

    /** Whether a value under this name is a secret by its name alone. */
    static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** Of a map like {@code {name: DB_PASSWORD, value: …}}: the name, if it is a secret's; else empty. */
    String secretNamedIn(Map<?, ?> map) {
        for (String key : List.of("name", "Name", "key", "Key", "parameterKey", "ParameterKey")) {
            if (map.get(key) instanceof String name && isSecretName(name)) {
                return name;
            }
        }
        return "";
    }

    /** Whether the value must not be written because of the name it stands under, or the name beside it. */
    boolean hides(String name, String namedBeside, String value) {
        boolean beside = !namedBeside.isEmpty() && name.toLowerCase(Locale.ROOT).endsWith("value");
        return (beside || isSecretName(name)) && !isPublic(value);
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
        int lower = 0;
        int upper = 0;
        int digits = 0;
        int[] counts = new int[128];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            counts[c]++;
            lower += c >= 'a' && c <= 'z' ? 1 : 0;
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        if (lower < 4 || upper < 4 || lower + upper + digits < 30) {
            return false;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits > 4.2;
    }

    private static Set<String> forms(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String encoded : List.of(url, url.replace("+", "%20"), url.replace("*", "%2A").replace("+", "%20"))) {
            forms.add(encoded);
            forms.add(lowerEscapes(encoded));
            forms.add(encoded.replace("%", "%25"));
        }
        String json = json(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(json(json));
        forms.add(secret.replace("'", "'\\''"));
        fragment(forms, HexFormat.of().formatHex(bytes));
        fragment(forms, HexFormat.of().withUpperCase().formatHex(bytes));
        for (int before = 0; before < 3; before++) {
            String base64 = base64Core(bytes, before);
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
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = (before * 8 + 5) / 6;
        int to = padded.length * 8 / 6;
        return base64.substring(Math.min(from, to), to);
    }

    private static String lowerEscapes(String encoded) {
        Matcher escapes = Pattern.compile("%[0-9A-F]{2}").matcher(encoded);
        return escapes.replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    private static String json(String text) {
        byte[] quoted = Jcs.bytes(Map.of("", text));
        return new String(quoted, 5, quoted.length - 7, StandardCharsets.UTF_8);
    }
}
