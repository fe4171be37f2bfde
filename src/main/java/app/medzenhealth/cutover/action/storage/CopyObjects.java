package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Coming;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Copies the current objects of a bucket into another, in the region it acts in. What is there already is not copied again. */
final class CopyObjects extends WritingAction {
    /** The most that CopyObject takes; larger objects need a multipart copy. */
    private static final long MOST_BYTES = 5L << 30;

    private final String region;
    private final String from;
    private final String to;
    private final String prefix;

    CopyObjects(Inputs inputs) {
        region = inputs.region();
        from = inputs.text("from");
        to = inputs.text("to");
        // Objects of several buckets may go into one archive: their bucket's name keeps them apart.
        prefix = inputs.has("prefix") ? inputs.optional("prefix").orElse("") : from + "/";
    }

    @Override
    public Preview preview(ActionContext context) {
        Seen seen = read(context);
        return new Preview(
                "Copy " + seen.missing().size() + " of " + seen.there().size() + " objects from " + from + " to " + to,
                List.of(new Fact(from, "objects", String.valueOf(seen.there().size()))),
                List.of(new Change(
                        region,
                        to,
                        "objects of " + from,
                        String.valueOf(seen.there().size() - seen.missing().size()),
                        String.valueOf(seen.there().size()))),
                seen.missing().stream().map(o -> call(o).planned()).toList(),
                "The copies can be deleted; the source is not touched.",
                Duration.ofSeconds(30).plusMillis(200L * seen.missing().size()),
                List.of("Only current versions are copied, not older ones."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading("Source bucket can be read", () -> {
                    Seen seen = read(context);
                    List<String> large = seen.missing().stream()
                            .filter(o -> o.size() > MOST_BYTES)
                            .map(S3Object::key)
                            .toList();
                    return large.isEmpty()
                            ? new Check.Pass(seen.there().size() + " objects in " + from)
                            : new Check.Fail("larger than 5 GiB: " + String.join(", ", large), "copy them by hand");
                }),
                Check.reading("Destination bucket is in " + region, () -> {
                    Optional<String> home = S3.in(context, region).region(to);
                    if (home.isEmpty() && Coming.from(context, "s3.create-bucket", region, "bucket", to)) {
                        return new Check.Pass(to + " is made by an earlier action of this step");
                    }
                    return home.equals(Optional.of(region))
                            ? new Check.Pass(to + " is in " + region)
                            : new Check.Fail(to + " is in " + home.orElse("no region"), "create it in " + region);
                }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        Seen seen = read(context);
        if (!seen.missing().isEmpty()) {
            require(context);
        }
        int done = 0;
        for (S3Object object : seen.missing()) {
            call(object).send(context, Progress.SILENT);
            done++;
            progress.at(
                    (double) done / seen.missing().size(),
                    done + " of " + seen.missing().size() + " objects copied");
        }
        return new Outputs(Map.of("copied", String.valueOf(seen.there().size())));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Every object of " + from + " is in " + to + " with the same size", () -> {
            Seen seen = read(context);
            return seen.missing().isEmpty()
                    ? new Check.Pass(seen.there().size() + " objects on both sides")
                    : new Check.Fail(
                            seen.missing().size() + " of " + seen.there().size() + " are missing, first "
                                    + seen.missing().getFirst().key(),
                            "run the step again: what is there is not copied twice");
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("the copies stay and harm nothing; the source is not touched");
    }

    private record Seen(Map<String, S3Object> there, List<S3Object> missing) {}

    private Seen read(ActionContext context) {
        S3 s3 = S3.in(context, region);
        Map<String, S3Object> there =
                S3.in(context, s3.region(from).orElse(region)).objects(from);
        Map<String, S3Object> here = s3.region(to).isPresent() ? s3.objects(to) : Map.of();
        List<S3Object> missing = there.values().stream()
                .filter(o -> !Optional.ofNullable(here.get(prefix + o.key()))
                        .map(S3Object::size)
                        .equals(Optional.of(o.size())))
                .toList();
        return new Seen(there, missing);
    }

    private Call<S3Client, CopyObjectRequest, CopyObjectResponse> call(S3Object object) {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .sourceBucket(from)
                .sourceKey(object.key())
                .destinationBucket(to)
                .destinationKey(prefix + object.key())
                .build();
        return Call.of(S3Client.class, region, request, S3Client::copyObject);
    }
}
