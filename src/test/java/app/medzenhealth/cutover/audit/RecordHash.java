package app.medzenhealth.cutover.audit;

/** What a record's successor will name as {@code prev}. */
public final class RecordHash {
    private RecordHash() {}

    public static String of(AuditRecord record) {
        return of(Jcs.bytes(record));
    }

    public static String of(byte[] jcs) {
        return Sha256.hex(new Sha256().of(jcs));
    }

    public static AuditRecord record(byte[] jcs) {
        return DurableTrail.parse(jcs);
    }
}
