package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.name.LogGroupName;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * Deletes log groups, waits, looks again, and deletes once more what late lines have created anew. Both rounds are in the
 * preview; the second only sends what it finds.
 */
public final class LogsDelete extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("logs.delete", "Delete log groups")
            .requires(LIST, "groups")
            .requires(DURATION, "again")
            .accepts(TEXT, "archive", "archiveRegion")
            .about("groups")
            .deletes("groups")
            .sends("cloudwatchlogs", "DeleteLogGroup")
            .readsCopies()
            .neverUndone("deleted log lines are gone")
            .keeps("archive")
            .script(RetireRecipes::logs)
            .createdBy(LogsDelete::new);

    private final String region;
    private final List<String> groups;
    private final Duration again;
    /** Where its lines must lie before a group goes. */
    private final Optional<ArchivedLines> archive;

    private final DeletionFacts facts;

    private LogsDelete(Inputs in) {
        this.region = in.region();
        this.groups = in.someOf("groups").stream().map(LogGroupName::of).toList();
        this.again = in.duration("again");
        this.archive = in.optional("archive").map(b -> new ArchivedLines(in.text("archiveRegion"), b));
        this.facts = DeletionFacts.of(in);
    }

    @Override
    protected String summary() {
        return "Deletes " + Deletion.counted(groups.size(), "log group") + " in " + region
                + " for good, and again after " + Times.inWords(again) + " what late lines create anew.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var found = 0;
        for (var group : groups) {
            var there = LogGroups.read(context, region, group);
            notes.fact(
                    group,
                    "created",
                    there.map(LogGroup::creationTime).map(Object::toString).orElse(Fact.ABSENT));
            if (there.isEmpty()) {
                seen(context).warning(group).ifPresent(notes::warn);
            } else {
                found++;
                notes.change(region, group, "log group", "present", Fact.ABSENT);
                notes.deletes(deletion(context, there.get()));
                notes.stage(Stage.send("Deleting " + group, deletion(group)).after((c, p) -> {
                    DeletionFacts.require(checks(c, group));
                    seen(c).note(group);
                }));
            }
        }
        var looked = lookedAgain(context);
        if (found > 0 || looked.isEmpty() || context.time().instant().isBefore(looked.get())) {
            notes.stage(Stage.await("Noting when to look again", (c, p) -> begin(c)));
            notes.stage(Stage.await("Waiting for late lines", this::awaitAgain));
            groups.forEach(g -> notes.stage(secondRound(g)));
            notes.warn("After " + Times.inWords(again)
                    + " each group is looked for again and deleted a second time if it is back.");
        }
        if (found > 0 && archive.isEmpty()) {
            notes.warn("The plan names no archive: whether any line of them is kept elsewhere is not looked at.");
        }
        notes.stage(Stage.await("Looking whether each was ever there", (c, p) -> Sightings.requireSeen(verify(c))));
        return notes.done();
    }

    /** CloudWatch Logs API Reference, LogGroup: storedBytes. When its newest line is of is for people to know. */
    private Deletion deletion(ActionContext context, LogGroup group) {
        var name = group.logGroupName();
        String newest;
        try {
            newest = ArchivedLines.newestLine(context, region, name)
                    .map(at -> "newest line of " + Times.second(at))
                    .orElse("");
        } catch (SdkException e) {
            newest = "";
        }
        return Deletion.of(region, ArchivedLines.LABEL + name)
                .holding(group.storedBytes() == null ? "" : "lines, " + Deletion.size(group.storedBytes()))
                .lastUsed(newest);
    }

    private Sightings seen(ActionContext context) {
        return new Sightings(context, region, "logs", "log-group");
    }

    private Call<?, ?, ?> deletion(String group) {
        return Call.of(
                CloudWatchLogsClient.class,
                region,
                DeleteLogGroupRequest.builder().logGroupName(group).build(),
                CloudWatchLogsClient::deleteLogGroup);
    }

    /** What is gone has been deleted, whether or not it may come back. */
    @Override
    public List<PlannedCall> lacking(Preview preview) {
        return preview.changes().stream()
                .<PlannedCall>map(c -> deletion(c.resource()).planned())
                .toList();
    }

    private Stage secondRound(String group) {
        var deletion = deletion(group);
        return new Stage("Looking again for " + group, Optional.of(deletion.planned()), (context, progress) -> {
            if (LogGroups.read(context, region, group).isPresent()) {
                seen(context).note(group);
                progress.line(group + " was created anew by late lines");
                deletion.send(context, progress);
            }
            return Map.of();
        });
    }

    private void awaitAgain(ActionContext context, Progress progress) throws InterruptedException {
        var until = lookedAgain(context).orElseGet(() -> context.time().instant());
        var whole = Math.max(1, again.toSeconds());
        Await.until(
                context, progress, again.plusMinutes(10), Duration.ofSeconds(Math.clamp(whole / 60, 1, 300)), () -> {
                    var left = Duration.between(context.time().instant(), until);
                    return left.isPositive()
                            ? new Await.StillGoing(
                                    "Late lines may come until " + Times.second(until),
                                    1 - left.toSeconds() / (double) whole)
                            : new Await.Reached("Looking again now");
                });
    }

    private record SecondLook(Instant due) {}

    /** When the second look is due, or was. */
    private Optional<Instant> lookedAgain(ActionContext context) {
        return note(context).read().map(SecondLook::due);
    }

    /** A wait that has begun goes on; it begins anew only where the last one is over. */
    private void begin(ActionContext context) {
        var now = context.time().instant();
        if (lookedAgain(context).filter(now::isBefore).isEmpty()) {
            note(context).write(new SecondLook(now.plus(again)));
        }
    }

    private SessionNote<SecondLook> note(ActionContext context) {
        var which = DigestUtils.sha256Hex(groups.toString()).substring(0, 8);
        return SessionNote.in(context, "logs-" + region + "-" + context.step() + "-" + which, SecondLook.class);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(unprotected(context));
        checks.add(notWritten(context, groups));
        for (var group : groups) {
            checks.addAll(ofGroup(context, group));
        }
        return checks;
    }

    /** Right before it goes. */
    private List<Check> checks(ActionContext context, String group) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(notWritten(context, List.of(group)));
        checks.addAll(ofGroup(context, group));
        return checks;
    }

    private List<Check> ofGroup(ActionContext context, String group) throws InterruptedException {
        var checks = new ArrayList<Check>();
        if (archive.isPresent()) {
            checks.add(kept(context, archive.get(), group));
        }
        checks.addAll(Check.of(group + " can be read", () -> {
            var there = LogGroups.read(context, region, group).filter(g -> !late(context, g));
            return there.isEmpty()
                    ? List.of()
                    : facts.checks(
                            context,
                            Target.of(region, "logs", "log-group", group)
                                    .since(Optional.ofNullable(there.get().creationTime())
                                            .map(Instant::ofEpochMilli)));
        }));
        return checks;
    }

    /** What came back since this step deleted the group are the late lines that it waits for. */
    private boolean late(ActionContext context, LogGroup group) {
        return lookedAgain(context)
                .map(due -> due.minus(again))
                .filter(begun -> group.creationTime() != null
                        && !Instant.ofEpochMilli(group.creationTime()).isBefore(begun))
                .isPresent();
    }

    /** CloudWatch Logs API Reference, LogGroup: DeletionProtectionEnabled. */
    private Check unprotected(ActionContext context) throws InterruptedException {
        var title = "No log group is protected against deletion";
        return Check.reading(title, () -> {
            var held = groups.stream()
                    .filter(g -> LogGroups.read(context, region, g)
                            .filter(l -> Boolean.TRUE.equals(l.deletionProtectionEnabled()))
                            .isPresent())
                    .toList();
            return Check.passIf(
                    held::isEmpty,
                    held.isEmpty() ? groups.size() + " looked at" : String.join(", ", held),
                    "take the protection off by hand, on purpose");
        });
    }

    private Check notWritten(ActionContext context, List<String> groups) throws InterruptedException {
        var title = "No function writes to them any more";
        return Check.reading(title, () -> {
            var writing = ArchivedLines.written(context, region, groups);
            return Check.passIf(
                    writing::isEmpty,
                    writing.isEmpty() ? "none of these names exists" : "still there: " + String.join(", ", writing),
                    "delete the function first: it would write on, and make its log group anew");
        });
    }

    private Check kept(ActionContext context, ArchivedLines archive, String group) throws InterruptedException {
        return LogGroups.read(context, region, group)
                        .filter(g -> late(context, g))
                        .isPresent()
                ? Check.pass("The lines of " + group + " are kept in " + archive.bucket(), "only late lines came back")
                : archive.of(context, region, group);
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var group : groups) {
            var title = group + " is gone";
            checks.add(Check.reading(
                    title,
                    () -> LogGroups.read(context, region, group).isEmpty()
                            ? seen(context).gone(group)
                            : new Check.Fail("it is there by its exact name in " + region, "run the step again")));
        }
        var second = "The second look was taken";
        var due = lookedAgain(context);
        checks.add(new Check(
                second,
                Check.passIf(
                        () -> due.filter(d -> !context.time().instant().isBefore(d))
                                .isPresent(),
                        due.map(d -> "due at " + Times.second(d)).orElse("nothing was deleted yet"),
                        "run the step again: it continues waiting")));
        return checks;
    }

    @Override
    protected String goingBack() {
        return "None: deleted lines are gone."
                + archive.map(a -> " What the checks found in " + a.bucket() + " stays.")
                        .orElse("");
    }

    @Override
    protected Duration expected() {
        return again.plusMinutes(2);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("deleted log lines are gone");
    }
}
