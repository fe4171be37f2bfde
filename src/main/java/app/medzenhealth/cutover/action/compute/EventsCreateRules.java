package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.REGION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.EventRules;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.FunctionName;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Copies event rules from another region, DISABLED, with the functions of the same names as targets. */
public final class EventsCreateRules extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("events.create-rules", "Copy event rules, switched off")
            .requires(REGION, "sourceRegion")
            .requires(LIST, "rules")
            .accepts(TEXT, "triggers")
            .about("rules")
            .is(Trait.COPIES_TRIGGERS)
            .sends("eventbridge", "DeleteRule", "PutRule", "PutTargets", "RemoveTargets")
            .passesRole()
            .undoneBy("rules that it created are deleted")
            .script(FunctionRecipes::rules)
            .createdBy(EventsCreateRules::new);

    private final String region;
    private final String sourceRegion;
    private final List<String> rules;
    /** Whether they may be on: then they are asked whether they are what was copied, and nothing besides. */
    private final boolean mayBeOn;

    private EventsCreateRules(Inputs in) {
        this.region = in.region();
        this.sourceRegion = in.text("sourceRegion");
        this.rules = in.someOf("rules");
        this.mayBeOn = in.optional("triggers").filter("any"::equals).isPresent();
    }

    @Override
    protected String summary() {
        return "Copies the rules " + String.join(", ", rules) + " from " + sourceRegion + " to " + region
                + ", switched off.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        for (var rule : rules) {
            var there = read(context, region, rule);
            notes.fact(
                    rule,
                    "state",
                    there.map(DescribeRuleResponse::stateAsString).orElse(Fact.ABSENT));
            var source = read(context, sourceRegion, rule);
            if (source.isEmpty()) {
                continue;
            }
            if (there.filter(t -> sameRule(source.get(), t)).isEmpty()) {
                notes.change(
                        region,
                        rule,
                        "rule",
                        there.map(EventsCreateRules::shown).orElse(Fact.ABSENT),
                        shown(source.get()) + ", DISABLED");
                notes.stage(Stage.send(
                        "Creating " + rule,
                        Call.of(EventBridgeClient.class, region, request(source.get()), EventBridgeClient::putRule)));
            }
            var wanted = wantedTargets(context, rule);
            if (there.isEmpty() || !EventRules.in(context, region).targets(rule).containsAll(wanted)) {
                wanted.forEach(t -> notes.change(region, rule, "target " + t.id(), Fact.ABSENT, t.arn()));
                notes.stage(targetStage(rule, wanted));
            }
        }
        return notes.done();
    }

    private Stage targetStage(String rule, List<Target> wanted) {
        return Stage.send(
                "Setting the targets of " + rule,
                Call.of(
                        EventBridgeClient.class,
                        region,
                        PutTargetsRequest.builder().rule(rule).targets(wanted).build(),
                        EventBridgeClient::putTargets),
                (answer, c, p) -> {
                    if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
                        throw new ActionFailure(
                                "Targets of " + rule + " were refused: " + answer.failedEntries(),
                                "the rule exists, switched off, without all its targets",
                                "correct the target, then run again");
                    }
                });
    }

    private static PutRuleRequest request(DescribeRuleResponse source) {
        return PutRuleRequest.builder()
                .name(source.name())
                .description(source.description())
                .scheduleExpression(source.scheduleExpression())
                .eventPattern(source.eventPattern())
                .state(RuleState.DISABLED)
                .build();
    }

    private static boolean sameRule(DescribeRuleResponse source, DescribeRuleResponse there) {
        return Objects.equals(source.scheduleExpression(), there.scheduleExpression())
                && Objects.equals(source.eventPattern(), there.eventPattern());
    }

    private static String shown(DescribeRuleResponse rule) {
        return rule.scheduleExpression() == null ? String.valueOf(rule.eventPattern()) : rule.scheduleExpression();
    }

    private static Optional<DescribeRuleResponse> read(ActionContext context, String region, String rule) {
        try {
            return Optional.of(
                    context.clients().client(EventBridgeClient.class, region).describeRule(q -> q.name(rule)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private List<Target> wantedTargets(ActionContext context, String rule) {
        return EventRules.in(context, sourceRegion).targets(rule).stream()
                .map(t -> t.toBuilder()
                        .arn(t.arn().replace(":" + sourceRegion + ":", ":" + region + ":"))
                        .build())
                .toList();
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var source = "Every rule exists in " + sourceRegion;
        var off = "None of them is switched on in " + region;
        var functions = "Every target is a function that exists in " + region;
        var other = "None of them is another rule in " + region;
        return List.of(
                Check.reading(other, () -> {
                    var others = rules.stream()
                            .filter(r -> read(context, region, r)
                                    .filter(t -> read(context, sourceRegion, r)
                                            .filter(s -> !sameRule(s, t))
                                            .isPresent())
                                    .isPresent())
                            .toList();
                    return Check.passIf(
                            others::isEmpty,
                            others.isEmpty() ? "none" : "others of these names: " + others,
                            "PutRule would replace it, and the way back could not bring it back: delete it by hand first");
                }),
                Check.reading(source, () -> {
                    var missing = rules.stream()
                            .filter(r -> read(context, sourceRegion, r).isEmpty())
                            .toList();
                    return Check.passIf(
                            missing::isEmpty,
                            missing.isEmpty() ? rules.size() + " found" : "missing: " + missing,
                            "correct the names in the plan");
                }),
                Check.reading(off, () -> {
                    var on = rules.stream()
                            .filter(r -> read(context, region, r)
                                    .filter(t -> t.state() != RuleState.DISABLED)
                                    .isPresent())
                            .toList();
                    return Check.passIf(
                            on::isEmpty,
                            on.isEmpty() ? "none" : "on: " + on,
                            "switch them off: two regions must not work on the same data");
                }),
                Check.reading(functions, () -> functionsExist(context)));
    }

    private Check.Outcome functionsExist(ActionContext context) {
        var open = new ArrayList<String>();
        for (var rule : rules) {
            if (read(context, sourceRegion, rule).isPresent()) {
                wantedTargets(context, rule).stream()
                        .map(Target::arn)
                        .filter(a -> !a.contains(":lambda:")
                                || new Functions(region)
                                        .read(context, FunctionName.of(a).name())
                                        .isEmpty())
                        .forEach(open::add);
            }
        }
        return Check.passIf(
                open::isEmpty, open.isEmpty() ? "all do" : String.join(", ", open), "deploy the functions first");
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var rule : rules) {
            var title = rule + " is in " + region + (mayBeOn ? "" : ", switched off") + ", with its targets";
            checks.add(Check.reading(title, () -> {
                var there = read(context, region, rule);
                var source = read(context, sourceRegion, rule);
                var targets = there.isPresent() ? EventRules.in(context, region).targets(rule) : List.<Target>of();
                var wanted = wantedTargets(context, rule);
                return Check.passIf(
                        () -> there.isPresent()
                                && source.isPresent()
                                && (mayBeOn || there.get().state() == RuleState.DISABLED)
                                && sameRule(source.get(), there.get())
                                && targets.containsAll(wanted)
                                && (!mayBeOn || targets.size() == wanted.size()),
                        there.map(t -> t.stateAsString() + ", " + shown(t) + ", calls "
                                        + targets.stream().map(Target::arn).collect(Collectors.joining(", ")))
                                .orElse("there is none"),
                        "run the step again");
            }));
        }
        return checks;
    }

    @Override
    protected String goingBack() {
        return "Rules that this creates are deleted again.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var made = before.stream()
                .filter(f -> f.value().equals(Fact.ABSENT))
                .map(Fact::resource)
                .toList();
        if (made.isEmpty()) {
            return new Undo.None("the rules were there before");
        }
        return new Undo.Inverse(new Removal(
                region,
                String.join(", ", made),
                context -> made.stream()
                        .filter(r -> read(context, region, r).isPresent())
                        .flatMap(r -> removal(context, r).stream())
                        .toList()));
    }

    private List<Stage> removal(ActionContext context, String rule) {
        var stages = new ArrayList<Stage>();
        var ids = EventRules.in(context, region).targets(rule).stream()
                .map(Target::id)
                .toList();
        if (!ids.isEmpty()) {
            stages.add(Stage.send(
                    "Taking the targets off " + rule,
                    Call.of(
                            EventBridgeClient.class,
                            region,
                            RemoveTargetsRequest.builder().rule(rule).ids(ids).build(),
                            EventBridgeClient::removeTargets)));
        }
        stages.add(Stage.send(
                "Deleting " + rule,
                Call.of(
                        EventBridgeClient.class,
                        region,
                        DeleteRuleRequest.builder().name(rule).build(),
                        EventBridgeClient::deleteRule)));
        return stages;
    }
}
