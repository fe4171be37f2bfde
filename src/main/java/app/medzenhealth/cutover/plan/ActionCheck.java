package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.ActionSignature.Presence;
import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import app.medzenhealth.cutover.plan.PlanPlaces.Purpose;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Actions exist, get the inputs they need, write only where their phase may, and their effects are verified. */
final class ActionCheck {
    private final Map<String, ActionSignature> known = new LinkedHashMap<>();

    ActionCheck(Collection<ActionSignature> signatures) {
        signatures.forEach(s -> known.put(s.type(), s));
    }

    Optional<ActionSignature> signature(String type) {
        return Optional.ofNullable(known.get(type));
    }

    void look(PlanPlaces places, Faults faults) {
        var regions = places.plan().regions().stream()
                .collect(Collectors.toMap(Plan.Region::id, r -> r, (a, b) -> a, LinkedHashMap::new));
        places.actions()
                .forEach(at -> signature(at.use().type())
                        .ifPresentOrElse(
                                s -> {
                                    inputs(at, s, regions.keySet(), faults);
                                    region(at, s, regions, faults);
                                },
                                () -> faults.found(
                                        at.pointer() + "/type",
                                        "there is no action “" + at.use().type() + "”",
                                        closest(at.use().type()))));
        places.steps().forEach(at -> {
            verification(at, faults);
            confirmation(at, faults);
        });
    }

    private void verification(PlanPlaces.StepAt at, Faults faults) {
        // An exit code is no post-condition: what only runs a local program needs another action to look at the result.
        var onlyCommands = at.step().actions().stream().allMatch(a -> a.has(Trait.RUNS_PROGRAM));
        if (onlyCommands && at.step().verify().stream().allMatch(v -> v.by().isEmpty())) {
            faults.found(
                    at.pointer() + "/verify",
                    "step " + at.step().id()
                            + " has no verification: a command's exit code says nothing about its effect",
                    "add a “by:” with a read-only action, for example http.check or manual.attest");
        }
    }

    /** A plan can ask for a stronger confirmation than an action's type does, not for a weaker one. */
    private void confirmation(PlanPlaces.StepAt at, Faults faults) {
        var step = at.step();
        step.actions().stream()
                .flatMap(use -> signature(use.type()).stream())
                .filter(s -> s.least().compareTo(step.confirm()) > 0)
                .max(Comparator.comparing(ActionSignature::least))
                .ifPresent(s -> faults.found(
                        at.pointer() + "/confirm",
                        s.type() + " is confirmed by " + PlanWording.key(s.least()) + " at least, step " + step.id()
                                + " asks only for " + PlanWording.key(step.confirm()),
                        "set confirm to " + PlanWording.key(s.least())));
        step.actions().stream()
                .filter(use -> use.has(Trait.DESTROYS)
                        || use.has(Trait.PROMOTES)
                        // What asks for as much takes away for good, if only a drill's.
                        || signature(use.type())
                                .filter(s -> s.least() == Step.Confirm.TYPED_AND_SECOND)
                                .isPresent())
                .filter(_ -> step.effect() != Step.Effect.IRREVERSIBLE)
                .findFirst()
                .ifPresent(use -> faults.found(
                        at.pointer() + "/effect",
                        use.type() + " cannot be taken back, but step " + step.id() + " is called "
                                + PlanWording.key(step.effect()),
                        "set effect to irreversible"));
    }

    private String closest(String type) {
        var prefix = type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
        var near =
                known.keySet().stream().filter(k -> k.startsWith(prefix + ".")).toList();
        return "use one of " + String.join(", ", near.isEmpty() ? known.keySet() : near);
    }

    private static void inputs(ActionAt at, ActionSignature s, Collection<String> regions, Faults faults) {
        var names = s.inputs().stream().map(ActionSignature.Input::name).toList();
        at.use().with().keySet().forEach(k -> {
            if (!names.contains(k)) {
                faults.found(
                        at.pointer() + "/with/" + k,
                        s.type() + " has no input “" + k + "”",
                        names.isEmpty() ? "remove it" : "use " + String.join(", ", names));
            }
        });
        for (var input : s.inputs()) {
            var value = at.use().with().get(input.name());
            if (value == null) {
                if (input.presence() == Presence.REQUIRED) {
                    faults.found(
                            at.pointer(), s.type() + " needs the input “" + input.name() + "”", "add it under “with:”");
                }
            } else if (!fits(value, input.kind(), regions)) {
                faults.found(
                        at.pointer() + "/with/" + input.name(),
                        "“" + input.name() + "” is not " + wanted(input.kind(), regions),
                        "write " + wanted(input.kind(), regions));
            }
        }
    }

    private static boolean fits(Object value, ActionSignature.Kind kind, Collection<String> regions) {
        if (value instanceof String text && !Variables.in(text).isEmpty()) {
            // A step's output is text; a list is read from it by its commas.
            return kind != ActionSignature.Kind.MAP;
        }
        return switch (kind) {
            case TEXT -> value instanceof String || value instanceof Number;
            case NUMBER -> value instanceof Number;
            case FLAG -> value instanceof Boolean;
            case DURATION -> value instanceof String text && duration(text);
            case LIST -> value instanceof List;
            case MAP -> value instanceof Map;
            case REGION -> value instanceof String text && regions.contains(text);
        };
    }

    private static boolean duration(String text) {
        try {
            return !Duration.parse(text).isNegative();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String wanted(ActionSignature.Kind kind, Collection<String> regions) {
        return switch (kind) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case DURATION -> "a duration such as PT15M";
            case LIST -> "a list";
            case MAP -> "a map";
            case REGION -> "one of the plan's regions (" + String.join(", ", regions) + ")";
        };
    }

    private static void region(ActionAt at, ActionSignature s, Map<String, Plan.Region> regions, Faults faults) {
        var region = at.use().region();
        if (s.regional() && region.isEmpty()) {
            faults.found(at.pointer(), s.type() + " needs a region", "add “region:”");
        }
        region.filter(r -> !regions.containsKey(r))
                .ifPresent(r -> faults.found(
                        at.pointer() + "/region",
                        "region “" + r + "” is not one of the plan's",
                        "use one of " + String.join(", ", regions.keySet())));
        if (!s.writes()) {
            return;
        }
        if (at.purpose() == Purpose.EVIDENCE) {
            faults.found(
                    at.pointer() + "/type",
                    s.type() + " changes things and cannot serve as evidence",
                    "use a read-only action");
        }
        if (at.step() != null && at.step().effect() == Step.Effect.READS) {
            faults.found(
                    at.pointer() + "/type",
                    "step " + at.step().id() + " is said to read only, but " + s.type() + " writes",
                    "set its effect to reversible or irreversible, and how it is confirmed");
        }
        region.filter(regions::containsKey).ifPresent(r -> {
            var access = at.in().phase().regions().get(r);
            if (access != Phase.Access.WRITE
                    || Objects.requireNonNull(regions.get(r)).before() == Plan.Role.BYSTANDER) {
                faults.found(
                        at.pointer() + "/region",
                        s.type() + " would write to " + r + ", a bystander in phase "
                                + at.in().phase().id(),
                        "the phase must name it: regions: { " + r + ": write }");
            }
        });
    }
}
