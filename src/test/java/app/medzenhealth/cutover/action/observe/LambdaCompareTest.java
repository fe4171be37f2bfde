package app.medzenhealth.cutover.action.observe;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.EveryMember;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.Runtime;

class LambdaCompareTest {

    /** By the SDK's model: a member that Lambda adds is compared as soon as the SDK knows it. */
    @Test
    void a_difference_in_any_member_is_seen_but_in_those_of_the_one_function_alone() {
        var whole = EveryMember.of(GetFunctionConfigurationResponse.builder())
                .functionArn("arn:aws:lambda:eu-west-1:558069890522:function:sync")
                .build();
        var unseen = new TreeSet<String>();
        var members = new ArrayList<String>();
        for (SdkField<?> field : whole.sdkFields()) {
            members.add(field.memberName());
            var without = whole.toBuilder();
            field.set(without, null);
            if (LambdaCompare.traits(without.build()).equals(LambdaCompare.traits(whole))) {
                unseen.add(field.memberName());
            }
        }
        System.out.println(
                members.size() + " members of a function, " + (members.size() - unseen.size()) + " compared");
        assertThat(members).hasSizeGreaterThan(35);
        assertThat(unseen).isSubsetOf(LambdaCompare.OWN);
        assertThat(members).containsAll(LambdaCompare.OWN);
    }

    @Test
    void the_same_function_in_two_regions_is_the_same_and_secrets_are_told_by_name(@TempDir Path files)
            throws Exception {
        var bench = new Bench(files);
        for (var region : List.of(Bench.IRELAND, Bench.FRANKFURT)) {
            var lambda = LambdaState.of(bench.estate, region);
            lambda.layer("shared", "shared", "exports.x = 1;");
            if (region.equals(Bench.FRANKFURT)) {
                lambda.layer("shared", "shared", "exports.x = 1;");
            }
            var layer = bench.estate.arn("lambda", region, "layer:shared:" + (region.equals(Bench.IRELAND) ? 1 : 2));
            for (var name : List.of("sync", "other")) {
                lambda.function(
                        FunctionConfiguration.builder()
                                .functionName(name)
                                .runtime(Runtime.NODEJS22_X)
                                .handler("index.handler")
                                .role("arn:aws:iam::558069890522:role/runner")
                                .memorySize(512)
                                .timeout(60)
                                .layers(Layer.builder()
                                        .arn(layer)
                                        .codeSize(400L)
                                        .build())
                                .deadLetterConfig(d -> d.targetArn(bench.estate.arn("sqs", region, "failed")))
                                .environment(e -> e.variables(
                                        Map.of("TOKEN", name.equals("other") ? region + "-secret" : "secret")))
                                .build(),
                        "code");
            }
        }
        var same = bench.make(Bench.use(
                "lambda.compare",
                Bench.FRANKFURT,
                Map.of("pairs", List.of("eu-west-1/sync = eu-central-1/sync"), "mustMatch", true)));
        assertThat(same.verify(bench.context()))
                .allSatisfy(c -> assertThat(c.passed()).as(c.toString()).isTrue());

        var different = bench.make(Bench.use(
                "lambda.compare",
                Bench.FRANKFURT,
                Map.of("pairs", List.of("eu-west-1/other = eu-central-1/other"), "mustMatch", true)));
        assertThat(different.verify(bench.context()).getFirst().outcome().evidence())
                .contains("variables TOKEN")
                .doesNotContain("secret");
    }
}
