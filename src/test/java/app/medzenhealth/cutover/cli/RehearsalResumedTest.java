package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal goes on after its window was closed, or killed, on the estate as it was left. */
class RehearsalResumedTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanOption.read(null);

    @TempDir
    Path folder;

    private StateDirectory state() {
        return StateDirectory.at(folder.resolve("state"));
    }

    private static RehearsedLead lead(RehearsalDesk desk) {
        return new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
    }

    private static long settled(RehearsalDesk desk) {
        return desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state().settled())
                .count();
    }

    private RehearsalDesk resumed() throws Exception {
        return RehearsalDesk.resume(SHIPPED, state(), RehearsalDesk.last(SHIPPED, state()).orElseThrow());
    }

    /** Everything that an inventory shows. */
    private static List<String> shown(RehearsalDesk desk) throws InterruptedException {
        var regions = SHIPPED.plan().regions().stream().map(r -> r.id()).toList();
        return desk.workplace().scanner().scan(regions, s -> {}).resources()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static List<String> effects(RehearsalDesk desk) {
        return desk.world().estate().ledger().entries().stream()
                .map(e -> e.at() + " " + e.region() + " " + e.service() + " " + e.operation() + " " + e.resource())
                .toList();
    }

    /** Closed after every few steps, up to the end of the plan. */
    @Test
    void a_rehearsal_that_is_closed_again_and_again_goes_to_its_end_on_the_same_estate() throws Exception {
        long before = 0;
        int closed = 0;
        var desk = RehearsalDesk.begin(SHIPPED, state());
        boolean open = true;
        try {
            while (true) {
                long until = before + 12;
                var last = desk;
                var outcome = lead(desk).goUntil(v -> settled(last) >= until);
                before = settled(desk);
                if (outcome.complete()) {
                    break;
                }
                assertThat(outcome.stoppedAt()).contains("as far as asked");
                var shown = shown(desk);
                var effects = effects(desk);
                desk.close();
                open = false;
                closed++;
                desk = resumed();
                open = true;
                assertThat(settled(desk)).isEqualTo(before);
                assertThat(effects(desk)).isEqualTo(effects);
                assertThat(shown(desk)).isEqualTo(shown);
            }
            var audited = desk.workplace().records().trail().records(1, Long.MAX_VALUE)
                    .filter(r -> r.kind().equals("call.intent"))
                    .count();
            System.out.println(closed + " times closed and gone on, " + before + " steps, "
                    + effects(desk).size() + " changes of the estate, " + audited + " intents");
            assertThat(audited).isEqualTo(effects(desk).size());
            assertThat(closed).isGreaterThan(4);
        } finally {
            if (open) {
                desk.close();
            }
        }
    }
}
