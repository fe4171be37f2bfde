package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.ParameterUses;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a phase needs before it begins, made from the plan: values, programs, files of the working copy, a way into the databases,
 * outputs of the project's templates, permissions.
 */
public record PhaseNeeds(List<Need> needs) {
    public enum Kind {
        VALUES("Values"),
        PROGRAMS("Programs on this machine"),
        FILES("Files of the working copy"),
        DATABASES("A way into the databases"),
        OUTPUTS("Outputs of the project's templates"),
        PERMISSIONS("Permissions of whoever makes the changes");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /**
     * One thing that is needed.
     *
     * @param where where it is set, or how it is met
     * @param steps that need it, in the plan's order
     * @param parameter the parameter that it is about, for a way there
     */
    public record Need(Kind kind, String what, String where, List<String> steps, Optional<String> parameter) {}

    /** @param parameters the values set so far, by id */
    public static PhaseNeeds of(Plan plan, Phase phase, Map<String, String> parameters) {
        var found = new ArrayList<Need>();
        var uses = ParameterUses.of(plan);
        uses.missing(plan, phase, parameters)
                .forEach(p -> found.add(new Need(
                        Kind.VALUES,
                        p.title(),
                        "set it under Plan › Parameters",
                        uses.of(p.id()).stream()
                                .filter(s -> phase.steps().stream()
                                        .anyMatch(own -> own.id().equals(s)))
                                .toList(),
                        Optional.of(p.id()))));
        gathered(phase, PhaseNeeds::programs)
                .forEach((what, steps) -> found.add(need(
                        Kind.PROGRAMS,
                        what,
                        "install it on this machine: it starts with an empty home folder and without AWS credentials, and gets of"
                                + " your environment only what the plan names for it",
                        steps)));
        gathered(phase, PhaseNeeds::files)
                .forEach((what, steps) -> found.add(need(
                        Kind.FILES,
                        what,
                        "choose the working copy under Settings, or start with --working-copy",
                        steps)));
        gathered(
                        phase,
                        use -> databases(use)
                                .map(d -> Variables.resolve(
                                        d,
                                        v -> Optional.ofNullable(parameters.get(v))
                                                .filter(t -> !t.isBlank()))))
                .forEach((what, steps) -> found.add(need(
                        Kind.DATABASES,
                        what,
                        "user, password and database under Settings › Database login, and a network path to port 5432; a tunnel is"
                                + " named there too, as " + what
                                + "=127.0.0.1:15432. Or before the start: PGUSER, PGPASSWORD,"
                                + " PGDATABASE and CUTOVER_PGTUNNEL",
                        steps)));
        outputs(plan, phase)
                .forEach((what, steps) -> found.add(need(
                        Kind.OUTPUTS,
                        what,
                        "the template must declare it; it is checked before it is deployed",
                        steps)));
        var permissions =
                StandardActions.catalogue().permissions(phase.steps().stream().flatMap(s -> s.actions().stream()));
        if (!permissions.isEmpty()) {
            found.add(need(
                    Kind.PERMISSIONS,
                    permissions.size() + " IAM actions",
                    "assets/docs/IAM-POLICIES.md, phase " + phase.id() + "; step 1.1 simulates them",
                    new LinkedHashSet<>()));
        }
        return new PhaseNeeds(List.copyOf(found));
    }

    /** Those of one kind. */
    public List<Need> of(Kind kind) {
        return needs.stream().filter(n -> n.kind() == kind).toList();
    }

    private static Need need(Kind kind, String what, String where, Set<String> steps) {
        return new Need(kind, what, where, List.copyOf(steps), Optional.empty());
    }

    private interface Names {
        Stream<String> in(ActionUse use);
    }

    private static Map<String, Set<String>> gathered(Phase phase, Names names) {
        var found = new LinkedHashMap<String, Set<String>>();
        phase.steps()
                .forEach(step -> Stream.concat(
                                step.actions().stream(), step.verify().stream().flatMap(v -> v.by().stream()))
                        .flatMap(names::in)
                        .forEach(n -> found.computeIfAbsent(n, k -> new LinkedHashSet<>())
                                .add(step.id())));
        return found;
    }

    /** A program is found by its name; one that is started by another is named with it. */
    private static Stream<String> programs(ActionUse use) {
        return program(use).stream()
                .filter(argv -> !argv.getFirst().contains("/"))
                .map(argv -> (argv.getFirst().equals("npx") && argv.size() > 1
                                ? "npx, which fetches " + argv.get(1) + " from the network where it is not installed"
                                : argv.getFirst())
                        + (use.with().get("credentials") instanceof List<?> names && !names.isEmpty()
                                ? "; the console is started with "
                                        + String.join(
                                                ", ",
                                                names.stream()
                                                        .map(String::valueOf)
                                                        .toList())
                                        + " set"
                                : ""));
    }

    private static Optional<List<String>> program(ActionUse use) {
        return use.has(Trait.RUNS_PROGRAM) && use.with().get("argv") instanceof List<?> argv && !argv.isEmpty()
                ? Optional.of(argv.stream().map(String::valueOf).toList())
                : Optional.empty();
    }

    private static Stream<String> files(ActionUse use) {
        return Stream.concat(
                program(use).map(List::getFirst).filter(p -> p.contains("/")).stream(),
                named(use, ActionSignature::files));
    }

    private static Stream<String> databases(ActionUse use) {
        return named(use, ActionSignature::databases);
    }

    /** What the inputs name that the action's type declares so. */
    private static Stream<String> named(ActionUse use, Function<ActionSignature, List<String>> inputs) {
        return StandardActions.catalogue().find(use.type()).map(ActionType::signature).map(inputs).stream()
                .flatMap(List::stream)
                .map(use.with()::get)
                .flatMap(value -> switch (value) {
                    case Map<?, ?> byName -> byName.values().stream();
                    case List<?> list -> list.stream();
                    case null -> Stream.empty();
                    default -> Stream.of(value);
                })
                .map(String::valueOf);
    }

    /** What any step takes from a stack that this phase deploys. */
    private static Map<String, Set<String>> outputs(Plan plan, Phase phase) {
        var found = new LinkedHashMap<String, Set<String>>();
        var stacks = phase.steps().stream()
                .filter(s -> s.does(Trait.DEPLOYS_STACK))
                .map(Step::id)
                .toList();
        plan.steps()
                .forEach(step -> Stream.concat(
                                step.actions().stream(), step.verify().stream().flatMap(v -> v.by().stream()))
                        .flatMap(a -> Variables.in(a.with()).stream())
                        .forEach(v -> stacks.stream()
                                .filter(s -> v.startsWith(s + "."))
                                .forEach(s -> found.computeIfAbsent(
                                                v.substring(s.length() + 1) + " of step " + s,
                                                k -> new LinkedHashSet<>())
                                        .add(step.id()))));
        return found;
    }
}
