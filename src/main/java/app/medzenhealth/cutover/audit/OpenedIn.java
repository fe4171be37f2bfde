package app.medzenhealth.cutover.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a session was opened to act on, as its {@code session.open} says it.
 *
 * @param seq of the first record that says so
 * @param said those of {@link #NAMED} that the record has; a console that did not record one of them may have worked on an emulator
 */
record OpenedIn(long seq, String session, Map<String, Object> said) {
    static final String KIND = "session.open";

    /** By what one world differs from another. */
    static final List<String> NAMED =
            List.of("mode", "endpoint", "partition", "account", "plan", "planDigest", "workingCopy");

    private static final String NOT_RECORDED = "not recorded";

    /** Of a session whose opening is not among the records. */
    static OpenedIn unknown(String session) {
        return new OpenedIn(0, session, Map.of());
    }

    /** @param open of the kind {@value #KIND} */
    static OpenedIn of(AuditRecord open) {
        var said = new LinkedHashMap<String, Object>();
        NAMED.stream()
                .filter(n -> open.data().get(n) != null)
                .forEach(n -> said.put(n, open.data().get(n)));
        return new OpenedIn(open.seq(), open.session(), said);
    }

    boolean sameAs(OpenedIn other) {
        return session.equals(other.session) && said.equals(other.said);
    }

    /** {@code LIVE}, {@code EMULATOR}, {@code REHEARSAL}, or that it is not recorded. */
    String mode() {
        return text("mode", NOT_RECORDED);
    }

    /** Where requests went: an address, {@code AWS}, {@code embedded estate}, or that it is not recorded. */
    String endpoint() {
        var there = text("endpoint", NOT_RECORDED);
        return mode().equals("REHEARSAL") ? "embedded estate" : there.isEmpty() ? "AWS" : there;
    }

    /** Whose cloud it was, for readers that ask for a provider: AWS only where it is recorded that it was AWS. */
    String provider() {
        return mode().equals("LIVE") ? "AWS" : mode();
    }

    /** How it stands in a manifest. */
    Map<String, Object> listed() {
        var listed = new TreeMap<String, Object>(said);
        listed.put("seq", seq);
        listed.put("session", session);
        return listed;
    }

    /** For people. */
    String words() {
        if (said.isEmpty()) {
            return "session " + session + ": what it acted on is not recorded";
        }
        return "session " + session + ": " + mode() + ", requests to " + endpoint() + ", account "
                + text("account", NOT_RECORDED) + ", plan " + text("plan", NOT_RECORDED);
    }

    private String text(String name, String otherwise) {
        var value = said.get(name);
        return value == null ? otherwise : value.toString();
    }
}
