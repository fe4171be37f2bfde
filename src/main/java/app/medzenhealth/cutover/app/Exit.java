package app.medzenhealth.cutover.app;

/** What the process ends with. */
public final class Exit {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int CANNOT_RUN_HERE = 3;
    public static final int TAMPERED = 4;
    public static final int CANNOT_BE_VERIFIED = 5;

    private Exit() {}
}
