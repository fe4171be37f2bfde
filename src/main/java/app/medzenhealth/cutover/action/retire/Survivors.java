package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CopyKeys;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * What is to outlive a leftover that holds data: of a snapshot a copy elsewhere, of messages and images, which nothing copies, a
 * person's word that nobody needs them.
 *
 * @param copiesIn where a snapshot's copy must be; empty: in any other region of the plan
 * @param decidedIn the step in which a person states about what has no copy; empty where the plan asks nobody
 */
record Survivors(String region, Optional<String> copiesIn, Optional<String> decidedIn) {
    static final String SNAPSHOT = "rds/snapshot/";
    static final String QUEUE = "sqs/queue/";
    static final String IMAGES = "ecr/repository/";

    List<Check> checks(ActionContext context, Leftover leftover) throws InterruptedException {
        var label = leftover.label();
        if (label.startsWith(SNAPSHOT)) {
            return List.of(copied(context, leftover, label.substring(SNAPSHOT.length())));
        }
        return decidedIn.isPresent() && (label.startsWith(QUEUE) || label.startsWith(IMAGES))
                ? List.of(decided(context, leftover, decidedIn.get()))
                : List.of();
    }

    /**
     * A copy names what it was made of, is whole once it is available (Amazon RDS API Reference, DBSnapshot), and can be restored only
     * with its key.
     */
    private Check copied(ActionContext context, Leftover leftover, String id) throws InterruptedException {
        var title = leftover.label() + " has a copy elsewhere";
        return Check.of(title, () -> {
                    if (leftover.read().apply(context).isEmpty()) {
                        return List.of(Check.pass(title, "it is gone already"));
                    }
                    var found = new ArrayList<String>();
                    var lost = new ArrayList<Check.Fail>();
                    available(context, id, found, lost);
                    if (found.isEmpty() && !lost.isEmpty()) {
                        return List.of(new Check(title, lost.getFirst()));
                    }
                    return List.of(
                            found.isEmpty()
                                    ? Check.fail(
                                            title,
                                            "no snapshot in " + String.join(", ", regions(context))
                                                    + " is an available copy of it: with it, its data is gone for good",
                                            "copy it first, or take it off the list")
                                    : Check.pass(title, String.join("; ", found))
                                            .showing(new Showing(
                                                    Showing.Matter.COPY, leftover.label(), String.join("; ", found))));
                })
                .getFirst();
    }

    /** @param lost of those that are available and cannot be read, the reasons */
    private void available(ActionContext context, String id, List<String> found, List<Check.Fail> lost) {
        var arn = Arns.snapshot(context, region, id);
        for (var where : regions(context)) {
            var keys = new CopyKeys(context, where);
            for (var copy : copies(context, where, arn)) {
                if (!"available".equals(copy.status())) {
                    continue;
                }
                var words = copy.dbSnapshotIdentifier() + " in " + where + ", available, " + copy.allocatedStorage()
                        + " GiB";
                keys.lost(copy.kmsKeyId())
                        .ifPresentOrElse(
                                no -> lost.add(new Check.Fail(words + ", but " + no.evidence(), no.remedy())),
                                () -> found.add(words));
            }
        }
    }

    private static List<DBSnapshot> copies(ActionContext context, String region, String arn) {
        return context
                .clients()
                .client(RdsClient.class, region)
                .describeDBSnapshotsPaginator(q -> q.snapshotType("manual"))
                .dbSnapshots()
                .stream()
                .filter(s -> arn.equals(s.sourceDBSnapshotIdentifier()))
                .toList();
    }

    private List<String> regions(ActionContext context) {
        return copiesIn.map(List::of)
                .orElseGet(() -> context.plan().regions().stream()
                        .map(Plan.Region::id)
                        .filter(r -> !r.equals(region))
                        .toList());
    }

    private Check decided(ActionContext context, Leftover leftover, String step) throws InterruptedException {
        var title = "Somebody stated that nobody needs what is in " + leftover.label();
        return Check.of(title, () -> List.of(decided(context, leftover, step, title)))
                .getFirst();
    }

    private Check decided(ActionContext context, Leftover leftover, String step, String title) {
        var held = leftover.read().apply(context).isEmpty() ? Optional.<String>empty() : held(context, leftover);
        if (held.isEmpty()) {
            return Check.pass(title, "nothing is in it");
        }
        var stated = context.attestations().attestation(step).filter(a -> a.names(leftover.label()));
        var since = stated.flatMap(a -> pushedSince(context, leftover.label(), a.at()));
        if (since.isPresent()) {
            return Check.fail(title, since.get(), "find out who still makes them, then state step " + step + " again");
        }
        return stated.map(a -> Check.pass(
                                title,
                                held.get() + "; " + a.person() + " in step " + step + " at " + a.at() + ": " + a.note())
                        .showing(new Showing(Showing.Matter.COPY, leftover.label(), a.nobodyNeeds(step))))
                .orElseGet(() -> Check.fail(
                        title,
                        held.get() + ", no copy exists, and nobody has named it in step " + step,
                        "let somebody who knows it decide in step " + step + ", or take it off the list"));
    }

    /** Nobody has stated anything about what came afterwards (Amazon ECR API Reference, ImageDetail: imagePushedAt). */
    private Optional<String> pushedSince(ActionContext context, String label, Instant stated) {
        if (!label.startsWith(IMAGES)) {
            return Optional.empty();
        }
        return context
                .clients()
                .client(EcrClient.class, region)
                .describeImagesPaginator(q -> q.repositoryName(label.substring(IMAGES.length())))
                .imageDetails()
                .stream()
                .map(ImageDetail::imagePushedAt)
                .filter(at -> at != null && at.isAfter(stated))
                .max(Comparator.naturalOrder())
                .map(at -> "an image was pushed to it at " + Times.second(at) + ", after that was stated at "
                        + Times.second(stated));
    }

    private Optional<String> held(ActionContext context, Leftover leftover) {
        var label = leftover.label();
        return label.startsWith(QUEUE)
                ? Holds.messages(context, region, label.substring(QUEUE.length()))
                : images(context, label.substring(IMAGES.length()));
    }

    private Optional<String> images(ActionContext context, String repository) {
        try {
            var some = context.clients()
                    .client(EcrClient.class, region)
                    .listImages(q -> q.repositoryName(repository).maxResults(1))
                    .imageIds();
            return some.isEmpty() ? Optional.empty() : Optional.of("it holds images");
        } catch (RepositoryNotFoundException e) {
            return Optional.empty();
        }
    }
}
