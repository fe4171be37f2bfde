package app.medzenhealth.cutover.action;

import java.util.Map;

/** What an action gives to later steps, as text by name. Never a secret. */
public record Outputs(Map<String, String> values) {
    public static final Outputs NONE = new Outputs(Map.of());
}
