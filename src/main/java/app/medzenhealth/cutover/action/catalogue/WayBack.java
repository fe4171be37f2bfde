package app.medzenhealth.cutover.action.catalogue;

/** How an action of a type is taken back, as a sentence without its full stop. */
public sealed interface WayBack {

    /** By an action of its own, previewed and confirmed like any other; what was there before it came may stay changed. */
    record Undone(String how) implements WayBack {}

    record None(String why) implements WayBack {}
}
