package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.*;

/** Amazon EventBridge, the default bus. */
public final class EmbeddedEventBridge implements EventBridgeClient {
    private static final int MOST_TARGETS = 5;

    private final Estate estate;
    private final String region;
    private final EventsState state;

    public EmbeddedEventBridge(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = EventsState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** The default one alone. */
    @Override
    public ListEventBusesResponse listEventBuses(ListEventBusesRequest r) {
        return ListEventBusesResponse.builder()
                .eventBuses(EventBus.builder()
                        .name("default")
                        .arn(estate.arn("events", region, "event-bus/default"))
                        .build())
                .build();
    }

    @Override
    public ListRulesResponse listRules(ListRulesRequest r) {
        if (r.eventBusName() != null && !r.eventBusName().equals("default")) {
            throw AwsFault.of(
                    ResourceNotFoundException.builder(),
                    "ResourceNotFoundException",
                    400,
                    "Event bus " + r.eventBusName() + " does not exist.");
        }
        var all = state.all().stream()
                .filter(rule -> r.namePrefix() == null || rule.name().startsWith(r.namePrefix()))
                .toList();
        var page = estate.page(all, r.nextToken(), r.limit());
        return ListRulesResponse.builder()
                .rules(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeRuleResponse describeRule(DescribeRuleRequest r) {
        return Copies.to(rule(r.name()), DescribeRuleResponse.builder()).build();
    }

    @Override
    public PutRuleResponse putRule(PutRuleRequest r) {
        ownOf(r.name());
        if (r.scheduleExpression() == null && r.eventPattern() == null) {
            throw AwsFault.of(
                    EventBridgeException.builder(),
                    "ValidationException",
                    400,
                    "Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        state.rules.put(
                r.name(),
                Rule.builder()
                        .name(r.name())
                        .arn(state.arn(r.name()))
                        .eventBusName("default")
                        .scheduleExpression(r.scheduleExpression())
                        .eventPattern(r.eventPattern())
                        .description(r.description())
                        .roleArn(r.roleArn())
                        .state(Optional.ofNullable(r.stateAsString()).orElse("ENABLED"))
                        .build());
        state.note(r.name(), !"DISABLED".equals(r.stateAsString()), estate.now());
        estate.tags().put(state.arn(r.name()), r.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        return PutRuleResponse.builder().ruleArn(state.arn(r.name())).build();
    }

    @Override
    public EnableRuleResponse enableRule(EnableRuleRequest r) {
        turn(r.name(), "ENABLED");
        return EnableRuleResponse.builder().build();
    }

    @Override
    public DisableRuleResponse disableRule(DisableRuleRequest r) {
        turn(r.name(), "DISABLED");
        return DisableRuleResponse.builder().build();
    }

    @Override
    public DeleteRuleResponse deleteRule(DeleteRuleRequest r) {
        ownOf(r.name());
        if (!state.targets(r.name()).isEmpty()) {
            throw AwsFault.of(
                    EventBridgeException.builder(),
                    "ValidationException",
                    400,
                    "Rule can't be deleted since it has targets.");
        }
        state.rules.remove(r.name());
        state.targets.remove(r.name());
        estate.tags().forget(state.arn(r.name()));
        return DeleteRuleResponse.builder().build();
    }

    @Override
    public ListTargetsByRuleResponse listTargetsByRule(ListTargetsByRuleRequest r) {
        rule(r.rule());
        var page = estate.page(List.copyOf(state.targets(r.rule()).values()), r.nextToken(), r.limit());
        return ListTargetsByRuleResponse.builder()
                // A list in the answer has at least one (EventBridge API Reference, ListTargetsByRule): none is left
                // out.
                .targets(page.items().isEmpty() ? null : page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListRuleNamesByTargetResponse listRuleNamesByTarget(ListRuleNamesByTargetRequest r) {
        var names = state.rules.keySet().stream()
                .filter(name -> state.targets(name).values().stream()
                        .anyMatch(t -> t.arn().equals(r.targetArn())))
                .toList();
        var page = estate.page(names, r.nextToken(), r.limit());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public PutTargetsResponse putTargets(PutTargetsRequest r) {
        rule(r.rule());
        ownOf(r.rule());
        var known = state.targets(r.rule());
        var added = r.targets().stream().filter(t -> !known.containsKey(t.id())).count();
        if (known.size() + added > MOST_TARGETS) {
            throw AwsFault.of(
                    LimitExceededException.builder(),
                    "LimitExceededException",
                    400,
                    "The requested resource exceeds the maximum number allowed.");
        }
        r.targets().forEach(t -> known.put(t.id(), t));
        return PutTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    @Override
    public RemoveTargetsResponse removeTargets(RemoveTargetsRequest r) {
        rule(r.rule());
        ownOf(r.rule());
        var failed = new ArrayList<RemoveTargetsResultEntry>();
        for (var id : r.ids()) {
            if (state.targets(r.rule()).remove(id) == null) {
                failed.add(RemoveTargetsResultEntry.builder()
                        .targetId(id)
                        .errorCode("ResourceNotFoundException")
                        .errorMessage("Target " + id + " does not exist on the rule.")
                        .build());
            }
        }
        return RemoveTargetsResponse.builder()
                .failedEntryCount(failed.size())
                .failedEntries(failed)
                .build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .tags(estate.tags().of(r.resourceARN()).entrySet().stream()
                        .map(e -> Tag.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    private void turn(String name, String to) {
        ownOf(name);
        state.rules.put(name, rule(name).toBuilder().state(to).build());
        state.note(name, to.equals("ENABLED"), estate.now());
    }

    /** A service's rule is that service's to change (EventBridge API Reference, DisableRule: ManagedRuleException). */
    private void ownOf(String name) {
        var by = Optional.ofNullable(state.rules.get(name)).map(Rule::managedBy);
        if (by.isPresent()) {
            throw AwsFault.of(
                    ManagedRuleException.builder(),
                    "ManagedRuleException",
                    400,
                    "Rule " + name + " is a managed rule by " + by.get() + " and cannot be modified.");
        }
    }

    private Rule rule(String name) {
        return Optional.ofNullable(state.rules.get(name))
                .orElseThrow(() -> AwsFault.of(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        400,
                        "Rule " + name + " does not exist on EventBus default."));
    }
}
