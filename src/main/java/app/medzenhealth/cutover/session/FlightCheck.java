package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every step of a plan would meet now: read in one go, long before the night, with nothing sent. It vouches for the moment at
 * which it was made: each step is read again when it is its turn.
 *
 * @param world what the session acts on, in words
 * @param identity whom AWS says we are, or why that is not known
 * @param answers one for each step, in the plan's order, the ways back last
 */
public record FlightCheck(
        String plan, String session, String world, Instant at, String identity, List<Answer> answers) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How a step would be met now. What is worse comes later. */
    public enum Verdict {
        DONE("done"),
        NOTHING_TO_DO("nothing to do"),
        READY("ready"),
        BY_PERSON("a person states it"),
        COMES_LATER("needs what an earlier step makes"),
        LOCKED("does not hold"),
        UNKNOWN("unknown");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A step's.
     *
     * @param changes from → to, a line each
     * @param calls that would be sent, as the aws CLI spells them
     * @param open the checks that do not pass
     * @param values of the plan that nobody has set, by title
     * @param outputs of earlier steps that it takes, and that are not there yet: {@code step.name}
     * @param before the steps and phases that come right before it and are not done
     * @param alone whether nothing that is still to be done before it, in the plan's order, would change anything that it meets
     */
    public record Answer(
            String phase,
            String step,
            String title,
            Verdict verdict,
            List<String> changes,
            List<String> calls,
            List<Check> open,
            List<String> values,
            List<String> outputs,
            List<String> before,
            boolean alone) {

        /** Whether somebody can do something about it today: what an earlier step would make well is not among it. */
        public boolean today() {
            return !values.isEmpty()
                    || switch (verdict) {
                        case DONE, NOTHING_TO_DO, READY, BY_PERSON, COMES_LATER -> false;
                        case LOCKED, UNKNOWN -> alone;
                    };
        }
    }

    public long count(Verdict verdict) {
        return answers.stream().filter(a -> a.verdict() == verdict).count();
    }

    /** What somebody can do something about today. */
    public List<Answer> today() {
        return answers.stream().filter(Answer::today).toList();
    }

    /** What does not hold now, or is not known now, and may be otherwise once earlier steps are done. */
    public List<Answer> later() {
        return answers.stream()
                .filter(a -> !a.today())
                .filter(a -> a.verdict() == Verdict.LOCKED || a.verdict() == Verdict.UNKNOWN)
                .toList();
    }

    /** A check and why it does not pass, in a line. */
    public static String line(Check check) {
        return switch (check.outcome()) {
            case Check.Pass p -> check.title() + ": " + p.evidence();
            case Check.Fail f -> check.title() + ": " + f.evidence() + " → " + f.remedy();
            case Check.Unknown u -> check.title() + ": unknown, " + u.evidence();
            case Check.NotMeasured n -> check.title() + ": " + n.evidence();
        };
    }

    /** How many steps have each answer, by its name. */
    Map<String, Object> counts() {
        var counts = new LinkedHashMap<String, Object>();
        for (var verdict : Verdict.values()) {
            counts.put(verdict.name(), count(verdict));
        }
        return counts;
    }

    /** One JSON object: the same text for the same check, whoever writes it. */
    public String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("plan", plan);
        all.put("session", session);
        all.put("world", world);
        all.put("identity", identity);
        all.put("at", at.toString());
        all.put("counts", counts());
        all.put("steps", answers.stream().map(FlightCheck::tree).toList());
        return JSON.writeValueAsString(all);
    }

    /** SHA-256 of {@link #json} in UTF-8, lower-case hex; what the trail has of it. */
    public String digest() {
        return DigestUtils.sha256Hex(json());
    }

    private static Map<String, Object> tree(Answer answer) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("phase", answer.phase());
        tree.put("step", answer.step());
        tree.put("title", answer.title());
        tree.put("verdict", answer.verdict().name());
        tree.put("today", answer.today());
        tree.put("changes", answer.changes());
        tree.put("calls", answer.calls());
        tree.put("open", answer.open().stream().map(FlightCheck::line).toList());
        tree.put("values", answer.values());
        tree.put("outputs", answer.outputs());
        tree.put("before", answer.before());
        return tree;
    }
}
