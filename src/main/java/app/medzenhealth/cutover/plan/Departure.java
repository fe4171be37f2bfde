package app.medzenhealth.cutover.plan;

/** Where the shipped plan differs from the written one, and why. {@code id} is the correction's, for example {@code A10}. */
public record Departure(String id, String text) {}
