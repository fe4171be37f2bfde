package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionPolicyTest {
    private static final List<String> REGIONS = List.of("eu-west-1", "eu-central-1");

    @Test
    void regional_actions_are_held_to_the_regions_and_global_ones_to_us_east_1() {
        assertThat(SessionPolicy.of(
                        List.of("rds:CreateDBSnapshot", "route53:ChangeResourceRecordSets", "iam:PassRole"), REGIONS))
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Effect\":\"Allow\",\"Action\":[\"rds:CreateDBSnapshot\"],\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"aws:RequestedRegion\":[\"eu-central-1\",\"eu-west-1\"]}}},"
                        + "{\"Effect\":\"Allow\",\"Action\":[\"route53:ChangeResourceRecordSets\"],\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"aws:RequestedRegion\":[\"us-east-1\"]}}},"
                        + "{\"Effect\":\"Allow\",\"Action\":[\"iam:PassRole\"],\"Resource\":\"*\"}]}");
    }

    @Test
    void a_list_that_is_too_long_is_shortened_by_verb_and_then_by_service() {
        var some = actions(60);
        var byVerb = SessionPolicy.of(some, REGIONS);
        assertThat(byVerb)
                .hasSizeLessThanOrEqualTo(2048)
                .contains("\"svc0:Create*\"")
                .doesNotContain("svc0:*");
        var many = new ArrayList<String>(some);
        IntStream.range(0, 200)
                .forEach(i -> many.add("svc1:Verb" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "Thing"));
        assertThat(SessionPolicy.of(many, REGIONS))
                .hasSizeLessThanOrEqualTo(2048)
                .contains("\"svc1:*\"");
        var hopeless =
                IntStream.range(0, 300).mapToObj(i -> "service" + i + ":Create").toList();
        assertThatThrownBy(() -> SessionPolicy.of(hopeless, REGIONS)).hasMessageContaining("2048");
    }

    private static List<String> actions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "svc" + i % 4 + ":" + (i % 2 == 0 ? "Create" : "Delete") + "ThingWithALongName" + i)
                .toList();
    }

    @Test
    void the_leave_to_pass_roles_never_becomes_leave_for_all_of_iam() {
        var many = new ArrayList<String>(actions(200));
        many.add("iam:PassRole");
        assertThat(SessionPolicy.of(many, REGIONS)).contains("\"iam:PassRole\"").doesNotContain("iam:*");
    }

    @Test
    void a_wildcard_takes_the_place_of_what_it_covers() {
        assertThat(SessionPolicy.of(List.of("lambda:*", "lambda:CreateFunction", "ecs:UpdateService"), REGIONS))
                .contains("\"lambda:*\"")
                .doesNotContain("lambda:CreateFunction");
    }

    @Test
    void a_phase_that_changes_nothing_gets_a_policy_that_allows_nothing() {
        assertThat(SessionPolicy.of(List.of(), REGIONS)).contains("\"Deny\"").doesNotContain("Allow");
    }
}
