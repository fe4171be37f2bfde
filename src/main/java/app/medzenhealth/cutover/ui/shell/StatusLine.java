package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventorySource;
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
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The bottom line: the audit head, how fresh what is shown is, what is going on, who is here. */
final class StatusLine extends VBox {
    /** The labels are smaller than ordinary text: these count their letters. Under this there are two lines. */
    private static final double ROOM_FOR_ONE_LINE = 128;

    private static final double LETTER = 12;

    private static final double ROOM_FOR_EACH_REGION = 112;

    private final Readings readings;
    private final HBox trail = row();
    private final Label records = Labels.whole("", "muted");
    private final Label digits = Labels.whole("", "mono");
    private final Badge verdict = new Badge();
    private final Badge scanning = new Badge();
    private final Badge clock = new Badge();
    private final Label unread = Labels.whole("regions not read yet", "muted");
    private final Map<String, Badge> fresh = new HashMap<>();
    private final HBox regions = row();
    private final Label tasks = Labels.line("", "muted");
    private final Label operator = Labels.line("", "muted");
    private final Tooltip operatorWhole = new Tooltip();
    private final HBox first = line();
    private final HBox second = line();
    private final Optional<SpeedBar> speedBar;
    private final Room room = new Room(this, operator);

    StatusLine(
            Readings readings,
            Background background,
            Optional<SpeedControl> speed,
            ObservableValue<Appearance> appearance) {
        this.readings = readings;
        getStyleClass().add("status-bar-line");
        trail.setId("status-audit");
        trail.getChildren().addAll(records, digits, verdict);
        regions.setId("status-regions");
        tasks.setId("status-tasks");
        operator.setId("status-operator");
        operator.setTooltip(operatorWhole);
        setMinWidth(0);
        speedBar = speed.map(s -> new SpeedBar(s, background));
        widthProperty().subscribe(_ -> share(appearance.getValue()));
        appearance.subscribe(this::share);
        room.onChange(() -> {
            showRegions();
            showTasks(background.running());
        });
        clock.setId("status-clock");
        readings.sessionProperty().subscribe(_ -> showTrail());
        readings.sessionProperty().subscribe(v -> showClock(v.clock()));
        readings.verdictProperty().subscribe(_ -> showTrail());
        readings.sessionProperty().subscribe(v -> {
            operator.setText("operator " + v.operator().name());
            operatorWhole.setText(operator.getText());
        });
        readings.inventoryProperty().subscribe(_ -> showRegions());
        readings.nowProperty().subscribe(_ -> showRegions());
        background.running().addListener((ListChangeListener<Background.Job>) _ -> showTasks(background.running()));
        showTasks(background.running());
    }

    private static HBox row() {
        var row = new HBox();
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(USE_PREF_SIZE);
        return row;
    }

    private static HBox line() {
        var line = new HBox();
        line.getStyleClass().add("status-row");
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinWidth(0);
        return line;
    }

    /** By the window's width alone: what the parts say must not move the buttons above them. */
    private void share(Appearance with) {
        var one = getWidth() <= 0 || getWidth() >= ROOM_FOR_ONE_LINE * LETTER * with.textPercent() / 100;
        if (!getChildren().isEmpty() && one == (getChildren().size() == 1)) {
            return;
        }
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        first.getChildren().clear();
        second.getChildren().clear();
        first.getChildren().addAll(trail, clock, regions);
        if (one) {
            first.getChildren().addAll(gap, tasks);
            speedBar.ifPresent(first.getChildren()::add);
            first.getChildren().add(operator);
        } else {
            speedBar.ifPresent(second.getChildren()::add);
            second.getChildren().addAll(gap, tasks, operator);
        }
        getChildren().setAll(one ? List.of(first) : List.of(first, second));
    }

    /** A mark only where there is something to say: the clock is believed otherwise. */
    private void showClock(Optional<String> notice) {
        notice.ifPresent(n -> clock.show("clock", Feather.CLOCK, Tone.WARN, n));
        clock.setVisible(notice.isPresent());
        clock.setManaged(notice.isPresent());
    }

    private void showTrail() {
        var head = readings.session().audit();
        records.setText("audit #" + head.records() + " · head");
        digits.setText(InWords.head(head.head()));
        if (!head.writable()) {
            verdict.show("not writable", Feather.X_OCTAGON, Tone.BAD, head.problem());
            return;
        }
        readings.verdict()
                .ifPresentOrElse(
                        v -> showVerdict(v, head),
                        () -> verdict.show(
                                "not verified yet", Feather.CLOCK, Tone.NEUTRAL, "Verify it on the Audit screen"));
    }

    /** A mark is a mark of the head beside it, or there is none. */
    private void showVerdict(Verdict last, AuditHead head) {
        switch (last) {
            case Verdict.Intact v -> {
                var what = "Records 1 to " + v.records() + ", head " + InWords.head(v.root()) + ", verified at "
                        + InWords.clock(v.at()) + " UTC";
                if (v.isOf(head)) {
                    verdict.show(v.records() + " of " + head.records() + " verified", Feather.CHECK, Tone.OK, what);
                } else {
                    verdict.show(
                            v.records() + " of " + head.records() + " verified, " + InWords.ago(v.at(), readings.now()),
                            Feather.CLOCK,
                            Freshness.stale(v.at(), readings.session(), readings.now()) ? Tone.WARN : Tone.NEUTRAL,
                            what + ". The head shown is a later one");
                }
            }
            case Verdict.Tampered t ->
                verdict.show("TAMPERED at " + t.where(), Feather.ALERT_OCTAGON, Tone.BAD, t.problem());
            case Verdict.Unverifiable(Instant _, String why) ->
                verdict.show("cannot be verified", Feather.HELP_CIRCLE, Tone.UNKNOWN, why);
        }
    }

    private void showRegions() {
        var latest = readings.inventory();
        var parts = new ArrayList<Node>();
        var shown = InventorySource.of(latest);
        shown.ifPresent(source -> {
            if (room.isFor(ROOM_FOR_EACH_REGION)) {
                for (var region : readings.session().plan().regions()) {
                    parts.add(freshness(
                            region.id(), s -> s.region().equals(region.id()), source.read(region.id()), source));
                }
            } else {
                parts.add(freshness(
                        "regions",
                        _ -> true,
                        readings.session().plan().regions().stream().allMatch(r -> source.read(r.id())),
                        source));
            }
        });
        if (shown.isEmpty() && latest.scanning().isEmpty()) {
            parts.add(unread);
        }
        latest.scanning().ifPresent(s -> {
            scanning.show(
                    s.done() == 0 || s.of() == 0 ? "reading regions" : "reading regions " + s.done() + "/" + s.of(),
                    Feather.REFRESH_CW,
                    Tone.ACCENT,
                    s.what());
            parts.add(scanning);
        });
        if (!parts.equals(regions.getChildren())) {
            regions.getChildren().setAll(parts);
        }
    }

    /** @param read whether all of it was read at least once */
    private Badge freshness(String name, Predicate<ServiceScan> which, boolean read, InventorySource source) {
        var scans = source.scans().stream().filter(which).toList();
        var oldest = Freshness.oldest(scans).filter(_ -> read);
        var unknown = scans.stream().filter(s -> s.incomplete().isPresent()).toList();
        var how = oldest.map(at -> Freshness.age(at, readings.session(), readings.now()))
                .orElse(Freshness.Age.FRESH);
        var age = oldest.map(at -> (InWords.roughly(Duration.between(at, readings.now())) + " " + how.word()).strip())
                .orElse(source.reading() ? "reading" : "not read");
        var badge = fresh.computeIfAbsent(name, _ -> new Badge());
        if (!unknown.isEmpty()) {
            badge.show(
                    name + " · " + age + ", " + unknown.size() + " unknown",
                    Feather.HELP_CIRCLE,
                    Tone.UNKNOWN,
                    unknown.stream()
                            .map(StatusLine::failed)
                            .collect(Collectors.joining("\n", "Could not be read:\n", "")));
        } else if (oldest.isEmpty()) {
            badge.show(
                    name + " · " + age,
                    source.reading() ? Feather.CLOCK : Feather.HELP_CIRCLE,
                    source.reading() ? Tone.NEUTRAL : Tone.UNKNOWN,
                    "Not all of it was read yet");
        } else if (how != Freshness.Age.FRESH) {
            badge.show(
                    name + " · " + age,
                    Feather.CLOCK,
                    how.tone(),
                    "The oldest of what is shown was read at " + InWords.clock(oldest.orElseThrow())
                            + " UTC: it may be different now. F5 reads again");
        } else {
            badge.show(name + " · " + age, Feather.CHECK, Tone.OK, scans.size() + " services were read");
        }
        return badge;
    }

    private static String failed(ServiceScan s) {
        return s.region() + " " + s.service() + ": "
                + s.incomplete().orElse("")
                + s.failed()
                        .map(_ -> "; shown as of " + InWords.clock(s.found().at()) + " UTC")
                        .orElse("");
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
