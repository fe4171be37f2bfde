package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.FailureInfo;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.UntagResourcesRequest;

/** Marks resources with tags. */
public final class TagResources extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("tag.resources", "Tag resources")
            .requires(LIST, "arns")
            .requires(MAP, "tags")
            .sends("resourcegroupstaggingapi", "TagResources", "UntagResources")
            .undoneBy("each tag gets its former value back, or is taken off")
            .script(script(TagResources::new))
            .createdBy(TagResources::new);

    /** The most that TagResources and UntagResources take at once (Resource Groups Tagging API Reference). */
    private static final int MOST = 20;

    private final List<String> arns;
    private final Map<String, String> tags;

    private TagResources(Inputs in) {
        super(in.region());
        this.arns = in.someOf("arns");
        this.tags = new TreeMap<>(in.map("tags"));
    }

    @Override
    protected String summary() {
        return "Tags " + arns.size() + " resources in " + region() + " with " + tags + ".";
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        var there = once(() -> read(context));
        return arns.stream()
                .sorted()
                .distinct()
                .flatMap(arn -> tags.entrySet().stream()
                        .map(tag -> Attribute.of(
                                arn,
                                tag.getKey(),
                                tag.getValue(),
                                () -> there.get().getOrDefault(arn, Map.of()).getOrDefault(tag.getKey(), Fact.ABSENT))))
                .toList();
    }

    /** Resources that get or lose the same tags go together. */
    @Override
    protected List<Stage> stages(List<Attribute> lacking) {
        var set = new TreeMap<String, Map<String, String>>();
        var gone = new TreeMap<String, Set<String>>();
        for (var tag : lacking) {
            if (tag.wanted().equals(Fact.ABSENT)) {
                gone.computeIfAbsent(tag.resource(), r -> new TreeSet<>()).add(tag.name());
            } else {
                set.computeIfAbsent(tag.resource(), r -> new TreeMap<>()).put(tag.name(), tag.wanted());
            }
        }
        return Stream.concat(together(set, this::tag), together(gone, this::untag))
                .toList();
    }

    private static <T> Stream<Stage> together(Map<String, T> byArn, BiFunction<List<String>, T, Stage> stage) {
        var alike = new LinkedHashMap<T, List<String>>();
        byArn.forEach((arn, what) ->
                alike.computeIfAbsent(what, w -> new ArrayList<>()).add(arn));
        return alike.entrySet().stream()
                .flatMap(a -> parts(a.getValue()).stream().map(part -> stage.apply(part, a.getKey())));
    }

    private static List<List<String>> parts(List<String> arns) {
        var parts = new ArrayList<List<String>>();
        for (var from = 0; from < arns.size(); from += MOST) {
            parts.add(List.copyOf(arns.subList(from, Math.min(arns.size(), from + MOST))));
        }
        return parts;
    }

    private Stage tag(List<String> arns, Map<String, String> tags) {
        return Stage.send(
                "Tagging",
                Call.of(
                        ResourceGroupsTaggingApiClient.class,
                        region(),
                        TagResourcesRequest.builder()
                                .resourceARNList(arns)
                                .tags(tags)
                                .build(),
                        ResourceGroupsTaggingApiClient::tagResources),
                (answer, c, p) -> whole(answer.failedResourcesMap()));
    }

    private Stage untag(List<String> arns, Set<String> keys) {
        return Stage.send(
                "Taking the tags off",
                Call.of(
                        ResourceGroupsTaggingApiClient.class,
                        region(),
                        UntagResourcesRequest.builder()
                                .resourceARNList(arns)
                                .tagKeys(keys)
                                .build(),
                        ResourceGroupsTaggingApiClient::untagResources),
                (answer, c, p) -> whole(answer.failedResourcesMap()));
    }

    private static void whole(Map<String, FailureInfo> failed) {
        if (!failed.isEmpty()) {
            throw new ActionFailure(
                    "Could not be tagged: "
                            + failed.entrySet().stream()
                                    .map(f -> f.getKey() + ", " + f.getValue().errorMessage())
                                    .collect(Collectors.joining("; ")),
                    "these were not changed, the others were",
                    "see why, then run the step again");
        }
    }

    private Map<String, Map<String, String>> read(ActionContext context) {
        var read = new TreeMap<String, Map<String, String>>();
        // GetResources takes a hundred ARNs, and tells only of resources that have a tag or had one.
        for (var part : parts(arns)) {
            context.clients()
                    .client(ResourceGroupsTaggingApiClient.class, region())
                    .getResourcesPaginator(q -> q.resourceARNList(part))
                    .resourceTagMappingList()
                    .forEach(m -> read.put(
                            m.resourceARN(), m.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
        }
        return read;
    }

    @Override
    protected String condition() {
        return "Every resource carries the tags";
    }

    @Override
    protected String evidence(List<Seen> seen) {
        var open = seen.stream()
                .filter(Seen::open)
                .map(s -> s.attribute().resource())
                .distinct()
                .toList();
        return open.isEmpty() ? arns.size() + " resources" : "not so on " + open;
    }

    @Override
    protected String goingBack() {
        return "Each tag gets the value it had before, or is taken off where there was none.";
    }
}
