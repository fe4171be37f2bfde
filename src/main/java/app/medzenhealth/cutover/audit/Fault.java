package app.medzenhealth.cutover.audit;

/** The first thing that is wrong with a trail. */
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** It is not what was recorded. */
        TAMPERED,
        /** Whether it is what was recorded cannot be found out. */
        UNKNOWN
    }

    private final Kind kind;
    private final long seq;

    private Fault(Kind kind, long seq, String reason) {
        super(reason);
        this.kind = kind;
        this.seq = seq;
    }

    /** @param seq the record concerned, or 0 where it is none */
    static Fault tampered(long seq, String reason) {
        return new Fault(Kind.TAMPERED, seq, reason);
    }

    static Fault unknown(String reason) {
        return new Fault(Kind.UNKNOWN, 0, reason);
    }

    long seq() {
        return seq;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    Verdict verdict() {
        return switch (kind) {
            case TAMPERED -> new Verdict.Tampered(seq, reason());
            case UNKNOWN -> new Verdict.CannotVerify(reason());
        };
    }
}
