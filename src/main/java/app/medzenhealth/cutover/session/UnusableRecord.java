package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.text.VisibleText;

/** Nothing follows from a record for its session: it says something in a form in which no console says it. */
final class UnusableRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_SHOWN = 60;

    private UnusableRecord(String message) {
        super(message);
    }

    /** @param expected what should stand there, for example {@code the number of an action} */
    static UnusableRecord of(SessionFold.Entry record, String member, String expected) {
        var said = record.optional(member).map(VisibleText::plain).orElse("nothing");
        return new UnusableRecord("record " + record.seq() + " (" + record.kind() + ") has as " + member + " "
                + (said.length() > LONGEST_SHOWN ? said.substring(0, LONGEST_SHOWN) + "…" : said) + ", which is not "
                + expected);
    }
}
