package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.aws.name.ZoneId;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Brings the record sets of one name to what is wanted, in one batch, and waits until the authoritative servers answer it.
 *
 * <p>Its undo restores every set that the name had when the change was reviewed.
 */
public final class DnsChange extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writesGlobally("dns.change", "Change a DNS record")
            .requires(TEXT, "zone", "name", "type")
            .accepts(TEXT, "value", "aliasName", "aliasZone")
            .accepts(NUMBER, "ttl", "weight")
            .accepts(TEXT, "setIdentifier", "failover", "healthCheck")
            .outputs("changeId")
            .is(Trait.REDIRECTS, Trait.ABOUT_NAMES)
            .sends("route53", "ChangeResourceRecordSets")
            .undoneBy("the records that were there come back in one batch")
            .script(DnsRecipes::change)
            .createdBy(DnsChange::from);

    private static final long LOW_TTL_SECONDS = 60;

    private final RecordSets records;
    private final String purpose;
    private final Function<List<ResourceRecordSet>, List<ResourceRecordSet>> target;
    private final List<ResourceRecordSet> wanted;

    /** @param target what the sets of the name become, given what they are */
    private DnsChange(
            RecordSets records,
            String purpose,
            List<ResourceRecordSet> wanted,
            Function<List<ResourceRecordSet>, List<ResourceRecordSet>> target) {
        this.records = records;
        this.purpose = purpose;
        this.wanted = wanted;
        this.target = target;
    }

    private static DnsChange from(Inputs in) {
        var records = new RecordSets(zone(in), DnsName.of(in.text("name")).plain());
        var set = wanted(in, records.name());
        return new DnsChange(
                records,
                "Lets " + records.name() + " answer " + RecordText.shown(set) + ".",
                List.of(set),
                there -> Propagation.with(there, set));
    }

    /** Back to exactly these sets. */
    static DnsChange restore(RecordSets records, List<ResourceRecordSet> sets) {
        return new DnsChange(
                records,
                "Restores the records of " + records.name() + ": "
                        + (sets.isEmpty()
                                ? "none"
                                : sets.stream().map(RecordText::shown).collect(Collectors.joining("; ")))
                        + ".",
                sets,
                there -> sets);
    }

    static String zone(Inputs in) {
        return ZoneId.of(in.text("zone"));
    }

    private static ResourceRecordSet wanted(Inputs in, String name) {
        var set = ResourceRecordSet.builder()
                .name(DnsName.of(name).absolute())
                .type(in.text("type"))
                .setIdentifier(in.optional("setIdentifier").orElse(null))
                .failover(in.optional("failover").orElse(null))
                .weight(in.optionalNumber("weight").map(Integer::longValue).orElse(null))
                .healthCheckId(in.optional("healthCheck").orElse(null));
        if (in.has("value") == in.has("aliasName")) {
            throw wrong("dns.change of " + name + " needs either a value or an alias");
        }
        if (in.has("failover") && in.has("weight")) {
            throw wrong("dns.change of " + name + " takes failover or weight, not both");
        }
        if (in.optional("setIdentifier").isPresent() != (in.has("failover") || in.has("weight"))) {
            throw wrong(
                    "dns.change of " + name
                            + " needs a setIdentifier for failover or weighted routing, and one of these beside a setIdentifier");
        }
        if (in.has("aliasName")) {
            if (in.text("type").equals("CNAME")) {
                throw wrong("dns.change of " + name + ": an alias is of type A or AAAA");
            }
            set.aliasTarget(a -> a.dnsName(in.text("aliasName"))
                    .hostedZoneId(ZoneId.of(in.text("aliasZone")))
                    .evaluateTargetHealth(in.optional("failover").isPresent()));
        } else {
            set.ttl(in.optionalNumber("ttl").map(Integer::longValue).orElse(LOW_TTL_SECONDS))
                    .resourceRecords(
                            ResourceRecord.builder().value(in.text("value")).build());
        }
        return set.build();
    }

    private static ActionFailure wrong(String what) {
        return new ActionFailure(what, "nothing was sent", "correct the plan");
    }

    @Override
    protected String summary() {
        return purpose;
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var there = records.read(context);
        records.note(notes, there);
        var becomes = target.apply(there);
        var batch = RecordSets.batch(there, becomes);
        if (!batch.isEmpty()) {
            batch.forEach(c -> notes.change(
                    "",
                    records.name(),
                    c.actionAsString(),
                    there.stream()
                            .filter(s -> RecordSets.key(s).equals(RecordSets.key(c.resourceRecordSet())))
                            .map(RecordText::shown)
                            .findFirst()
                            .orElse(Fact.ABSENT),
                    c.actionAsString().equals("DELETE") ? Fact.ABSENT : RecordText.shown(c.resourceRecordSet())));
            notes.stage(Stage.send(
                    "Sending the change batch",
                    records.call(batch),
                    (answer, c, p) ->
                            Propagation.awaitInSync(c, p, answer.changeInfo().id()),
                    answer -> Map.of("changeId", answer.changeInfo().id())));
            warn(notes, there, becomes);
        }
        for (var sets : ofWantedTypes(becomes)) {
            notes.stage(Stage.await(
                    "Waiting for the authoritative servers",
                    (c, p) -> Propagation.awaitAnswers(c, p, records.name(), sets)));
        }
        return notes.done();
    }

    /** What a routing policy makes of the change, which the list of changes alone does not say. */
    private void warn(Outlook.Notes notes, List<ResourceRecordSet> there, List<ResourceRecordSet> becomes) {
        there.stream()
                .filter(s -> s.ttl() != null && s.ttl() > LOW_TTL_SECONDS)
                .forEach(s -> notes.warn("Resolvers may keep the old " + s.typeAsString() + " for up to " + s.ttl()
                        + " s, and pooled connections longer."));
        var gone = there.stream()
                .filter(s -> !Routing.of(s).isEmpty())
                .filter(s -> becomes.stream().noneMatch(b -> RecordSets.key(b).equals(RecordSets.key(s))))
                .toList();
        if (!gone.isEmpty()) {
            notes.warn("Routing ends for "
                    + gone.stream().map(RecordText::shown).collect(Collectors.joining("; "))
                    + ". From then on every query gets "
                    + (becomes.isEmpty()
                            ? "no answer"
                            : becomes.stream().map(RecordText::shown).collect(Collectors.joining("; ")))
                    + ".");
        }
        var sum = becomes.stream()
                .filter(s -> s.weight() != null)
                .mapToLong(ResourceRecordSet::weight)
                .sum();
        if (sum > 0) {
            notes.warn("Queries are shared by weight: "
                    + becomes.stream()
                            .filter(s -> s.weight() != null)
                            .map(s -> s.setIdentifier() + " " + s.weight() + " of " + sum)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    /** All sets that the name is to have of each type that is wanted, type by type. */
    private List<List<ResourceRecordSet>> ofWantedTypes(List<ResourceRecordSet> sets) {
        return wanted.stream()
                .map(ResourceRecordSet::typeAsString)
                .distinct()
                .map(t -> sets.stream().filter(s -> s.typeAsString().equals(t)).toList())
                .filter(s -> !s.isEmpty())
                .toList();
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var zoneCheck = "The zone holds the name";
        var kept = "The zone's own records stay";
        var takes = "Route 53 takes the new records";
        return List.of(
                Delegation.of(context, records.zone()),
                Check.reading(zoneCheck, () -> {
                    var zone = context.clients()
                            .client(Route53Client.class, RecordSets.GLOBAL)
                            .getHostedZone(q -> q.id(records.zone()))
                            .hostedZone();
                    return Check.passIf(
                            () -> DnsName.of(records.name()).within(DnsName.of(zone.name()))
                                    && wanted.stream().allMatch(s -> RecordRules.fitsApex(s, zone.name())),
                            records.name() + " in " + zone.name(),
                            "choose the hosted zone of the name; a CNAME cannot stand at the zone's own name");
                }),
                Check.reading(kept, () -> {
                    var there = records.read(context);
                    return Check.passIf(
                            () -> RecordSets.batch(there, target.apply(there)).stream()
                                    .noneMatch(c -> c.resourceRecordSet().type() == RRType.NS
                                            || c.resourceRecordSet().type() == RRType.SOA),
                            "no NS or SOA record is touched",
                            "a CNAME cannot stand at the zone's own name");
                }),
                Check.reading(takes, () -> {
                    var becomes = target.apply(records.read(context));
                    var wrong = new ArrayList<>(RecordRules.wrong(becomes));
                    wanted.forEach(w -> wrong.addAll(RecordRules.timesDiffer(w, becomes)));
                    return Check.passIf(
                            wrong::isEmpty,
                            wrong.isEmpty() ? "they keep its rules" : String.join("; ", wrong),
                            "correct the plan, or change the records by hand");
                }),
                records.wayBack(context));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "Route 53 holds the wanted records of " + records.name();
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(title, () -> {
            var there = records.read(context);
            return Check.passIf(
                    () -> RecordSets.batch(there, target.apply(there)).isEmpty(),
                    there.isEmpty()
                            ? "none"
                            : there.stream().map(RecordText::shown).collect(Collectors.joining("; ")),
                    "run the step again");
        }));
        checks.addAll(answered(context));
        return checks;
    }

    private List<Check> answered(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        List<List<ResourceRecordSet>> types;
        try {
            types = ofWantedTypes(target.apply(records.read(context)));
        } catch (SdkException e) {
            return List.of(Check.unknown(
                    "The authoritative servers answer the wanted records of " + records.name(), Explained.of(e)));
        }
        for (var sets : types) {
            checks.add(Propagation.answers(context, records.name(), sets));
        }
        return checks;
    }

    @Override
    protected String goingBack() {
        return "The records as they are now come back in one batch; resolvers keep the newer value for its TTL.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.Inverse(restore(records, records.from(before)));
    }
}
