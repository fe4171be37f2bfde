package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.IamActions;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhaseRolesTest {
    /** What changes things by a program on this machine only, which gets no credentials. */
    private static final Set<String> LOCAL = Set.of("command.run");

    @TempDir
    private Path folder;

    private static Plan plan() {
        return ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
    }

    @Test
    void every_phases_policy_is_short_enough_and_names_only_the_regions_it_writes_in() {
        plan().everything().forEach(phase -> {
            var policy = PhaseRoles.policy(phase);
            assertThat(policy).as("phase " + phase.id()).hasSizeLessThanOrEqualTo(2048);
            phase.regions().forEach((region, access) -> {
                if (access == Phase.Access.READ) {
                    assertThat(policy).doesNotContain(region);
                }
            });
        });
    }

    @Test
    void whatever_a_rehearsal_sends_is_allowed_by_its_phases_policy() throws Exception {
        var plan = plan();
        var time = new VirtualTime(MedZenEstate.START);
        var missing = new TreeSet<String>();
        var sent = 0;
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {}).goThrough();
            for (var call : desk.workplace()
                    .records()
                    .trail()
                    .records(1, Long.MAX_VALUE)
                    .filter(r -> r.kind().equals("call.intent"))
                    .toList()) {
                sent++;
                var phase = plan.phaseOf(call.step()).orElseThrow();
                if (!allowed(PhaseRoles.policy(phase), iam(call))) {
                    missing.add("phase " + phase.id() + " " + iam(call));
                }
            }
        }
        assertThat(sent).isGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    private static String iam(AuditRecord call) {
        return IamActions.of(
                String.valueOf(call.data().get("service")),
                String.valueOf(call.data().get("operation")));
    }

    private static boolean allowed(String policy, String action) {
        return Pattern.compile("\"([a-z0-9-]+:[A-Za-z*]+)\"")
                .matcher(policy)
                .results()
                .map(m -> m.group(1).replace("*", ".*"))
                .anyMatch(action::matches);
    }

    @Test
    void a_type_has_permissions_exactly_where_it_changes_something_in_aws() {
        assertThat(StandardActions.catalogue().types())
                .allSatisfy(type -> assertThat(!type.permissions().isEmpty())
                        .as(type.name())
                        .isEqualTo(type.signature().writes() && !LOCAL.contains(type.name())));
    }
}
