package app.medzenhealth.cutover.ui.common;

/** What a colour says; always beside a word or a shape that says the same. */
public enum Tone {
    NEUTRAL("neutral"),
    ACCENT("accent"),
    OK("ok"),
    WARN("warn"),
    BAD("bad"),
    UNKNOWN("unknown");

    private final String styleClass;

    Tone(String styleClass) {
        this.styleClass = styleClass;
    }

    /** The style class of labels, chips, pills and icons in this tone. */
    public String styleClass() {
        return styleClass;
    }
}
