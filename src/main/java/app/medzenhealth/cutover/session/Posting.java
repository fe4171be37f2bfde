package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Webhook;
import java.util.List;
import java.util.Optional;

/**
 * A message as it would be posted now, to be read before.
 *
 * @param host where it would go; empty where the webhook's address is not known
 * @param subject with its values
 * @param text with its values
 * @param body the request's, as it would be sent
 * @param fingerprint of body and webhook: what is confirmed is what is sent
 * @param missing titles of the parameters without a value that it needs
 * @param before what became of posting it before
 */
public record Posting(
        Plan.Message message,
        Webhook webhook,
        Optional<String> host,
        String subject,
        String text,
        String body,
        String fingerprint,
        List<String> missing,
        Optional<Posted> before) {}
