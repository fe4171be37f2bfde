package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Whether what lay in a region that is given up lies somewhere still: seen in the estate, beside whatever the console thinks. Objects
 * that users had there, by key, size and content, and tables with their items.
 */
public final class KeptElsewhere {
    private static final List<String> BUCKETS =
            List.of("medzen-meeting-recordings", "medzen-polly-audio", "medzen-transcription-vocabularies");
    private static final List<String> GROUPS = List.of(
            "/aws/lambda/medzen-recording-handler",
            "/aws/lambda/medzen-messaging-handler",
            "API-Gateway-Execution-Logs_a1b2c3d4e5/prod");

    private final String region;
    /** By bucket and key: who overwrites an object wants the new one kept. */
    private final Map<String, Held> held = new LinkedHashMap<>();

    private final Set<Items> items = new LinkedHashSet<>();
    private Estate estate;
    private int recordings;

    /** @param sha of the content, where the estate knows it */
    private record Held(
            String bucket, String key, long size, @Nullable String sha) {}

    private record Items(String table, String id, long bytes) {}

    public KeptElsewhere(String region, Estate estate) {
        this.region = region;
        this.estate = estate;
        watch(estate);
    }

    /** The same estate, made again after a restart. */
    public void watch(Estate again) {
        estate = again;
        look();
    }

    private void look() {
        S3State.of(estate).buckets().stream()
                .filter(b -> b.region().equals(region))
                .filter(b -> BUCKETS.stream().anyMatch(b.name()::startsWith))
                .forEach(b -> b.current("")
                        .forEach(v ->
                                held.put(b.name() + "/" + v.key(), new Held(b.name(), v.key(), v.size(), sha(v)))));
        DynamoState.of(estate, region).tables.values().forEach(t -> items.add(new Items(t.name, t.id, t.bytes())));
    }

    private static @Nullable String sha(Bucket.Version version) {
        return version.content() == null ? null : DigestUtils.sha256Hex(version.content());
    }

    /** What lies nowhere any more. */
    public List<String> gone() {
        var found = new ArrayList<String>();
        held.values().stream().filter(h -> !somewhere(h)).forEach(h -> found.add("object " + h));
        var state = DynamoState.of(estate, region);
        items.stream()
                .filter(i -> Optional.ofNullable(state.tables.get(i.table()))
                        .filter(t -> t.id.equals(i.id()))
                        .isEmpty())
                .filter(i -> state.backups.values().stream()
                        .noneMatch(b -> b.tableId().equals(i.id())
                                && b.bytes() >= i.bytes()
                                && b.status().at(estate.now()).equals("AVAILABLE")))
                .forEach(i -> found.add("table " + i));
        look();
        return found;
    }

    private boolean somewhere(Held held) {
        return S3State.of(estate).buckets().stream()
                .flatMap(b -> b.versions("").stream())
                .anyMatch(v -> !v.deleteMarker()
                        && v.key().endsWith(held.key())
                        && v.size() == held.size()
                        && Objects.equals(sha(v), held.sha()));
    }

    /** A recording that somebody's old application still puts where it always put them. */
    public String recordingArrives(Clients clients, int which) {
        var name = BUCKETS.get(which);
        var bucket = S3State.of(estate).buckets().stream()
                .map(Bucket::name)
                .filter(b -> b.startsWith(name) && !b.contains("eu-central-1"))
                .findFirst();
        if (bucket.isEmpty()) {
            return "no bucket takes a recording";
        }
        // Now and then one of the same name and length as another: only its content tells them apart.
        var key = "recordings/0" + recordings % 3;
        var content = "recording " + recordings++;
        try {
            clients.client(S3Client.class, region)
                    .putObject(r -> r.bucket(bucket.get()).key(key), RequestBody.fromString(content));
        } catch (S3Exception e) {
            return bucket.get() + " takes no recording any more: " + e.getMessage();
        }
        look();
        return key + " arrives in " + bucket.get();
    }

    /** A line that something writes still; the group comes back where it was deleted. */
    public String logLineArrives(int which) {
        LogsState.of(estate, region).line(GROUPS.get(which), "late " + estate.now());
        return "a line arrives in " + GROUPS.get(which);
    }
}
