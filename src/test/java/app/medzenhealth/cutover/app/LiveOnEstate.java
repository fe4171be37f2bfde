package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A live session that has everything but a real account: nothing in it knows that the world behind it is embedded. */
record LiveOnEstate(AppWiring workplace, VirtualTime time, EmbeddedWorld world, Operator lead)
        implements AutoCloseable {

    static LiveOnEstate open(Plan plan, Path folder) throws IOException, InterruptedException {
        return open(plan, folder, Mode.LIVE, EmbeddedWorld::http);
    }

    /** @param http what requests to addresses that the plan names are made with */
    static LiveOnEstate open(Plan plan, Path folder, Mode mode, Function<EmbeddedWorld, HttpProber> http)
            throws IOException, InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        var copy = folder.resolve("copy");
        if (!Files.exists(copy)) {
            world.workingCopy().writeTo(Files.createDirectories(copy));
        }
        var lead = new Operator("lead@medzen");
        var records = Records.open(StateDirectory.at(folder.resolve("state")), "live-test", time);
        var workplace = new AppWiring(
                SessionChoice.named("live-test"),
                plan,
                lead,
                new AppWiring.World(
                        new SessionWorld(
                                mode,
                                "aws",
                                plan.account(),
                                Optional.empty(),
                                plan.id(),
                                "",
                                Optional.of(copy.toString())),
                        world.clients(),
                        time,
                        http.apply(world),
                        world.dns(),
                        world.sql(),
                        world.commands(),
                        Files.createDirectories(folder.resolve("files")),
                        copy),
                records);
        return new LiveOnEstate(workplace, time, world, lead);
    }

    Session session() {
        return workplace.session();
    }

    @Override
    public void close() {
        workplace.close();
    }
}
