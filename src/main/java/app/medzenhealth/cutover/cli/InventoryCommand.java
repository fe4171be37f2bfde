package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.Access;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.aws.signin.SignIn;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.InventoryJson;
import app.medzenhealth.cutover.inventory.MissingPermissions;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.PlanAccess;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One scan of the regions. Reads only. What cannot be read is unknown; it fails only where nothing could be read at all. */
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
            description = "Read this endpoint instead of AWS: on this machine, or one of AWS's own.")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "R", description = "Only these regions of the plan.")
    private List<String> regions = List.of();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (endpoint != null && profile == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--endpoint-url is for --live: without it the embedded estate is read");
        }
        var chosen = plan.planToReadBy();
        var planned = chosen.regions().stream().map(Plan.Region::id).toList();
        var asked = asked(planned);
        var time = profile == null ? new VirtualTime(MedZenEstate.START) : Timekeeper.system();
        // Nothing is written here: a guard without a single permit and with a trail that refuses keeps it so.
        var guard = new Guard(
                clients(chosen, time),
                chosen.account(),
                new PermitBook(time),
                (actor, kind, step, data) -> {
                    throw new app.medzenhealth.cutover.audit.TrailUnavailable("an inventory keeps no trail");
                },
                time,
                new PlanAccess(chosen));
        var whole = cancellable(
                () -> new AwsInventoryScanner(guard.guarded(), chosen.account(), time).scan(asked, s -> {}));
        var inventory = whole.without(
                planned.stream().filter(region -> !asked.contains(region)).toList());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(InventoryJson.write(inventory, chosen));
        } else {
            InventoryTable.print(inventory, out);
        }
        out.flush();
        remarks(inventory);
        return inventory.scans().size() == inventory.unknown().size() ? Exit.FAILED : Exit.DONE;
    }

    /** A region that does not exist would be read as one with nothing in it, or as one that nobody may read. */
    private List<String> asked(List<String> planned) {
        for (var region : regions) {
            if (!planned.contains(region)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "“" + region + "” is not a region of the plan, and nothing was read. Its regions: "
                                + String.join(", ", planned));
            }
        }
        return regions.isEmpty() ? planned : regions.stream().distinct().toList();
    }

    /** Ctrl+C ends the reading at once; it has changed nothing, and says so. */
    private Inventory cancellable(Callable<Inventory> scan) throws Exception {
        var reader = Thread.currentThread();
        var cancel = Threads.atExit("cancel", () -> {
            reader.interrupt();
            spec.commandLine().getErr().println("Cancelled. Nothing was changed; an inventory only reads.");
            spec.commandLine().getErr().flush();
        });
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            return scan.call();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(cancel);
            } catch (IllegalStateException ending) {
                // It is being cancelled.
            }
        }
    }

    /** What a program that reads the output has to hear too, but not among it. */
    private void remarks(Inventory inventory) {
        var err = spec.commandLine().getErr();
        inventory.notes().forEach(err::println);
        if (!inventory.coverage().notLookedAt().isEmpty()) {
            err.println(
                    "Not looked at: " + String.join("; ", inventory.coverage().notLookedAt()) + ".");
        }
        var missing = MissingPermissions.of(inventory);
        if (!missing.isEmpty()) {
            err.println(
                    "Not permitted to read " + String.join("; ", missing.services()) + ". This policy would allow it:");
            err.print(missing.policy());
        }
        err.flush();
    }

    private Clients clients(Plan chosen, Timekeeper time) throws InterruptedException {
        if (profile != null) {
            return access(chosen, profile, time).clients();
        }
        return MedZenEstate.create((VirtualTime) time).clients();
    }

    /** Signs in as the window does; an inventory keeps no trail, and so records nothing. */
    private Access access(Plan chosen, String with, Timekeeper time) throws InterruptedException {
        var signIn = new SignIn(
                chosen.account(),
                chosen.regions().getFirst().id(),
                Optional.ofNullable(endpoint),
                Machine.here(),
                new Redactor(),
                (kind, data) -> {},
                time);
        return signIn.enter(with, new TerminalPerson(spec.commandLine().getErr()));
    }
}
