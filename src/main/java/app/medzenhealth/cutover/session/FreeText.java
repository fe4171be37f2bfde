package app.medzenhealth.cutover.session;

import java.util.Optional;

/** What people write into a session in their own words, and how long it may be. Nothing written by a person has no limit. */
public enum FreeText {
    NOTE("The note", 2000),
    /** With a tick, a decision or a statement. */
    STATEMENT("The statement", 2000),
    /** Of a skip, of taking something back, of deciding what is in doubt. */
    REASON("The reason", 2000),
    NAME("The name", 100),
    /** A public key. */
    KEY("The key", 200),
    /** A parameter's, which may be a list. */
    VALUE("The value", 4000);

    private final String what;
    private final int longest;

    FreeText(String what, int longest) {
        this.what = what;
        this.longest = longest;
    }

    /** Most characters, counted without blanks around them. */
    public int longest() {
        return longest;
    }

    /** What is wrong with its length, in words; empty: nothing. */
    public Optional<String> problem(String text) {
        var over = text.strip().length() - longest;
        return over > 0
                ? Optional.of(what + " is " + over + (over == 1 ? " character" : " characters") + " too long: at most "
                        + longest + ".")
                : Optional.empty();
    }

    /**
     * The text as it is kept: without blanks around it.
     *
     * @throws Refusal if it is too long
     */
    public String accept(String text) {
        var words = text.strip();
        if (words.length() > longest) {
            throw new Refusal(
                    what + " has " + words.length() + " characters; " + longest + " are the most", "shorten it");
        }
        return words;
    }
}
