package app.medzenhealth.cutover.plan;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Fills in what a plan file may leave out, so that the records never hold a missing list, and what action types declare of themselves. */
final class PlanDefaults {
    private static final int OK = 200;

    private final Function<String, Set<Trait>> traits;

    /** @param traits of an action type; none for a type that there is not */
    PlanDefaults(Function<String, Set<Trait>> traits) {
        this.traits = traits;
    }

    JsonNode filledIn(JsonNode plan) {
        var root = (ObjectNode) plan.deepCopy();
        root.remove("version");
        for (var list : List.of(
                "parameters",
                "baseline",
                "rules",
                "closing",
                "rollbacks",
                "risks",
                "criteria",
                "messages",
                "contacts",
                "costs",
                "findings",
                "references",
                "probes",
                "webhooks")) {
            list(root, list);
        }
        monitoring(root);
        window((ObjectNode) root.get("window"));
        for (var probe : root.get("probes")) {
            if (!probe.has("status")) {
                ((ObjectNode) probe).putArray("status").add(OK);
            }
        }
        root.get("regions").forEach(r -> list((ObjectNode) r, "provenBy"));
        for (var parameter : root.get("parameters")) {
            if (!parameter.has("count")) {
                ((ObjectNode) parameter).put("count", "one");
            }
        }
        root.get("phases").forEach(this::phase);
        root.get("closing").forEach(this::phase);
        root.get("criteria").forEach(c -> action(c.get("measure")));
        for (var rollback : root.get("rollbacks")) {
            action(rollback.get("leaves"));
            list((ObjectNode) rollback, "costs");
            list((ObjectNode) rollback, "needs");
            if (!rollback.has("outcome")) {
                ((ObjectNode) rollback).putObject("outcome");
            }
            for (var price : rollback.get("costs")) {
                for (var flag : List.of("pointOfNoReturn", "closes")) {
                    if (!price.has(flag)) {
                        ((ObjectNode) price).put(flag, false);
                    }
                }
            }
            phase(rollback.get("procedure"));
        }
        return root;
    }

    private static void monitoring(ObjectNode root) {
        if (!root.has("monitoring")) {
            root.putObject("monitoring");
        }
        list((ObjectNode) root.get("monitoring"), "metrics");
        list((ObjectNode) root.get("monitoring"), "logs");
    }

    private static void window(ObjectNode window) {
        list(window, "steps");
        if (!window.has("board")) {
            window.putObject("board").put("valid", Board.NONE.valid().toString());
        }
        list((ObjectNode) window.get("board"), "seats").forEach(s -> list((ObjectNode) s, "claims"));
    }

    private void phase(JsonNode node) {
        var phase = (ObjectNode) node;
        for (var list : List.of("after", "departures", "checklists", "deliverables")) {
            list(phase, list);
        }
        for (var checklist : phase.get("checklists")) {
            checklist.get("items").forEach(i -> action(i.get("check")));
        }
        for (var deliverable : phase.get("deliverables")) {
            list((ObjectNode) deliverable, "steps");
        }
        if (phase.has("soak")) {
            list((ObjectNode) phase.get("soak"), "checks").forEach(this::action);
        }
        String before = null;
        for (var s : phase.get("steps")) {
            var step = (ObjectNode) s;
            list(step, "departures");
            if (!step.has("mandatory")) {
                step.put("mandatory", false);
            }
            if (!step.has("after")) {
                var after = list(step, "after");
                if (before != null) {
                    after.add(before);
                }
            }
            step.get("actions").forEach(this::action);
            step.get("verify").forEach(v -> action(v.get("by")));
            before = step.get("id").asString();
        }
    }

    private void action(JsonNode node) {
        if (node instanceof ObjectNode action) {
            if (!action.has("with")) {
                action.set("with", JsonNodeFactory.instance.objectNode());
            }
            var declared = action.putArray("traits");
            traits.apply(action.get("type").asString()).forEach(t -> declared.add(PlanWording.key(t)));
        }
    }

    private static ArrayNode list(ObjectNode node, String name) {
        return node.has(name) ? (ArrayNode) node.get(name) : node.putArray(name);
    }
}
