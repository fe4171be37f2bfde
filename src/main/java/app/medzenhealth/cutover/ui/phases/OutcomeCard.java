package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.SentCall;
import app.medzenhealth.cutover.session.SessionView.OpenItem;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ListedText;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.phases.Sections.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What has become of a step, over everything else on its page. */
final class OutcomeCard {
    private final ScreenContext desk;
    private final OpenItems items;
    private final Plan plan;
    private final Consumer<String> toItem;

    /** @param toItem shows a checklist's item */
    OutcomeCard(ScreenContext desk, Plan plan, Consumer<String> toItem) {
        this.desk = desk;
        this.items = new OpenItems(desk);
        this.plan = plan;
        this.toItem = toItem;
    }

    /** What has become of it, over everything else. */
    Optional<Section> of(StepView view) {
        var id = view.step().id();
        return switch (view.state()) {
            case StepState.Locked(var locks) ->
                Optional.of(new Section("locks " + id, locks, () -> locks(view.step(), locks)));
            case StepState.Failed failed ->
                Optional.of(new Section(
                        "failed " + id,
                        List.of(failed, view.items()),
                        () -> failed(view.step(), failed, view.items())));
            case StepState.InDoubt doubt -> Optional.of(new Section("doubt " + id, doubt, () -> doubt(doubt)));
            case StepState.Skipped s ->
                Optional.of(new Section(
                        "skipped " + id,
                        s,
                        () -> Cards.note(
                                Tone.WARN,
                                Feather.SKIP_FORWARD,
                                "Skipped by " + s.by() + " at " + InWords.day(s.at()) + " UTC",
                                s.reason())));
            case StepState.Undone u ->
                Optional.of(new Section(
                        "undone " + id,
                        u,
                        () -> Cards.note(
                                Tone.NEUTRAL,
                                Feather.CORNER_UP_LEFT,
                                "Undone by " + u.by() + " at " + InWords.day(u.at()) + " UTC",
                                "The state before this step is back. It can be reviewed and run again.")));
            case StepState.Succeeded s ->
                Optional.of(new Section(
                        "done " + id,
                        List.of(s, StateStyle.of(view)),
                        () -> Cards.note(
                                StateStyle.of(view).tone(),
                                StateStyle.of(view).symbol(),
                                StateStyle.of(view).word()
                                        + (StateStyle.of(view).tone() == Tone.OK ? " in " : ", in ")
                                        + InWords.exactly(s.took()),
                                (view.step().confirm() == Step.Confirm.NONE ? "Run by " : "Confirmed by ") + s.by()
                                        + ", ended " + InWords.day(s.at()) + " UTC")));
            case StepState.Waiting(StepState.WaitsFor.Time t) ->
                Optional.of(new Section("time " + id, t, () -> {
                    var card = Cards.note(
                            Tone.WARN, Feather.CLOCK, "Waits until " + InWords.day(t.until()) + " UTC", t.why());
                    card.getChildren()
                            .add(new AgoLabel(
                                    desk.readings().nowProperty(),
                                    now -> InWords.exactly(Duration.between(now, t.until())) + " left"));
                    return card;
                }));
            case StepState.Ready _, StepState.Previewed _, StepState.Waiting _, StepState.Running _ -> Optional.empty();
        };
    }

    private Node locks(Step step, List<StepState.Lock> locks) {
        var card = Cards.of("Locked because", Feather.LOCK, Tone.WARN);
        card.setId("locks");
        for (var lock : locks) {
            var lines = new VBox(Labels.wrapped(InWords.plain(lock.why())));
            var opens = Labels.wrapped("To open: " + lock.opens(), "caption", "muted");
            HBox.setHgrow(opens, Priority.ALWAYS);
            var row = new HBox(opens);
            row.getStyleClass().add("row");
            row.setAlignment(Pos.CENTER_LEFT);
            wayTo(lock).ifPresent(row.getChildren()::addFirst);
            lock.waiver().ifPresent(_ -> row.getChildren().add(items.spite(step, lock)));
            lines.getChildren().add(row);
            lines.getStyleClass().add("item-words");
            card.getChildren().add(lines);
        }
        return card;
    }

    /** A button to whatever opens the lock, where the lock names it. */
    private Optional<Button> wayTo(StepState.Lock lock) {
        return switch (lock.cause()) {
            case Cause.Before(String id) ->
                Optional.of(way(
                        plan.step(id).isPresent() ? "Go to step " + id : "Go to phase " + id,
                        () -> desk.navigator().goToStep(id)));
            case Cause.Value v ->
                Optional.of(way("Set it", () -> desk.navigator().go(Place.PLAN, Optional.of(v.parameter()))));
            case Cause.Ticks t -> Optional.of(way("Show the first open item", () -> toItem.accept(t.first())));
            case Cause.Unsaid _, Cause.NoGo _ ->
                Optional.of(way("Show the board", () -> desk.navigator().go(Place.CUTOVER, Optional.empty())));
            case Cause.Held _, Cause.Soak _, Cause.Window _, Cause.Moved _, Cause.Budget _, Cause.Other _ ->
                Optional.empty();
        };
    }

    private static Button way(String text, Runnable action) {
        var button = new Button(text);
        button.getStyleClass().addAll("quiet", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private Node failed(Step step, StepState.Failed failed, List<OpenItem> open) {
        var p = failed.problem();
        var card = Cards.of("It failed at " + InWords.clock(failed.at()) + " UTC", Feather.X_OCTAGON, Tone.BAD);
        card.setId("problem");
        card.getChildren()
                .addAll(
                        // Those that are open are listed beneath, each with its button.
                        open.isEmpty()
                                ? new ListedText(InWords.plain(p.happened()))
                                : Labels.wrapped(ListedText.head(InWords.plain(p.happened()))),
                        Cards.pair("Not done", p.notDone()),
                        Cards.pair("Next", p.next()),
                        Labels.line("Code " + p.code(), "mono", "caption", "muted"));
        if (!open.isEmpty()) {
            card.getChildren().add(2, items.list(step, open));
        }
        return card;
    }

    private static Node doubt(StepState.InDoubt doubt) {
        var card = Cards.of("It is not known yet whether this was done", Feather.HELP_CIRCLE, Tone.UNKNOWN);
        card.setId("doubt");
        card.getChildren().add(Labels.wrapped(InWords.plain(doubt.evidence())));
        doubt.sent().forEach(s -> card.getChildren().add(Labels.wrapped("•  " + s.words(), "mono", "caption")));
        doubt.sent().stream()
                .filter(s -> !s.known())
                .findFirst()
                .ifPresent(s -> card.getChildren().add(looking(s)));
        card.getChildren()
                .add(Labels.wrapped(
                        "Nothing is sent again by itself. Look again; if that does not settle it, look in AWS"
                                + " and decide.",
                        "muted"));
        return card;
    }

    /** What CloudTrail does not tell yet it may tell a few minutes later. */
    private static Node looking(SentCall sent) {
        var line = new HBox(
                new CopyButton("Copy the command that looks", sent::look),
                Labels.wrapped(
                        "In CloudTrail, some minutes after it was sent; that nothing is there yet proves nothing.",
                        "caption",
                        "muted"));
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
