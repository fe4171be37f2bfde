package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Bucket;
import java.time.Duration;

/** Puts objects into buckets. */
final class Buckets {

    private Buckets() {}

    static void fill(Bucket bucket, Estate estate, String folder, int objects) {
        for (var i = 0; i < objects; i++) {
            bucket.seed(
                    "%s/%04d".formatted(folder, i + 1),
                    120_000L + 7_919L * i,
                    estate.now().minus(Duration.ofDays(200 - i)));
        }
    }
}
