package app.medzenhealth.cutover.session;

/** A person, by the name that goes into the audit trail, for example {@code lead@medzenhealth.app}. */
public record Operator(String name) {}
