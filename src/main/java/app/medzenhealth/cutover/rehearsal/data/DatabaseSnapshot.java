package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot.
 *
 * @param type {@code manual} or {@code automated}
 * @param instance the instance it was taken of, as it was set up
 * @param kmsKey ARN in the snapshot's region; null: not encrypted
 * @param position where the log stood
 * @param sourceArn the snapshot it was copied from in another region; null where it was not
 * @param taken when the first of the snapshots that it is a copy of was taken
 */
record DatabaseSnapshot(
        String id,
        String arn,
        String type,
        DatabaseSpec instance,
        Instant instanceCreated,
        @Nullable String kmsKey,
        long position,
        Timeline<String> status,
        @Nullable String sourceArn,
        Instant taken) {}
