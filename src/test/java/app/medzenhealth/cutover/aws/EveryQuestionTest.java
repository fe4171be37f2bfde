package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Every list and description that the code asks for, by the SDK's model: each member of its request that could leave something out,
 * or bring more, is set where it is asked, or stands here with the reason why AWS's default is right. What is not asked for must
 * never count as empty.
 */
class EveryQuestionTest {

    private static final String CLIENTS = "software/amazon/awssdk/services/";
    private static final Pattern LISTS = Pattern.compile("(List|Describe|Get).*");

    /** How many a page has, and where it begins. */
    private static final Pattern PAGING = Pattern.compile(
            "(?i)max(results|items|records|buckets|keys|uploads|parts)|limit|pagesize|marker|nexttoken|nextmarker|position|"
                    + "paginationtoken|continuationtoken|token|resourcesperpage|tagsperpage|startafter|"
                    + "exclusivestart.*|startrecord.*|keymarker|uploadidmarker|versionidmarker|nextbackwardtoken|scanfilter");

    /** Without one of these all come: they only ever make an answer smaller. */
    private static final Pattern NARROWS = Pattern.compile(
            "(?i).*(filters?|prefix|ids?|arns?|arnlist|names?|identifiers?|urls?|"
                    + "keys?|pattern|before|after|starttime|endtime|timerangelower|timerangeupper|tags|urns?|dimensions|statistics)");

    /** What the ends of the names above would hide: they say where is looked, and their default is one place of several. */
    private static final Set<String> PLACES = Set.of("EventBusName", "LogGroupClass", "Scope");

    /** By {@code service Operation Member}, or {@code Member} for all; the reason why it may be left out. */
    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    private static void right(String reason, String... members) {
        for (var member : members) {
            REASONS.put(member, reason);
        }
    }

    static {
        right("asks for leave only, and sends nothing", "DryRun");
        right("refuses what is not this account's: a guard, no filter", "ExpectedBucketOwner");
        right("who pays for the request", "RequestPayer", "OptionalObjectAttributes", "ChecksumMode");
        right("how keys are spelled in the answer; the SDK decodes them", "EncodingType", "Delimiter");
        right(
                "makes an answer smaller, whatever it is set to",
                "BucketRegion",
                "ByShared",
                "ByVaultType",
                "CertificateStatuses",
                "CompatibleArchitecture",
                "CompatibleRuntime",
                "CreationToken",
                "DeliveryStreamType",
                "EngineType",
                "ExcludeCompliantResources",
                "ExecutableUsers",
                "HostedZoneType",
                "MajorEngineVersion",
                "PublicIps",
                "RecentlyActive",
                "RegionOptStatusContains",
                "ShowCacheClustersNotInReplicationGroups",
                "SourceType",
                "State",
                "StateValue",
                "Targets",
                "TimeRangeLowerBound",
                "TimeRangeUpperBound",
                "containerInstance",
                "family",
                "launchType",
                "logGroupClass",
                "resourceManagementType",
                "schedulingStrategy",
                "startedBy",
                "statusCode",
                "trailNameList");
        right("the order of the answer", "ScanBy", "SortBy", "SortOrder");
        right(
                "tells more of each, and brings no other",
                "DescribeServices include",
                "DescribeTasks include",
                "DescribeTaskDefinition include",
                "FetchOwner",
                "Include",
                "IncludeComplianceDetails",
                "IncludePropertyValues",
                "LabelOptions",
                "MaxDatapoints",
                "ShowCacheNodeInfo",
                "ShowNodeGroupConfig",
                "TemplateStage");
        right(
                "of other accounts, which this one cannot delete",
                "IncludeLinkedAccounts",
                "IncludePublic",
                "IncludeShared",
                "OwningAccount",
                "Shared",
                "includeLinkedAccounts",
                "resourceOwner");
        right("both automated and manual ones come; AWS Backup's are counted in their vaults", "SnapshotType");
        right("both kinds come where it is left out", "SnapshotSource");
        right("whoever owns an image sees it deprecated or not", "IncludeDeprecated");
        right("a plan that is deleted holds nothing", "IncludeDeleted");
        right("versions go with their function", "FunctionVersion", "Qualifier");
        right("copies of a function at the edge go with it, and cannot be deleted here", "MasterRegion");
        right("what was stopped is forgotten within the hour", "desiredStatus");
        right("only for a grant that is minutes old", "GrantTokens");
        right(
                "the plan's own triggers and candidates are rules of the default bus; a sweep asks every bus",
                "DescribeRule EventBusName",
                "ListRules EventBusName",
                "ListTargetsByRule EventBusName");
    }

    private record Question(String type, String service, String operation, Class<?> request) {}

    @Test
    void what_a_default_leaves_out_is_asked_for_or_left_out_for_a_reason() throws Exception {
        var asked = new TreeMap<String, Set<Question>>();
        var set = new TreeMap<String, Set<String>>();
        try (var files = Files.walk(Path.of("target", "classes", "app", "medzenhealth", "cutover"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".class"))
                    .filter(f -> !f.toString().contains("rehearsal"))
                    // What packaging makes calls everything.
                    .filter(f -> !f.getFileName().toString().startsWith("Intercepted"))
                    .toList()) {
                scan(ClassFile.of().parse(file), asked, set);
            }
        }
        var members = 0;
        var questions = 0;
        var open = new TreeSet<String>();
        for (var of : asked.entrySet()) {
            for (var q : of.getValue()) {
                questions++;
                var here = set.getOrDefault(of.getKey() + " " + q.request().getName(), Set.of());
                for (var member : members(q.request())) {
                    members++;
                    if (here.contains(member.toLowerCase())
                            || PAGING.matcher(member).matches()) {
                        continue;
                    }
                    var reason = Stream.of(
                                    q.service() + " " + q.operation() + " " + member,
                                    q.operation() + " " + member,
                                    member)
                            .filter(REASONS::containsKey)
                            .findFirst();
                    if (reason.isEmpty()
                            && (PLACES.contains(member)
                                    || !NARROWS.matcher(member).matches())) {
                        open.add(q.service() + " " + q.operation() + " " + member + "   in " + of.getKey());
                    }
                }
            }
        }
        System.out.println("questions: " + questions + " places that list or describe, " + members
                + " members of their requests, " + REASONS.size() + " reasons, open " + open.size());
        assertThat(open).isEmpty();
        assertThat(questions).isGreaterThan(100);
    }

    private static void scan(ClassModel model, Map<String, Set<Question>> asked, Map<String, Set<String>> set) {
        var type = model.thisClass().asInternalName().replaceFirst("\\$.*", "").replaceFirst(".*/", "");
        model.methods()
                .forEach(m -> m.code().ifPresent(code -> {
                    for (var element : code) {
                        if (element instanceof InvokeInstruction call) {
                            var owner = call.owner().asInternalName();
                            if (owner.startsWith(CLIENTS) && owner.endsWith("Client")) {
                                question(type, owner, call.name().stringValue())
                                        .ifPresent(q -> asked.computeIfAbsent(type, t -> new LinkedHashSet<>())
                                                .add(q));
                            } else if (owner.startsWith(CLIENTS) && owner.endsWith("Request$Builder")) {
                                var request = owner.substring(0, owner.length() - "$Builder".length())
                                        .replace('/', '.');
                                set.computeIfAbsent(type + " " + request, r -> new TreeSet<>())
                                        .add(call.name()
                                                .stringValue()
                                                .toLowerCase()
                                                .replaceFirst("withstrings$", ""));
                            }
                        }
                    }
                }));
    }

    private static Optional<Question> question(String type, String client, String method) {
        try {
            Class<?> of = Class.forName(client.replace('/', '.'));
            return Arrays.stream(of.getMethods())
                    .filter(m -> m.getName().equals(method.replaceFirst("Paginator$", "")))
                    .map(EveryQuestionTest::request)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(r -> new Question(type, Spelling.service(r), Spelling.operation(r), r))
                    .filter(q -> LISTS.matcher(q.operation()).matches())
                    .filter(q -> Operations.isRead(q.service(), q.operation()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Class<?>> request(Method method) {
        return method.getParameterCount() > 0 && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                ? Optional.of(method.getParameterTypes()[0])
                : Optional.empty();
    }

    private static Set<String> members(Class<?> request) throws ReflectiveOperationException {
        var builder = (SdkPojo) request.getMethod("builder").invoke(null);
        var members = new TreeSet<String>();
        for (var field : builder.sdkFields()) {
            members.add(field.memberName());
        }
        return members;
    }
}
