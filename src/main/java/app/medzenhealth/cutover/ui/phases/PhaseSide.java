package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.ItemView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.FoldedText;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.StepWords;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.phases.Sections.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The phase's checklists and deliverables, beside the step. */
final class PhaseSide {
    private final Doing doing;
    private final Runnable breakGlass;
    private final Runnable wayBack;
    private final Set<String> from;

    /**
     * @param breakGlass saves the remaining steps as scripts
     * @param wayBack shows the way back from here
     * @param from the steps from which there is one
     */
    PhaseSide(Doing doing, Runnable breakGlass, Runnable wayBack, Set<String> from) {
        this.wayBack = wayBack;
        this.from = from;
        this.doing = doing;
        this.breakGlass = breakGlass;
    }

    /** @param view of which the phase is a part: lists of other phases may lock something here */
    List<Section> sections(SessionView view, PhaseView phase) {
        var sections = new ArrayList<Section>();
        sections.add(new Section(
                "goal " + phase.phase().id(),
                List.of(phase.phase(), StateStyle.of(phase), phase.soak(), phase.ended(), canGoBack(phase)),
                () -> goal(phase)));
        for (var list : phase.checklists()) {
            sections.add(new Section("list " + list.checklist().id(), list, () -> checklist(list, "")));
        }
        for (var other : view.phases()) {
            if (!other.phase().id().equals(phase.phase().id())) {
                other.checklists().stream()
                        .filter(list -> list.checklist()
                                .gates()
                                .filter(target -> isOf(phase, target))
                                .isPresent())
                        .forEach(list -> sections.add(new Section(
                                "list " + list.checklist().id(),
                                list,
                                () -> checklist(
                                        list, " · of phase " + other.phase().id()))));
            }
        }
        if (!phase.deliverables().isEmpty()) {
            sections.add(
                    new Section("deliverables " + phase.phase().id(), phase.deliverables(), () -> deliverables(phase)));
        }
        sections.add(new Section("break-glass", "", this::scripts));
        return sections;
    }

    private static boolean isOf(PhaseView phase, String target) {
        return phase.phase().id().equals(target)
                || phase.steps().stream().anyMatch(s -> s.step().id().equals(target));
    }

    private Node scripts() {
        var save = new Button("Save as scripts… (F12)", new Icon(Feather.TERMINAL));
        save.setId("break-glass-open");
        save.getStyleClass().addAll("quiet", "small");
        save.setMinWidth(VBox.USE_PREF_SIZE);
        save.setOnAction(_ -> breakGlass.run());
        return new VBox(
                4,
                Labels.whole("Break glass", "h3"),
                Labels.wrapped("The remaining steps as aws CLI commands, for the day without a console.", "muted"),
                save);
    }

    private Node goal(PhaseView phase) {
        var planned = phase.phase().planned();
        var time = "planned " + InWords.roughly(planned.least())
                + (planned.least().equals(planned.most()) ? "" : " to " + InWords.roughly(planned.most()));
        var spent = phase.started()
                .flatMap(s -> phase.ended().map(e -> ", took " + InWords.exactly(Duration.between(s, e))))
                .orElse("");
        var box = new VBox(
                Labels.line(
                        StepWords.isPhase(phase.phase())
                                ? "PHASE " + phase.phase().id()
                                : "PROCEDURE",
                        "eyebrow",
                        "muted"),
                Labels.wrapped(phase.phase().title(), "h2"),
                StateBadge.wrapped(StateStyle.of(phase)),
                Labels.wrapped(phase.phase().goal(), "muted"),
                Labels.wrapped(time + spent, "caption", "muted"));
        phase.soak().filter(s -> s.left().isPositive()).ifPresent(s -> {
            var soak = new Label(
                    "Soaks: " + InWords.exactly(s.left()) + " left, until " + InWords.day(s.until()) + " UTC",
                    new Icon(Feather.CLOCK, Tone.WARN));
            soak.setWrapText(true);
            soak.setMinHeight(VBox.USE_PREF_SIZE);
            soak.getStyleClass().add("warn");
            box.getChildren().add(soak);
        });
        if (canGoBack(phase)) {
            var back = new Button("Roll back… (F7)", new Icon(Feather.CORNER_UP_LEFT));
            back.setId("phase-go-back");
            back.getStyleClass().addAll("quiet", "small");
            back.setMinWidth(VBox.USE_PREF_SIZE);
            back.setOnAction(_ -> wayBack.run());
            box.getChildren().add(back);
        }
        box.getStyleClass().add("rows");
        return box;
    }

    /** Where a step of it was carried out that a way back leads back from. */
    private boolean canGoBack(PhaseView phase) {
        return phase.state() == SessionView.PhaseState.RUNNING
                && phase.steps().stream()
                        .anyMatch(
                                s -> s.attempts() > 0 && from.contains(s.step().id()));
    }

    /** @param origin in words, where it stands elsewhere in the plan */
    private Node checklist(ChecklistView list, String origin) {
        var done = list.items().stream().filter(ItemView::ticked).count();
        var box = new VBox(
                Labels.wrapped(list.checklist().title(), "h3"),
                Labels.wrapped(
                        done + " of " + list.items().size()
                                + list.checklist()
                                        .gates()
                                        .map(g -> " · locks " + (g.contains(".") ? "step " : "phase ") + g)
                                        .orElse(" · locks nothing")
                                + origin,
                        "caption",
                        "muted"));
        box.getStyleClass().add("rows");
        box.getStyleClass().add("checklist");
        list.items().forEach(i -> box.getChildren().add(item(i)));
        return box;
    }

    private Node item(ItemView item) {
        var id = item.item().id();
        var tick = new CheckBox();
        tick.setId("tick-" + id);
        tick.setSelected(item.ticked());
        tick.setMinWidth(VBox.USE_PREF_SIZE);
        tick.getStyleClass().add("item-tick");
        tick.setAccessibleText(item.item().text());
        tick.setOnAction(_ -> {
            // The box shows what is recorded, not what was clicked.
            tick.setSelected(item.ticked());
            if (item.ticked()) {
                doing.untick(id, item.item().text());
            } else {
                doing.tick(id, item.item().text());
            }
        });
        var words = new VBox(Labels.wrapped(item.item().text()));
        HBox.setHgrow(words, Priority.ALWAYS);
        item.tick()
                .ifPresent(t -> words.getChildren()
                        .add(new FoldedText(
                                t.by() + ", " + InWords.day(t.at()) + " UTC"
                                        + (t.note().isBlank() ? "" : ": " + t.note()),
                                "caption",
                                "muted")));
        item.reopened().ifPresent(r -> words.getChildren().add(new FoldedText("Open again: " + r, "caption", "warn")));
        item.evidence().forEach(c -> words.getChildren().add(new CheckLine(c)));
        if (item.item().check().isPresent()) {
            var read = new Button(item.evidence().isEmpty() ? "Read evidence" : "Read again");
            read.setId("evidence-" + id);
            read.getStyleClass().addAll("quiet", "small");
            read.setOnAction(_ -> doing.readEvidence(id));
            words.getChildren().add(read);
        }
        words.getStyleClass().add("item-words");
        var row = new HBox(tick, words);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static Node deliverables(PhaseView phase) {
        var box = new VBox(Labels.wrapped("Deliverables", "h3"));
        box.getStyleClass().add("rows");
        phase.deliverables().forEach(d -> {
            var row = new HBox(
                    d.delivered() ? new Icon(Feather.CHECK_CIRCLE, Tone.OK) : new Icon(Feather.CIRCLE),
                    d.delivered() ? Labels.wrapped(d.words()) : Labels.wrapped(d.words(), "muted"));
            row.getStyleClass().add("row");
            row.setAlignment(Pos.TOP_LEFT);
            row.setAccessibleText((d.delivered() ? "Delivered: " : "Not delivered: ") + d.words());
            box.getChildren().add(row);
        });
        return box;
    }
}
