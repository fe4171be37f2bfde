package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.FailureInfo;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.UntagResourcesRequest;

/** Marks resources with tags. */
public final class TagResources extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("tag.resources", "Tag resources")
            .requires(LIST, "arns")
            .requires(MAP, "tags")
            .sends("resourcegroupstaggingapi", "TagResources", "UntagResources")
            .script(RetireRecipes::tag)
            .createdBy(TagResources::new);

    /** The most that TagResources and UntagResources take at once (Resource Groups Tagging API Reference). */
    private static final int MOST = 20;

    private final String region;
    /** By ARN what each tag is to be; absent for none. */
    private final Map<String, Map<String, String>> wanted;

    private TagResources(Inputs in) {
        this(in.region(), all(in.someOf("arns"), new TreeMap<>(in.map("tags"))));
    }

    private TagResources(String region, Map<String, Map<String, String>> wanted) {
        this.region = region;
        this.wanted = wanted;
    }

    private static Map<String, Map<String, String>> all(List<String> arns, Map<String, String> tags) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        arns.forEach(a -> all.put(a, tags));
        return all;
    }

    @Override
    protected String summary() {
        var tags = wanted.values().stream().distinct().toList();
        return "Tags " + wanted.size() + " resources in " + region + " with "
                + (tags.size() == 1 ? tags.getFirst() : "what each had before") + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var there = read(context);
        Map<Map<String, String>, List<String>> tagged = new LinkedHashMap<>();
        Map<Set<String>, List<String>> untagged = new LinkedHashMap<>();
        wanted.forEach((arn, tags) -> {
            Map<String, String> set = new TreeMap<>();
            Set<String> gone = new TreeSet<>();
            tags.forEach((key, value) -> {
                var is = value(there, arn, key);
                notes.fact(arn, key, is);
                if (!is.equals(value)) {
                    notes.change(region, arn, key, is, value);
                    if (value.equals(Fact.ABSENT)) {
                        gone.add(key);
                    } else {
                        set.put(key, value);
                    }
                }
            });
            if (!set.isEmpty()) {
                tagged.computeIfAbsent(set, k -> new ArrayList<>()).add(arn);
            }
            if (!gone.isEmpty()) {
                untagged.computeIfAbsent(gone, k -> new ArrayList<>()).add(arn);
            }
        });
        tagged.forEach((tags, arns) -> parts(arns).forEach(part -> notes.stage(tag(part, tags))));
        untagged.forEach((keys, arns) -> parts(arns).forEach(part -> notes.stage(untag(part, keys))));
        return notes.done();
    }

    private static List<List<String>> parts(List<String> arns) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += MOST) {
            parts.add(List.copyOf(arns.subList(from, Math.min(arns.size(), from + MOST))));
        }
        return parts;
    }

    private Stage tag(List<String> arns, Map<String, String> tags) {
        return Stage.send(
                "Tagging",
                Call.of(
                        ResourceGroupsTaggingApiClient.class,
                        region,
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
                        region,
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

    private List<String> open(Map<String, Map<String, String>> there) {
        return wanted.entrySet().stream()
                .filter(w -> w.getValue().entrySet().stream()
                        .anyMatch(t -> !value(there, w.getKey(), t.getKey()).equals(t.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String value(Map<String, Map<String, String>> there, String arn, String key) {
        return there.getOrDefault(arn, Map.of()).getOrDefault(key, Fact.ABSENT);
    }

    private Map<String, Map<String, String>> read(ActionContext context) {
        Map<String, Map<String, String>> read = new TreeMap<>();
        // GetResources takes a hundred ARNs, and tells only of resources that have a tag or had one.
        for (var part : parts(List.copyOf(wanted.keySet()))) {
            context.clients()
                    .client(ResourceGroupsTaggingApiClient.class, region)
                    .getResourcesPaginator(q -> q.resourceARNList(part))
                    .resourceTagMappingList()
                    .forEach(m -> read.put(
                            m.resourceARN(), m.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
        }
        return read;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "Every resource carries the tags";
        return List.of(Look.at(title, () -> {
            var open = open(read(context));
            return Look.that(
                    title,
                    open::isEmpty,
                    open.isEmpty() ? wanted.size() + " resources" : "not so on " + open,
                    "run the step again");
        }));
    }

    @Override
    protected String goingBack() {
        return "Each tag gets the value it had before, or is taken off where there was none.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Undo undo(List<Fact> before) {
        Map<String, Map<String, String>> had = new TreeMap<>();
        before.forEach(
                f -> had.computeIfAbsent(f.resource(), r -> new TreeMap<>()).put(f.attribute(), f.value()));
        return had.isEmpty()
                ? new Undo.None("what the tags were before was not recorded")
                : new Undo.Inverse(new TagResources(region, had));
    }
}
