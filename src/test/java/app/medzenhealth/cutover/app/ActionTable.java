package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.catalogue.WayBack;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every action type as it declares itself. {@code main} writes {@code assets/docs/ACTIONS.md}. */
final class ActionTable {
    static final Path FILE = Path.of("assets", "docs", "ACTIONS.md");

    /** What a plan's step cannot take back, whatever the plan calls it. */
    static final Set<Trait> FOR_GOOD = Set.of(Trait.DESTROYS, Trait.PROMOTES);

    /** What the facts that are read again depend on. */
    private static final Set<Trait> MOVES_USERS =
            Set.of(Trait.PROMOTES, Trait.LIFTS_FENCE, Trait.REDIRECTS, Trait.SCALES);

    private ActionTable() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, text(types(), PlanFile.SHIPPED.plan()));
    }

    static Collection<ActionType> types() {
        return SessionActions.catalogue().types();
    }

    static String text(Collection<ActionType> types, Plan plan) {
        var text = new StringBuilder("""
                # What a plan's actions do

                Generated from what each action type declares, and for the facts from the steps of the shipped plan; a test fails where
                this file is stale. %d types, of which %d change something and %d cannot be taken back.

                - **Confirmation** is the least: a plan may ask for more, never for less (`plan check` refuses it with its line).
                - **For good** is what a plan cannot call reversible: what it destroys does not come back, or a side takes writes of its own.
                - **Kept by** are the inputs by which a plan says how what is destroyed is kept, or who stated that nobody needs it.
                  `plan check` refuses a deletion without them, but for what the same phase has made.
                - **Facts read again** are read at the preview and right before each changing call, from the world and not from what steps
                  have left behind; one that does not hold or is not known locks the step. They are shown as the shipped plan needs them.
                  Every type has checks of its own besides.

                | type | what it does | effect | confirmation | traits | kept by | facts read again | way back |
                |---|---|---|---|---|---|---|---|
                """.formatted(
                        types.size(),
                        types.stream().filter(t -> t.signature().writes()).count(),
                        types.stream().filter(ActionTable::forGood).count()));
        types.stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(t -> text.append(row(t, plan)).append('\n'));
        return text.toString();
    }

    private static String row(ActionType type, Plan plan) {
        var signature = type.signature();
        return "| "
                + String.join(
                        " | ",
                        "`" + type.name() + "`",
                        signature.title(),
                        effect(type),
                        confirmation(signature.least()),
                        signature.traits().stream()
                                .sorted()
                                .map(ActionTable::word)
                                .collect(Collectors.joining(", ")),
                        Stream.concat(signature.keeps().stream(), signature.safeguards().stream())
                                .map(k -> "`" + k.replace("|", "` or `") + "`")
                                .collect(Collectors.joining(", ")),
                        String.join("; ", facts(type, plan)),
                        wayBack(type.wayBack()))
                + " |";
    }

    static String effect(ActionType type) {
        if (!type.signature().writes()) {
            return "reads";
        }
        var where = type.sends().isEmpty() ? "runs a program" : "changes";
        return forGood(type) ? where + ", for good" : where;
    }

    static boolean forGood(ActionType type) {
        return type.signature().traits().stream().anyMatch(FOR_GOOD::contains);
    }

    private static String confirmation(Confirm least) {
        return switch (least) {
            case NONE -> "none";
            case REVIEW -> "review";
            case TYPED -> "typed name";
            case TYPED_AND_SECOND -> "typed name and second person";
        };
    }

    static String wayBack(WayBack wayBack) {
        return switch (wayBack) {
            case WayBack.Undone(var how) -> how;
            case WayBack.None(var why) -> "none: " + why;
        };
    }

    private static String word(Trait trait) {
        return trait.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** By step of the shipped plan, where the type's own trait is why they are read. */
    static List<String> facts(ActionType type, Plan plan) {
        var found = new ArrayList<String>();
        if (type.signature().traits().stream().noneMatch(MOVES_USERS::contains)) {
            return found;
        }
        plan.everything()
                .forEach(phase -> phase.steps().stream()
                        .filter(s -> s.actions().stream().anyMatch(a -> a.type().equals(type.name())))
                        .forEach(step -> {
                            var facts = RequiredFact.of(plan, phase, step).stream()
                                    .map(f -> f.title(v -> plan.parameter(v).flatMap(Plan.Parameter::value)) + " (`"
                                            + f.use().type() + "`)")
                                    .distinct()
                                    .toList();
                            if (!facts.isEmpty()) {
                                found.add(step.id() + ": " + String.join(", ", facts));
                            }
                        }));
        return found;
    }

    static Confirm demanded(ActionSignature signature) {
        return signature.traits().stream().anyMatch(FOR_GOOD::contains)
                ? Confirm.TYPED_AND_SECOND
                : signature.writes() ? Confirm.REVIEW : Confirm.NONE;
    }
}
