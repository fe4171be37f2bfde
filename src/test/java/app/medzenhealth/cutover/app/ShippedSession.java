package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shipped plan on the embedded estate, as a session shows it. */
public final class ShippedSession {
    private ShippedSession() {}

    /** At the start, and once each of the steps is settled. */
    public static List<SessionView> views(Path state, String... steps) throws Exception {
        var plan = PlanFile.SHIPPED.plan();
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(state), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            var views = new ArrayList<SessionView>();
            views.add(session.view());
            for (var step : steps) {
                new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {})
                        .goUntil(v -> v.step(step).orElseThrow().state().settled());
                views.add(session.view());
            }
            return views;
        }
    }
}
