package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Forms in which secrets are written that nobody told of: under a name, at a known place, or known by their own look. */
final class SecretRules {
    /** With which stands what stands for a secret. */
    static final String MARK = "[redacted: ";

    private static final String WORD =
            "passwords?|passwd|passphrase|pwd|pgpass|db[_-]?pass|secret[_-]?access[_-]?key|secret[_-]?key|secret[_-]?string"
                    + "|secret[_-]?binary|session[_-]?token|security[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token"
                    + "|auth[_-]?token|bearer[_-]?token|api[_-]?key|private[_-]?key|client[_-]?secret|service[_-]?role[_-]?key"
                    + "|anon[_-]?key|jwt[_-]?secret";

    /** What only keeps a call from being done twice, or is the place in a list, is no secret. */
    private static final String NOT_OF_A_LIST =
            "(?<!(?:next|page|pagination|continuation|starting|client|request|idempotency|marker)[_-])";

    /** A whole name of something secret, with what stands before. Bounded: it is looked for at every place. */
    private static final String NAMED =
            "[\\w.-]{0,64}?(?:" + WORD + "|(?<=[_-])" + NOT_OF_A_LIST + "token|(?<=_)secret|(?<=_)pass)";

    /** A whole name, read as one that stands by itself. */
    static final Pattern NAME = Pattern.compile(
            "(?i)(?:.*[^a-z])?(?:" + WORD + "|authorization|proxy-authorization|cookie|set-cookie"
                    + "|(?!.*(?:next|request|client|idempotency|continuation|page|pagination)_token).*_token|.*_secret)"
                    + "|(?-i:.*[a-z0-9](?:Passwords?|Passphrase|SecretAccessKey|SecretKey|SecretString|SecretBinary|SessionToken"
                    + "|SecurityToken|AccessToken|RefreshToken|IdToken|AuthToken|ApiKey|APIKey|PrivateKey|ClientSecret))");

    /** Names that are too short to be looked for within others. */
    private static final String BARE =
            "(?:token|secret|pass|pw|passwort|kennwort|mot de passe|contrase(?:ñ|n)a|credentials?|apikey|accountkey|sharedaccesskey)";

    /**
     * What follows the key within a secret in the form in which a container's definition names it, with stage and version or without:
     * a place, and no value (Amazon ECS Developer Guide, "Pass Secrets Manager secrets through environment variables":
     * {@code arn:aws:secretsmanager:region:account:secret:name:json-key:version-stage:version-id}).
     */
    private static final String AFTER_KEY_OF_SECRET =
            "(?!:(?:AWSCURRENT|AWSPENDING|AWSPREVIOUS)?:(?:[0-9a-f-]{32,64})?(?![\\w.:/+=-]))";

    /** In quotes, escaped or not, or to the next separator. SQL's N'…' and E'…' are quoted too. */
    private static final String VALUE =
            "(?:\\\\+\"((?:(?!\\\\+\").)+)|[NE]?\"((?:[^\"\\\\]|\\\\.)+)\"|[NE]?'([^']+)'|([^\\s,;&\"'{}\\[\\]()<>]+))";

    /** A block of YAML begins on the next line. */
    private static final String NO_BLOCK = "(?![|>][+-]?[0-9]?\\s{0,4}(?:\\n|\\\\n))";

    private static final String ASSIGNED = "\\\\*[\"']?\\s{0,4}(?:=>|:=|[=:])\\s{0,4}";
    private static final String QUOTE = "\\\\*[\"']";
    private static final String ARGUMENT = "(?:\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'|([^\\s\"']+))";
    private static final String[] NAME_HINTS = {"pass", "pwd", "secret", "token", "key"};

    private static final String OF_SECRET = "value of a secret";
    private static final String OF_COMMAND = "password of a command";
    private static final String TOKEN = "token";
    private static final String KEY = "private key";

    static final List<SecretRule> ALL = all();

    private SecretRules() {}

    private static List<SecretRule> all() {
        var rules = new ArrayList<SecretRule>();
        keys(rules);
        headersAndAddresses(rules);
        tokens(rules);
        names(rules);
        statements(rules);
        commands(rules);
        rules.add(new SecretRule(
                "secret access key",
                Pattern.compile("(?<![A-Za-z0-9/+_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])"),
                List.of(),
                SecretRules::looksRandom));
        return List.copyOf(rules);
    }

    private static void keys(List<SecretRule> rules) {
        rules.add(SecretRule.of(
                KEY,
                "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?s:.*?)"
                        + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)",
                KEY));
        // The end of one that was cut.
        rules.add(SecretRule.of(
                KEY,
                "(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/=]{4,100}(?:\\s|\\\\[nr]){1,4}){1,120}+-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",
                KEY + "-----",
                KEY + " block-----"));
        rules.add(SecretRule.of(
                KEY,
                "Private-Lines:\\s{1,4}\\d{1,4}\\s{1,4}((?:[A-Za-z0-9+/=]{1,100}\\s{1,4}){1,120}+)",
                "private-lines:"));
        rules.add(SecretRule.of(KEY, "AGE-SECRET-KEY-1[A-Z0-9]{40,}", "age-secret-key-1"));
    }

    private static void headersAndAddresses(List<SecretRule> rules) {
        rules.add(SecretRule.of(
                "authorization",
                "(?i)\\b(?:proxy-)?authorization\\\\*[\"']?\\s{0,4}[:=]\\s{0,4}\\\\*[\"']?([^\"'\\\\\\r\\n]{4,})",
                "authorization"));
        rules.add(SecretRule.of(
                "authorization",
                "(?i)\\b(?:bearer|basic)\\s{1,4}((?=[a-z._~+/-]{0,200}[0-9=])[a-z0-9._~+/-]{8,}={0,2})",
                "bearer",
                "basic"));
        rules.add(SecretRule.of(
                "cookie",
                "(?i)\\b(?:set-)?cookie\\\\*[\"']?\\s{0,4}[:=]\\s{0,4}\\\\*[\"']?([^\"'\\\\\\r\\n]{4,})",
                "cookie"));
        rules.add(SecretRule.of(
                "password in a URL",
                "\\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/:@\"'<>]{0,200}:([^\\s/?#\"'<>]{1,500})@",
                "://"));
        rules.add(SecretRule.of(
                "signature of a URL",
                "(?i)(?:\\bX-Amz-(?:Signature|Security-Token|Credential)(?:=|%3D)|[?&](?:sig|secret)=)([^&\\s\"'<>]+)",
                "x-amz-",
                "sig=",
                "secret="));
        rules.add(SecretRule.of(
                "address of a webhook",
                "(?i)(?:hooks\\.slack\\.com/(?:services|workflows)/|discord(?:app)?\\.com/api/webhooks/\\d{1,30}/"
                        + "|outlook\\.office(?:365)?\\.com/webhook/|\\.webhook\\.office\\.com/webhookb2/)([^\\s\"'<>]+)",
                "hook"));
    }

    private static void tokens(List<SecretRule> rules) {
        rules.add(SecretRule.of(
                "access key",
                "(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
                "akia",
                "asia",
                "abia",
                "acca"));
        rules.add(SecretRule.of(
                "session token",
                "(?<![A-Za-z0-9/+])(?:IQoJ|FwoG|FQoG|AQoD|AQoE)(?:[A-Za-z0-9/+=_-]|%[0-9A-Fa-f]{2}){60,}",
                "iqoj",
                "fwog",
                "fqog",
                "aqod",
                "aqoe"));
        rules.add(SecretRule.of(TOKEN, "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?", "eyj"));
        // Each vendor documents the beginning of its tokens, so that they can be found.
        rules.add(SecretRule.of(
                TOKEN,
                "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}|glpat-[\\w-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}"
                        + "|xapp-[A-Za-z0-9-]{10,}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{16,}"
                        + "|sk-(?:proj-|ant-|svcacct-)?[\\w-]{20,}|AIza[A-Za-z0-9_-]{35}|GOCSPX-[\\w-]{20,}|sbp_[a-f0-9]{40}"
                        + "|sb_secret_[\\w-]{16,}|ya29\\.[A-Za-z0-9_-]{20,}|1//[A-Za-z0-9_-]{30,}|npm_[A-Za-z0-9]{36}"
                        + "|pypi-[\\w-]{16,}|do[opr]_v1_[a-f0-9]{40,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|key-[a-f0-9]{32}|hv[sbr]\\.[\\w-]{20,}"
                        + "|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|dckr_pat_[\\w-]{20,}|hf_[A-Za-z0-9]{30,}|glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"
                        + "|dapi[a-f0-9]{32}|lin_api_[A-Za-z0-9]{32,}|sntrys_[\\w=+/.-]{30,}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}"
                        + "|NRAK-[A-Z0-9]{27}|EAACEdEose0cBA[A-Za-z0-9]{10,}|AAAA[\\w-]{7}:APA91b[\\w-]{40,}|\\d{8,10}:AA[\\w-]{32,})",
                "gh",
                "glpat-",
                "xox",
                "xapp-",
                "_live_",
                "_test_",
                "whsec_",
                "sk-",
                "aiza",
                "gocspx-",
                "sbp_",
                "sb_secret_",
                "ya29.",
                "1//",
                "npm_",
                "pypi-",
                "_v1_",
                "sg.",
                "key-",
                "hvs.",
                "hvb.",
                "hvr.",
                "shp",
                "dckr_pat_",
                "hf_",
                "glsa_",
                "dapi",
                "lin_api_",
                "sntrys_",
                "pmak-",
                "nrak-",
                "eaacedeose0cba",
                ":apa91b",
                ":aa"));
    }

    private static void names(List<SecretRule> rules) {
        rules.add(SecretRule.of(
                OF_SECRET, "(?i)(?<![\\w.-])" + NAMED + AFTER_KEY_OF_SECRET + ASSIGNED + NO_BLOCK + VALUE, NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)(?<![\\w.:/-])" + BARE + "(?!:[A-Z]*:)\\\\*[\"']?\\s{0,2}(?:=>|:=|[=:])\\s{0,4}"
                        + "(?:\\\\+\"((?:(?!\\\\+\").){6,})|[NE]?\"((?:[^\"\\\\]|\\\\.){6,})\"|[NE]?'([^']{6,})'|([^\\s,;&\"'{}\\[\\]()<>]{6,}))",
                "token",
                "secret",
                "pass",
                "pw",
                "kennwort",
                "contrase",
                "credential",
                "key"));
        // Two members side by side: the name in one, the value in the other.
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)\\b(?:parameter|environment|variable)?_?(?:name|key)" + ASSIGNED + "\\\\*[\"']?" + NAMED
                        + "\\\\*[\"']?\\s{0,4}"
                        + "(?:,|\\\\n|\\n)\\s{0,20}\\\\*[\"']?(?:parameter|environment|variable)?_?values?" + ASSIGNED
                        + VALUE,
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)\\b(?:name|key|id)\\s{0,2}=\\s{0,2}" + QUOTE + NAMED + QUOTE + "\\s{1,20}value\\s{0,2}=\\s{0,2}"
                        + QUOTE + "([^\"'\\\\]+)",
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)\\b(?:name|key|id)\\s{0,2}=\\s{0,2}" + QUOTE + NAMED + QUOTE + "\\s{0,2}>([^<]+)<",
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET, "(?i)<(?:[\\w.-]{1,40}:)?" + NAMED + "(?:\\s[^<>]{0,200})?>([^<]+)</", NAME_HINTS));
        // A property list of Apple's.
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)<key>\\s{0,4}" + NAMED + "\\s{0,4}</key>\\s{0,40}<(?:string|data)>([^<]+)<",
                NAME_HINTS));
        // What sets a variable with a blank between its name and its value: Docker, csh, Apache, nginx, fish, Windows.
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)\\b(?:ENV|ARG|setenv|fastcgi_param|uwsgi_param|setx|set\\s{1,4}-[a-z]{1,4})\\s{1,8}" + NAMED
                        + "\\s{1,8}" + ARGUMENT,
                NAME_HINTS));
        // A block of YAML, whose value begins on the next line.
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)(?<![\\w.-])" + NAMED
                        + "\\s{0,4}:\\s{0,4}[|>][+-]?[0-9]?\\s{0,4}(?:\\n|\\\\n)\\s{1,40}(\\S[^\\n\\\\]*)",
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)(?<![\\w.-])" + NAMED + "(?:%22|%27)?(?:%20|\\+)?%3[AD](?:%20|\\+)?(?:%22|%27)?"
                        + "((?:(?!%22|%27|%26|%2C|%0A)[^&\\s\"'<>])+)",
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                // Not the next member's name: two values side by side.
                "(?i)[\"']" + NAMED + "[\"']\\s{0,4},\\s{0,4}(?:\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)')(?!\\s{0,4}:)",
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)\\b(?:set)?" + NAMED + "\\(\\s{0,4}(?:\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)')",
                NAME_HINTS));
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)(?<![\\w-])--?"
                        + "(?!-?(?:client|client-request|idempotency|next|starting|continuation|pagination)-token\\s)"
                        + "[\\w-]{0,40}?(?:" + WORD + "|token|(?:store|key|src|dest)pass)\\s{1,4}"
                        + "(?:\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'|((?!-)[^\\s\"']+))",
                NAME_HINTS));
        // In a sentence: what is neither a word nor a number is meant by it.
        rules.add(SecretRule.of(
                OF_SECRET,
                "(?i)\\bpass(?:word|phrase|code)\\s{1,4}(?:is|was)\\s{1,4}(?:now\\s{1,4})?[\"'“]?"
                        + "((?=[^\\s,;\"']{0,60}[0-9])(?=[^\\s,;\"']{0,60}[A-Za-z])[^\\s,;\"'”]{6,})",
                "pass"));
    }

    private static void statements(List<SecretRule> rules) {
        rules.add(SecretRule.of(
                "password of a statement",
                "(?i)\\b(?:password|identified\\s{1,4}(?:with\\s{1,4}\\S{1,60}\\s{1,4})?by)\\s{1,4}"
                        + "(?:[EN]?'((?:[^']|'')+)'|\\$\\w{0,16}\\$((?:(?!\\$).)+)\\$)",
                "password",
                "identified"));
        rules.add(SecretRule.of(
                "password of a statement",
                "(?i)\\bset\\s{1,4}password\\s{1,4}for\\s{1,4}\\S{1,100}\\s{0,4}=\\s{0,4}'([^']+)'",
                "password"));
        rules.add(SecretRule.of(
                "password of a file",
                "(?i)\\b(?:requirepass|masterauth)\\s{1,4}" + ARGUMENT,
                "requirepass",
                "masterauth"));
        rules.add(SecretRule.of(
                "password of a file",
                "(?i)\\b(?:login|user)\\s{1,4}[^\\s\\[]{1,100}\\s{1,4}password\\s{1,4}" + ARGUMENT,
                "password"));
        // PostgreSQL, chapter "The Password File": hostname:port:database:username:password.
        rules.add(SecretRule.of(
                "password of a file",
                "(?m)(?:^|\\s)(?:\\*|[\\w-]{0,63}[A-Za-z.][\\w.-]{0,190}):(?:\\*|\\d{1,5}):(?:\\*|[\\w-]{1,63}):(?:\\*|[A-Za-z_][\\w-]{0,62})"
                        + ":(\\S{4,})",
                ":"));
    }

    private static void commands(List<SecretRule> rules) {
        var within = "\\b[^\\n|;]{0,200}?\\s";
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\b(?:mysql\\w{0,12}|mariadb[\\w-]{0,12})" + within + "-p" + ARGUMENT,
                "mysql",
                "mariadb"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\bcurl" + within + "(?:-u|--user|--proxy-user)[\\s=]{1,4}[\"']?[^\\s:\"']{1,100}:([^\\s\"']+)",
                "curl"));
        rules.add(SecretRule.of(OF_COMMAND, "\\bsshpass\\s{1,4}-p\\s{0,4}" + ARGUMENT, "sshpass"));
        rules.add(SecretRule.of(OF_COMMAND, "\\blogin" + within + "-p\\s{1,4}" + ARGUMENT, "login"));
        rules.add(SecretRule.of(OF_COMMAND, "\\bredis-cli" + within + "(?:-a|--pass)\\s{1,4}" + ARGUMENT, "redis-cli"));
        rules.add(SecretRule.of(
                OF_COMMAND, "\\bAUTH\\s{1,4}(?:\\w{1,40}\\s{1,4})?((?=\\S{0,60}[0-9])[^\\s\"']{6,})", "auth"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\b(?:mongo|mongosh|mongodump|mongorestore|cqlsh|sqlcmd|bcp|mosquitto_(?:pub|sub)|ipmitool|zip|unzip|7z|7za)"
                        + within + "(?:-[pP]\\s{0,4})(?![lL]\\b)" + ARGUMENT,
                "mongo",
                "cqlsh",
                "sqlcmd",
                "bcp",
                "mosquitto",
                "ipmitool",
                "zip",
                "7z"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\bldap(?:search|modify|add|delete|passwd|whoami)" + within + "-w\\s{1,4}" + ARGUMENT,
                "ldap"));
        rules.add(SecretRule.of(
                OF_COMMAND, "\\blftp" + within + "-u\\s{1,4}[\"']?[^\\s,\"']{1,100},([^\\s\"']+)", "lftp"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\bhttps?" + within + "(?:-a|--auth)[\\s=]{1,4}[\"']?[^\\s:\"']{1,100}:([^\\s\"']+)",
                "http"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\b(?:smbclient|rpcclient|mount\\.cifs)" + within + "-U\\s{0,4}[\"']?[^\\s%\"']{1,100}%([^\\s\"']+)",
                "client",
                "cifs"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\brabbitmqctl" + within + "(?:add_user|change_password|authenticate_user)\\s{1,4}\\S{1,100}\\s{1,4}"
                        + ARGUMENT,
                "rabbitmqctl"));
        rules.add(SecretRule.of(
                OF_COMMAND, "(?i)\\bnet\\s{1,4}user\\s{1,4}(?!/)\\S{1,100}\\s{1,4}(?![/*])" + ARGUMENT, "net"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\becho\\s{1,4}[\"']?[\\w.-]{1,64}:([^\\s\"'|]{4,})[\"']?\\s{0,4}\\|[^\\n]{0,40}\\bchpasswd\\b",
                "chpasswd"));
        rules.add(SecretRule.of(
                OF_COMMAND, "\\bchpasswd\\s{0,4}<<<\\s{0,4}[\"']?[\\w.-]{1,64}:([^\\s\"']{4,})", "chpasswd"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\becho\\s{1,4}" + ARGUMENT + "(?=\\s{0,4}\\|[^\\n]{0,80}--(?:password|token|passphrase)-stdin\\b)",
                "-stdin"));
        rules.add(SecretRule.of(OF_COMMAND, "(?i)jdbc:oracle:(?:thin|oci8?):[\\w$#]{1,64}/([^\\s@\"']+)@", "oracle"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "(?i)--(?:account|storage|shared|master|signing|encryption)-key[\\s=]{1,4}" + ARGUMENT,
                "-key"));
        rules.add(SecretRule.of(OF_COMMAND, "(?i)-pass(?:in|out)?\\s{1,4}pass:(\\S+)", "pass:"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\bhtpasswd" + within + "-\\w{0,8}b\\w{0,8}\\s{1,4}\\S{1,200}\\s{1,4}\\S{1,100}\\s{1,4}" + ARGUMENT,
                "htpasswd"));
        rules.add(SecretRule.of(
                OF_COMMAND,
                "\\b(?:sqlplus|expdp|impdp|rman)" + within + "[\\w$#]{1,64}/([^\\s@\"']+)@",
                "sqlplus",
                "expdp",
                "impdp",
                "rman"));
        rules.add(SecretRule.of(
                OF_COMMAND, "SecureString\\b[^\\n]{0,300}?--value[\\s=]{1,4}" + ARGUMENT, "securestring"));
        rules.add(SecretRule.of(
                OF_COMMAND, "--value[\\s=]{1,4}" + ARGUMENT + "(?=[^\\n]{0,300}?SecureString\\b)", "securestring"));
    }

    static String mark(String what) {
        return MARK + what + "]";
    }

    /** References to secrets, and what was taken out before. */
    static boolean isPublic(String value) {
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
}
