package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String SECRET = "S3cr\"t/pa+ss wörd&=1";
    private final Redactor redactor = new Redactor();

    @Test
    void a_protected_value_is_taken_out_in_every_encoding() {
        redactor.protect(SECRET);
        var bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        var url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        var encoded = new ArrayList<String>(List.of(
                SECRET,
                url,
                url.replace("+", "%20"),
                url.replace("%2F", "%2f")
                        .replace("%22", "%22")
                        .replace("%2B", "%2b")
                        .replace("%C3%B6", "%c3%b6")
                        .replace("%26", "%26")
                        .replace("%3D", "%3d"),
                "S3cr\\\"t/pa+ss wörd&=1",
                "S3cr\\\"t\\/pa+ss wörd&=1",
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes)));
        for (var around : List.of("", "a", "ab", "abc")) {
            var within = (around + SECRET + around).getBytes(StandardCharsets.UTF_8);
            encoded.add(Base64.getEncoder().encodeToString(within));
            encoded.add(Base64.getUrlEncoder().withoutPadding().encodeToString(within));
        }
        for (var form : encoded) {
            assertThat(redactor.text("before " + form + " after"))
                    .as(form)
                    .contains("[redacted: credential]")
                    .startsWith("before ")
                    .endsWith(" after");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "key is ASIAIOSFODNN7EXAMPLE.",
                "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "found wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY there",
                "{\"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"}",
                "Authorization: Basic dXNlcjpwYXNzd29yZA==",
                "AUTHORIZATION: AWS4-HMAC-SHA256 Credential=x, Signature=deadbeef",
                "curl -H 'Authorization: Bearer abc.def.ghi12345'",
                "proxy said Bearer abcdefgh12345678",
                "postgres://admin:hunter2@db.internal:5432/ehr",
                "https://user:p%40ss@example.org/x",
                "PGPASSWORD=hunter2 psql",
                "psql --password hunter2 -h db",
                "password: \"hunter2 with blanks\"",
                "{\\\"password\\\":\\\"hunter2\\\"}",
                "DB_PASS='hunter2'",
                "FIREBASE_TOKEN=1//0gabcdefghijklmnop",
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def_123",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "https://b.s3.amazonaws.com/k?X-Amz-Signature=abcdef0123&X-Amz-Expires=60",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
                "SUPABASE_SERVICE_ROLE_KEY=abcdef",
                "client_secret=abc123",
                "jdbc:postgresql://db.internal:5432/ehr?user=ehrbase&password=hunter2&sslmode=require",
                "jdbc:postgresql://ehrbase:hunter2@db.internal/ehr",
                "jdbc:mysql://db/ehr?user=a&password=hunter2",
                "redis://:hunter2@cache.internal:6379/0",
                "mongodb+srv://app:hunter2@cluster0.example.net/ehr",
                "https://api.example.org/v1?api_key=hunter2&page=2",
                "https://api.example.org/v1?access_token=hunter2",
                "x-api-key: hunter2abc",
                "Proxy-Authorization: Basic aHVudGVyMjp4eHh4",
                "AWS_SESSION_TOKEN=hunter2hunter2",
                "export AWS_SECRET_ACCESS_KEY='hunter2/x'",
                "FATAL: password authentication failed, password=hunter2",
                "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "mysql -uroot --password=hunter2 ehr",
                "{\"headers\":{\"Authorization\":\"Bearer abc.def.ghi\"}}",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nMIIEow\n-----END OPENSSH PRIVATE KEY-----"
            })
    void what_looks_like_a_credential_is_taken_out(String text) {
        var shown = redactor.text(text);
        assertThat(shown)
                .contains("[redacted")
                .doesNotContain(
                        "IOSFODNN7",
                        "wJalrXUtnFEMI",
                        "dXNlcjpw",
                        "hunter2",
                        "p%40ss",
                        "deadbeef",
                        "eyJzdWIi",
                        "abcdefgh12345678",
                        "MIIEow",
                        "abcdef0123",
                        "ghp_abc",
                        "abc.def.ghi",
                        "aHVudGVy");
        assertThat(redactor.text(shown)).as("a second time").isEqualTo(shown);
    }

    @Test
    void a_session_token_is_taken_out() {
        var token = "IQoJb3JpZ2luX2VjE" + "aB3/+dE9".repeat(40) + "==";
        assertThat(redactor.text("x " + token + " y")).isEqualTo("x [redacted: session token] y");
    }

    @Test
    void values_under_secret_names_are_taken_out_of_data() {
        var data = new PlainData(redactor)
                .of(Map.of(
                        "masterUserPassword",
                        "hunter2",
                        "Environment",
                        Map.of(
                                "Variables",
                                Map.of("DB_PASSWORD", "hunter2", "EHRBASE_URL", "https://ehr.medzenhealth.app")),
                        "environment",
                        List.of(Map.of("name", "API_KEY", "value", "hunter2"), Map.of("name", "MODE", "value", "prod")),
                        "secrets",
                        Map.of(
                                "DB_PASSWORD",
                                "arn:aws:secretsmanager:eu-central-1:558069890522:secret:medzen/ehrbase/db-password"),
                        "manageMasterUserPassword",
                        true,
                        "clientRequestToken",
                        "7d6f7f4e-0b6f-4a53-9b49-3a8a2f0f1000"));
        assertThat(data.toString())
                .doesNotContain("hunter2")
                .contains(
                        "https://ehr.medzenhealth.app",
                        "value=prod",
                        "secret:medzen/ehrbase/db-password",
                        "7d6f7f4e-0b6f");
        assertThat(data).containsEntry("manageMasterUserPassword", true);
    }

    /** The form is the Amazon ECS Developer Guide's, "Pass Secrets Manager secrets through environment variables". */
    @Test
    void the_place_of_a_secret_is_no_secret_and_a_value_of_that_form_is() {
        var arn = "arn:aws:secretsmanager:eu-central-1:558069890522:secret:medzen/ehrbase/db-password-96vjy5";
        for (var place : List.of(
                ":authPassword::",
                ":password:AWSCURRENT:",
                ":password:AWSPREVIOUS:7d6f7f4e-0b6f-4a53-9b49-3a8a2f0f1000",
                ":client_secret::")) {
            assertThat(redactor.text("\"valueFrom\":\"" + arn + place + "\"")).contains(arn + place);
        }
        for (var value : List.of("password::hunter2", "password:AWSCURRENT:hunter2", "authPassword=:hunter2")) {
            assertThat(redactor.text(value)).as(value).doesNotContain("hunter2");
        }
    }

    @Test
    void redacted_json_is_still_json() {
        var json =
                "{\"a\":\"password=abc\\\\\\\"def\",\"password\":\"x\",\"n\":[1,true,null,\"-----BEGIN PRIVATE KEY-----\"]}";
        assertThat(redactor.json(json))
                .isEqualTo(
                        "{\"a\":\"password=[redacted: value of a secret]\\\"def\",\"password\":\"[redacted: value of password]\","
                                + "\"n\":[1,true,null,\"[redacted: private key]\"]}");
        assertThat(redactor.json("no json, password=x")).isEqualTo("no json, password=[redacted: value of a secret]");
    }

    @Test
    void at_most_one_in_a_hundred_public_values_is_taken_for_a_secret() {
        long seed = 4711;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var corpus = new ArrayList<String>();
        for (var i = 0; i < 2_000; i++) {
            corpus.add(hex(random, 20));
            corpus.add(hex(random, 32));
            corpus.add(hex(random, 64));
            corpus.add(base64(random, 32));
            corpus.add(base64(random, 20));
            corpus.add(uuid(random));
            corpus.add("arn:aws:rds:eu-west-1:558069890522:snapshot:medzen-ehrbase-" + hex(random, 4));
            corpus.add("arn:aws:lambda:af-south-1:558069890522:function:medzen-polly-tts:" + random.nextInt(99));
            corpus.add("arn:aws:elasticloadbalancing:eu-central-1:558069890522:targetgroup/medzen-ehrbase-tg/"
                    + hex(random, 8));
            corpus.add("arn:aws:secretsmanager:eu-west-1:558069890522:secret:medzen/ehrbase/db-password-"
                    + base64(random, 4).substring(0, 6).replaceAll("[+/=]", "x"));
            corpus.add("arn:aws:kms:eu-central-1:558069890522:key/" + uuid(random));
            corpus.add("arn:aws:sts::558069890522:assumed-role/cutover-operator/lead");
            corpus.add("arn:aws:acm:eu-central-1:558069890522:certificate/" + uuid(random));
            corpus.add("sha256:" + hex(random, 32));
            corpus.add("sg-0" + hex(random, 8) + " subnet-0" + hex(random, 8) + " vpc-" + hex(random, 8));
            corpus.add("/aws/lambda/medzen-" + hex(random, 3) + " /aws/ecs/medzen-ehrbase");
            corpus.add("arn:aws:logs:af-south-1:558069890522:log-group:/aws/lambda/medzen-polly-tts:*");
            corpus.add("arn:aws:ecs:eu-central-1:558069890522:task/medzen-ehrbase-cluster/" + hex(random, 16));
            corpus.add("arn:aws:cloudformation:eu-central-1:558069890522:stack/medzen-ehrbase/" + uuid(random));
            corpus.add("snap-0" + hex(random, 8) + " rds:medzen-ehrbase-db-2026-01-12-03-10 ami-0" + hex(random, 8));
            corpus.add("558069890522.dkr.ecr.eu-central-1.amazonaws.com/medzen/ehrbase@sha256:" + hex(random, 32));
            corpus.add("s3://medzen-exports-558069890522/rds/2026/01/12/part-" + hex(random, 10) + ".gz.parquet");
            corpus.add("medzenhealth.app/cutover/" + hex(random, 4) + "+" + hex(random, 4) + "+" + base64(random, 33));
            corpus.add("Z" + hex(random, 10).toUpperCase(Locale.ROOT) + " medzen-ehrbase-db.c" + hex(random, 6)
                    + ".eu-central-1.rds.amazonaws.com");
            corpus.add("etag \"" + hex(random, 16) + "-12\", CodeSha256 " + base64(random, 32));
            corpus.add("commit " + hex(random, 20) + ", request " + uuid(random) + ", took 210 ms");
            corpus.add("https://ehr.medzenhealth.app/ehrbase/rest/status?page=2&next_token=none");
            corpus.add("2026-01-12T08:00:00.123456Z lag " + random.nextInt(100) + " s, LSN 4/8F3A2C10");
        }
        var hits = corpus.stream()
                .filter(text -> !redactor.text(text).equals(text))
                .count();
        System.out.println("%d of %,d public values were taken for secrets: %.3f %%"
                .formatted(hits, corpus.size(), 100.0 * hits / corpus.size()));
        assertThat(hits).isLessThanOrEqualTo(corpus.size() / 100);
    }

    @Test
    void long_text_takes_time_in_proportion() {
        var long1 = "a".repeat(200_000) + "=" + "password-".repeat(20_000) + "://" + "b:".repeat(50_000) + "@";
        assertThat(redactor.text(long1)).isNotEmpty();
    }

    private static String hex(Random random, int bytes) {
        var some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private static String base64(Random random, int bytes) {
        var some = new byte[bytes];
        random.nextBytes(some);
        return Base64.getEncoder().encodeToString(some);
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @Test
    void tokens_that_only_keep_a_call_from_being_done_twice_stay() {
        var command = "aws ecs create-service --client-token cutover-8f6f1f2e --idempotency-token ab12cd34ef";
        assertThat(redactor.text(command)).isEqualTo(command);
        assertThat(redactor.text("tool --auth-token ab12cd34ef")).doesNotContain("ab12cd34ef");
    }

    /**
     * Otherwise the trail would not hold what was signed: a challenge's letters look like a vendor's token now and then. These are of
     * an object with one member, deflated; of two million with other digits in it they are the first that do.
     */
    @Test
    void a_challenge_stays_as_it_was_signed_whatever_its_letters_look_like() {
        var letters = "eJwFwcsNgEAIBcBeqEA-sk-7QVgSE497M_buzEvrXs-kk5TrgvIG7ZlQFx8J8IEe7ibIjDApKMS6PbpLLA1asdP3A91VFBg";
        assertThat(redactor.text("CX9." + letters)).contains("[redacted: token]");
        assertThat(redactor.text("CC2." + letters)).isEqualTo("CC2." + letters);
    }

    @Test
    void a_response_stays_as_it_was_signed_whatever_its_letters_look_like() {
        var signature = "-sk-" + "a7".repeat(41);
        assertThat(redactor.text(signature)).isNotEqualTo(signature);
        var response = "CR1." + addressed("{\"name\":\"B\",\"of\":\"\",\"signature\":\"" + signature + "\"}");
        assertThat(redactor.text(response)).isEqualTo(response);
    }

    private static String addressed(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_only_begins_like_a_challenge_is_redacted_like_any_text() {
        var token = "sk-" + "a1B2".repeat(8);
        assertThat(redactor.text("CC2.-" + token)).doesNotContain(token);
        assertThat(redactor.text("CR1." + addressed("{\"name\":\"B\"}") + " " + token))
                .doesNotContain(token);
    }
}
