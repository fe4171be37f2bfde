package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.monitor.PostgresSqlProber.Login;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.PhaseNeeds;
import app.medzenhealth.cutover.session.PhaseNeeds.Kind;
import app.medzenhealth.cutover.session.PhaseNeeds.Need;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A phase says before it begins what it needs, from the plan alone. */
final class PhaseNeedsTest {
    private final Plan plan = PlanFile.SHIPPED.plan();

    private PhaseNeeds needs(String phase) {
        return PhaseNeeds.of(plan, plan.phase(phase).orElseThrow(), written());
    }

    /** What the plan itself states. */
    private Map<String, String> written() {
        return plan.parameters().stream()
                .filter(p -> p.value().isPresent())
                .collect(Collectors.toMap(Plan.Parameter::id, p -> p.value().orElseThrow()));
    }

    @Test
    void values_files_databases_outputs_programs_and_permissions_are_named_with_their_steps() {
        assertThat(needs("1").of(Kind.VALUES))
                .extracting(n -> n.parameter().orElseThrow())
                .contains("exportKey", "exportBucket", "drillSecurityGroup", "windowDate")
                .doesNotContain("hostedZone", "exportRole");
        assertThat(needs("1").of(Kind.DATABASES)).extracting(Need::what).contains("medzen-ehrbase-db");
        assertThat(needs("1").of(Kind.FILES)).extracting(Need::what).contains("CLAUDE.md", "firebase/functions/*.js");
        assertThat(needs("2").of(Kind.OUTPUTS))
                .extracting(Need::what)
                .containsExactlyInAnyOrder(
                        "DbSubnetGroup of step 2.2",
                        "DbSecurityGroup of step 2.2",
                        "LoadBalancerName of step 2.2",
                        "TargetGroupName of step 2.2",
                        "LoadBalancerDns of step 2.2",
                        "Subnets of step 2.2",
                        "ServiceSecurityGroup of step 2.2");
        assertThat(needs("5").of(Kind.PROGRAMS)).singleElement().satisfies(n -> {
            assertThat(n.what()).contains("npx", "supabase");
            assertThat(n.steps()).containsExactly("5.9");
        });
        assertThat(needs("5").of(Kind.FILES)).extracting(Need::what).contains("./test_chime_deployment.sh");
        assertThat(needs("6").of(Kind.PERMISSIONS)).isNotEmpty();
        plan.everything()
                .forEach(p -> assertThat(PhaseNeeds.of(plan, p, Map.of()).needs())
                        .allSatisfy(n -> assertThat(n.where()).isNotBlank()));
    }

    @Test
    void whoever_is_to_be_called_is_asked_for_before_the_phase_that_writes_it_down() {
        assertThat(plan.contacts()).isNotEmpty().allSatisfy(c -> {
            var asked = plan.parameters().stream()
                    .filter(p -> (c.name().orElse("") + c.reach().orElse("")).contains("${" + p.id() + "}"))
                    .toList();
            if (asked.isEmpty()) {
                assertThat(plan.reached(c)).as(c.role()).isPresent();
            }
            assertThat(needs("7").of(Kind.VALUES))
                    .as(c.role())
                    .extracting(n -> n.parameter().orElseThrow())
                    .containsAll(asked.stream().map(Plan.Parameter::id).toList());
        });
        assertThat(needs("7").of(Kind.VALUES))
                .filteredOn(n -> n.parameter().orElseThrow().equals("onCall"))
                .singleElement()
                .satisfies(n -> assertThat(n.steps()).containsExactly("7.5"));
    }

    @Test
    void what_is_set_is_needed_no_more() {
        var phase = plan.phase("1").orElseThrow();
        var values = Map.of("exportKey", "alias/own");
        assertThat(PhaseNeeds.of(plan, phase, values).of(Kind.VALUES))
                .extracting(n -> n.parameter().orElseThrow())
                .doesNotContain("exportKey");
    }

    @Test
    void a_tunnel_leads_to_an_instance_by_its_name() {
        var tunnels = Login.tunnels("medzen-ehrbase-db=127.0.0.1:15432, other=[::1]:5433");
        assertThat(tunnels)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("medzen-ehrbase-db", "127.0.0.1:15432", "other", "[::1]:5433"));
        for (var nonsense : List.of("nonsense", "x=y", "medzen-ehrbase-db=127.0.0.1:15432, nonsense")) {
            assertThatThrownBy(() -> Login.tunnels(nonsense))
                    .as(nonsense)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a way through a tunnel");
        }
    }
}
