package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** A bucket and what is in it. Read and changed under the estate's lock. */
public final class Bucket {

    private final Estate estate;
    private final String name;
    private final String region;
    final Instant created;
    /** By key, the newest version last. */
    private final TreeMap<String, List<Version>> keys = new TreeMap<>();
    /** By upload id. */
    final Map<String, Upload> uploads = new LinkedHashMap<>();

    Versioning versioning = Versioning.NEVER;
    /** ARN or alias; null: the bucket's own S3 key (AES256). */
    @Nullable
    String kmsKey;

    @Nullable
    String policy;

    @Nullable
    PublicAccessBlockConfiguration publicAccess;

    NotificationConfiguration notifications =
            NotificationConfiguration.builder().build();

    enum Versioning {
        NEVER,
        ENABLED,
        SUSPENDED
    }

    /**
     * @param content null for what was there from the start, of which only the size is known
     * @param archived whether it has to be restored before it can be read
     * @param sha256 of the content, as whoever put it there asked S3 to keep it; null where nobody did
     * @param kmsKey ARN of the key that it was encrypted with when it was written; null where S3's own was used
     */
    record Version(
            String key,
            String id,
            long size,
            String etag,
            Instant modified,
            boolean deleteMarker,
            byte @Nullable [] content,
            boolean archived,
            @Nullable String sha256,
            @Nullable String kmsKey) {}

    record Upload(String id, String key, Instant started) {}

    Bucket(Estate estate, String name, String region, Instant created) {
        this.estate = estate;
        this.name = name;
        this.region = region;
        this.created = created;
    }

    public String name() {
        return name;
    }

    public String region() {
        return region;
    }

    public String arn() {
        return "arn:aws:s3:::" + name;
    }

    /** Its policy as JSON; null where it has none. */
    public @Nullable String policy() {
        return policy;
    }

    public Bucket policy(String json) {
        policy = json;
        return this;
    }

    /** What the bucket tells when objects come; never null. */
    public NotificationConfiguration notifications() {
        return notifications;
    }

    public Bucket notifications(NotificationConfiguration value) {
        notifications = value;
        return this;
    }

    /** Keeps versions from now on. */
    public Bucket versioned() {
        versioning = Versioning.ENABLED;
        return this;
    }

    /** Blocks public access, as buckets made since 2023 do. */
    public Bucket closed() {
        publicAccess = PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(true)
                .restrictPublicBuckets(true)
                .build();
        return this;
    }

    /** An object whose content does not matter. */
    public Bucket seed(String key, long size, Instant modified) {
        add(
                key,
                size,
                DigestUtils.md5Hex((name + "/" + key + "@" + modified).getBytes(StandardCharsets.UTF_8)),
                modified,
                null,
                null);
        return this;
    }

    /** Deletes an object as a user would: where versions are kept, a marker is put before them. */
    public Bucket deleted(String key) {
        delete(key, null);
        return this;
    }

    /** An upload that was begun and never finished. */
    public Bucket seedUpload(String key, Instant started) {
        var id = estate.id("upload-");
        uploads.put(id, new Upload(id, key, started));
        return this;
    }

    /** Current objects. */
    public long objects() {
        return keys.values().stream().filter(v -> !v.getLast().deleteMarker()).count();
    }

    boolean empty() {
        return keys.isEmpty() && uploads.isEmpty();
    }

    Version put(String key, byte[] content, @Nullable String sha256) {
        return add(key, content.length, DigestUtils.md5Hex(content), estate.now(), content, sha256);
    }

    Version copy(String key, Version from) {
        // Under a KMS key an entity tag is no hash of the content (S3 API Reference, Object): the copy has one of its
        // own.
        var etag = kmsKey == null
                ? from.etag()
                : DigestUtils.md5Hex((name + "/" + key + "@" + estate.id("e")).getBytes(StandardCharsets.UTF_8));
        return add(key, from.size(), etag, estate.now(), from.content(), from.sha256());
    }

    private Version add(
            String key, long size, String etag, Instant modified, byte @Nullable [] content, @Nullable String sha256) {
        var version = new Version(key, newId(), size, etag, modified, false, content, false, sha256, writingKey());
        append(version);
        return version;
    }

    /** An object that lies in S3 Glacier Flexible Retrieval. */
    public Bucket seedArchived(String key, long size, Instant modified) {
        var etag = DigestUtils.md5Hex((name + "/" + key + "@" + modified).getBytes(StandardCharsets.UTF_8));
        append(new Version(key, newId(), size, etag, modified, false, null, true, null, writingKey()));
        return this;
    }

    /** The ARN of what the bucket encrypts with now; null for S3's own key, and for one that is not there. */
    private @Nullable String writingKey() {
        return kmsKey == null
                ? null
                : KmsState.of(estate, region).find(kmsKey).map(k -> k.arn).orElse(kmsKey);
    }

    private void append(Version version) {
        var all = keys.computeIfAbsent(version.key(), k -> new ArrayList<>());
        all.removeIf(old -> old.id().equals(version.id()));
        all.add(version);
    }

    /** The version to read; empty where there is none or it is a delete marker. */
    Optional<Version> version(String key, @Nullable String id) {
        var all = keys.getOrDefault(key, List.of());
        if (id == null) {
            return all.isEmpty() || all.getLast().deleteMarker() ? Optional.empty() : Optional.of(all.getLast());
        }
        return all.stream().filter(v -> v.id().equals(id)).findFirst();
    }

    /**
     * @param id null: the current version, which where versions are kept only puts a marker before it
     * @return the marker that was made or removed; empty where there was none
     */
    Optional<Version> delete(String key, @Nullable String id) {
        var all = keys.get(key);
        if (id == null && versioning != Versioning.NEVER) {
            var marker = new Version(key, newId(), 0, "", estate.now(), true, null, false, null, null);
            append(marker);
            return Optional.of(marker);
        }
        if (all == null) {
            return Optional.empty();
        }
        var removed = id == null
                ? Optional.of(all.getLast())
                : all.stream().filter(v -> v.id().equals(id)).findFirst();
        removed.ifPresent(all::remove);
        if (all.isEmpty()) {
            keys.remove(key);
        }
        return removed.filter(Version::deleteMarker);
    }

    List<Version> current(String prefix) {
        return under(prefix).map(List::getLast).filter(v -> !v.deleteMarker()).toList();
    }

    /** By key, the newest first. */
    List<Version> versions(String prefix) {
        return under(prefix).flatMap(v -> v.reversed().stream()).toList();
    }

    boolean latest(Version version) {
        return keys.getOrDefault(version.key(), List.of()).getLast() == version;
    }

    private Stream<List<Version>> under(String prefix) {
        return keys.tailMap(prefix).entrySet().stream()
                .takeWhile(e -> e.getKey().startsWith(prefix))
                .map(Map.Entry::getValue);
    }

    private String newId() {
        return versioning == Versioning.ENABLED ? estate.id("v") : "null";
    }
}
