package app.medzenhealth.cutover.session;

/**
 * What somebody says about using the change window.
 *
 * @param role for which they speak
 * @param person who says it, by name
 * @param note in their words; a no-go needs some
 * @param by who writes it down
 */
public record GoNoGo(String role, GoBoard.Said said, String person, String note, Operator by) {}
