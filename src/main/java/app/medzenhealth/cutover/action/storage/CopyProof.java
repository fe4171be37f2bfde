package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ObjectKeys;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.action.storage.CopyStanding.Measure;
import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Compares every current object of a bucket with what lies under its key in another one, by its content as far as S3 tells of it.
 *
 * <p>An entity tag is the content's MD5 only for objects that were made in one piece and are not encrypted with a KMS or customer
 * key (Amazon S3 API Reference, Object: ETag). Equal entity tags therefore prove equal content; different ones prove nothing. A
 * checksum is copied with the object (CopyObject: ChecksumAlgorithm), and proves both ways where it is of the full object; of
 * composite checksums only equality does, because parts may have been cut elsewhere (User Guide, "Checking object integrity").
 */
final class CopyProof {
    /** Pairs whose checksums are asked for in one look: two reads each. */
    private static final int MOST_HEADS = 1_000;

    private final S3 source;
    private final S3 destination;
    private final String from;
    private final String to;
    private final CopyLedger ledger;
    private final Standard standard;
    private final ObjectKeys keys;
    private int heads;

    /** How much is asked of a copy. */
    enum Standard {
        /** Its content, as far as S3 tells. */
        CONTENT,
        /** Where that cannot be compared, equal size in a copy that is not older counts. */
        SIZE_AND_DATE,
        /**
         * The source is to be deleted: what was copied must still be there and readable with its key, and nothing counts that was not
         * compared.
         */
        LAST
    }

    private CopyProof(
            S3 source, S3 destination, String from, String to, CopyLedger ledger, Standard standard, ObjectKeys keys) {
        this.source = source;
        this.destination = destination;
        this.from = from;
        this.to = to;
        this.ledger = ledger;
        this.standard = standard;
        this.keys = keys;
    }

    /**
     * @param copies what lies there now, by the source's key
     * @param standings by the source's key, in order
     */
    record Seen(
            Map<String, S3Object> source,
            Map<String, S3Object> copies,
            Map<String, CopyStanding> standings,
            boolean destinationExists) {

        /** The entity tag of what lies there in an object's place now; null for nothing. */
        @Nullable
        String lying(String key) {
            var copy = copies.get(key);
            return copy == null ? null : copy.eTag();
        }

        List<S3Object> toCopy() {
            return standings.entrySet().stream()
                    .filter(e -> e.getValue() instanceof CopyStanding.ToCopy)
                    .map(e -> source.get(e.getKey()))
                    .toList();
        }

        /** What is not shown to be there, each with the reason. */
        List<String> open() {
            return standings.entrySet().stream()
                    .flatMap(e -> switch (e.getValue()) {
                        case CopyStanding.ToCopy missing -> Stream.of(e.getKey() + ": " + missing.why());
                        case CopyStanding.Unproven unproven -> Stream.of(e.getKey() + ": " + unproven.why());
                        case CopyStanding.Same same -> Stream.<String>empty();
                        case CopyStanding.MovedOn moved -> Stream.<String>empty();
                    })
                    .toList();
        }

        List<String> unproven() {
            return standings.entrySet().stream()
                    .filter(e -> e.getValue() instanceof CopyStanding.Unproven)
                    .map(e -> e.getKey() + ": " + ((CopyStanding.Unproven) e.getValue()).why())
                    .toList();
        }

        /** How many objects were compared, and by what. */
        String evidence() {
            var counts = new LinkedHashMap<String, Integer>();
            for (var standing : standings.values()) {
                switch (standing) {
                    case CopyStanding.Same same -> counts.merge(same.by().words(), 1, Integer::sum);
                    case CopyStanding.MovedOn moved ->
                        counts.merge("copied, and changed at its new place since", 1, Integer::sum);
                    case CopyStanding.ToCopy missing -> {}
                    case CopyStanding.Unproven unproven -> {}
                }
            }
            return standings.size() + " objects"
                    + (counts.isEmpty()
                            ? ""
                            : counts.entrySet().stream()
                                    .map(e -> e.getValue() + " by: " + e.getKey())
                                    .collect(Collectors.joining("; ", " (", ")")));
        }
    }

    /**
     * @param region the destination's
     * @param prefix what stands before the source's keys at the destination
     */
    static Seen of(ActionContext context, String region, String from, String to, String prefix, Standard standard) {
        return of(context, region, from, to, prefix, standard, Optional.empty());
    }

    /** @param range the source's keys that are compared; empty: all */
    static Seen of(
            ActionContext context,
            String region,
            String from,
            String to,
            String prefix,
            Standard standard,
            Optional<KeyRange> range) {
        var here = S3.in(context, region);
        var there = S3.in(context, here.region(from).orElse(region));
        var exists = here.region(to).isPresent();
        var source = range.map(r -> there.objects(from, r)).orElseGet(() -> there.objects(from, ""));
        Map<String, S3Object> copies = !exists
                ? Map.of()
                : range.map(r -> here.objects(to, r.prefixed(prefix))).orElseGet(() -> here.objects(to, prefix));
        var keys = new ObjectKeys(context, region, to);
        var proof = new CopyProof(there, here, from, to, CopyLedger.of(context, from, to, prefix), standard, keys);
        var lying = new TreeMap<String, S3Object>();
        var standings = new TreeMap<String, CopyStanding>();
        source.forEach((key, object) -> {
            var copy = Optional.ofNullable(copies.get(prefix + key));
            copy.ifPresent(c -> lying.put(key, c));
            standings.put(key, proof.readable(proof.standing(object, copy, prefix + key), prefix + key));
        });
        return new Seen(source, lying, standings, exists);
    }

    /** A copy that nobody can read any more proves nothing; what a version or a checksum was read for was asked there already. */
    private CopyStanding readable(CopyStanding standing, String key) {
        return standard == Standard.LAST
                        && standing instanceof CopyStanding.Same(var by)
                        && by != Measure.VERSION
                        && by != Measure.CHECKSUM
                ? keys.lost(key)
                        .<CopyStanding>map(lost -> new CopyStanding.Unproven(lost.evidence()))
                        .orElse(standing)
                : standing;
    }

    private CopyStanding standing(S3Object object, Optional<S3Object> found, String key) {
        if (found.isEmpty()) {
            return new CopyStanding.ToCopy("not there");
        }
        var copy = found.get();
        var sameSize = object.size().equals(copy.size());
        if (sameSize && object.size() == 0) {
            return new CopyStanding.Same(Measure.EMPTY);
        }
        var noted = ledger.of(object.key());
        var sourceAsNoted = noted.filter(n -> n.source().equals(object.eTag())).isPresent();
        var copyAsNoted = noted.filter(n -> copy.eTag().equals(n.copy())).isPresent();
        if (sourceAsNoted && copyAsNoted && sameSize) {
            return new CopyStanding.Same(Measure.LEDGER);
        }
        if (sameSize && object.eTag().equals(copy.eTag())) {
            return new CopyStanding.Same(Measure.ETAG);
        }
        if (object.lastModified().isAfter(copy.lastModified())) {
            return new CopyStanding.ToCopy("newer than what lies there");
        }
        if (noted.isPresent() && noted.get().copy() == null) {
            return asked(object, copy, noted.get(), sourceAsNoted && sameSize, key);
        }
        if (copyAsNoted) {
            return new CopyStanding.ToCopy("changed since it was copied");
        }
        if (sourceAsNoted) {
            return standard == Standard.LAST ? kept(noted.get(), key) : new CopyStanding.MovedOn();
        }
        return sameSize
                ? compared(object, copy, key)
                : new CopyStanding.Unproven("another object of " + copy.size()
                        + " bytes lies there, newer than the source's " + object.size());
    }

    /** Its copying was asked for, and the answer not seen; what lies there is not older than the source. */
    private CopyStanding asked(S3Object object, S3Object copy, CopyLedger.Entry noted, boolean asAsked, String key) {
        if (copy.eTag().equals(noted.before())) {
            return new CopyStanding.ToCopy("its copying did not get through");
        }
        if (asAsked) {
            // The request names the entity tag it copies (CopyObject: x-amz-copy-source-if-match).
            return standard == Standard.LAST ? compared(object, copy, key) : new CopyStanding.Same(Measure.ASKED);
        }
        // The request would have copied nothing else, so after the source's last change it was not this session that
        // wrote
        // there; S3 tells times by the second, and within the same one the earlier copy may lie there.
        return copy.lastModified().isAfter(object.lastModified())
                ? new CopyStanding.Unproven("what lies there is newer and not what was asked to be copied")
                : new CopyStanding.ToCopy("changed since its copying was asked for");
    }

    /** What lies there has changed since: a bucket that keeps versions keeps what was copied (CopyObject: x-amz-version-id). */
    private CopyStanding kept(CopyLedger.Entry noted, String key) {
        var kept = Optional.ofNullable(noted.version())
                .flatMap(v -> destination.version(to, key, v))
                .filter(h -> h.eTag().equals(noted.copy()));
        var lost = kept.flatMap(keys::lost);
        if (lost.isPresent()) {
            return new CopyStanding.Unproven(
                    "the version that was copied: " + lost.get().evidence());
        }
        return kept.isPresent()
                ? new CopyStanding.Same(Measure.VERSION)
                : new CopyStanding.Unproven(
                        "what was copied has been overwritten at its new place, and no version of the copy is kept");
    }

    /** Same size, not older than the source, copied by somebody else: only a checksum tells. */
    private CopyStanding compared(S3Object object, S3Object copy, String key) {
        if (++heads > MOST_HEADS) {
            return standard == Standard.SIZE_AND_DATE
                    ? new CopyStanding.Same(Measure.SIZE_AND_DATE)
                    : new CopyStanding.Unproven("not compared: more than " + MOST_HEADS + " would have to be");
        }
        Optional<HeadObjectResponse> there;
        Optional<HeadObjectResponse> here;
        try {
            // S3 reads the checksum with the object's key, and says no more than 400 where that cannot be used.
            var lost = standard == Standard.LAST ? keys.lost(key) : Optional.<Check.Fail>empty();
            if (lost.isPresent()) {
                return new CopyStanding.Unproven(lost.get().evidence());
            }
            there = source.head(from, object.key());
            here = destination.head(to, key);
        } catch (S3Exception e) {
            if (AwsErrors.explain(e).kind() != AwsError.Kind.ACCESS_DENIED) {
                throw e;
            }
            return standard == Standard.SIZE_AND_DATE
                    ? new CopyStanding.Same(Measure.SIZE_AND_DATE)
                    : new CopyStanding.Unproven("the same size, and its checksum may not be read (s3:GetObject)");
        }
        if (there.isEmpty() || here.isEmpty()) {
            return new CopyStanding.Unproven("it went while it was compared");
        }
        var mine = checksums(there.get());
        var others = checksums(here.get());
        var both = new ArrayList<String>(mine.keySet());
        both.retainAll(others.keySet());
        if (both.stream().anyMatch(a -> Objects.equals(mine.get(a), others.get(a)))) {
            return new CopyStanding.Same(Measure.CHECKSUM);
        }
        if (!both.isEmpty() && full(there.get()) && full(here.get())) {
            return new CopyStanding.Unproven("another object of the same size lies there, not older than the source");
        }
        return standard == Standard.SIZE_AND_DATE
                ? new CopyStanding.Same(Measure.SIZE_AND_DATE)
                : new CopyStanding.Unproven("the same size, but S3 has no checksum of both to compare them by");
    }

    /** By algorithm, as S3's model names them. */
    private static Map<String, String> checksums(HeadObjectResponse head) {
        var checksums = new TreeMap<String, String>();
        WholeObject.tree(head).forEach((name, value) -> {
            if (name.startsWith("Checksum") && !name.equals("ChecksumType")) {
                checksums.put(name, String.valueOf(value));
            }
        });
        return checksums;
    }

    private static boolean full(HeadObjectResponse head) {
        return !"COMPOSITE".equals(head.checksumTypeAsString());
    }
}
