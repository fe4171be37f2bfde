package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.UntagResourcesRequest;

/** Marks resources with tags. */
public final class TagResources extends ConvergingAction {

    static final ActionType TYPE = Signed.writes("tag.resources", "Tag resources")
            .needs(LIST, "arns")
            .needs(MAP, "tags")
            .madeBy(TagResources::new);

    private final String region;
    private final List<String> arns;
    private final Map<String, String> tags;

    private TagResources(Inputs in) {
        this.region = in.region();
        this.arns = in.someOf("arns");
        this.tags = new TreeMap<>(in.map("tags"));
    }

    @Override
    protected String summary() {
        return "Tags " + arns.size() + " resources in " + region + " with " + tags + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var there = read(context);
        for (var arn : arns) {
            tags.keySet().forEach(k -> notes.fact(arn, k, value(there, arn, k)));
        }
        var open = untagged(there);
        if (!open.isEmpty()) {
            open.forEach(arn -> tags.forEach((k, v) -> notes.change(region, arn, k, value(there, arn, k), v)));
            notes.stage(Stage.send(
                    "Tagging",
                    Call.of(
                            ResourceGroupsTaggingApiClient.class,
                            region,
                            TagResourcesRequest.builder()
                                    .resourceARNList(open)
                                    .tags(tags)
                                    .build(),
                            ResourceGroupsTaggingApiClient::tagResources),
                    (answer, c, p) -> {
                        if (!answer.failedResourcesMap().isEmpty()) {
                            throw new ActionFailure(
                                    "Could not be tagged: "
                                            + answer.failedResourcesMap().keySet(),
                                    "these were not tagged, the others were",
                                    "see why, then run the step again");
                        }
                    }));
        }
        return notes.done();
    }

    private List<String> untagged(Map<String, Map<String, String>> there) {
        return arns.stream()
                .filter(a -> !there.getOrDefault(a, Map.of()).entrySet().containsAll(tags.entrySet()))
                .toList();
    }

    private static String value(Map<String, Map<String, String>> there, String arn, String key) {
        return there.getOrDefault(arn, Map.of()).getOrDefault(key, Fact.ABSENT);
    }

    private Map<String, Map<String, String>> read(ActionContext context) {
        return context
                .clients()
                .client(ResourceGroupsTaggingApiClient.class, region)
                .getResourcesPaginator(q -> q.resourceARNList(arns))
                .resourceTagMappingList()
                .stream()
                .collect(Collectors.toMap(
                        m -> m.resourceARN(),
                        m -> m.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
                        (a, b) -> a));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "Every resource carries the tags";
        return List.of(Look.at(title, () -> {
            var open = untagged(read(context));
            return Look.that(
                    title,
                    open::isEmpty,
                    open.isEmpty() ? arns.size() + " resources" : "missing on " + open,
                    "run the step again");
        }));
    }

    @Override
    protected String goingBack() {
        return "Tags that were not there before are taken off.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var added = before.stream().filter(f -> f.value().equals(Fact.ABSENT)).toList();
        if (added.size() != before.size()) {
            return new Undo.None("some resources had other values of these tags; set them by hand: " + before);
        }
        return new Undo.Inverse(new Removal(region, "the tags " + tags.keySet(), context -> {
            var there = read(context);
            var tagged = arns.stream()
                    .filter(a ->
                            there.getOrDefault(a, Map.of()).keySet().stream().anyMatch(tags::containsKey))
                    .toList();
            return tagged.isEmpty()
                    ? List.of()
                    : List.of(Stage.send(
                            "Taking the tags off",
                            Call.of(
                                    ResourceGroupsTaggingApiClient.class,
                                    region,
                                    UntagResourcesRequest.builder()
                                            .resourceARNList(tagged)
                                            .tagKeys(tags.keySet())
                                            .build(),
                                    ResourceGroupsTaggingApiClient::untagResources)));
        }));
    }
}
