package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.OpenItem;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step made of many reads keeps what it could read, names what it could not, and lets a person answer for just that. */
final class OpenItemsTest {
    @TempDir
    private Path folder;

    private LiveOnEstate live;

    @BeforeEach
    void open() throws Exception {
        live = LiveOnEstate.open(PlanFile.SHIPPED.plan(), folder);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private void deny(String service, String operation, String region) {
        live.world()
                .estate()
                .faults()
                .add(InjectedFault.always(service, operation, region, InjectedFault.Effect.ACCESS_DENIED));
    }

    private StepView run(String step) throws InterruptedException {
        if (!(live.session().view().step(step).orElseThrow().state() instanceof StepState.Ready)
                && live.session().view().step(step).orElseThrow().state() instanceof StepState.Failed) {
            live.session().retry(step, live.lead());
        }
        var review = live.session().review(step);
        live.session()
                .run(new Confirmation(step, review.fingerprint(), live.lead(), Optional.empty(), Optional.empty()));
        return live.session().view().step(step).orElseThrow();
    }

    private void waive(StepView step, OpenItem item) {
        live.session().waive(step.step().id(), item.check().title(), live.lead(), "Agreed with security: not needed");
    }

    @Test
    void a_quota_that_may_not_be_read_is_one_item_and_the_rest_of_the_check_counts() throws Exception {
        deny("servicequotas", "GetServiceQuota", "eu-west-1");

        var failed = run("1.1");

        assertThat(failed.state()).isInstanceOf(StepState.Failed.class);
        assertThat(failed.items()).hasSize(4).allMatch(i -> i.check().title().contains("in eu-west-1"));
        assertThat(((StepState.Failed) failed.state()).problem().happened())
                .startsWith("4 items are open: UNKNOWN Quota ");
        assertThat(live.session().view().phases().getFirst().stopped()).isPresent();
        assertThatThrownBy(() -> live.session()
                        .waive("1.1", "The account is the plan's", live.lead(), "It is another one, never mind"))
                .isInstanceOf(Refusal.class);
        failed.items().stream().skip(1).forEach(i -> waive(failed, i));
        assertThat(run("1.1").state()).as("one is still open").isInstanceOf(StepState.Failed.class);
        waive(failed, live.session().view().step("1.1").orElseThrow().items().getFirst());

        var done = run("1.1");

        assertThat(done.state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(done.verified())
                .filteredOn(c -> c.title().startsWith("Without: Quota "))
                .hasSize(4)
                .allMatch(c -> c.outcome().evidence().contains("lead@medzen")
                        && c.outcome().evidence().contains("Agreed with security")
                        && c.outcome().evidence().contains("AccessDenied"));
        assertThat(done.outputs()).containsEntry("account", "558069890522");
    }

    @Test
    void what_is_open_and_what_was_decided_about_it_are_there_again_after_a_restart() throws Exception {
        deny("servicequotas", "GetServiceQuota", "eu-west-1");
        var failed = run("1.1");
        failed.items().stream().skip(1).forEach(i -> waive(failed, i));
        var before = live.session().view().step("1.1").orElseThrow().items();
        live.close();

        live = LiveOnEstate.open(PlanFile.SHIPPED.plan(), folder);
        deny("servicequotas", "GetServiceQuota", "eu-west-1");

        var reopened = live.session().view().step("1.1").orElseThrow();
        assertThat(reopened.items()).isEqualTo(before);
        assertThat(reopened.items())
                .hasSize(4)
                .filteredOn(i -> i.waiver().isPresent())
                .hasSize(3);
        waive(reopened, reopened.items().getFirst());
        assertThat(run("1.1").state()).isInstanceOf(StepState.Succeeded.class);
        live.close();

        live = LiveOnEstate.open(PlanFile.SHIPPED.plan(), folder);
        assertThat(live.session().view().step("1.1").orElseThrow().items()).isEmpty();
    }

    @Test
    void a_service_that_may_not_be_read_is_one_item_of_the_baseline() throws Exception {
        deny("dynamodb", "ListTables", "af-south-1");
        live.session().skip("1.1", live.lead(), "tested elsewhere in this class");

        var failed = run("1.2");

        assertThat(failed.items())
                .extracting(i -> i.check().title())
                .containsExactly("dynamodb in af-south-1 could be read");
        waive(failed, failed.items().getFirst());
        var done = run("1.2");
        assertThat(done.state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(live.workplace()
                        .records()
                        .trail()
                        .records(1, Long.MAX_VALUE)
                        .filter(r -> r.kind().equals("step.waived"))
                        .map(r -> r.data().get("item")))
                .containsExactly("dynamodb in af-south-1 could be read");
    }

    @Test
    void a_deliverable_says_what_people_went_on_without() throws Exception {
        var file = Files.writeString(
                folder.resolve("plan.yaml"),
                Files.readString(Path.of("assets/plans/medzen-eu-central-1.yaml"))
                        .replace(
                                "text: \"Application configuration audit complete\", steps: [\"1.6\"]",
                                "text: \"Everything was read\", steps: [\"1.2\"]"));
        live.close();
        live = LiveOnEstate.open(
                ((PlanReading.Read) new PlanFile(Optional.of(file)).read()).plan(), folder.resolve("second"));
        deny("dynamodb", "ListTables", "af-south-1");
        live.session().skip("1.1", live.lead(), "tested elsewhere in this class");
        waive(
                run("1.2"),
                live.session().view().step("1.2").orElseThrow().items().getFirst());
        run("1.2");

        var everything = live.session().view().phases().stream()
                .flatMap(p -> p.deliverables().stream())
                .filter(d -> d.deliverable().text().equals("Everything was read"))
                .findFirst()
                .orElseThrow();

        assertThat(everything.delivered()).isTrue();
        assertThat(everything.words())
                .isEqualTo("Everything was read. Step 1.2 without “dynamodb in af-south-1 could be read”, decided by "
                        + live.lead().name());
    }

    @Test
    void what_was_decided_counts_no_more_once_it_can_be_read_and_speaks_against_it() throws Exception {
        deny("servicequotas", "GetServiceQuota", "eu-west-1");
        var failed = run("1.1");
        failed.items().forEach(i -> waive(failed, i));
        live.world().estate().faults().clear();

        var done = run("1.1");

        assertThat(done.state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(done.verified())
                .allMatch(Check::passed)
                .noneMatch(c -> c.title().startsWith("Without"));
    }
}
