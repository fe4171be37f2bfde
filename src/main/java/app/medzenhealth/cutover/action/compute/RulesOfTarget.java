package app.medzenhealth.cutover.action.compute;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/**
 * The rules that send events to one target. Without the name of a bus EventBridge tells of the default one alone.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html">ListRuleNamesByTarget</a>
 */
final class RulesOfTarget {

    /** Of buses, and of rules of one bus: AWS lets an account have far fewer. */
    private static final int MOST_PAGES = 1_000;

    private RulesOfTarget() {}

    /** Those that are not switched off, on every bus: {@code name}, or {@code bus/name} where it is not on the default one. */
    static List<String> enabled(EventBridgeClient events, String target) {
        var enabled = new ArrayList<String>();
        for (var bus : buses(events)) {
            for (var rule : rules(events, bus, target)) {
                if (events.describeRule(q -> q.eventBusName(bus).name(rule)).state() != RuleState.DISABLED) {
                    enabled.add(bus.equals("default") ? rule : bus + "/" + rule);
                }
            }
        }
        return enabled;
    }

    private static List<String> buses(EventBridgeClient events) {
        var buses = new ArrayList<String>();
        @Nullable String from = null;
        for (var page = 0; page < MOST_PAGES; page++) {
            var start = from;
            var answer = events.listEventBuses(q -> q.nextToken(start));
            answer.eventBuses().stream().map(EventBus::name).forEach(buses::add);
            from = answer.nextToken();
            if (from == null) {
                return buses;
            }
        }
        throw new IllegalStateException("The list of event buses does not end");
    }

    private static List<String> rules(EventBridgeClient events, String bus, String target) {
        var rules = new ArrayList<String>();
        @Nullable String from = null;
        for (var page = 0; page < MOST_PAGES; page++) {
            var start = from;
            var answer = events.listRuleNamesByTarget(
                    q -> q.eventBusName(bus).targetArn(target).nextToken(start));
            rules.addAll(answer.ruleNames());
            from = answer.nextToken();
            if (from == null) {
                return rules;
            }
        }
        throw new IllegalStateException("The list of rules does not end");
    }
}
