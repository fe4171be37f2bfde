package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The shipped plan with one thing left out at a time of each step that cannot be taken back: an input that may be left out, a step
 * that it waits for, a check that it is verified or gated by. Either the plan's check refuses it, or it is said here why nothing is
 * lost.
 */
class EverySafeguardTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final PlanReader READER = new PlanReader(SessionActions.signatures());
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What may be left out, by how its name ends, and why. */
    private static final Map<String, String> HARMLESS = new LinkedHashMap<>();

    static {
        HARMLESS.put(
                ".*/verify/[0-9]+",
                "it is read after the deed; what must hold before is a required fact, a gate or a check of the action itself");
        HARMLESS.put(
                "5.6/rds.promote/0/backupWindow",
                "the database keeps the window that it has; whether a backup is near is asked of the one that it has");
        HARMLESS.put(
                "6.*/lambda.delete/./replacedBy",
                "then the function of the same name must live in the other region, where there is none: the step is locked");
        HARMLESS.put(
                "6.6b/s3.empty-and-delete-bucket/./prefix",
                "then the copies are looked for under the bucket's name, where there are none: the step is locked");
        HARMLESS.put(
                "6.8b/after/7.*",
                "the checklist that gates 6.8b asks for the same steps: it stays locked until they are done");
        HARMLESS.put("6.8b/rds.delete-instance/0/liftsProtection", "a protected instance then locks the step");
    }

    private static boolean refused(JsonNode plan) {
        return READER.read(SHIPPED, YAML.writeValueAsBytes(plan)) instanceof PlanReading.Refused;
    }

    private static List<JsonNode> steps(JsonNode plan) {
        var all = new ArrayList<JsonNode>();
        plan.path("phases").forEach(p -> p.path("steps").forEach(all::add));
        plan.path("rollbacks").forEach(p -> p.path("steps").forEach(all::add));
        return all;
    }

    private static final Predicate<JsonNode> FOR_GOOD =
            s -> s.path("effect").asString("").equals("irreversible");

    /** Each removal by a name, on a plan of its own. */
    private static Map<String, JsonNode> altered() throws IOException {
        var shipped = YAML.readTree(Files.readString(SHIPPED));
        var found = new TreeMap<String, JsonNode>();
        var steps = steps(shipped);
        for (var s = 0; s < steps.size(); s++) {
            if (!FOR_GOOD.test(steps.get(s))) {
                continue;
            }
            var id = steps.get(s).path("id").asString();
            var actions = steps.get(s).path("actions");
            for (var a = 0; a < actions.size(); a++) {
                for (var input : actions.get(a).path("with").propertyNames()) {
                    var copy = shipped.deepCopy();
                    ((ObjectNode) steps(copy).get(s).path("actions").get(a).path("with")).remove(input);
                    found.put(id + "/" + actions.get(a).path("type").asString() + "/" + a + "/" + input, copy);
                }
            }
            if (steps.get(s).has("after")) {
                for (var w = 0; w < steps.get(s).path("after").size(); w++) {
                    var copy = shipped.deepCopy();
                    ((ArrayNode) steps(copy).get(s).path("after")).remove(w);
                    found.put(id + "/after/" + steps.get(s).path("after").get(w).asString(), copy);
                }
            }
            var verify = steps.get(s).path("verify");
            for (var v = 0; v < verify.size(); v++) {
                if (verify.get(v).has("by")) {
                    var copy = shipped.deepCopy();
                    ((ObjectNode) steps(copy).get(s).path("verify").get(v)).remove("by");
                    found.put(id + "/verify/" + v, copy);
                }
            }
        }
        for (var s = 0; s < steps.size(); s++) {
            var actions = steps.get(s).path("actions");
            for (var a = 0; a < actions.size(); a++) {
                var type = actions.get(a).path("type").asString();
                if (type.equals("definitions.save") || type.equals("evidence.last-use")) {
                    var copy = shipped.deepCopy();
                    ((ArrayNode) steps(copy).get(s).path("actions")).remove(a);
                    found.put(steps.get(s).path("id").asString() + "/" + type + "/" + a, copy);
                }
            }
        }
        return found;
    }

    @Test
    void nothing_that_a_deletion_or_promotion_goes_by_can_be_left_out_unseen() throws IOException {
        assertThat(refused(YAML.readTree(Files.readString(SHIPPED))))
                .as("as it ships")
                .isFalse();
        var altered = altered();
        var open = altered.entrySet().stream()
                .filter(e -> !refused(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        System.out.println(altered.size() + " left out, " + (altered.size() - open.size()) + " refused");
        assertThat(altered).hasSizeGreaterThan(120);
        assertThat(open).allMatch(o -> HARMLESS.keySet().stream().anyMatch(o::matches));
        assertThat(HARMLESS.keySet()).allMatch(h -> open.stream().anyMatch(o -> o.matches(h)));
    }
}
