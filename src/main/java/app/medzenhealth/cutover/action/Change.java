package app.medzenhealth.cutover.action;

/** One line of "from → to". {@code region}: its id, or empty for what has none. */
public record Change(String region, String resource, String attribute, String from, String to) {}
