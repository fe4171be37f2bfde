package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.EveryMember;
import app.medzenhealth.cutover.action.WholeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** By the SDK's model of Lambda: what it has of a function comes along, or is said to stay. */
class SettingsTest {
    private static final GetFunctionConfigurationResponse BARE = GetFunctionConfigurationResponse.builder()
            .functionName("text of FunctionName")
            .runtime("nodejs22.x")
            .role("arn:aws:iam::558069890522:role/runner")
            .build();

    private static List<String> members(SdkPojo model) {
        return model.sdkFields().stream().map(SdkField::memberName).toList();
    }

    private static GetFunctionConfigurationResponse everything() {
        return EveryMember.of(GetFunctionConfigurationResponse.builder())
                .runtime("nodejs22.x")
                .role("arn:aws:iam::558069890522:role/runner")
                .loggingConfig(
                        l -> l.logFormat("JSON").applicationLogLevel("WARN").logGroup("clinic"))
                .build();
    }

    private static Settings of(GetFunctionConfigurationResponse source) {
        return new Settings(source, "nodejs22.x", "arn:aws:iam::558069890522:role/runner", Settings.Place.of(source));
    }

    @Test
    void each_member_of_a_function_is_carried_or_left_by_name_or_its_own() {
        var fates = new ArrayList<String>(Settings.CARRIED);
        fates.addAll(Settings.LEFT.keySet());
        fates.addAll(Settings.OWN);
        assertThat(fates).doesNotHaveDuplicates();
        assertThat(fates).containsExactlyInAnyOrderElementsOf(members(BARE));
    }

    @Test
    void each_member_of_a_creation_is_carried_or_left_or_comes_from_elsewhere() {
        for (var member : members(CreateFunctionRequest.builder().build())) {
            assertThat(Settings.CARRIED.contains(member)
                            || Settings.LEFT.containsKey(member)
                            || Settings.OTHERWISE.contains(member))
                    .as(member)
                    .isTrue();
        }
    }

    @Test
    void what_is_carried_is_created_updated_and_missed_where_it_differs() {
        var source = everything();
        var created = WholeObject.tree(of(source).creation().build());
        assertThat(created.keySet()).containsExactlyInAnyOrderElementsOf(Settings.CARRIED);

        var updatable = new TreeSet<>(Settings.CARRIED);
        updatable.removeAll(Settings.NOT_BY_UPDATE);
        assertThat(members(UpdateFunctionConfigurationRequest.builder().build()))
                .containsAll(updatable);
        assertThat(WholeObject.tree(of(source).update(BARE)).keySet()).containsAll(updatable);

        assertThat(of(source).differences(source)).isEmpty();
        // Name, runtime and role are the plan's, and equal here.
        assertThat(of(source).differences(BARE)).hasSize(Settings.CARRIED.size() - 3);
    }

    @Test
    void what_stays_behind_is_said_each_by_its_name() {
        assertThat(Settings.leftBehind(everything(), "eu-west-1")).containsOnlyKeys(Settings.LEFT.keySet());
        assertThat(Settings.leftBehind(BARE, "eu-west-1")).isEmpty();
        var emptyVpc = BARE.toBuilder()
                .vpcConfig(v -> v.vpcId("").subnetIds(List.of()).ipv6AllowedForDualStack(false))
                .layers(List.of())
                .build();
        assertThat(of(emptyVpc).differences(BARE)).isEmpty();
    }
}
