package app.medzenhealth.cutover.action;

/** The way back from an action. */
public sealed interface Undo {

    /** Another action, previewed, confirmed and audited like any other. */
    record Inverse(Action action) implements Undo {}

    /** There is none, and why. */
    record None(String why) implements Undo {}
}
