package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ApprovalsTest {
    private static final Operator LEAD = new Operator("lead@example.com");
    private static final String PLAN = "5e".repeat(32);
    private static final Instant NOW = Instant.parse("2026-01-21T02:42:17Z");

    private final Map<String, SessionState.OpenChallenge> challenges = new HashMap<>();
    private KeyPair keys;

    @BeforeEach
    void ask() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        for (var step : List.of("5.6", "7.2")) {
            challenges.put(
                    step,
                    new SessionState.OpenChallenge(
                            challenge(step), review(step).fingerprint(), NOW.plus(Approvals.VALID), false));
        }
    }

    private static String challenge(String step) {
        return challenge(step, List.of("role: replica → primary"));
    }

    private static String challenge(String step, List<String> changes) {
        var challenge = new Approvals.Challenge(
                "medzen",
                PLAN,
                "558069890522",
                "s1",
                step,
                "Promote",
                LEAD.name(),
                "",
                changes,
                Approvals.Challenge.digest(changes),
                review(step).fingerprint(),
                NOW.plus(Approvals.VALID).toString(),
                "00".repeat(12));
        return "CC2."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(JsonMapper.builder().build().writeValueAsBytes(challenge));
    }

    private static StepReview review(String step) {
        return new StepReview(step, NOW, step.replace(".", "").repeat(32), List.of(), List.of(), Duration.ZERO);
    }

    private String answer(String step) {
        return Approvals.respond(challenges.get(step).text(), "dba@example.com", keys.getPrivate());
    }

    private String accept(String step, String response, Instant now) {
        var enrolled = List.of(new SessionState.Approver(
                "dba@example.com",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())));
        return Approvals.accept(
                step, PLAN, challenges, response, review(step).fingerprint(), LEAD, enrolled, enrolled, now);
    }

    @Test
    void the_enrolled_persons_response_to_this_challenge_counts() {
        assertThat(accept("5.6", answer("5.6"), NOW)).isEqualTo("dba@example.com");
    }

    @Test
    void a_response_for_another_step_is_refused_and_names_that_step() {
        assertThatThrownBy(() -> accept("5.6", answer("7.2"), NOW))
                .isInstanceOf(Refusal.class)
                .hasMessage("This response answers the challenge of step 7.2, not that of step 5.6");
    }

    @Test
    void another_key_under_the_enrolled_name_is_refused_as_such() throws Exception {
        var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var forged = Approvals.respond(challenges.get("5.6").text(), "dba@example.com", stranger.getPrivate());
        assertThatThrownBy(() -> accept("5.6", forged, NOW))
                .hasMessageContaining("not by the key that is enrolled for dba");
    }

    @Test
    void the_person_who_asked_cannot_be_the_second() {
        var own = Approvals.respond(challenges.get("5.6").text(), "LEAD@example.com", keys.getPrivate());
        assertThatThrownBy(() -> accept("5.6", own, NOW)).hasMessageContaining("the person who asked");
    }

    @Test
    void a_response_counts_once_and_only_in_time() {
        var response = answer("5.6");
        assertThatThrownBy(() -> accept("5.6", response, NOW.plus(Approvals.VALID)))
                .hasMessageContaining("expired");
        var open = challenges.get("5.6");
        challenges.put("5.6", new SessionState.OpenChallenge(open.text(), open.fingerprint(), open.expires(), true));
        assertThatThrownBy(() -> accept("5.6", response, NOW)).hasMessageContaining("answered already");
    }

    @Test
    void no_single_changed_character_of_a_response_passes() {
        var response = answer("5.6");
        for (var i = 0; i < response.length(); i++) {
            // The last character of Base64 may carry bits that mean nothing.
            var changed =
                    response.substring(0, i) + (response.charAt(i) == 'A' ? 'B' : 'A') + response.substring(i + 1);
            if (i < response.length() - 1) {
                assertThatThrownBy(() -> accept("5.6", changed, NOW))
                        .as("character %d", i)
                        .isInstanceOf(Refusal.class);
            }
        }
    }

    @Test
    void whoever_signs_sees_every_character_that_would_hide_or_forge_a_word() {
        var hostile = "Read\u001b[2K\r\u202e the inventory\nAccount 111122223333";
        var read = Approvals.read(packed(new Approvals.Challenge(
                hostile,
                PLAN,
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                List.of(hostile),
                Approvals.Challenge.digest(List.of(hostile)),
                "ab".repeat(32),
                hostile,
                "")));
        assertThat(read.words())
                .allSatisfy(line -> assertThat(line.codePoints())
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                .anySatisfy(
                        line -> assertThat(line).contains("Read\\u001b[2K\\u000d\\u202e the inventory\\u000aAccount"));
    }

    private static Map<String, String> members() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("plan", "p"),
                Map.entry("planDigest", PLAN),
                Map.entry("account", "a"),
                Map.entry("session", "s"),
                Map.entry("step", "1"),
                Map.entry("title", "t"),
                Map.entry("askedBy", "b"),
                Map.entry("goingBack", ""),
                Map.entry("changesDigest", Approvals.Challenge.digest(List.of("a: 1 → 2", "b: 1 → 2"))),
                Map.entry("fingerprint", "ab".repeat(32)),
                Map.entry("expires", NOW.toString()),
                Map.entry("nonce", "")));
    }

    @Test
    void a_challenge_whose_fingerprint_or_digest_is_none_is_damaged() {
        var changes = List.of("a: 1 → 2", "b: 1 → 2");
        assertThat(Approvals.read(packed(members(), changes)).changes()).isEqualTo(changes);
        for (var member : List.of("fingerprint", "planDigest", "changesDigest")) {
            for (var wrong : List.of("ab", "AB".repeat(32), "xy".repeat(32), "ab".repeat(33))) {
                var altered = members();
                altered.put(member, wrong);
                assertThatThrownBy(() -> Approvals.read(packed(altered, changes)))
                        .as("%s %s", member, wrong)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("damaged");
            }
            var without = members();
            without.remove(member);
            assertThatThrownBy(() -> Approvals.read(packed(without, changes)))
                    .as("without %s", member)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("damaged");
        }
        for (var other : List.of(List.<String>of(), List.of("a: 1 → 2"), List.of("b: 1 → 2", "a: 1 → 2"))) {
            assertThatThrownBy(() -> Approvals.read(packed(members(), other)))
                    .as("%s", other)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void a_signature_for_one_text_of_the_plan_does_not_count_under_another() {
        var response = answer("5.6");
        var enrolled = List.of(new SessionState.Approver(
                "dba@example.com",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())));
        for (var other : List.of("", "ab".repeat(32))) {
            assertThatThrownBy(() -> Approvals.accept(
                            "5.6",
                            other,
                            challenges,
                            response,
                            review("5.6").fingerprint(),
                            LEAD,
                            enrolled,
                            enrolled,
                            NOW))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("another text of the plan");
        }
    }

    @Test
    void what_an_earlier_console_asked_is_neither_signed_nor_accepted_and_says_why() {
        var earlier = challenge("5.6").replace("CC2.", "CC1.");
        assertThatThrownBy(() -> Approvals.respond(earlier, "dba@example.com", keys.getPrivate()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not say which text of the plan");
        var open = challenges.get("5.6");
        challenges.put("5.6", new SessionState.OpenChallenge(earlier, open.fingerprint(), open.expires(), false));
        var response = Approvals.respond(open.text(), "dba@example.com", keys.getPrivate());
        assertThatThrownBy(() -> accept("5.6", response, NOW))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not say which text of the plan");
    }

    @Test
    void whoever_signs_reads_every_change_however_many_there_are_and_the_plans_text_in_short() {
        var changes = IntStream.rangeClosed(1, 700)
                .mapToObj(i -> "af-south-1 /aws/lambda/clinic-" + i + " log group: there → none")
                .toList();
        var words = Approvals.read(challenge("5.6", changes)).words();
        assertThat(words).containsAll(changes.stream().map(c -> "  " + c).toList());
        assertThat(words)
                .contains("The plan's text has the SHA-256 5e5e 5e5e 5e5e 5e5e 5e5e")
                .anyMatch(w -> w.startsWith("Listed above: all 700 lines, digest "));
    }

    private static String asked(int lines) {
        // What deflate makes nothing shorter of, as names that nothing has in common.
        var random = new Random(4711);
        var list = IntStream.range(0, lines)
                .mapToObj(i -> HexFormat.of().toHexDigits(random.nextLong()) + ": there → none")
                .toList();
        var asked = new Approvals.Asked("6.4", "Delete", "", list, "ab".repeat(32));
        return Approvals.challenge(Worlds.rehearsal("558069890522", "medzen"), "s1", asked, LEAD, NOW);
    }

    @Test
    void what_is_too_long_to_be_sent_is_refused_and_never_cut() {
        assertThat(Approvals.read(asked(2_000)).changes()).hasSize(2_000);
        assertThatThrownBy(() -> asked(20_000))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("20000 lines")
                .hasMessageContaining("Nobody signs a part of it");
    }

    @Test
    void whoever_signs_too_late_is_told_so() {
        var read = Approvals.read(challenge("5.6"));
        assertThat(read.open(NOW)).isTrue();
        assertThat(read.open(NOW.plus(Approvals.VALID))).isFalse();
    }

    private static String packed(Map<String, String> members, List<String> changes) {
        var all = new HashMap<String, Object>(members);
        all.put("changes", changes);
        return packed(all);
    }

    private static String packed(Object challenge) {
        return "CC2."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(JsonMapper.builder().build().writeValueAsBytes(challenge));
    }
}
