package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/** Forms in which secrets reach notes, reasons, parameters and error texts: of the CLI, shells, SQL, XML, YAML, URLs, languages and vendors. */
class SecretShapesTest {
    private static final String S = "hunter2Xq9";
    private static final List<String> NAMES = List.of(
            "password",
            "DBPassword",
            "DB_PASSWORD",
            "db-password",
            "MasterUserPassword",
            "spring.datasource.password",
            "API_KEY",
            "apiKey",
            "clientSecret",
            "SECRET_KEY",
            "authToken",
            "ACCESS_TOKEN");

    /** Each names a secret, and holds {@link #S} as its value. */
    private static List<String> named() {
        var forms = new ArrayList<String>();
        for (var n : NAMES) {
            forms.addAll(List.of(
                    n + "=" + S,
                    n + ": " + S,
                    n + " = \"" + S + "\"",
                    "\"" + n + "\":\"" + S + "\"",
                    "\\\"" + n + "\\\": \\\"" + S + "\\\"",
                    "{\"name\":\"" + n + "\",\"value\":\"" + S + "\"}",
                    "ParameterKey=" + n + ",ParameterValue=" + S,
                    "Name=" + n + ",Value=" + S,
                    "name: " + n + "\n  value: " + S,
                    "<" + n + ">" + S + "</" + n + ">",
                    "<property name=\"" + n + "\" value=\"" + S + "\"/>",
                    "<entry key=\"" + n + "\">" + S + "</entry>",
                    n + "%3D" + S,
                    "?x=1&" + n + "=" + S + "&y=2",
                    n + " => '" + S + "'",
                    n + " := \"" + S + "\"",
                    "(\"" + n + "\", \"" + S + "\")",
                    "--" + n.replace('_', '-').replace('.', '-').toLowerCase(Locale.ROOT) + " " + S));
        }
        return forms;
    }

    /** Statements, commands and files that have a secret at a known place. */
    private static List<String> placed() {
        return List.of(
                "ALTER USER ehrbase WITH PASSWORD '" + S + "'",
                "alter role ehrbase password '" + S + "';",
                "CREATE USER x WITH ENCRYPTED PASSWORD '" + S + "' CREATEDB",
                "CREATE USER 'x'@'%' IDENTIFIED BY '" + S + "'",
                "SET PASSWORD FOR x = '" + S + "'",
                "ALTER USER x PASSWORD $$" + S + "$$",
                "ALTER LOGIN x WITH PASSWORD = N'" + S + "'",
                "mysql -uroot -p" + S + " ehr",
                "mysqldump -h db -u root -p'" + S + "' ehr",
                "curl -u admin:" + S + " https://x",
                "curl --user admin:" + S + " https://x",
                "sshpass -p " + S + " ssh x",
                "docker login -u x -p " + S + " registry",
                "redis-cli -a " + S + " ping",
                "redis> AUTH " + S,
                "openssl rsa -passin pass:" + S + " -in k",
                "openssl enc -pass pass:" + S,
                "htpasswd -b file admin " + S,
                "machine db.internal login ehrbase password " + S,
                "db.internal:5432:ehr:ehrbase:" + S,
                "*:*:*:postgres:" + S,
                "sqlplus system/" + S + "@orcl",
                "MYSQL_PWD=" + S + " mysql",
                "PGPASSWORD=" + S + " psql",
                "export PGPASSWORD='" + S + "'",
                "$env:PGPASSWORD = \"" + S + "\"",
                "set PGPASSWORD=" + S,
                "Server=db;Uid=x;Pwd=" + S + ";",
                "User ID=x;Password=" + S + ";Initial Catalog=y",
                "AccountName=x;AccountKey=" + S + "+abc==;EndpointSuffix=core",
                "Endpoint=sb://x;SharedAccessKeyName=k;SharedAccessKey=" + S + "=",
                "https://x.blob.core.windows.net/c?sv=2022&sig=" + S + "%3D",
                "postgres://u:" + S + "@h/db",
                "amqp://u:" + S + "@h",
                "ftp://u:" + S + "@h/x",
                "Cookie: session=" + S,
                "Set-Cookie: sid=" + S + "; HttpOnly",
                "X-Auth-Token: " + S,
                "X-Vault-Token: " + S,
                "PRIVATE-TOKEN: " + S,
                "apikey: " + S,
                "token: " + S,
                "token=" + S,
                "\"token\": \"" + S + "\"",
                "secret: " + S,
                "secret=" + S,
                "pass: " + S,
                "pass=" + S,
                "PASS='" + S + "'",
                "pw=" + S,
                "Passwort: " + S,
                "Kennwort: " + S,
                "mot de passe : " + S,
                "contraseña: " + S,
                "credentials: " + S,
                "the password is " + S,
                "password was " + S + ", now changed",
                ".password(\"" + S + "\")",
                "setPassword(\"" + S + "\")",
                "Authorization: Token " + S,
                "Authorization: ApiKey " + S,
                "https://hooks.slack.com/services/T00000000/B00000000/" + S + "abcdefghijkl",
                "https://discord.com/api/webhooks/123456789012345678/" + S + "abcdefghijklmnopqrstuvwxyz",
                "https://outlook.office.com/webhook/" + S + "/IncomingWebhook/x",
                "AWS_SECURITY_TOKEN=" + S,
                "otpauth://totp/x?secret=" + S,
                "requirepass " + S,
                "masterauth " + S,
                "ansible_ssh_pass=" + S,
                "become_password: " + S,
                "net use z: \\\\x\\y " + "/user:admin /password:" + S,
                "-Dspring.datasource.password=" + S,
                "-Djavax.net.ssl.keyStorePassword=" + S,
                "keytool -storepass " + S + " -list",
                "keytool -keypass " + S,
                "vault kv put secret/x password=" + S,
                "kubectl create secret generic x --from-literal=password=" + S,
                "helm install --set db.password=" + S + " x",
                "aws rds create-db-instance --master-user-password " + S + " --x",
                "aws secretsmanager put-secret-value --secret-string " + S,
                "aws ssm put-parameter --name /db/password --type SecureString --value " + S,
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\n" + S + "\n-----END PGP PRIVATE KEY BLOCK-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + S + "\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\\n" + S + "\\n-----END EC PRIVATE KEY-----",
                S + "AAAAMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nVJTUt9Us8cKj\n-----END PRIVATE KEY-----",
                "ENV DB_PASSWORD " + S,
                "ARG NPM_TOKEN " + S,
                "setenv DB_PASSWORD " + S,
                "SetEnv DB_PASSWORD \"" + S + "\"",
                "fastcgi_param DB_PASSWORD " + S + ";",
                "set -gx DB_PASSWORD " + S,
                "setx DB_PASSWORD " + S,
                "password: >-\n    " + S,
                "password: |\n  " + S + "\nnext: x",
                "<wsse:Password Type=\"PasswordText\">" + S + "</wsse:Password>",
                "<ns2:apiKey>" + S + "</ns2:apiKey>",
                "<key>password</key>\n  <string>" + S + "</string>",
                "jdbc:oracle:thin:system/" + S + "@//h:1521/x",
                "smbclient //h/x -U admin%" + S,
                "lftp -u admin," + S + " sftp://h",
                "http -a admin:" + S + " https://x",
                "ldapsearch -D cn=x -w " + S + " -b dc=x",
                "mongosh -u x -p " + S + " --host h",
                "cqlsh h -u x -p " + S,
                "sqlcmd -S h -U sa -P " + S,
                "mosquitto_pub -h h -u x -P " + S + " -t y",
                "zip -P " + S + " a.zip b",
                "7z a -p" + S + " a.7z b",
                "rabbitmqctl add_user x " + S,
                "net user x " + S + " /add",
                "echo root:" + S + " | chpasswd",
                "chpasswd <<< 'root:" + S + "'",
                "echo " + S + " | docker login -u x --password-stdin",
                "az storage blob list --account-key " + S,
                "PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n" + S + "abc=\nPrivate-MAC: x");
    }

    /** Tokens that are known by their own form. */
    private static List<String> tokens() {
        var letters = "Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7jKl0n";
        var hex = "0123456789abcdef0123456789abcdef";
        return List.of(
                "sk_test_" + letters.substring(0, 24),
                "rk_live_" + letters.substring(0, 24),
                "whsec_" + letters.substring(0, 32),
                "sk-proj-" + letters,
                "sk-ant-api03-" + letters,
                "glpat-" + letters.substring(0, 20),
                "npm_" + letters.substring(0, 36),
                "pypi-AgEIcHlwaS5vcmc" + letters,
                "dop_v1_" + hex + hex,
                "SG." + letters.substring(0, 22) + "." + letters + "abc",
                "key-" + hex,
                "hvs." + letters.substring(0, 24),
                "shpat_" + hex,
                "xapp-1-A012345-0123456789-" + hex,
                "GOCSPX-" + letters.substring(0, 28),
                "dckr_pat_" + letters.substring(0, 27),
                "hf_" + letters.substring(0, 34),
                "glsa_" + letters.substring(0, 32) + "_0a1b2c3d",
                "dapi" + hex,
                "lin_api_" + letters,
                "sb_secret_" + letters.substring(0, 24),
                "AGE-SECRET-KEY-1QQPQQQQ" + letters.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")
                        + "QQQQQQQQQQQQQQ",
                "123456789:AAF" + letters.substring(0, 32),
                "AAAAabcdefg:APA91b" + letters + letters,
                "ghs_" + letters.substring(0, 36),
                "gho_" + letters.substring(0, 36),
                "github_pat_" + letters + "_" + letters,
                "xoxb-1234567890-" + letters.substring(0, 24),
                "sbp_" + hex + "01234567",
                "sntrys_" + letters + letters,
                "PMAK-" + hex.substring(0, 24) + "-" + hex + "ab",
                "NRAK-" + letters.toUpperCase(Locale.ROOT).substring(0, 27),
                "EAACEdEose0cBA" + letters);
    }

    @Test
    void a_secret_under_its_name_at_its_place_or_of_its_own_form_is_taken_out() {
        var redactor = new Redactor();
        var passed = new ArrayList<String>();
        var all = Stream.concat(named().stream(), placed().stream()).toList();
        for (var form : all) {
            var shown = redactor.text(form);
            if (shown.contains(S) || !shown.contains("[redacted")) {
                passed.add(form + "  →  " + shown);
            } else {
                assertThat(redactor.text(shown)).as("a second time").isEqualTo(shown);
            }
        }
        for (var token : tokens()) {
            var shown = redactor.text("it said " + token + " then");
            if (!shown.startsWith("it said [redacted") || !shown.endsWith("] then")) {
                passed.add(token + "  →  " + shown);
            }
        }
        System.out.println((all.size() + tokens().size()) + " forms, " + passed.size() + " passed");
        assertThat(passed).isEmpty();
    }

    /** Encodings of a value that was told. */
    @Test
    void a_value_that_was_told_is_taken_out_in_every_encoding_also_wrapped() {
        var secret = "Zürich&\"Geheim<2>/+é!";
        var redactor = new Redactor();
        redactor.protect(secret);
        redactor.protect("correct-horse-battery-staple-4711");
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var base64 = Base64.getEncoder().encodeToString(bytes);
        var long64 = Base64.getEncoder()
                .encodeToString("user:correct-horse-battery-staple-4711@db".getBytes(StandardCharsets.UTF_8));
        var forms = new TreeMap<String, String>();
        forms.put("plain", secret);
        forms.put("decomposed", Normalizer.normalize(secret, Normalizer.Form.NFD));
        forms.put("XML", secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        forms.put(
                "XML, quotes too",
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
        forms.put(
                "XML, quote by number",
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&#34;"));
        forms.put(
                "HTML by numbers", secret.chars().mapToObj(c -> "&#" + c + ";").collect(Collectors.joining()));
        forms.put(
                "HTML by hex",
                secret.chars()
                        .mapToObj(c -> "&#x" + Integer.toHexString(c) + ";")
                        .collect(Collectors.joining()));
        forms.put("JSON, ASCII", escaped(secret, c -> c > 126 || c == '"'));
        forms.put("JSON, as for HTML", escaped(secret, c -> c > 126 || "\"&<>'+".indexOf(c) >= 0));
        forms.put("JSON, all", escaped(secret, c -> true));
        forms.put("JSON, capitals", escapedInCapitals(secret));
        forms.put("JSON in JSON", secret.replace("\"", "\\\\\\\""));
        forms.put("URL", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.put(
                "URL, every byte",
                HexFormat.of().withUpperCase().formatHex(bytes).replaceAll("(..)", "%$1"));
        forms.put("URL, every byte, small", HexFormat.of().formatHex(bytes).replaceAll("(..)", "%$1"));
        forms.put(
                "URL twice",
                URLEncoder.encode(URLEncoder.encode(secret, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        forms.put(
                "quoted printable",
                HexFormat.of().withUpperCase().formatHex(bytes).replaceAll("(..)", "=$1"));
        forms.put("C", HexFormat.of().formatHex(bytes).replaceAll("(..)", "\\\\x$1"));
        forms.put("hex with colons", HexFormat.ofDelimiter(":").formatHex(bytes));
        forms.put("hex with blanks", HexFormat.ofDelimiter(" ").formatHex(bytes));
        forms.put("Base64", base64);
        forms.put("Base64 twice", Base64.getEncoder().encodeToString(base64.getBytes(StandardCharsets.US_ASCII)));
        forms.put(
                "Base64 of JSON",
                Base64.getEncoder()
                        .encodeToString(
                                ("{\"p\":\"" + secret.replace("\"", "\\\"") + "\"}").getBytes(StandardCharsets.UTF_8)));
        forms.put("Base64 in UTF-16", Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_16LE)));
        forms.put("a line break inside", "correct-horse-bat\ntery-staple-4711");
        forms.put("a line break of Windows inside", "correct-horse-bat\r\ntery-staple-4711");
        forms.put("an escaped line break inside", "correct-horse-bat\\ntery-staple-4711");
        forms.put("wrapped and indented", "correct-horse-\n    battery-staple-4711");
        forms.put("Base64 wrapped", long64.replaceAll("(.{16})", "$1\n"));
        forms.put("Base64 wrapped, escaped", long64.replaceAll("(.{16})", "$1\\\\n"));
        forms.put("bytes of Python", mixed(bytes, "\\x%02x"));
        forms.put("bytes of C in octal", mixed(bytes, "\\%03o"));
        forms.put("octal, every byte", octal(bytes));
        forms.put("quoted printable, only where it must", mixed(bytes, "=%02X"));
        forms.put("of a directory", mixed(bytes, "\\%02x"));
        forms.put("of a table", secret.replace("\"", "\"\""));
        forms.put("escaped for a shell", secret.replaceAll("([^A-Za-z0-9\u0080-\uffff])", "\\\\$1"));
        forms.put("in double quotes of a shell", secret.replaceAll("([\"$`\\\\!&<>|^()])", "\\\\$1"));
        forms.put("escaped for Windows", secret.replaceAll("([\"$`\\\\!&<>|^()])", "^$1"));
        forms.put("escaped for PowerShell", secret.replaceAll("([\"$`\\\\!&<>|^()])", "`$1"));
        forms.put("escaped by an old browser", unescaped(secret));
        forms.put("Base32", new Base32().encodeToString(bytes));
        forms.put("in capitals of hex", HexFormat.of().withUpperCase().formatHex(bytes));
        var passed = new ArrayList<String>();
        forms.forEach((name, form) -> {
            var shown = redactor.text("before " + form + " after");
            if (!shown.contains("[redacted")
                    || shown.contains("staple")
                    || shown.contains("Geheim")
                    || !shown.startsWith("before ")
                    || !shown.endsWith(" after")) {
                passed.add(name + ": " + shown);
            }
        });
        System.out.println(forms.size() + " encodings, " + passed.size() + " passed");
        assertThat(passed).isEmpty();
    }

    private static String escaped(String text, IntPredicate which) {
        return text.chars()
                .mapToObj(c -> which.test(c) ? "\\u%04x".formatted(c) : Character.toString((char) c))
                .collect(Collectors.joining());
    }

    /** Only what is not ASCII. */
    private static String mixed(byte[] bytes, String how) {
        var out = new StringBuilder();
        for (var b : bytes) {
            out.append((b & 0xff) > 126 ? how.formatted(b & 0xff) : Character.toString((char) b));
        }
        return out.toString();
    }

    private static String octal(byte[] bytes) {
        var out = new StringBuilder();
        for (var b : bytes) {
            out.append("\\%03o".formatted(b & 0xff));
        }
        return out.toString();
    }

    private static String unescaped(String text) {
        return text.chars()
                .mapToObj(c -> c > 126 ? "%%u%04X".formatted(c) : Character.toString((char) c))
                .collect(Collectors.joining());
    }

    private static String escapedInCapitals(String text) {
        return text.chars()
                .mapToObj(c -> c > 126 || c == '"' ? "\\u%04X".formatted(c) : Character.toString((char) c))
                .collect(Collectors.joining());
    }

    @Test
    void what_people_write_about_secrets_stays() {
        var redactor = new Redactor();
        for (var text : List.of(
                "password authentication failed for user ehrbase",
                "The password is rotated by Secrets Manager",
                "rotate the password, then sign in again",
                "password was changed yesterday",
                "token expired",
                "the pass is over",
                "nextToken=eyJ2IjoxfQ==",
                "ContinuationToken: 1ueGcxLPRx1Tr",
                "client-token cutover-8f6f1f2e",
                "arn:aws:secretsmanager:eu-west-1:558069890522:secret:medzen/ehrbase/db-password-a1b2c3",
                "aws secretsmanager describe-secret --secret-id medzen/ehrbase/db",
                "KeyId=alias/medzen",
                "key: value",
                "\"secrets\":[{\"name\":\"DB_PASS\",\"valueFrom\":\"'\"${OF_2_1_secretArn}\"'\"},{\"name\":\"API_KEY\",\"valueFrom\":\"arn:aws:x\"}]",
                "\"required\": [\"password\"], \"type\": \"object\"",
                "Key=Name,Value=medzen-ehrbase",
                "Name=tag:Name,Values=medzen",
                "ParameterKey=DBInstanceClass,ParameterValue=db.t3.medium",
                "<MasterUsername>ehrbase</MasterUsername>",
                "db.internal:5432",
                "10.0.1.5:5432:open",
                "12:34:56:78:90",
                "http://user@host/x",
                "-p 5432",
                "mkdir -p /tmp/x",
                "docker run -p 8080:8080 x",
                "ssh -p 2222 host",
                "curl -u admin https://x",
                "cp -a one two",
                "tar -a x",
                "AUTH failed",
                "--secret-id x",
                "secret: arn:aws:secretsmanager:eu-west-1:1:secret:x",
                "tokens are not kept",
                "passed 12 of 12",
                "passing 5432",
                "ENV PATH /usr/local/bin",
                "ARG VERSION 17",
                "setenv LANG C.UTF-8",
                "set -x PATH /usr/bin",
                "zip -r a.zip b",
                "unzip a.zip -d x",
                "mongosh --port 27017 --host h",
                "ldapsearch -x -b dc=x",
                "https://x/y -a z",
                "http://h/a:b -a x",
                "net use z: /delete",
                "net user",
                "echo done | tee x",
                "gzip -p x",
                "kms --encryption-context-key-id x",
                "<key>CFBundleName</key><string>Cutover</string>",
                "policy: >-\n  the token is kept by nobody",
                "bypass: none")) {
            assertThat(redactor.text(text)).isEqualTo(text);
        }
    }
}
