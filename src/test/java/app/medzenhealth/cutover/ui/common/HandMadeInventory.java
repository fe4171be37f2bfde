package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.plan.Plan.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is in three regions, with every kind of cell. */
public final class HandMadeInventory {
    private static final String FRANKFURT = "eu-central-1";
    private static final String IRELAND = "eu-west-1";
    private static final String CAPE_TOWN = "af-south-1";
    private static final List<String> REGIONS = List.of(FRANKFURT, IRELAND, CAPE_TOWN);
    private static final Duration TOOK = Duration.ofMillis(340);

    private final List<SideBySide.Row> rows = new ArrayList<>();

    private HandMadeInventory() {}

    public static InventoryFeed.Latest threeRegions() {
        var i = new HandMadeInventory();
        i.row(
                "rds",
                "instance",
                "medzen-ehrbase-db",
                Optional.of(Disposition.MOVE),
                Drift.AS_PLANNED,
                i.seen(
                        "rds",
                        "instance",
                        FRANKFURT,
                        "medzen-ehrbase-db-eu-central-1",
                        "available",
                        Map.of(
                                "replica of",
                                "arn:aws:rds:eu-west-1:558069890522:db:medzen-ehrbase-db",
                                "lag",
                                "0.4 s")),
                i.seen("rds", "instance", IRELAND, "medzen-ehrbase-db", "available", Map.of("engine", "postgres 15.8")),
                new Cell.Absent());
        for (var name : List.of("medzen-medical-entity-extractor", "medzen-data-retention-cleanup")) {
            i.function(name, Disposition.MOVE, i.lambda(FRANKFURT, name), i.lambda(IRELAND, name), new Cell.Absent());
        }
        i.function(
                "medzen-firebase-sync",
                Disposition.MOVE,
                new Cell.Present(
                        i.lambda(FRANKFURT, "medzen-firebase-sync").resource(),
                        List.of("env EHRBASE_URL ≠", "memory 512 ≠ 1024")),
                i.lambda(IRELAND, "medzen-firebase-sync"),
                new Cell.Absent());
        i.function(
                "medzen-bedrock-ai-chat",
                Disposition.DELETE,
                new Cell.Absent(),
                i.lambda(IRELAND, "medzen-bedrock-ai-chat"),
                i.lambda(CAPE_TOWN, "medzen-bedrock-ai-chat"));
        i.function(
                "medzen-recording-handler",
                Disposition.DELETE,
                i.lambda(FRANKFURT, "medzen-recording-handler"),
                new Cell.Absent(),
                new Cell.Present(
                        i.lambda(CAPE_TOWN, "medzen-recording-handler").resource(), List.of("code older by 212 d")));
        i.row(
                "cloudformation",
                "stack",
                "medzen-chime-sdk",
                Optional.of(Disposition.DELETE),
                Drift.AS_PLANNED,
                i.seen(
                        "cloudformation",
                        "stack",
                        FRANKFURT,
                        "medzen-chime-sdk-eu-central-1",
                        "CREATE_COMPLETE",
                        Map.of()),
                new Cell.Absent(),
                i.seen(
                        "cloudformation",
                        "stack",
                        CAPE_TOWN,
                        "medzen-chime-sdk-af-south-1",
                        "UPDATE_COMPLETE",
                        Map.of()));
        i.row(
                "dynamodb",
                "table",
                "medzen-meetings",
                Optional.of(Disposition.DELETE),
                Drift.UNKNOWN,
                i.seen("dynamodb", "table", FRANKFURT, "medzen-meetings", "ACTIVE", Map.of()),
                new Cell.Absent(),
                new Cell.Unknown("AccessDeniedException: not permitted: dynamodb:ListTables"));
        i.row(
                "ec2",
                "address",
                "eipalloc-0capetown1",
                Optional.empty(),
                Drift.NOT_IN_PLAN,
                new Cell.Absent(),
                new Cell.Absent(),
                i.seen("ec2", "address", CAPE_TOWN, "eipalloc-0capetown1", "unattached", Map.of()));
        i.row(
                "ecs",
                "service",
                "medzen-ehrbase",
                Optional.of(Disposition.MOVE),
                Drift.MISSING,
                new Cell.Absent(),
                i.seen("ecs", "service", IRELAND, "medzen-ehrbase", "ACTIVE", Map.of("running", "0 of 0")),
                new Cell.Absent());
        return i.latest(1);
    }

    /** {@code count} functions in all three regions. */
    public static InventoryFeed.Latest many(int count) {
        var i = new HandMadeInventory();
        for (var n = 0; n < count; n++) {
            var name = String.format(Locale.ROOT, "medzen-function-%05d", n);
            i.function(
                    name,
                    Disposition.KEEP,
                    i.lambda(FRANKFURT, name),
                    i.lambda(IRELAND, name),
                    i.lambda(CAPE_TOWN, name));
        }
        return i.latest(2);
    }

    private Cell.Present lambda(String region, String name) {
        return seen(
                "lambda",
                "function",
                region,
                name,
                "Active",
                Map.of("runtime", region.equals(IRELAND) ? "nodejs18.x" : "nodejs20.x"));
    }

    private void function(String name, Disposition disposition, Cell... cells) {
        row("lambda", "function", name, Optional.of(disposition), Drift.AS_PLANNED, cells);
    }

    private Cell.Present seen(
            String service, String type, String region, String name, String state, Map<String, String> details) {
        return new Cell.Present(
                new SeenResource(
                        service,
                        type,
                        region,
                        name,
                        "arn:aws:" + service + ":" + region + ":558069890522:" + type + "/" + name,
                        name,
                        state,
                        details,
                        Map.of()),
                List.of());
    }

    private void row(
            String service,
            String type,
            String logical,
            Optional<Disposition> disposition,
            Drift drift,
            Cell... cells) {
        var byRegion = new LinkedHashMap<String, Cell>();
        for (var i = 0; i < cells.length; i++) {
            byRegion.put(REGIONS.get(i), cells[i]);
        }
        rows.add(new SideBySide.Row(service, type, logical, byRegion, disposition, drift));
    }

    private InventoryFeed.Latest latest(long revision) {
        var at = HandMadeView.NOW.minusSeconds(4);
        var found = new LinkedHashMap<String, List<SeenResource>>();
        var unknown = new LinkedHashMap<String, String>();
        for (var row : rows) {
            row.cells().forEach((region, cell) -> {
                var key = region + " " + row.service();
                switch (cell) {
                    case Cell.Present p ->
                        found.computeIfAbsent(key, _ -> new ArrayList<>()).add(p.resource());
                    case Cell.Unknown u -> unknown.put(key, u.reason());
                    case Cell.Absent _ -> found.computeIfAbsent(key, _ -> new ArrayList<>());
                    case Cell.NotOffered _ -> {}
                }
            });
        }
        var scans = new ArrayList<ServiceScan>();
        found.forEach((key, list) -> scans.add(new ServiceScan(
                key.split(" ")[0], key.split(" ")[1], "List", new Observation.Known<>(List.copyOf(list), at, TOOK))));
        unknown.forEach((key, reason) -> scans.add(new ServiceScan(
                key.split(" ")[0],
                key.split(" ")[1],
                "List",
                new Observation.Unknown<>(reason, at.minusSeconds(2), TOOK))));
        var zone = new SeenResource(
                "route53",
                "hosted-zone",
                "global",
                "Z08MEDZENZONE00001",
                "arn:aws:route53:::hostedzone/Z08MEDZENZONE00001",
                "medzenhealth.app.",
                "",
                Map.of(
                        "ehr.medzenhealth.app", "medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com",
                        "ehr-eu-central-1.medzenhealth.app", "medzen-ehrbase-alb-1.eu-central-1.elb.amazonaws.com"),
                Map.of());
        scans.add(new ServiceScan(
                "global", "route53", "ListHostedZones", new Observation.Known<>(List.of(zone), at, TOOK)));
        return new InventoryFeed.Latest(
                revision,
                Optional.of(new Inventory("558069890522", at, Duration.ofSeconds(2), scans)),
                Optional.of(new SideBySide(REGIONS, List.copyOf(rows))),
                Optional.empty(),
                Optional.empty());
    }
}
