package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.time.Instant;

/** A record as the table shows it. */
record AuditLine(AuditRecord record, Instant at, String region, Sentence sentence) {

    static AuditLine of(AuditRecord r) {
        var region = r.data().get("region");
        return new AuditLine(r, Instant.parse(r.at()), region == null ? "" : region.toString(), Sentence.of(r));
    }

    long seq() {
        return record.seq();
    }
}
