package app.medzenhealth.cutover.ui.shell;

/** What is asked about a passphrase. */
public sealed interface PassphraseQuestion {
    /** For a person. */
    String words();

    /** What opens something. */
    record Open(String words) implements PassphraseQuestion {}

    /** The same after another that was wrong. */
    record Again(String words) implements PassphraseQuestion {}

    /** What something new is to be sealed under, if at all. */
    record Choose(String words) implements PassphraseQuestion {}
}
