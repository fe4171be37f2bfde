package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.audit.Ed25519;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Challenge and response between the console and a second person. What is signed is the challenge's text itself, so that one
 * byte changed voids it; it holds everything the second person decides about.
 */
public final class Approvals {
    /** How long a challenge may be answered. */
    public static final Duration VALID = Duration.ofMinutes(10);

    /** Names the text of the plan, and the digest of the whole list of changes. */
    private static final String CHALLENGE = "CC2.";

    /** What earlier consoles made: it does not say which text of the plan was signed for. */
    private static final String EARLIER = "CC1.";

    private static final String RESPONSE = "CR1.";
    /** One argument of a command line on Linux is at most 128 KiB (execve(2), MAX_ARG_STRLEN), and a challenge may be one. */
    private static final int MOST_CHARACTERS = 100_000;

    /** More changes than these are summed up before they are listed. */
    private static final int FEW = 12;

    private static final int SHORT = 12;
    /** Of what somebody could choose two of: what the two look like must differ. */
    private static final int SHORT_OF_A_FILE = 20;

    /** Texts come from elsewhere: a field that is missing makes them damaged, not empty. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PLAN_DIGEST = Pattern.compile("([0-9a-f]{64})?");

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Approvals() {}

    /**
     * What the second person is asked to sign.
     *
     * @param planDigest lower-case hex SHA-256 of the text of the plan that is carried out; empty where it is not at hand
     * @param changes all of them: from → to, one line each
     * @param changesDigest lower-case hex SHA-256 over these lines, each with a line feed, in UTF-8
     * @param nonce makes each challenge another, so that no answer fits two
     */
    public record Challenge(
            String plan,
            String planDigest,
            String account,
            String session,
            String step,
            String title,
            String askedBy,
            String goingBack,
            List<String> changes,
            String changesDigest,
            String fingerprint,
            String expires,
            String nonce) {

        /** Whoever made it wrote its texts: what could hide or forge a word of it is made visible before anybody reads it. */
        public Challenge {
            plan = VisibleText.plain(plan);
            account = VisibleText.plain(account);
            session = VisibleText.plain(session);
            step = VisibleText.plain(step);
            title = VisibleText.plain(title);
            askedBy = VisibleText.plain(askedBy);
            goingBack = VisibleText.plain(goingBack);
            changes = changes.stream().map(VisibleText::plain).toList();
            if (!FINGERPRINT.matcher(fingerprint).matches()) {
                throw new IllegalArgumentException("a fingerprint is 64 hex digits");
            }
            if (!PLAN_DIGEST.matcher(planDigest).matches()) {
                throw new IllegalArgumentException("the digest of a plan's text is 64 hex digits");
            }
            if (!changesDigest.equals(digest(changes))) {
                throw new IllegalArgumentException("the digest is of another list of changes");
            }
            expires = VisibleText.plain(expires);
        }

        /** Over the lines as they are read: with nothing in them that hides or forges a word. */
        public static String digest(List<String> changes) {
            var digest = DigestUtils.getSha256Digest();
            changes.forEach(c -> digest.update((VisibleText.plain(c) + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        }

        /** The plan's text in digits to compare, as {@code plan check} begins to print them. */
        public String planMark() {
            return planDigest.isEmpty() ? "not at hand" : grouped(planDigest, SHORT_OF_A_FILE);
        }

        /** How many lines there are, and digits to compare them by. */
        public String listMark() {
            return (changes.size() == 1 ? "1 line" : "all " + changes.size() + " lines") + ", digest "
                    + grouped(changesDigest, SHORT);
        }

        /** The challenge in plain words, for the person who signs. */
        public List<String> words() {
            var lines = new ArrayList<String>();
            lines.add(step.isEmpty() ? title : "Step " + step + ": " + title);
            lines.add("Account " + account + ", plan " + plan);
            lines.add("The plan's text has the SHA-256 " + planMark());
            lines.add("Asked by " + askedBy);
            changes.forEach(c -> lines.add("  " + c));
            if (!changes.isEmpty()) {
                lines.add("Listed above: " + listMark());
            }
            lines.add("Going back: " + goingBack);
            lines.add("Reviewed state " + grouped(fingerprint, SHORT));
            lines.add("Valid until " + lastMinute());
            return lines;
        }

        /** Whether it may still be answered; not if it says no time. */
        public boolean open(Instant now) {
            try {
                return now.isBefore(Instant.parse(expires));
            } catch (DateTimeException e) {
                return false;
            }
        }

        /** Texts come from elsewhere: what is no time is shown as it stands. */
        private String lastMinute() {
            try {
                return Times.minute(Instant.parse(expires)) + " UTC";
            } catch (DateTimeException e) {
                return expires;
            }
        }

        private static String grouped(String hex, int digits) {
            return hex.substring(0, digits).replaceAll("(.{4})(?!$)", "$1 ");
        }
    }

    /** @param of which challenge it answers, so that a refusal can say so; what counts is the signature */
    private record Response(String name, String of, String signature) {}

    /** Short name of a challenge: the first 12 hex digits of its hash. */
    private static String mark(String challenge) {
        return DigestUtils.sha256Hex(challenge.strip().getBytes(StandardCharsets.US_ASCII))
                .substring(0, 12);
    }

    /**
     * What a second person is asked about.
     *
     * @param title what they sign for, in a line
     * @param lines what it does, and what it means, one a line
     */
    record Asked(String step, String title, String goingBack, List<String> lines, String fingerprint) {

        /** To carry a step out as reviewed, or to take it back. */
        static Asked of(Step step, boolean undo, Risk risk, StepReview review) {
            var all = review.parts().stream()
                    .flatMap(p -> p.preview().changes().stream())
                    .toList();
            var changes = new ArrayList<String>();
            if (risk.level().grave()) {
                changes.add(risk.headline());
            }
            var deletions = Deletions.of(review);
            if (!deletions.isEmpty()) {
                changes.add(deletions.headline());
            }
            if (all.size() > FEW) {
                changes.add(summed(all));
            }
            all.forEach(c -> changes.add(c.words()));
            var back = review.parts().stream()
                    .filter(p -> !p.preview().calls().isEmpty())
                    .map(p -> p.preview().goingBack())
                    .distinct()
                    .toList();
            return new Asked(
                    step.id(), (undo ? "Undo: " : "") + step.title(), sentences(back), changes, review.fingerprint());
        }

        /** How many there are of each kind. */
        private static String summed(List<Change> all) {
            var kinds = new TreeMap<String, Integer>();
            all.forEach(c -> kinds.merge(c.attribute(), 1, Integer::sum));
            return all.size() + " changes, each listed below: "
                    + kinds.entrySet().stream()
                            .map(k -> k.getKey() + " of " + k.getValue())
                            .collect(Collectors.joining(", "));
        }

        /** One after the other: each as the sentence that it is. */
        private static String sentences(List<String> texts) {
            return texts.stream()
                    .map(t -> t.strip().isEmpty() || t.strip().matches("(?s).*[.!?]") ? t.strip() : t.strip() + ".")
                    .collect(Collectors.joining(" "));
        }

        /** To leave a step out. */
        static Asked skip(Step step, List<String> consequence, String reason, String fingerprint) {
            return new Asked(
                    step.id(),
                    "SKIP, not carried out: " + step.title(),
                    "Open the step again and carry it out.",
                    withReason(consequence, reason),
                    fingerprint);
        }

        /** To go on with a step in spite of what locks it. */
        static Asked override(Step step, String why, List<String> meaning, String reason, String fingerprint) {
            var lines = new ArrayList<>(List.of(why + "."));
            lines.addAll(meaning);
            return new Asked(
                    step.id(),
                    "OVERRIDE of a lock: " + step.title(),
                    "Leave the step as it is: nothing is sent by this signature alone.",
                    withReason(lines, reason),
                    fingerprint);
        }

        /**
         * To go on with what nobody could read.
         *
         * @param what for example {@code WAS DONE}
         */
        static Asked decided(Step step, String what, List<String> lines, String reason, String fingerprint) {
            return new Asked(
                    step.id(),
                    "DECIDED, not measured: " + what + ": " + step.title(),
                    "None: it counts as decided. Look again before signing.",
                    withReason(lines, reason),
                    fingerprint);
        }

        private static List<String> withReason(List<String> lines, String reason) {
            var all = new ArrayList<String>();
            all.add("Reason given: " + reason);
            all.addAll(lines);
            return all;
        }
    }

    /**
     * @param world of which the plan is, and its text
     * @throws Refusal if what is to be signed is too long to be sent as one: nothing is left out of it
     */
    static String challenge(SessionWorld world, String session, Asked asked, Operator by, Instant now) {
        var nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        var challenge = new Challenge(
                world.plan(),
                world.planDigest(),
                world.account(),
                session,
                asked.step(),
                asked.title(),
                by.name(),
                asked.goingBack(),
                asked.lines(),
                Challenge.digest(asked.lines()),
                asked.fingerprint(),
                now.plus(VALID).toString(),
                HexFormat.of().formatHex(nonce));
        var json = JSON.writeValueAsBytes(challenge);
        var text = CHALLENGE + TEXT.encodeToString(ChatText.packed(json));
        if (json.length > ChatText.LARGEST || text.length() > MOST_CHARACTERS) {
            throw new Refusal(
                    "What a second person would sign is too long for one challenge: "
                            + asked.lines().size() + " lines, " + text.length() + " characters, and at most "
                            + MOST_CHARACTERS + " can be sent. Nobody signs a part of it",
                    "have the plan do it in several steps, each with fewer changes");
        }
        return text;
    }

    /** @throws Refusal if it is not a challenge */
    public static Challenge read(String text) {
        requireNamesPlan(text);
        return parse(text, CHALLENGE, Challenge.class, "This is not a challenge");
    }

    private static void requireNamesPlan(String challenge) {
        if (challenge.strip().startsWith(EARLIER)) {
            throw new Refusal(
                    "The challenge is of an earlier console: it does not say which text of the plan is signed for",
                    "make a new challenge, with the console as it is now");
        }
    }

    /**
     * Signs a challenge.
     *
     * @param name under which the key was enrolled in the session
     * @throws Refusal if it is not a challenge
     */
    public static String respond(String challenge, String name, PrivateKey key) {
        read(challenge);
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(challenge.strip().getBytes(StandardCharsets.US_ASCII));
            var response = new Response(name, mark(challenge), TEXT.encodeToString(signature.sign()));
            return RESPONSE + TEXT.encodeToString(JSON.writeValueAsBytes(response));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /**
     * Who approved.
     *
     * @param planDigest of the text of the plan that is carried out now
     * @param challenges the last one of each step
     * @param asked who was enrolled when this was reviewed, and when the challenge was made
     * @throws Refusal if the response is not an enrolled second person's signature under this very challenge, in time
     */
    static String accept(
            String step,
            String planDigest,
            Map<String, SessionState.OpenChallenge> challenges,
            String response,
            String fingerprint,
            Operator by,
            Collection<SessionState.Approver> enrolled,
            Collection<SessionState.Approver> asked,
            Instant now) {
        var open = challenges.get(step);
        if (open == null) {
            throw new Refusal("No challenge was made for step " + step, "make a challenge first");
        }
        if (open.used()) {
            throw new Refusal("This challenge was answered already, and counted once", "make a new challenge");
        }
        if (!now.isBefore(open.expires())) {
            throw new Refusal(
                    "The challenge expired at " + Times.minute(open.expires()) + " UTC", "make a new challenge");
        }
        if (!open.fingerprint().equals(fingerprint)) {
            throw new Refusal("The challenge was for another reviewed state", "make a new challenge");
        }
        var signed = read(open.text()).planDigest();
        if (!signed.equals(planDigest)) {
            throw new Refusal(
                    "The challenge was for another text of the plan: " + brief(signed) + " was to be signed, and "
                            + brief(planDigest) + " is carried out",
                    "review it under this plan, and make a new challenge");
        }
        var answer = parse(response, RESPONSE, Response.class, "This is not a response code");
        requireAnswerTo(step, open, challenges, answer);
        if (answer.name().equalsIgnoreCase(by.name())) {
            throw new Refusal("The second approver is the person who asked: " + by.name(), "ask somebody else");
        }
        var approver = enrolled.stream()
                .filter(a -> a.name().equals(answer.name()))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "“" + answer.name() + "” is not enrolled as an approver in this session",
                        "enrol their public key first"));
        if (!asked.contains(approver)) {
            throw new Refusal(
                    approver.name()
                            + " was enrolled after this was reviewed, or the console was started again since: their"
                            + " signature does not count for it",
                    "review it again, and make a new challenge");
        }
        requireAsWritten(response, answer);
        if (!signed(open.text(), answer.signature(), approver.key())) {
            throw new Refusal(
                    "The signature is not by the key that is enrolled for " + approver.name()
                            + ", or the response was altered on its way",
                    "compare their public key by voice, then have the response sent again, whole");
        }
        return approver.name();
    }

    private static String brief(String digest) {
        return digest.isEmpty() ? "one that is not at hand" : "SHA-256 " + digest.substring(0, SHORT) + "…";
    }

    private static void requireAnswerTo(
            String step,
            SessionState.OpenChallenge open,
            Map<String, SessionState.OpenChallenge> challenges,
            Response answer) {
        var of = answer.of();
        if (mark(open.text()).equals(of)) {
            return;
        }
        var other = challenges.entrySet().stream()
                .filter(c -> mark(c.getValue().text()).equals(of))
                .map(Map.Entry::getKey)
                .findFirst();
        throw new Refusal(
                other.map(o -> "This response answers the challenge of step " + o + ", not that of step " + step)
                        .orElse("This response answers another challenge: an earlier one, or one that was altered on"
                                + " its way"),
                "send the challenge that is shown now, whole");
    }

    /**
     * That it is to the letter what {@link #respond} makes: it is recorded, and whoever reads it in the trail takes no other form of it,
     * since readers differ in what else they take.
     */
    private static void requireAsWritten(String response, Response answer) {
        var written = RESPONSE + TEXT.encodeToString(JSON.writeValueAsBytes(answer));
        if (!written.equals(response.strip()) || !canonical(answer.signature())) {
            throw new Refusal(
                    "The response was written by something other than “approve”, or altered on its way",
                    "have the challenge signed again, and the response sent whole");
        }
    }

    private static boolean canonical(String signature) {
        try {
            return TEXT.encodeToString(Base64.getUrlDecoder().decode(signature)).equals(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether it is a public key under whose signature something could be accepted: Ed25519, X.509 (RFC 8410), Base64, in the one way of
     * writing each, so that nobody is enrolled twice with the same, and that is a point of the curve.
     */
    static boolean usable(String key) {
        try {
            var x509 = Base64.getDecoder().decode(key);
            var read = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
            Signature.getInstance("Ed25519").initVerify(read);
            return Base64.getEncoder().encodeToString(read.getEncoded()).equals(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean signed(String text, String signature, String key) {
        try {
            return Ed25519.verifies(
                    text.getBytes(StandardCharsets.US_ASCII),
                    Base64.getUrlDecoder().decode(signature),
                    Base64.getDecoder().decode(key));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static <T> T parse(String text, String prefix, Class<T> type, String otherwise) {
        var stripped = text.strip();
        if (stripped.length() > MOST_CHARACTERS || !stripped.startsWith(prefix)) {
            throw new Refusal(otherwise, "paste it whole; it begins with " + prefix);
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(stripped.substring(prefix.length()));
            return JSON.readValue(ChatText.unpacked(bytes), type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Refusal(otherwise + ": it is damaged", "paste it whole; it begins with " + prefix);
        }
    }
}
