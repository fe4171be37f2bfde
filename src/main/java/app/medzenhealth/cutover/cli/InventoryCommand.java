package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.InventoryJson;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.PlanAccess;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One scan of the regions. Reads only; what cannot be read is unknown, and the exit code says so. */
@Command(name = "inventory", description = "Reads what is in the regions, once.", mixinStandardHelpOptions = true)
final class InventoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(
            names = "--live",
            paramLabel = "PROFILE",
            description = "Read AWS with this profile instead of the embedded estate.")
    private @Nullable String profile;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Read this endpoint instead of AWS; loopback only.")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "R", description = "Only these regions of the plan.")
    private List<String> regions = List.of();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var chosen = plan.plan();
        var asked = regions.isEmpty()
                ? chosen.regions().stream().map(Plan.Region::id).toList()
                : regions;
        var time = profile == null ? new VirtualTime(MedZenEstate.START) : Timekeeper.system();
        // Nothing is written here: a guard without a single permit and with a trail that refuses keeps it so.
        var guard = new Guard(
                clients(time),
                chosen.account(),
                new PermitBook(time),
                (actor, kind, step, data) -> {
                    throw new app.medzenhealth.cutover.audit.TrailUnavailable("an inventory keeps no trail");
                },
                time,
                new PlanAccess(chosen));
        var inventory = new AwsInventoryScanner(guard.guarded(), chosen.account(), time).scan(asked, s -> {});
        if (json) {
            spec.commandLine().getOut().println(InventoryJson.write(inventory, chosen));
        } else {
            print(inventory);
        }
        spec.commandLine().getOut().flush();
        return Exit.DONE;
    }

    private Clients clients(Timekeeper time) {
        if (profile != null) {
            return LiveClients.ofProfile(profile, Optional.ofNullable(endpoint));
        }
        return MedZenEstate.create((VirtualTime) time).clients();
    }

    private void print(Inventory inventory) {
        var out = spec.commandLine().getOut();
        for (var scan : inventory.scans()) {
            switch (scan.found()) {
                case Observation.Known<?> k -> {
                    var list = (List<?>) k.value();
                    out.println("%-14s %-24s %d".formatted(scan.region(), scan.service(), list.size()));
                }
                case Observation.Unknown<?> u ->
                    out.println("%-14s %-24s ? unknown: %s".formatted(scan.region(), scan.service(), u.reason()));
            }
        }
        var unknown = inventory.unknown().size();
        out.println("%d resources, %d services unknown, %d ms"
                .formatted(
                        inventory.resources().count(), unknown, inventory.took().toMillis()));
    }
}
