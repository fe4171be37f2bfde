package app.medzenhealth.cutover.action;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Reads EventBridge's rules and their targets, every page of them: the SDK has no paginator for either. */
public record EventRules(EventBridgeClient client) {
    private static final int MOST_PAGES = 1_000;

    /** In one region. */
    public static EventRules in(ActionContext context, String region) {
        return new EventRules(context.clients().client(EventBridgeClient.class, region));
    }

    /** Those of the default bus. */
    public List<Rule> all() {
        var all = new ArrayList<Rule>();
        paged(token -> {
            var page = client.listRules(q -> q.nextToken(token));
            all.addAll(page.rules());
            return page.nextToken();
        });
        return all;
    }

    /** Of a rule of the default bus. */
    public List<Target> targets(String rule) {
        return targets(null, rule);
    }

    /** @param bus null: the default one */
    public List<Target> targets(@Nullable String bus, String rule) {
        var all = new ArrayList<Target>();
        paged(token -> {
            var page =
                    client.listTargetsByRule(q -> q.eventBusName(bus).rule(rule).nextToken(token));
            all.addAll(page.targets());
            return page.nextToken();
        });
        return all;
    }

    private interface Page {
        /** Reads a page; null: it was the last. */
        @Nullable
        String after(@Nullable String token);
    }

    private static void paged(Page page) {
        String next = null;
        for (var i = 0; i < MOST_PAGES; i++) {
            next = page.after(next);
            if (next == null) {
                return;
            }
        }
        throw new ActionFailure(
                "EventBridge gives more than " + MOST_PAGES + " pages",
                "nothing was sent",
                "look at the rules by hand");
    }
}
