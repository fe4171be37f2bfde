package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.signin.EndpointBadge;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** What must be in sight all the time: which plan, real or not, the clocks, and the brake. */
final class TopBar extends HBox {
    /** Widths, in letters' sizes, under which the least needed parts go. */
    private static final double ROOM_FOR_TITLE = 100;

    /** How much more of it a badge takes that says where it leads. */
    private static final double ENDPOINT = 22;

    private static final double ROOM_FOR_PROMISE = 86;
    /** Under that, names are short, and the product's is left to the window's title. */
    private static final double ROOM_FOR_NAMES = 58;

    private static final double ROOM_FOR_CREDENTIALS = 66;

    /** In letters' sizes: the gap between two parts, and at both ends; and how little is left of it where room is short. */
    private static final double GAP = 1.5;

    private static final double SMALLEST_GAP = 0.6;
    private static final double ABOVE = 0.55;
    private static final int EXCEPTIONS_SHOWN = 8;

    private final Label title = Labels.line("", "muted");
    private final Label mode = Labels.whole("", "pill");
    private final TopBarFigure window = new TopBarFigure("fact-window");
    private final TopBarFigure downtime = new TopBarFigure("fact-downtime");
    private final TopBarFigure wayBack = new TopBarFigure("fact-way-back");
    private final CredentialsFact credentials;
    private final Optional<Label> endpoint;
    private final Button hold = new Button("Hold");
    private final Room room = new Room(this, title);
    /** What goes, in this order, where nothing else makes room for the brake. */
    private final List<Region> spare;

    private final Readings readings;
    private final Console console;

    /**
     * @param onCredentials what a click on the credentials opens
     * @param onWayBack what a click on the price of going back opens
     */
    TopBar(Readings readings, Console console, Runnable onHold, Runnable onCredentials, Runnable onWayBack) {
        this.readings = readings;
        this.console = console;
        credentials = new CredentialsFact(onCredentials);
        endpoint = console.endpoint().map(EndpointBadge::of);
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        var product = Labels.whole("Cutover Console", "product");
        mode.setId("mode");
        title.setId("plan-title");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        wayBack.getStyleClass().add("link");
        wayBack.setOnMouseClicked(_ -> onWayBack.run());
        hold.setId("hold");
        hold.getStyleClass().add("danger");
        hold.setGraphic(new Icon(Feather.PAUSE));
        hold.setTooltip(new Tooltip("Stops everything that has not been sent. F8 or Ctrl+H"));
        hold.setMinWidth(USE_PREF_SIZE);
        hold.setOnAction(_ -> onHold.run());
        getChildren().addAll(product, title, mode, gap, window, downtime, wayBack, credentials, hold);
        endpoint.ifPresent(badge -> getChildren().add(3, badge));
        spare = Stream.concat(endpoint.stream(), Stream.of(window)).toList();
        setMinWidth(0);
        room.keepFrom(ROOM_FOR_TITLE + (endpoint.isPresent() ? ENDPOINT : 0), title);
        room.keepFrom(ROOM_FOR_NAMES + (endpoint.isPresent() ? ENDPOINT : 0), product);
        room.onChange(this::show);
        readings.sessionProperty().subscribe(_ -> show());
        readings.nowProperty().subscribe(_ -> show());
    }

    /** The brake is whole, whatever else is said and however large. */
    @Override
    protected void layoutChildren() {
        spare.forEach(part -> present(part, true));
        var letter = title.getFont().getSize();
        double gaps = getManagedChildren().size() + 1;
        var gap = Math.clamp((getWidth() - needed()) / gaps / letter, SMALLEST_GAP, GAP);
        for (var part : spare) {
            present(
                    part,
                    part.isVisible() && needed() + (getManagedChildren().size() + 1) * gap * letter <= getWidth());
        }
        setSpacing(gap * letter);
        setPadding(new Insets(ABOVE * letter, gap * letter, ABOVE * letter, gap * letter));
        super.layoutChildren();
    }

    private double needed() {
        return getManagedChildren().stream().mapToDouble(n -> n.minWidth(-1)).sum();
    }

    private static void present(Node part, boolean there) {
        if (part.isVisible() != there) {
            part.setVisible(there);
            part.setManaged(there);
        }
    }

    private void show() {
        var view = readings.session();
        var now = readings.now();
        title.setText(view.plan().title());
        showMode(view.mode());
        showWindow(view, now);
        showDowntime(view.downtime(), view.ended().isPresent());
        showWayBack(view);
        showCredentials(now);
        var held = view.hold() instanceof Hold.On;
        var ended = view.ended().isPresent();
        hold.setText(ended ? "Closed" : held ? "On hold" : "Hold");
        hold.setDisable(held || ended);
    }

    private void showMode(SessionView.Mode m) {
        var wide = room.isFor(ROOM_FOR_PROMISE);
        mode.getStyleClass().removeAll("warn", "bad");
        switch (m) {
            case REHEARSAL -> {
                mode.getStyleClass().add("warn");
                mode.setText(wide ? "REHEARSAL · nothing leaves this machine" : "REHEARSAL");
            }
            case EMULATOR, LIVE -> {
                var reads = console.access()
                        .filter(a -> a.current().leave() == Leave.READ_ONLY)
                        .isPresent();
                mode.getStyleClass().add(reads ? "warn" : "bad");
                var account = wide ? " · account " + readings.session().plan().account() : "";
                mode.setText(m + (reads ? " · only reads" : "") + account);
            }
        }
    }

    private void showWindow(SessionView view, Instant now) {
        if (view.ended().isPresent()) {
            var ended = view.ended().get();
            window.show(
                    "closed",
                    ended.outcome(),
                    Tone.NEUTRAL,
                    "The session is " + ended.words() + ".\n" + ended.headline());
            return;
        }
        if (view.over()) {
            var exceptions = view.exceptions().size();
            window.show(
                    "at its end",
                    exceptions == 0 ? "all as planned" : InWords.count(exceptions, "exception", "exceptions"),
                    exceptions == 0 ? Tone.OK : Tone.WARN,
                    view.sentence() + " No change window is waited for."
                            + (exceptions == 0 ? "" : "\nNot as planned:\n" + firstOf(view.exceptions())));
            return;
        }
        var w = view.plan().window();
        var span = w.opens() + "–" + w.closes() + " UTC";
        var open = within(w, now.atOffset(ZoneOffset.UTC).toLocalTime());
        var rehearsed = readings.session().mode() == SessionView.Mode.REHEARSAL;
        var day = InWords.day(now);
        window.show(
                (rehearsed && room.isFor(ROOM_FOR_TITLE) ? "rehearsal clock, " : "")
                        + (room.isFor(ROOM_FOR_NAMES)
                                ? (open ? "window " : "outside ") + span
                                : open ? "window open" : "outside"),
                room.isFor(ROOM_FOR_NAMES) ? day.substring(0, day.lastIndexOf(' ')) + " " + InWords.clock(now) : day,
                open ? Tone.OK : Tone.NEUTRAL,
                (open ? "The change window is open: " : "The change window is closed now: ") + span + "\nIt is "
                        + day + " UTC"
                        + (rehearsed
                                ? " by the rehearsal's own clock, and "
                                        + InWords.day(InstantSource.system().instant()) + " UTC by this machine's"
                                : ""));
    }

    /** As many as can be read in a tooltip. */
    private static String firstOf(List<String> exceptions) {
        return exceptions.stream().limit(EXCEPTIONS_SHOWN).collect(Collectors.joining("\n"))
                + (exceptions.size() > EXCEPTIONS_SHOWN
                        ? "\nand " + (exceptions.size() - EXCEPTIONS_SHOWN) + " more, on the Mission screen"
                        : "");
    }

    private static boolean within(Plan.Window w, LocalTime time) {
        var afterOpening = !time.isBefore(w.opens());
        var beforeClosing = time.isBefore(w.closes());
        return w.opens().isBefore(w.closes()) ? afterOpening && beforeClosing : afterOpening || beforeClosing;
    }

    private void showDowntime(Downtime d, boolean atRest) {
        var over = d.soFar().compareTo(d.budget()) > 0;
        var tone = atRest ? Tone.NEUTRAL : over ? Tone.BAD : d.counting() ? Tone.WARN : Tone.NEUTRAL;
        downtime.show(
                !room.isFor(ROOM_FOR_NAMES)
                        ? "downtime"
                        : (d.counting() ? "downtime so far / budget" : "downtime / budget")
                                + (d.soFar().isZero() || !room.isFor(ROOM_FOR_TITLE) ? "" : ", " + basis(d)),
                InWords.stopwatch(d.soFar()) + " / " + InWords.stopwatch(d.budget()),
                tone,
                (over
                                ? "Users have been without service for longer than the plan allows"
                                : "Time that users were without service, and how long the plan allows")
                        + measured(d)
                        + parts(d));
    }

    private static String basis(Downtime d) {
        return switch (d.basis()) {
            case MEASURED -> "measured";
            case PARTLY -> "partly measured";
            case ESTIMATED -> "estimated";
        };
    }

    /** What is measured of it, and what is not. */
    private static String measured(Downtime d) {
        return "\nReads: " + d.reads().map(InWords::stopwatch).orElse("not measured") + ", writes: "
                + d.writes().map(InWords::stopwatch).orElse("not measured")
                + switch (d.basis()) {
                    case MEASURED -> "";
                    case PARTLY -> "\nWhat is not measured counts as long as a fence stood";
                    case ESTIMATED -> "\nEstimated from steps: no probe ran";
                };
    }

    /** What it went by with, a line each. */
    private static String parts(Downtime d) {
        return d.parts().stream()
                .map(p -> "\n" + InWords.stopwatch(p.took()) + "  " + p.words())
                .collect(Collectors.joining());
    }

    private void showWayBack(SessionView view) {
        var back = view.wayBack().filter(_ -> view.ended().isEmpty());
        wayBack.present(back.isPresent());
        back.ifPresent(b -> {
            if (view.over()) {
                wayBack.show("going back", "not planned", Tone.NEUTRAL, b.costs() + "\nClick or F7: the way back");
                return;
            }
            // Whoever is past the last price reads no deadline, nor that it is as it was before.
            var last = b.pointOfNoReturn() || b.until().isEmpty();
            wayBack.show(
                    last ? "rollback now" : room.isFor(ROOM_FOR_NAMES) ? "roll back before" : "back before",
                    b.pointOfNoReturn() ? "loses data" : last ? "at its dearest" : "step " + b.until(),
                    b.pointOfNoReturn() ? Tone.BAD : Tone.WARN,
                    b.costs() + "\nClick or F7: the way back");
        });
    }

    private void showCredentials(Instant now) {
        var standing = console.access().map(a -> a.current().standing());
        var until = console.credentialsUntil();
        credentials.present((standing.isPresent() || until.isPresent()) && room.isFor(ROOM_FOR_CREDENTIALS));
        credentials.show(now, until, standing);
    }
}
