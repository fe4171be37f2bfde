package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.ItemView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Lock;
import app.medzenhealth.cutover.session.StepState.WaitsFor;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.FoldedList;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.RiskStyle;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.StepWords;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.common.WayOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What to do next, why it is locked if it is, and what opens it. */
final class NextStepCard extends VBox {
    private final ScreenContext desk;
    private final VBox body = new VBox();
    private final FlowPane buttons = new FlowPane();
    private final ScrollPane scroll = new ScrollPane(body);

    NextStepCard(ScreenContext desk) {
        this.desk = desk;
        setId("next-step");
        getStyleClass().addAll("panel", "next-step");
        setMinSize(0, 0);
        body.getStyleClass().add("next-body");
        ScrollRoom.keep(scroll).setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.setMinHeight(0);
        buttons.getStyleClass().add("next-foot");
        getChildren().addAll(scroll, buttons);
    }

    void show(SessionView view) {
        var focused = buttons.getChildren().stream().anyMatch(Node::isFocused);
        rebuild(view);
        if (focused && !buttons.getChildren().isEmpty()) {
            buttons.getChildren().getFirst().requestFocus();
        }
    }

    private void rebuild(SessionView view) {
        body.getChildren().clear();
        buttons.getChildren().clear();
        view.resumption().ifPresent(s -> {
            var resumed = card(Tone.ACCENT, Labels.wrapped(s));
            resumed.setId("resumption");
            add(resumed);
        });
        var step = view.next().flatMap(view::step);
        var phase = step.flatMap(s -> phaseOf(view, s.step().id()));
        if (step.isPresent() && phase.isPresent()) {
            show(view, phase.get(), step.get());
        } else {
            showNothing(view);
        }
    }

    private static Optional<PhaseView> phaseOf(SessionView view, String step) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .filter(p -> p.steps().stream().anyMatch(s -> s.step().id().equals(step)))
                .findFirst();
    }

    private void show(SessionView session, PhaseView phaseView, StepView view) {
        var step = view.step();
        var phase = phaseView.phase();
        add(Labels.wrapped(StepWords.place(phase, step), "eyebrow", "accent"));
        add(Labels.wrapped(step.title(), "h1"));
        add(Labels.wrapped(step.purpose(), "next-purpose"));
        add(chips(view));
        state(view.state()).ifPresent(this::add);
        locks(phaseView, view);
        checks(view);
        Stream.concat(session.phases().stream(), session.rollbacks().stream())
                .flatMap(p -> p.checklists().stream())
                .filter(c -> gates(c, phase, step))
                .forEach(this::checklist);
        foot(view);
    }

    private void add(Node node) {
        body.getChildren().add(node);
    }

    private FlowPane chips(StepView view) {
        var chips = new FlowPane(6, 6);
        chips.getChildren().add(new StateBadge(view));
        chips.getChildren().add(RiskStyle.chip(Risk.of(desk.readings().session(), view.step())));
        chips.getChildren().add(new Chip("~" + InWords.exactly(view.step().expected()), Tone.NEUTRAL));
        view.review().ifPresent(r -> {
            var calls = r.parts().stream()
                    .mapToLong(p -> p.preview().calls().size())
                    .sum();
            chips.getChildren()
                    .add(new Chip(
                            calls == 0 ? "no AWS call" : InWords.count(calls, "AWS call", "AWS calls"), Tone.NEUTRAL));
        });
        switch (Demand.toRun(desk.readings().session(), view.step())) {
            case TYPED_AND_SECOND -> chips.getChildren().add(new Chip(Feather.USERS, "two people", Tone.NEUTRAL));
            case TYPED -> chips.getChildren().add(new Chip(Feather.TYPE, "name typed", Tone.NEUTRAL));
            case NONE, REVIEW -> {}
        }
        return chips;
    }

    /** What the state has to say beyond its badge. */
    private Optional<Node> state(StepState state) {
        return switch (state) {
            case StepState.Running(var since, double fraction, String text) -> {
                var bar = new ProgressBar(fraction < 0 ? ProgressBar.INDETERMINATE_PROGRESS : fraction);
                bar.setMaxWidth(Double.MAX_VALUE);
                yield Optional.of(card(
                        Tone.ACCENT,
                        bar,
                        Labels.wrapped(text),
                        AgoLabel.since(desk.readings().nowProperty(), "started ", since)));
            }
            case StepState.Failed(var at, StepState.Problem problem) -> Optional.of(new ProblemPane(problem));
            case StepState.InDoubt(var at, String evidence, var _, var _) ->
                Optional.of(card(
                        Tone.UNKNOWN,
                        Labels.wrapped("It is not known yet whether this was done.", "strong"),
                        Labels.wrapped(evidence)));
            case StepState.Waiting(WaitsFor.Person(String what)) ->
                Optional.of(card(Tone.WARN, Labels.wrapped("Waits for: " + what)));
            case StepState.Waiting(WaitsFor.Time(var until, String why)) ->
                Optional.of(card(Tone.WARN, Labels.wrapped("Waits until " + InWords.clock(until) + " UTC: " + why)));
            case StepState.Waiting(WaitsFor.SecondApprover(String challenge, var expires)) ->
                Optional.of(card(
                        Tone.WARN,
                        Labels.wrapped("Waits for the second approver's response"),
                        new AgoLabel(
                                desk.readings().nowProperty(),
                                now -> "challenge expires in " + InWords.exactly(Duration.between(now, expires)))));
            case StepState.Skipped(var at, String by, String reason) ->
                Optional.of(card(Tone.WARN, Labels.wrapped("Skipped by " + by + ": " + reason)));
            case StepState.Locked _,
                    StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Succeeded _,
                    StepState.Undone _ -> Optional.empty();
        };
    }

    private static VBox card(Tone tone, Node... content) {
        var card = new VBox(content);
        card.getStyleClass().addAll("card", tone.styleClass());
        return card;
    }

    private void locks(PhaseView phase, StepView view) {
        var locks = view.state() instanceof StepState.Locked(List<Lock> own) ? own : phase.locks();
        if (locks.isEmpty()) {
            return;
        }
        var card = card(Tone.WARN, Labels.wrapped("Locked, because", "strong"));
        card.setId("next-locks");
        for (var lock : locks) {
            var why = new HBox(new Icon(Feather.LOCK, Tone.WARN), Labels.wrapped(lock.why()));
            var opens = new HBox(new Icon(Feather.ARROW_RIGHT), Labels.wrapped(lock.opens(), "muted"));
            for (var line : List.of(why, opens)) {
                line.getStyleClass().add("check-line");
                HBox.setHgrow(line.getChildren().getLast(), Priority.ALWAYS);
            }
            card.getChildren().addAll(why, opens);
        }
        add(card);
    }

    private void checks(StepView view) {
        var head = new HBox(Labels.whole("Checks", "h3"));
        head.getStyleClass().add("row");
        head.setAlignment(Pos.BASELINE_LEFT);
        add(head);
        if (view.review().isEmpty()) {
            add(Labels.wrapped("Not read yet. Reviewing the step reads them; nothing is changed by it.", "muted"));
            return;
        }
        var review = view.review().get();
        head.getChildren().add(AgoLabel.since(desk.readings().nowProperty(), "read ", review.at()));
        var checks = review.checks();
        if (checks.isEmpty()) {
            add(Labels.wrapped("This step needs none.", "muted"));
        }
        checks.forEach(c -> add(new CheckLine(c)));
    }

    private static boolean gates(ChecklistView view, Phase phase, Step step) {
        return view.checklist()
                .gates()
                .filter(g -> g.equals(step.id()) || g.equals(phase.id()))
                .isPresent();
    }

    private void checklist(ChecklistView view) {
        var open = view.items().stream().filter(i -> !i.ticked()).count();
        var title = Labels.wrapped(view.checklist().title(), "h3");
        var head = new HBox(
                title, Labels.whole(open == 0 ? "complete" : open + " open", "caption", open == 0 ? "ok" : "warn"));
        head.getStyleClass().add("row");
        head.setAlignment(Pos.BASELINE_LEFT);
        add(head);
        view.items().forEach(i -> add(item(i)));
    }

    private static HBox item(ItemView item) {
        var icon = item.ticked() ? new Icon(Feather.CHECK_SQUARE, Tone.OK) : new Icon(Feather.SQUARE, Tone.WARN);
        var words = new VBox(Labels.wrapped(item.item().text()));
        HBox.setHgrow(words, Priority.ALWAYS);
        item.tick()
                .ifPresent(t -> words.getChildren()
                        .add(Labels.wrapped(t.by() + " · " + InWords.minute(t.at()) + " UTC", "caption", "muted")));
        item.reopened()
                .ifPresent(why -> words.getChildren().add(Labels.wrapped("Open again: " + why, "caption", "warn")));
        var line = new HBox(icon, words);
        line.getStyleClass().add("check-line");
        line.setAlignment(Pos.TOP_LEFT);
        line.setAccessibleText(
                (item.ticked() ? "Ticked: " : "Open: ") + item.item().text());
        return line;
    }

    private void foot(StepView view) {
        var step = view.step();
        var session = desk.readings().session();
        var way = WayOn.of(view, session, desk.navigator());
        var waits = view.state() instanceof StepState.Locked
                || view.state() instanceof StepState.Waiting w && w.what() instanceof WaitsFor.Time;
        // Bright is what can be done now: the step, or what opens it.
        var open = new Button(
                way.map(WayOn::name).orElseGet(() -> waits ? "See step " + step.id() : StepWords.label(view)));
        open.setId("next-open");
        open.getStyleClass().add(waits && way.isEmpty() ? "quiet" : "primary");
        open.setMinWidth(USE_PREF_SIZE);
        open.setOnAction(_ -> way.map(WayOn::go)
                .orElse(() -> desk.navigator().goToStep(step.id()))
                .run());
        // Its name is that of an act, and nothing may be begun now.
        open.setDisable(desk.readings().session().hold() instanceof SessionView.Hold.On);
        buttons.getChildren().add(open);
        view.review()
                .filter(r ->
                        r.parts().stream().anyMatch(p -> !p.preview().calls().isEmpty()))
                .ifPresent(r -> {
                    var copy = new CopyButton("Copy CLI", () -> cli(r));
                    copy.getStyleClass().remove("small");
                    buttons.getChildren().add(copy);
                });
    }

    private static String cli(StepReview review) {
        return review.parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .map(c -> String.join(" ", c.cli()))
                .collect(Collectors.joining("\n"));
    }

    private static long skipped(SessionView view) {
        return view.phases().stream().mapToLong(p -> p.progress().skipped()).sum();
    }

    private static long without(SessionView view) {
        return view.phases().stream().mapToLong(PhaseView::goneOnWithout).sum();
    }

    private static String over(SessionView view) {
        var open = view.phases().stream().mapToInt(PhaseView::openItems).sum();
        var skipped = skipped(view);
        var without = without(view);
        var items = (skipped == 0 ? "" : " · " + InWords.count(skipped, "STEP", "STEPS") + " SKIPPED")
                + (without == 0 ? "" : " · WITHOUT " + InWords.count(without, "ITEM", "ITEMS"))
                + (open == 0 ? "" : " · " + InWords.count(open, "ITEM", "ITEMS") + " OPEN");
        return (skipped + without > 0
                        ? "NOTHING LEFT TO DO"
                        : items.isEmpty() ? "ALL PHASES COMPLETE" : "ALL STEPS DONE")
                + items;
    }

    private void atRest(Ended ended) {
        add(Labels.wrapped("CLOSED", "eyebrow", "accent"));
        add(Labels.wrapped(ended.sentence(), "h1"));
        add(card(
                Tone.NEUTRAL,
                Labels.wrapped("Closed " + InWords.day(ended.at()) + " UTC by " + ended.by(), "strong"),
                Labels.wrapped("Signed by " + ended.second() + ". Nothing of it changes any more.", "muted")));
        var how = new Button("Show how it ended");
        how.setId("next-ended");
        how.getStyleClass().add("primary");
        how.setOnAction(_ -> desk.navigator().go(Place.AFTER));
        buttons.getChildren().add(how);
    }

    private void showNothing(SessionView view) {
        var done = view.phases().stream().allMatch(p -> p.state() == SessionView.PhaseState.COMPLETE);
        if (view.hold() instanceof SessionView.Hold.On on) {
            add(Labels.wrapped("ON HOLD", "eyebrow", "warn"));
            add(Labels.wrapped("Nothing is sent until the hold is released.", "h1"));
            add(card(
                    Tone.WARN,
                    Labels.wrapped("On hold since " + InWords.minute(on.since()) + " UTC by " + on.by(), "strong"),
                    Labels.wrapped("“Release and go on” is in the banner above.", "muted")));
            return;
        }
        if (view.ended().isPresent()) {
            atRest(view.ended().get());
            return;
        }
        add(Labels.wrapped(
                done ? over(view) : "NOTHING TO DO NOW",
                "eyebrow",
                done ? skipped(view) + without(view) > 0 ? "warn" : "ok" : "accent"));
        add(Labels.wrapped(view.sentence(), "h1"));
        if (done && !view.exceptions().isEmpty()) {
            var card = card(Tone.WARN, new FoldedList(Labels.wrapped("Not as planned", "strong"), view.exceptions()));
            card.setId("next-exceptions");
            add(card);
        }
        for (var phase : view.phases()) {
            phase.soak().ifPresent(s -> {
                if (!s.left().isZero() && !s.left().isNegative()) {
                    add(card(
                            Tone.WARN,
                            Labels.wrapped(
                                    "Phase " + phase.phase().id() + " soaks until " + InWords.day(s.until()) + " UTC",
                                    "strong"),
                            new AgoLabel(
                                    desk.readings().nowProperty(),
                                    now -> InWords.exactly(Duration.between(now, s.until()))
                                            + " of healthy time are left")));
                }
            });
            for (var lock : phase.locks()) {
                add(card(
                        Tone.NEUTRAL,
                        Labels.wrapped(phase.phase().title() + ": " + lock.why()),
                        Labels.wrapped(lock.opens(), "muted")));
            }
        }
        var place = done ? Place.AUDIT : Place.PHASES;
        if (desk.navigator().has(place)) {
            var go = new Button(done ? "Export the audit trail" : "See all phases");
            go.setId("next-open");
            go.getStyleClass().add("primary");
            go.setOnAction(_ -> desk.navigator().go(place));
            buttons.getChildren().add(go);
        }
        if (done && desk.navigator().has(Place.AFTER)) {
            var end = new Button("Close the session");
            end.setId("next-after");
            end.getStyleClass().add("quiet");
            end.setOnAction(_ -> desk.navigator().go(Place.AFTER));
            buttons.getChildren().add(end);
        }
    }
}
