package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Lowers a record's time to live without touching its value, and waits the old one: until then resolvers may hold the record
 * longer than the new one says.
 */
public final class DnsTtl extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writesGlobally("dns.ttl", "Change a DNS record's time to live")
            .requires(TEXT, "zone", "name", "type")
            .requires(NUMBER, "ttl")
            .requires(FLAG, "wait")
            .outputs("oldTtl")
            .is(Trait.ABOUT_NAMES, Trait.SETS_TTL)
            .sends("route53", "ChangeResourceRecordSets")
            .undoneBy("the former time to live comes back")
            .script(DnsRecipes::ttl)
            .asked(DnsRecipes::kept)
            .createdBy(DnsTtl::new);

    private final RecordSets records;
    private final String type;
    private final long ttl;
    private final boolean wait;

    private DnsTtl(Inputs in) {
        this.records =
                new RecordSets(DnsChange.zone(in), DnsName.of(in.text("name")).plain());
        this.type = in.text("type");
        this.ttl = in.number("ttl");
        this.wait = in.flag("wait");
    }

    @Override
    protected String summary() {
        return "Sets the time to live of " + records.name() + " " + type + " to " + ttl + " s"
                + (wait ? " and waits until the old one has passed." : ".");
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var there = records.read(context);
        records.note(notes, there);
        var wanted = there.stream().map(this::lowered).toList();
        var batch = RecordSets.batch(there, wanted);
        if (!batch.isEmpty()) {
            var old = there.stream()
                    .filter(this::concerns)
                    .mapToLong(ResourceRecordSet::ttl)
                    .max()
                    .orElse(ttl);
            notes.change("", records.name(), "TTL of " + type, old + " s", ttl + " s");
            notes.stage(Stage.await(
                    "Noting the old time to live",
                    (c, p) -> note(c, old, c.time().instant())));
            notes.stage(Stage.send("Sending the change", records.call(batch), (answer, c, p) -> {
                Propagation.awaitInSync(c, p, answer.changeInfo().id());
                note(c, old, c.time().instant());
            }));
        }
        if (wait) {
            notes.stage(Stage.await("Waiting the old time to live", this::awaitOld));
        }
        return notes.done();
    }

    private boolean concerns(ResourceRecordSet set) {
        return set.typeAsString().equals(type) && set.ttl() != null;
    }

    private ResourceRecordSet lowered(ResourceRecordSet set) {
        return concerns(set) ? set.toBuilder().ttl(ttl).build() : set;
    }

    private void awaitOld(ActionContext context, Progress progress) throws InterruptedException {
        var noted = noted(context);
        if (noted.isEmpty()) {
            progress.line("The time to live was " + ttl + " s already; there is nothing to wait for");
            return;
        }
        var until = noted.get().changed().plusSeconds(noted.get().ttl());
        var whole = Math.max(1, noted.get().ttl());
        Await.until(context, progress, Duration.ofSeconds(whole).plusMinutes(5), Duration.ofSeconds(15), () -> {
            var left = Duration.between(context.time().instant(), until);
            return left.isPositive()
                    ? new Await.StillGoing(
                            "Resolvers may keep the old time to live until " + Times.second(until),
                            1 - left.toSeconds() / (double) whole)
                    : new Await.Reached("The old time to live of " + whole + " s passed at " + Times.second(until));
        });
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "There is such a record with a time to live";
        return List.of(
                Delegation.of(context, records.zone()),
                Check.reading(title, () -> {
                    var there = records.read(context);
                    return Check.passIf(
                            () -> there.stream().anyMatch(this::concerns),
                            there.isEmpty()
                                    ? "no record of this name"
                                    : String.join(
                                            "; ",
                                            there.stream()
                                                    .map(RecordText::shown)
                                                    .toList()),
                            "an alias has none of its own: this step is not needed for it");
                }),
                records.wayBack(context));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "The time to live is " + ttl + " s";
        var passed = "The old time to live has passed";
        var low = Check.reading(title, () -> {
            var there = records.read(context).stream().filter(this::concerns).toList();
            return Check.passIf(
                    () -> !there.isEmpty() && there.stream().allMatch(s -> s.ttl() == ttl),
                    String.join("; ", there.stream().map(RecordText::shown).toList()),
                    "run the step again");
        });
        if (!wait) {
            return List.of(low);
        }
        var until = noted(context).map(n -> n.changed().plusSeconds(n.ttl()));
        return List.of(
                low,
                new Check(
                        passed,
                        Check.passIf(
                                () -> until.isEmpty()
                                        || !context.time().instant().isBefore(until.get()),
                                until.map(u -> "it passed, or passes, at " + Times.second(u))
                                        .orElse("it was this low before"),
                                "run the step again: it continues waiting")));
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(
                Map.of("oldTtl", Long.toString(noted(context).map(Noted::ttl).orElse(ttl))));
    }

    private record Noted(long ttl, Instant changed) {}

    private void note(ActionContext context, long old, Instant changed) {
        note(context).write(new Noted(old, changed));
    }

    private Optional<Noted> noted(ActionContext context) {
        return note(context).read();
    }

    private SessionNote<Noted> note(ActionContext context) {
        return SessionNote.in(context, "ttl-" + records.name() + "-" + type, Noted.class);
    }

    @Override
    protected String goingBack() {
        return "The old time to live comes back; the value never changed.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(wait ? 6 : 1);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.Inverse(DnsChange.restore(records, records.from(before)));
    }
}
