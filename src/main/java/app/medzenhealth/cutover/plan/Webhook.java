package app.medzenhealth.cutover.plan;

/**
 * Where messages are posted to. Its address is not in the plan: whoever knows it may post.
 *
 * @param kind what is understood there
 */
public record Webhook(String id, String title, Kind kind, String source) {
    public enum Kind {
        /** An object with the message's parts. */
        JSON,
        SLACK,
        TEAMS
    }
}
