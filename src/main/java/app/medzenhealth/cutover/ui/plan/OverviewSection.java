package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanArithmetic;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is to happen, where, and when. */
final class OverviewSection extends PlanSection {
    private final Map<String, StackPane> states = new HashMap<>();
    private final Map<String, StackPane> roleCells = new HashMap<>();

    OverviewSection(ScreenContext desk) {
        super(plan(desk).title(), plan(desk).summary());
        var plan = plan(desk);
        var facts = new FlowPane();
        facts.getStyleClass().add("fact-cards");
        facts.getChildren()
                .addAll(
                        fact("Company", plan.company(), "plan " + plan.id()),
                        fact("AWS account", plan.account(), "no other may be touched"),
                        fact(
                                "Change window",
                                plan.window().opens() + "–" + plan.window().closes() + " UTC",
                                InWords.exactly(Duration.ofSeconds(Math.floorMod(
                                                ChronoUnit.SECONDS.between(
                                                        plan.window().opens(),
                                                        plan.window().closes()),
                                                86_400L)))
                                        + " long"),
                        fact(
                                "Downtime budget",
                                InWords.exactly(plan.window().downtimeBudget()),
                                "from the fence to the first healthy answer"),
                        fact("From first step to last", span(PlanArithmetic.of(plan)), "soak included"));
        desk.console().flight().ifPresent(flight -> {
            var check = new Button("Check the whole plan…", new Icon(Feather.SEND));
            check.setId("plan-flight-check");
            check.getStyleClass().add("quiet");
            check.setMinWidth(Region.USE_PREF_SIZE);
            check.setTooltip(new Tooltip("Asks every step what it would meet now; nothing is changed"));
            check.setOnAction(_ -> FlightDialog.open(desk, flight));
            getChildren().add(check);
        });
        getChildren()
                .addAll(
                        facts,
                        Labels.whole("Regions", "h2"),
                        regions(plan, desk.readings().session().rolesNow()),
                        Labels.whole("Phases", "h2"),
                        phases(desk, plan));
    }

    @Override
    void show(SessionView session) {
        session.phases()
                .forEach(p -> Optional.ofNullable(states.get(p.phase().id()))
                        .ifPresent(cell -> cell.getChildren().setAll(StateBadge.wrapped(StateStyle.of(p)))));
        session.rolesNow()
                .forEach((region, now) -> Objects.requireNonNull(roleCells.get(region))
                        .getChildren()
                        .setAll(role(now)));
    }

    private static Plan plan(ScreenContext desk) {
        return desk.readings().session().plan();
    }

    private static String span(PlanArithmetic a) {
        return a.shortest().toDays() + "–" + a.longest().toDays() + " days";
    }

    private static VBox fact(String name, String value, String more) {
        var card = new VBox(
                Labels.whole(name, "caption", "muted"),
                Labels.whole(value, "fact-value"),
                Labels.whole(more, "caption", "muted"));
        card.getStyleClass().addAll("card", "fact-card");
        return card;
    }

    private GridPane regions(Plan plan, Map<String, RoleNow> roles) {
        var grid = Grids.of(16, 22, 20, 4, 20);
        Grids.line(grid, head("Region"), head("Place"), head("Now"), head(""), head("Afterwards"));
        for (var region : plan.regions()) {
            var now = new StackPane(role(Objects.requireNonNull(roles.get(region.id()))));
            now.setId("role-now-" + region.id());
            now.setAlignment(Pos.CENTER_LEFT);
            roleCells.put(region.id(), now);
            Grids.line(
                    grid,
                    Labels.wrapped(region.id(), "mono"),
                    Labels.wrapped(region.city()
                            + (region.country().isBlank() || region.country().equals(region.city())
                                    ? ""
                                    : ", " + region.country())),
                    now,
                    Labels.whole("→", "muted"),
                    role(RoleNow.of(region.after())));
        }
        return grid;
    }

    /** As the plan and its steps have it; green is for what was seen in a region. */
    private static Chip role(RoleNow role) {
        return new Chip(
                role.word(),
                switch (role) {
                    case PRIMARY, DR, TARGET, PROMOTED -> Tone.ACCENT;
                    case FENCED, FORMER, PREPARING, LEGACY -> Tone.WARN;
                    case NEARLY_EMPTY, EMPTIED, BYSTANDER -> Tone.NEUTRAL;
                });
    }

    private GridPane phases(ScreenContext desk, Plan plan) {
        var grid = Grids.of(5, 34, 12, 13, 14, 8, 14);
        Grids.line(
                grid,
                head("No."),
                head("Phase"),
                head("Planned"),
                head("After"),
                head("Soak"),
                head("Steps"),
                head("State"));
        plan.sequence().forEach(phase -> {
            var title = new Hyperlink(phase.title());
            title.setId("plan-phase-" + phase.id());
            title.setWrapText(true);
            title.setOnAction(_ -> desk.navigator().go(Place.PHASES, Optional.of(phase.id())));
            var what = new VBox(title, Labels.wrapped(phase.goal(), "caption", "muted"));
            var state = new StackPane();
            state.setAlignment(Pos.TOP_LEFT);
            states.put(phase.id(), state);
            Grids.line(
                    grid,
                    Labels.whole(phase.id(), "mono"),
                    what,
                    Labels.wrapped(planned(phase.planned())),
                    Labels.wrapped(after(phase), phase.after().isEmpty() ? "muted" : "plain"),
                    Labels.wrapped(
                            phase.soak()
                                    .map(s -> InWords.exactly(s.time()) + " after " + s.phase())
                                    .orElse("–"),
                            phase.soak().isPresent() ? "warn" : "faint"),
                    Labels.whole(
                            phase.steps().isEmpty()
                                    ? "–"
                                    : Integer.toString(phase.steps().size())),
                    state);
        });
        return grid;
    }

    private static String after(Phase phase) {
        return phase.after().isEmpty() ? "at any time" : phase.after().stream().collect(Collectors.joining(", "));
    }

    /** {@code 2–3 days}, {@code 1 day}, {@code 4–6 h}. */
    static String planned(Phase.Span span) {
        var days = span.least().toHours() % 24 == 0
                && span.most().toHours() % 24 == 0
                && span.most().toHours() > 0;
        if (!days) {
            return span.least().equals(span.most())
                    ? InWords.exactly(span.most())
                    : InWords.exactly(span.least()) + " – " + InWords.exactly(span.most());
        }
        var least = span.least().toDays();
        var most = span.most().toDays();
        return least == most ? InWords.count(most, "day", "days") : least + "–" + most + " days";
    }

    private static Label head(String text) {
        return Labels.wrapped(text, "caption", "muted", "strong");
    }
}
