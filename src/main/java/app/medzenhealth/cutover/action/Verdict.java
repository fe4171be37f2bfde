package app.medzenhealth.cutover.action;

/** What became of an action whose outcome was lost. */
public sealed interface Verdict {
    String evidence();

    record Done(String evidence) implements Verdict {}

    record NotDone(String evidence) implements Verdict {}

    /** Cannot be told by reading; a person decides. */
    record Undecided(String evidence) implements Verdict {}
}
