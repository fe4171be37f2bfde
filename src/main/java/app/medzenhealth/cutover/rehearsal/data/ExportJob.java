package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Instant;

/**
 * A snapshot's export to a bucket.
 *
 * @param failure why it will fail; empty where it will not
 */
record ExportJob(
        String id,
        String snapshotArn,
        Instant snapshotTime,
        String bucket,
        String prefix,
        String role,
        String kmsKey,
        Timeline<String> status,
        String failure,
        int sizeGb) {}
