package app.medzenhealth.cutover.audit;

/** The first thing that is wrong with a trail. */
final class TrailFault extends Exception {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** It is not what was recorded. */
        TAMPERED,
        /** Whether it is what was recorded cannot be found out. */
        UNKNOWN
    }

    private final Kind kind;
    private final long seq;

    private TrailFault(Kind kind, long seq, String reason) {
        super(reason);
        this.kind = kind;
        this.seq = seq;
    }

    /** @param seq the record concerned, or 0 where it is none */
    static TrailFault tampered(long seq, String reason) {
        return new TrailFault(Kind.TAMPERED, seq, reason);
    }

    static TrailFault unknown(String reason) {
        return new TrailFault(Kind.UNKNOWN, 0, reason);
    }

    long seq() {
        return seq;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    TrailVerdict verdict() {
        return switch (kind) {
            case TAMPERED -> new TrailVerdict.Tampered(seq, reason());
            case UNKNOWN -> new TrailVerdict.CannotVerify(reason());
        };
    }
}
