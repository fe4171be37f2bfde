package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.HashSet;

/** A message is posted to a webhook that there is, and each webhook has a message. */
final class WebhookCheck {
    private WebhookCheck() {}

    static void look(Plan plan, Faults faults) {
        var named = new HashSet<String>();
        for (var i = 0; i < plan.messages().size(); i++) {
            var at = i;
            plan.messages().get(i).webhook().ifPresent(id -> {
                named.add(id);
                if (plan.webhook(id).isEmpty()) {
                    faults.found(
                            "/messages/" + at + "/webhook",
                            "there is no webhook “" + id + "”",
                            "name one of the plan's webhooks");
                }
            });
        }
        var seen = new HashSet<String>();
        for (var i = 0; i < plan.webhooks().size(); i++) {
            var webhook = plan.webhooks().get(i);
            if (!seen.add(webhook.id())) {
                faults.found("/webhooks/" + i + "/id", "there are two webhooks “" + webhook.id() + "”", "rename one");
            }
            if (!named.contains(webhook.id())) {
                faults.found(
                        "/webhooks/" + i,
                        "no message is posted to the webhook “" + webhook.id() + "”",
                        "name it in a message, or take it out of the plan");
            }
        }
    }
}
