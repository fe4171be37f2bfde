package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.session.SessionState.Approver;
import app.medzenhealth.cutover.session.SessionState.OpenChallenge;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever form a second person's key and answer have: what the session accepts is an approval to whoever verifies the trail, or one person
 * could make a trail that verifies no more.
 */
class ApprovalFormsTest {
    private static final Instant NOW = Instant.parse("2026-01-21T02:42:17Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Operator LEAD = new Operator("lead@example.com");
    private static final String NAME = "dba@medzen";
    private static final String PLAN = "5e".repeat(32);
    private static final String FINGERPRINT = "ab".repeat(32);
    private static final Base64.Encoder ADDRESS = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @TempDir
    Path folder;

    private KeyPair keys;
    private String challenge = "";
    private int trails;

    @BeforeEach
    void ask() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var changes = List.of("role: replica → primary");
        var asked = new Approvals.Challenge(
                "medzen",
                PLAN,
                "558069890522",
                "s1",
                "5.6",
                "Promote",
                LEAD.name(),
                "",
                changes,
                Approvals.Challenge.digest(changes),
                FINGERPRINT,
                NOW.plus(Approvals.VALID).toString(),
                "00".repeat(12));
        challenge = "CC2." + ADDRESS.encodeToString(JsonMapper.builder().build().writeValueAsBytes(asked));
    }

    private String key() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    @Test
    void what_a_session_accepts_is_an_approval_to_whoever_verifies_the_trail() {
        var accepted = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        responses().forEach((what, form) -> {
            var made = Approvals.respond(challenge, NAME, keys.getPrivate());
            var response = form.apply(made);
            // Now and then there is nothing to write otherwise.
            if ((what.equals("as made") || !response.equals(made)) && accepts(key(), response)) {
                accepted.add(what);
                if (!(verified(key(), response) instanceof TrailVerdict.Verified)) {
                    wrong.add("response " + what);
                }
            }
        });
        publicKeys().forEach((what, key) -> {
            var response = Approvals.respond(challenge, NAME, keys.getPrivate());
            if (Approvals.usable(key) && accepts(key, response)) {
                accepted.add(what);
                if (!(verified(key, response) instanceof TrailVerdict.Verified)) {
                    wrong.add("key " + what);
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(accepted)
                .as("as they are made, and as chats hand them on")
                .containsExactly("as made", "in a message", "as made");
    }

    /** Two names, one key: it must not be enough to write it in another way. */
    @Test
    void one_key_has_one_way_of_being_written() {
        assertThat(publicKeys().values().stream().filter(Approvals::usable)).containsExactly(key());
    }

    @Test
    void a_key_that_is_no_point_of_the_curve_is_none() {
        var found = 0;
        for (var last = 0; last < 64; last++) {
            var bytes = keys.getPublic().getEncoded();
            bytes[43] = (byte) last;
            found += Approvals.usable(Base64.getEncoder().encodeToString(bytes)) ? 1 : 0;
        }
        assertThat(found).as("about half of what could be a key is one").isBetween(10, 54);
    }

    private Map<String, UnaryOperator<String>> responses() {
        var forms = new LinkedHashMap<String, UnaryOperator<String>>();
        forms.put("as made", r -> r);
        forms.put("in a message", r -> " \n" + r + "\r\n");
        forms.put("padded", r -> r + "=".repeat((4 - (r.length() - 4) % 4) % 4));
        forms.put("padded too much", r -> r + "==");
        forms.put("in two lines", r -> r.substring(0, 60) + "\n" + r.substring(60));
        forms.put("with a blank inside", r -> r.substring(0, 60) + " " + r.substring(60));
        forms.put("lower case", r -> r.replace("CR1.", "cr1."));
        forms.put("its last letter another of the same bits", ApprovalFormsTest::otherBits);
        forms.put("with blanks in the JSON", r -> json(r, j -> j.replace(",", ", ")));
        forms.put("a line feed after the JSON", r -> json(r, j -> j + "\n"));
        forms.put("with something after the JSON", r -> json(r, j -> j + "{}"));
        forms.put("with another member", r -> json(r, j -> j.replace("{", "{\"more\":\"x\",")));
        forms.put("with a number", r -> json(r, j -> j.replaceFirst("\"of\":\"[^\"]*\"", "\"of\":1")));
        forms.put("with its name twice", r -> json(r, j -> j.replace("{", "{\"name\":\"" + NAME + "\",")));
        forms.put(
                "with another order", r -> json(r, j -> j.replaceFirst("\\{(\"name\":\"[^\"]*\"),(.*)\\}", "{$2,$1}")));
        forms.put("its name escaped", r -> json(r, j -> j.replace("dba", "\\u0064ba")));
        forms.put("its name in upper case", r -> json(r, j -> j.replace("dba", "DBA")));
        forms.put("with a mark of byte order", r -> json(r, j -> "\uFEFF" + j));
        forms.put("the signature padded", r -> json(r, j -> j.replace("\"}", "==\"}")));
        forms.put(
                "the signature in the other alphabet",
                r -> json(r, j -> j.replace('-', '+').replace('_', '/')));
        forms.put("the signature's last letter another", r -> json(r, j -> otherBits(j.replace("\"}", "")) + "\"}"));
        forms.put("the signature longer", r -> json(r, j -> j.replace("\"}", "AA\"}")));
        return forms;
    }

    private Map<String, String> publicKeys() {
        var key = key();
        var der = keys.getPublic().getEncoded();
        var forms = new LinkedHashMap<String, String>();
        forms.put("as made", key);
        forms.put("not padded", key.replace("=", ""));
        forms.put("its last letter another of the same bits", otherBits(key.replace("=", "")) + "=");
        forms.put("in two lines", key.substring(0, 30) + "\n" + key.substring(30));
        forms.put("raw", Base64.getEncoder().encodeToString(Arrays.copyOfRange(der, 12, 44)));
        forms.put("longer", Base64.getEncoder().encodeToString(Arrays.copyOf(der, 45)));
        forms.put(
                "for addresses",
                key.replace('+', '-').replace('/', '_').equals(key)
                        ? key + " "
                        : key.replace('+', '-').replace('/', '_'));
        return forms;
    }

    /** Base64 leaves bits over, which decoders ignore. */
    private static String otherBits(String text) {
        var last = text.charAt(text.length() - 1);
        var standard = ALPHABET.replace('-', '+').replace('_', '/');
        var letters = ALPHABET.indexOf(last) >= 0 ? ALPHABET : standard;
        return text.substring(0, text.length() - 1) + letters.charAt(letters.indexOf(last) ^ 1);
    }

    private static String json(String response, UnaryOperator<String> how) {
        var json = new String(Base64.getUrlDecoder().decode(response.substring(4)), StandardCharsets.UTF_8);
        return "CR1." + ADDRESS.encodeToString(how.apply(json).getBytes(StandardCharsets.UTF_8));
    }

    private boolean accepts(String key, String response) {
        var approver = List.of(new Approver(NAME, key));
        try {
            return Approvals.accept(
                            "5.6",
                            PLAN,
                            Map.of("5.6", new OpenChallenge(challenge, FINGERPRINT, NOW.plus(Approvals.VALID), false)),
                            response,
                            FINGERPRINT,
                            LEAD,
                            approver,
                            approver,
                            NOW)
                    .equals(NAME);
        } catch (Refusal refused) {
            return false;
        }
    }

    private TrailVerdict verified(String key, String response) {
        var state = folder.resolve("state-" + trails++);
        try (var store = Store.open(StateDirectory.at(state), CLOCK);
                var trail = DurableTrail.open(store, SigningKey.of(store.directory()), "s1", CLOCK, new Redactor())) {
            trail.append("lead", "session.open", "", Map.of("planDigest", PLAN, "bundleVersion", 4));
            trail.append("lead", "approval.enrol", "", Map.of("name", NAME, "key", key));
            trail.append(
                    "lead",
                    "approval.challenge",
                    "5.6",
                    Map.of(
                            "challenge",
                            challenge,
                            "fingerprint",
                            FINGERPRINT,
                            "expires",
                            NOW.plus(Approvals.VALID).toString()));
            // As it is recorded.
            trail.append(
                    NAME, "approval.accepted", "5.6", Map.of("fingerprint", FINGERPRINT, "response", response.strip()));
        }
        return new Verifier(TrailProgress.SILENT).verify(state);
    }
}
