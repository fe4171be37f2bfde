package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A call that a step's last run has sent, or was about to send, and what is known of its end.
 *
 * @param at when its intent was written, which is right before it was sent
 * @param end in a clause, for example {@code no answer came}
 * @param known whether it is certain what became of it
 */
public record SentCall(
        Instant at, String region, String service, String operation, String resource, String end, boolean known) {
    /** Services that record what is done with them in one region alone: of IAM, Route 53 and CloudFront the same. */
    private static final Set<String> GLOBAL = Set.of("iam", "route53", "cloudfront", "global");

    private static final String GLOBAL_REGION = "us-east-1";
    /** From the call's time on: what a signed request may be late by, and be received still. */
    private static final Duration LATE = Duration.ofMinutes(15);

    static SentCall of(AuditRecord intent, String end, boolean known) {
        return new SentCall(
                Instant.parse(intent.at()),
                text(intent, "region"),
                text(intent, "service"),
                text(intent, "operation"),
                text(intent, "resource"),
                end,
                known);
    }

    private static String text(AuditRecord record, String name) {
        return String.valueOf(record.data().getOrDefault(name, ""));
    }

    /** For example {@code PromoteReadReplica of medzen-db in eu-central-1, sent 24 Jan 2026 02:14:03 UTC: no answer came}. */
    public String words() {
        return operation + (resource.isBlank() ? "" : " of " + resource)
                + (region.isBlank() || region.equals("global") ? "" : " in " + region) + ", sent " + Times.second(at)
                + ": " + end;
    }

    /**
     * The command that looks for it in the account's own record of what was done, whatever the service. What is not in it yet may
     * come: CloudTrail is told within minutes, not at once. Calls on single objects of a bucket and items of a table are not in it.
     *
     * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html">LookupEvents: one
     *     attribute, a range of time, one region; management events of 90 days</a>
     * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html">Global services: in
     *     US East (N. Virginia)</a>
     */
    public String look() {
        return "aws cloudtrail lookup-events --region " + (GLOBAL.contains(service) ? GLOBAL_REGION : region)
                + " --start-time " + at.minusSeconds(60) + " --end-time " + at.plus(LATE)
                + " --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false --query \"Events[?starts_with(EventName,"
                + " '" + operation + "')].[EventTime,EventName,Username,CloudTrailEvent]\" --output text";
    }
}
