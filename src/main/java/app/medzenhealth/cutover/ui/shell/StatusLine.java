package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** The bottom line: the audit head, how fresh what is shown is, what is going on, who is here. */
final class StatusLine extends HBox {
    /** The labels are smaller than ordinary text: these count their letters. */
    private static final double ROOM_FOR_OPERATOR = 128;

    private static final double ROOM_FOR_EACH_REGION = 112;

    private final Readings readings;
    private final AuditFeed audit;
    private final HBox trail = row();
    private final Label records = Labels.whole("", "muted");
    private final Label digits = Labels.whole("", "mono");
    private final Badge verdict = new Badge();
    private final Badge scanning = new Badge();
    private final Label unread = Labels.whole("regions not read yet", "muted");
    private final Map<String, Badge> fresh = new HashMap<>();
    private final HBox regions = row();
    private final Label tasks = Labels.line("", "muted");
    private final Label operator = Labels.whole("", "muted");
    private final Room room = new Room(this, operator);

    StatusLine(Readings readings, AuditFeed audit, Background background, Optional<SpeedControl> speed) {
        this.readings = readings;
        this.audit = audit;
        getStyleClass().add("status-bar-line");
        setAlignment(Pos.CENTER_LEFT);
        trail.setId("status-audit");
        trail.getChildren().addAll(records, digits, verdict);
        regions.setId("status-regions");
        tasks.setId("status-tasks");
        operator.setId("status-operator");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        setMinWidth(0);
        room.keepFrom(ROOM_FOR_OPERATOR, operator);
        room.onChange(this::showRegions);
        getChildren().addAll(trail, regions, gap, tasks);
        speed.ifPresent(s -> getChildren().add(new SpeedBar(s, background)));
        getChildren().add(operator);
        readings.sessionProperty().subscribe(_ -> showTrail());
        readings.sessionProperty()
                .subscribe(v -> operator.setText("operator " + v.operator().name()));
        readings.inventoryProperty().subscribe(_ -> showRegions());
        readings.nowProperty().subscribe(_ -> showRegions());
        background.running().addListener((ListChangeListener<Background.Job>) _ -> showTasks(background.running()));
        showTasks(background.running());
    }

    private static HBox row() {
        HBox row = new HBox();
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(USE_PREF_SIZE);
        return row;
    }

    private void showTrail() {
        AuditHead head = readings.session().audit();
        records.setText("audit #" + head.records() + " · head");
        digits.setText(InWords.head(head.head()));
        if (!head.writable()) {
            verdict.show("not writable", Feather.X_OCTAGON, Tone.BAD, head.problem());
            return;
        }
        audit.lastVerdict()
                .ifPresentOrElse(
                        this::showVerdict,
                        () -> verdict.show(
                                "not verified yet", Feather.CLOCK, Tone.NEUTRAL, "Verify it on the Audit screen"));
    }

    private void showVerdict(Verdict last) {
        switch (last) {
            case Verdict.Intact v ->
                verdict.show(
                        "verified",
                        Feather.CHECK,
                        Tone.OK,
                        InWords.count(v.records(), "record", "records") + " verified at " + InWords.clock(v.at())
                                + " UTC");
            case Verdict.Tampered t ->
                verdict.show("TAMPERED at " + t.where(), Feather.ALERT_OCTAGON, Tone.BAD, t.problem());
            case Verdict.Unverifiable(Instant _, String why) ->
                verdict.show("cannot be verified", Feather.HELP_CIRCLE, Tone.UNKNOWN, why);
        }
    }

    private void showRegions() {
        InventoryFeed.Latest latest = readings.inventory();
        List<Node> parts = new ArrayList<>();
        latest.inventory().ifPresent(inventory -> {
            if (room.isFor(ROOM_FOR_EACH_REGION)) {
                for (Plan.Region region : readings.session().plan().regions()) {
                    parts.add(freshness(region.id(), s -> s.region().equals(region.id()), inventory));
                }
            } else {
                parts.add(freshness("regions", _ -> true, inventory));
            }
        });
        if (latest.inventory().isEmpty() && latest.scanning().isEmpty()) {
            parts.add(unread);
        }
        latest.scanning().ifPresent(s -> {
            scanning.show(
                    s.of() == 0 ? "reading regions" : "reading regions " + s.done() + "/" + s.of(),
                    Feather.REFRESH_CW,
                    Tone.ACCENT,
                    s.what());
            parts.add(scanning);
        });
        if (!parts.equals(regions.getChildren())) {
            regions.getChildren().setAll(parts);
        }
    }

    private Badge freshness(String name, Predicate<ServiceScan> which, Inventory inventory) {
        List<ServiceScan> scans = inventory.scans().stream().filter(which).toList();
        Optional<Instant> oldest = scans.stream().map(s -> s.found().at()).min(Instant::compareTo);
        List<ServiceScan> unknown =
                scans.stream().filter(s -> s.incomplete().isPresent()).toList();
        String age = oldest.map(at -> InWords.roughly(Duration.between(at, readings.now())))
                .orElse("not read");
        Badge badge = fresh.computeIfAbsent(name, _ -> new Badge());
        if (scans.isEmpty() || !unknown.isEmpty()) {
            badge.show(
                    name + " · " + age + ", " + unknown.size() + " unknown",
                    Feather.HELP_CIRCLE,
                    Tone.UNKNOWN,
                    unknown.stream()
                            .map(s -> s.region() + " " + s.service() + ": "
                                    + s.incomplete().orElse(""))
                            .collect(Collectors.joining("\n", "Could not be read:\n", "")));
        } else {
            badge.show(name + " · " + age, Feather.CHECK, Tone.OK, "All services were read");
        }
        return badge;
    }

    private void showTasks(List<Background.Job> running) {
        tasks.setText(
                switch (running.size()) {
                    case 0 -> room.isFor(ROOM_FOR_EACH_REGION) ? "idle" : "";
                    case 1 -> running.getFirst().title();
                    default -> running.size() + " background tasks";
                });
        tasks.setTooltip(
                running.isEmpty()
                        ? null
                        : new Tooltip(
                                running.stream().map(Background.Job::title).collect(Collectors.joining("\n"))));
    }
}
