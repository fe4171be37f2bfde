package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Fingerprint;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.StepReview.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes reviews: who we are, then for each action what it would do and whether it may. */
final class Reviews {
    private static final ActionUse WHO = new ActionUse("identity", Optional.empty(), Map.of());

    private final Plan plan;
    private final Evidence evidence;
    private final EffectGate effects;
    private final Identity.Reader identity;
    private final Timekeeper time;

    Reviews(Plan plan, Evidence evidence, EffectGate effects, Identity.Reader identity, Timekeeper time) {
        this.plan = plan;
        this.evidence = evidence;
        this.effects = effects;
        this.identity = identity;
        this.time = time;
    }

    /** What a review is about: the actions to be carried out in order, and evidence that must hold besides. */
    record Subject(String step, List<ActionUse> uses, List<Action> actions, List<Gate> gates) {}

    /** Evidence that must hold: a checklist item's, a soak's. */
    record Gate(String title, ActionUse resolved) {}

    StepReview review(Subject subject, ActionContext context, Optional<StepReview> previous)
            throws InterruptedException {
        var parts = new ArrayList<Part>();
        for (var i = 0; i < subject.actions().size(); i++) {
            parts.add(part(subject.uses().get(i), subject.actions().get(i), context));
        }
        var expected = parts.stream().map(p -> p.preview().expected()).reduce(Duration.ZERO, Duration::plus);
        var calls = parts.stream().anyMatch(p -> !p.preview().calls().isEmpty());
        parts.addFirst(who(expected, calls ? identity.denial() : effects.denial(subject.step(), subject.uses())));
        for (var gate : subject.gates()) {
            parts.add(new Part(
                    gate.resolved(), gate.title(), nothing(gate.title()), evidence.read(gate.resolved(), context)));
        }
        var print = Fingerprint.of(parts.stream().map(Part::preview).toList());
        return new StepReview(
                subject.step(),
                time.instant(),
                print,
                List.copyOf(parts),
                differences(previous, print, parts),
                expected);
    }

    private Part part(ActionUse use, Action action, ActionContext context) throws InterruptedException {
        var title = evidence.title(use);
        try {
            var preview = action.preview(context);
            var checks = new ArrayList<>(action.preflight(context));
            var undeclared = effects.undeclared(use, preview.calls());
            if (!undeclared.isEmpty()) {
                checks.add(Check.fail(
                        "Only what “" + use.type() + "” declares is sent",
                        "it would send " + undeclared.getFirst(),
                        "this is a fault of the console: do it by hand with the saved scripts"));
            }
            return new Part(use, title, preview, List.copyOf(checks));
        } catch (RuntimeException e) {
            return new Part(use, title, nothing(title), List.of(Failures.unknown(title, e)));
        }
    }

    private Part who(Duration expected, Optional<Identity.Denial> denial) throws InterruptedException {
        var title = "Account and identity";
        return switch (identity.read()) {
            case Identity.Known k -> {
                var fact = new Fact("identity", "principal", k.account() + " " + k.principal());
                var preview = new Preview(
                        k.principal(),
                        List.of(fact),
                        List.of(),
                        List.of(),
                        "Nothing changes: it only reads.",
                        Duration.ZERO,
                        List.of());
                yield new Part(WHO, title, preview, checks(k, expected, denial));
            }
            case Identity.Unknown u -> unknown(title, u.reason());
            case Identity.Expired e -> unknown(title, e.reason());
        };
    }

    private static Part unknown(String title, String reason) {
        return new Part(WHO, title, nothing(title), List.of(Check.unknown(title, reason)));
    }

    private List<Check> checks(Identity.Known who, Duration expected, Optional<Identity.Denial> denial) {
        var checks = new ArrayList<Check>();
        var shown = "Account " + who.account() + " as " + who.principal();
        checks.add(
                who.account().equals(plan.account())
                        ? Check.pass("The account is the plan's", shown)
                        : Check.fail(
                                "The account is the plan's",
                                shown + "; the plan is for " + plan.account(),
                                "sign in to account " + plan.account()));
        if (who.principal().endsWith(":root")) {
            checks.add(Check.fail("Not the root user", who.principal(), "sign in with a role"));
        }
        denial.ifPresent(d -> checks.add(Check.fail("Changes are allowed", d.why(), d.next())));
        who.until()
                .ifPresent(until -> checks.add(
                        CredentialLifetime.check(Duration.between(time.instant(), until), expected, who.again())));
        return checks;
    }

    private static Preview nothing(String summary) {
        return new Preview(summary, List.of(), List.of(), List.of(), "Nothing changes.", Duration.ZERO, List.of());
    }

    /** What is different from an earlier review, as lines for the reviewer; empty if nothing is. */
    static List<String> differences(Optional<StepReview> previous, String print, List<Part> parts) {
        if (previous.isEmpty() || previous.get().fingerprint().equals(print)) {
            return List.of();
        }
        return differences(facts(previous.get().parts()), facts(parts));
    }

    /** Facts that differ, as {@code resource attribute: from → to}. */
    static List<String> differences(Map<String, String> before, Map<String, String> now) {
        var lines = new ArrayList<String>();
        now.forEach((key, value) -> {
            var old = before.get(key);
            if (old == null) {
                lines.add(key + ": new, " + value);
            } else if (!old.equals(value)) {
                lines.add(key + ": " + old + " → " + value);
            }
        });
        before.keySet().stream().filter(k -> !now.containsKey(k)).forEach(k -> lines.add(k + ": no longer there"));
        return lines.isEmpty() ? List.of("The planned calls are different") : lines;
    }

    private static Map<String, String> facts(List<Part> parts) {
        var facts = new LinkedHashMap<String, String>();
        parts.forEach(p -> p.preview().facts().forEach(f -> facts.put(f.resource() + " " + f.attribute(), f.value())));
        return facts;
    }
}
