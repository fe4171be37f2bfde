package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The record sets of one name in a hosted zone. */
record RecordSets(String zone, String name) {

    /** Route 53's only region. */
    static final String GLOBAL = "us-east-1";

    List<ResourceRecordSet> read(ActionContext context) {
        var found = new ArrayList<ResourceRecordSet>();
        var pages = context.clients()
                .client(Route53Client.class, GLOBAL)
                .listResourceRecordSetsPaginator(q ->
                        q.hostedZoneId(zone).startRecordName(DnsName.of(name).absolute()));
        for (var page : pages) {
            for (var set : page.resourceRecordSets()) {
                if (!DnsName.same(set.name(), name)) {
                    return List.copyOf(found);
                }
                found.add(set);
            }
        }
        return List.copyOf(found);
    }

    /**
     * The changes that lead from one list of sets to another, as one batch: all or nothing. A set whose type or routing changes
     * is deleted and created; an UPSERT would be refused.
     */
    static List<Change> batch(List<ResourceRecordSet> from, List<ResourceRecordSet> to) {
        var changes = new ArrayList<Change>();
        from.stream()
                .filter(f -> to.stream().noneMatch(t -> key(t).equals(key(f))))
                .forEach(f -> changes.add(change(ChangeAction.DELETE, f)));
        for (var wanted : to) {
            var there = from.stream().filter(f -> key(f).equals(key(wanted))).findFirst();
            if (there.isEmpty()) {
                changes.add(change(ChangeAction.CREATE, wanted));
            } else if (!RecordText.same(there.get(), wanted)) {
                changes.add(change(ChangeAction.UPSERT, wanted));
            }
        }
        return changes;
    }

    Call<Route53Client, ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse> call(List<Change> changes) {
        return Call.of(
                Route53Client.class,
                GLOBAL,
                ChangeResourceRecordSetsRequest.builder()
                        .hostedZoneId(zone)
                        .changeBatch(b -> b.changes(changes))
                        .build(),
                Route53Client::changeResourceRecordSets);
    }

    void note(Outlook.Notes notes, List<ResourceRecordSet> sets) {
        if (sets.isEmpty()) {
            notes.fact(name, "records", Fact.ABSENT);
        }
        sets.forEach(s -> notes.fact(name, key(s), RecordText.of(s)));
    }

    /** The sets that the facts of an earlier preview tell of. */
    List<ResourceRecordSet> from(List<Fact> before) {
        return before.stream()
                .filter(f -> f.resource().equals(name) && !f.value().equals(Fact.ABSENT))
                .map(f -> RecordText.read(DnsName.of(name).absolute(), f.value()))
                .toList();
    }

    /** Whether what is noted of the sets now is enough to bring them back, and Route 53 would take it. */
    Check wayBack(ActionContext context) throws InterruptedException {
        var title = "The records as they are now can be brought back";
        return Check.reading(title, () -> {
            var there = read(context);
            var notes = new Outlook.Notes();
            note(notes, there);
            var wrong = new ArrayList<>(RecordRules.wrong(there));
            if (!from(notes.done().facts())
                    .equals(there.stream().map(RecordText::sorted).toList())) {
                wrong.add("what is noted of them differs from what they are");
            }
            return Check.passIf(
                    wrong::isEmpty,
                    wrong.isEmpty() ? there.size() + " noted whole" : String.join("; ", wrong),
                    "change these records by hand, where they are kept");
        });
    }

    static String key(ResourceRecordSet set) {
        return set.setIdentifier() == null ? set.typeAsString() : set.typeAsString() + " " + set.setIdentifier();
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }
}
