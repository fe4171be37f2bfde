package app.medzenhealth.cutover.app;

/** Which session it is to be, where none was named. */
public enum WhichSession {
    /** The last one that can go on. */
    LAST,
    ANEW
}
