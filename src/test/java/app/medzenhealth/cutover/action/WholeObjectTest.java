package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** What is kept for a way back, tried by the SDK's own model: a member that AWS adds is kept, or this fails. */
class WholeObjectTest {

    /** What is written down and read again. */
    static Stream<Kept> kept() {
        return Stream.of(
                new Kept(ResourceRecordSet.builder(), ResourceRecordSet.builder()),
                new Kept(IpPermission.builder(), IpPermission.builder()),
                new Kept(PutMetricAlarmRequest.builder(), PutMetricAlarmRequest.builder()),
                new Kept(LambdaFunctionConfiguration.builder(), LambdaFunctionConfiguration.builder()));
    }

    /** What is read and sent back as a whole, with what the service answers and does not take, and why. */
    static Stream<Carried> carried() {
        return Stream.of(
                new Carried(
                        MetricAlarm.builder(),
                        PutMetricAlarmRequest.builder(),
                        // The alarm's state is what CloudWatch finds by measuring; its name in the account is no
                        // setting.
                        Set.of(
                                "AlarmArn",
                                "AlarmConfigurationUpdatedTimestamp",
                                "EvaluationState",
                                "StateReason",
                                "StateReasonData",
                                "StateTransitionedTimestamp",
                                "StateUpdatedTimestamp",
                                "StateValue")),
                new Carried(
                        GetScheduleResponse.builder(),
                        UpdateScheduleRequest.builder(),
                        Set.of("Arn", "CreationDate", "LastModificationDate")),
                new Carried(
                        GetBucketNotificationConfigurationResponse.builder(),
                        NotificationConfiguration.builder(),
                        Set.of()),
                // The name goes by another member, Name, and is the new group's own; what leads to a group is no
                // setting of
                // it (TargetGroup and CreateTargetGroup, Elastic Load Balancing API reference).
                new Carried(
                        TargetGroup.builder(),
                        CreateTargetGroupRequest.builder(),
                        Set.of("LoadBalancerArns", "TargetGroupArn", "TargetGroupName")),
                // The function goes by its name (PutFunctionEventInvokeConfig, Lambda API reference).
                new Carried(
                        GetFunctionEventInvokeConfigResponse.builder(),
                        PutFunctionEventInvokeConfigRequest.builder(),
                        Set.of("FunctionArn", "LastModified")));
    }

    record Kept(SdkPojo full, SdkPojo empty) {
        @Override
        public String toString() {
            return full.getClass().getEnclosingClass() == null
                    ? full.getClass().getSimpleName()
                    : full.getClass().getEnclosingClass().getSimpleName();
        }
    }

    record Carried(SdkPojo from, SdkPojo to, Set<String> answeredOnly) {
        @Override
        public String toString() {
            return from.getClass().getEnclosingClass().getSimpleName() + " → "
                    + to.getClass().getEnclosingClass().getSimpleName();
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    <B extends SdkPojo & Buildable> void every_member_comes_back_from_what_was_kept(Kept kept) {
        var full = (SdkPojo) ((Buildable) EveryMember.of(kept.full())).build();
        assertThat(full.sdkFields())
                .allSatisfy(f ->
                        assertThat(f.getValueOrDefault(full)).as(f.memberName()).isNotNull());

        @SuppressWarnings("unchecked")
        Object back = WholeObject.read(WholeObject.json(full), (B) kept.empty(), SdkPojo.class);

        assertThat(back).isEqualTo(full);
        System.out.println(kept + ": " + full.sdkFields().size() + " members");
    }

    @ParameterizedTest
    @MethodSource("carried")
    void what_a_read_answers_goes_back_whole_but_for_what_the_service_sets_itself(Carried carried) {
        var full = (SdkPojo) ((Buildable) EveryMember.of(carried.from())).build();
        var sent = (SdkPojo) ((Buildable) WholeObject.onto(full, carried.to())).build();
        var before = new TreeMap<String, Object>(WholeObject.tree(full));

        assertThat(names(full.sdkFields()))
                .as("a new member: is it sent back, or said to be the service's own?")
                .isEqualTo(union(WholeObject.tree(sent).keySet(), carried.answeredOnly()));
        before.keySet().removeAll(carried.answeredOnly());
        assertThat(new TreeMap<>(WholeObject.tree(sent))).isEqualTo(before);
        System.out.println(carried + ": " + before.size() + " sent back, "
                + carried.answeredOnly().size() + " not");
    }

    /** Whoever keeps an object for a way back is tried above. */
    @Test
    void every_object_that_an_action_keeps_or_sends_back_is_tried_here() {
        var tried = Stream.concat(
                        kept().map(k -> k.empty().getClass().getEnclosingClass().getName()),
                        carried().map(c -> c.to().getClass().getEnclosingClass().getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        var used = new TreeSet<String>();
        for (var type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover.action")) {
            if (type.isEquivalentTo(WholeObject.class)) {
                continue;
            }
            var calls = type.getMethodCallsFromSelf();
            calls.stream()
                    .filter(c -> c.getTargetOwner().isEquivalentTo(WholeObject.class)
                            && Set.of("read", "onto").contains(c.getName()))
                    .forEach(c -> used.addAll(builders(calls, c)));
        }
        assertThat(used).isNotEmpty().isSubsetOf(tried);
    }

    /** The types whose builders are among the arguments of the call. */
    private static List<String> builders(Set<JavaMethodCall> calls, JavaMethodCall whole) {
        return calls.stream()
                .filter(c -> c.getName().equals("builder")
                        && c.getOrigin().equals(whole.getOrigin())
                        && c.getLineNumber() >= whole.getLineNumber()
                        && c.getLineNumber() <= whole.getLineNumber() + 3)
                .map(c -> c.getTargetOwner().getName())
                .filter(n -> n.startsWith("software.amazon.awssdk.services"))
                .toList();
    }

    @Test
    void a_member_that_is_not_known_is_refused_and_nothing_is_guessed() {
        assertThatThrownBy(() -> WholeObject.read(
                        "{\"Name\":\"a.\",\"Mood\":\"good\"}", ResourceRecordSet.builder(), ResourceRecordSet.class))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("Mood");
    }

    private static Set<String> names(List<SdkField<?>> fields) {
        return fields.stream().map(SdkField::memberName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }
}
