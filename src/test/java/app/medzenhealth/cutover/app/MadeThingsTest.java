package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session made is found where it made it, after each of its steps, and not in a world that has forgotten. */
class MadeThingsTest {
    @TempDir
    Path folder;

    @Test
    void after_every_step_of_the_plan_what_is_looked_for_is_there_and_in_a_fresh_world_it_is_not() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        world.estate().pageSize(100);
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var memory = desk.workplace().memory();
            var gone = new ArrayList<String>();
            var sizes = new ArrayList<Integer>();
            var lead = new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), step -> {
                try {
                    var seen = memory.look();
                    seen.gone().forEach(g -> gone.add("after " + step.step().id() + ": " + g));
                    sizes.add(seen.there().size());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(lead.goThrough().complete()).isTrue();
            assertThat(gone).isEmpty();
            System.out.println("things that are looked for after each step: " + sizes);
            assertThat(sizes).as("something is looked for soon").last().isNotEqualTo(0);
            assertThat(sizes.stream().filter(n -> n > 0).count()).isGreaterThan(sizes.size() / 2);

            var forgetful = MedZenEstate.create(new VirtualTime(MedZenEstate.START));
            var fresh = new EmulatorMemory(
                            desk.workplace().records(),
                            plan,
                            new AwsInventoryScanner(
                                    forgetful.clients(), plan.account(), new VirtualTime(MedZenEstate.START)))
                    .look();
            assertThat(fresh.there()).isEqualTo(List.of());
            assertThat(fresh.nothingLeft()).isTrue();
        }
    }
}
