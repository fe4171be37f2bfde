package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.IamActions;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class IamPoliciesTest {
    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_file_is_what_the_code_and_the_shipped_plan_need_today() throws IOException {
        assertThat(Files.readString(IamPolicies.FILE))
                .as("stale: run %s", IamPolicies.class.getName())
                .isEqualTo(IamPolicies.text(PlanFile.SHIPPED.plan()));
    }

    @Test
    void the_readme_holds_the_policy_that_the_inventory_needs_today() throws IOException {
        var readme = Files.readString(IamPolicies.README);
        assertThat(readme).as("stale: run %s", IamPolicies.class.getName()).isEqualTo(IamPolicies.readme(readme));
        assertThat(BLOCK.matcher(readme).results().map(r -> r.group(1)))
                .singleElement()
                .satisfies(policy -> assertThat(actions(policy)).isEqualTo(IamPolicies.inventory()));
    }

    @Test
    void every_policy_is_json_that_a_managed_policy_can_hold() throws IOException {
        var policies = BLOCK.matcher(Files.readString(IamPolicies.FILE))
                .results()
                .map(r -> r.group(1))
                .toList();
        assertThat(policies).hasSizeGreaterThan(5);
        for (var policy : policies) {
            assertThat(IamPolicies.characters(policy)).isLessThanOrEqualTo(IamPolicies.MOST);
            for (var statement : JsonMapper.shared().readTree(policy).at("/Statement")) {
                assertThat(statement.at("/Effect").asString()).isEqualTo("Allow");
                for (var action : statement.at("/Action")) {
                    assertThat(action.asString()).matches("[a-z0-9-]+:[A-Za-z0-9]+\\*?|[a-z0-9-]+:\\*");
                }
            }
        }
    }

    @Test
    void the_reads_give_away_no_secret_and_no_patients_data_and_change_nothing() {
        assertThat(IamPolicies.reads())
                .containsAll(IamPolicies.inventory())
                .doesNotContain(
                        "s3:GetObject",
                        "secretsmanager:GetSecretValue",
                        "kms:Decrypt",
                        "dynamodb:Scan",
                        "dynamodb:GetItem",
                        "lambda:InvokeFunction",
                        "sts:AssumeRole")
                .noneMatch(
                        a -> a.matches("[a-z0-9-]+:(Create|Delete|Put|Update|Modify|Start|Stop|Terminate|Run)[A-Z].*"));
    }

    @Test
    void what_an_inventory_of_the_embedded_estate_asks_is_in_its_policy() throws InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        var plan = PlanFile.SHIPPED.plan();
        var guard = new Guard(
                MedZenEstate.create(time).clients(),
                plan.account(),
                new PermitBook(time),
                new MemoryTrail(),
                time,
                (step, region) -> false);
        var seen = new AwsInventoryScanner(guard.guarded(), plan.account(), time)
                .scan(plan.regions().stream().map(Plan.Region::id).toList(), s -> {});
        assertThat(seen.unknown()).isEmpty();
        var asked = new TreeSet<String>();
        guard.reads().summary().forEach(c -> asked.add(IamActions.of(c.service(), c.operation())));
        assertThat(asked).hasSizeGreaterThan(20).isSubsetOf(IamPolicies.inventory());
    }

    private static Set<String> actions(String policy) {
        var actions = new TreeSet<String>();
        JsonMapper.shared()
                .readTree(policy)
                .at("/Statement")
                .forEach(s -> s.at("/Action").forEach(a -> actions.add(a.asString())));
        return actions;
    }
}
