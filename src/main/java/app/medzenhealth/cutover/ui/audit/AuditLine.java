package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.time.Instant;
import java.util.Locale;

/**
 * A record as the table shows it.
 *
 * @param words everything that can be searched, in lower case
 */
record AuditLine(AuditRecord record, Instant at, String region, Sentence sentence, String words) {

    static AuditLine of(AuditRecord r) {
        Sentence sentence = Sentence.of(r);
        Object region = r.data().get("region");
        String words = r.seq() + " " + r.at() + " " + r.actor() + " " + r.kind() + " " + r.step() + " "
                + sentence.what() + " " + sentence.outcome().word() + " " + r.data();
        return new AuditLine(
                r,
                Instant.parse(r.at()),
                region == null ? "" : region.toString(),
                sentence,
                words.toLowerCase(Locale.ROOT));
    }

    long seq() {
        return record.seq();
    }
}
