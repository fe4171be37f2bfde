package app.medzenhealth.cutover.cli;

/** What the process ends with. */
final class Exit {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CANNOT_RUN_HERE = 3;
    static final int TAMPERED = 4;
    static final int CANNOT_BE_VERIFIED = 5;

    private Exit() {}
}
